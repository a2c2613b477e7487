import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/core/formats/source.ts';
import { file, readAll } from './helpers.ts';

describe('lines', () => {
  it('end at LF, CRLF and lone CR, and nowhere else', () => {
    const lines = [...linesOf('a\nb\r\nc\rd\u2028e\u0085f\n')];
    expect(lines.map(({ text, number }) => `${number}:${text}`)).toEqual([
      '1:a',
      '2:b',
      '3:c',
      '4:d\u2028e\u0085f',
    ]);
  });

  it('an empty text has none, an empty line is one', () => {
    expect([...linesOf('')]).toEqual([]);
    expect([...linesOf('\n\n')].map(({ text }) => text)).toEqual(['', '']);
  });
});

describe('bytes to text', () => {
  const read = (bytes: number[] | Uint8Array): { texts: string[]; issues: string[] } => {
    const { documents, issues } = readAll('text', file('a.txt', new Uint8Array(bytes)), {
      documentPer: 'file',
    });
    return { texts: documents.map(({ text }) => text), issues: issues.map(({ code }) => code) };
  };
  const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

  it('a byte order mark at the beginning is no part of the text; one inside is', () => {
    expect(read(utf8('\ufeffÉvry\ufeff'))).toEqual({ texts: ['Évry\ufeff'], issues: [] });
  });

  it('UTF-16 of either order is read by its mark', () => {
    expect(read([0xff, 0xfe, 0x2d, 0x4e]).texts).toEqual(['中']);
    expect(read([0xfe, 0xff, 0x4e, 0x2d]).texts).toEqual(['中']);
  });

  it('what is not UTF-8 is read as Windows-1252, and said', () => {
    expect(read([0xc9, 0x76, 0x72, 0x79])).toEqual({ texts: ['Évry'], issues: ['encoding-guessed'] });
  });

  it('line breaks of every kind stay in a document per file', () => {
    expect(read(utf8('a\r\nb\rc\n')).texts).toEqual(['a\r\nb\rc\n']);
  });

  it('a document per line: white-space lines are none', () => {
    const { documents } = readAll('text', file('a.txt', 'one\n\n  \n two \r\nthree'));
    expect(documents.map(({ text, line }) => [text, line])).toEqual([
      ['one', 1],
      [' two ', 4],
      ['three', 5],
    ]);
  });
});
