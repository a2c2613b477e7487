import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openSources } from '#core/formats';
import { file, textOf } from './helpers.ts';

const outcome = (bytes: Uint8Array): unknown => {
  const opened = openSources([file('a.zip', bytes)]);
  return opened.ok ? opened.value.map(({ name }) => name) : opened.error.code;
};

/** A zip whose directory says that its first entry has `size` bytes. */
function withDeclaredSize(zip: Uint8Array, size: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  const end = copy.length - 22;
  view.setUint32(view.getUint32(end + 16, true) + 24, size, true);
  return copy;
}

describe('archives', () => {
  it('unpacks what it is given, by content and not by name', () => {
    const opened = openSources([
      file('x.bin', zipSync({ 'b/a.txt': strToU8('A'), '__MACOSX/._a.txt': strToU8('?') })),
      file('b.jsonl.gz', gzipSync(strToU8('B'))),
      file('c.txt', 'C'),
    ]);
    expect(opened.ok && opened.value.map((source) => [source.name, textOf(source)])).toEqual([
      ['b/a.txt', 'A'],
      ['b.jsonl', 'B'],
      ['c.txt', 'C'],
    ]);
  });

  it.each(['../../x', '/etc/x', 'a/../../x', 'C:x', 'a\\..\\x', './x'])(
    'refuses an entry named %s',
    (name) => {
      expect(outcome(zipSync({ [name]: strToU8('x') }))).toBe('unsafe-archive');
    },
  );

  it('refuses what would inflate to 4 GB before it inflates anything', () => {
    const zip = zipSync({ 'a.txt': new Uint8Array(1000) });
    expect(outcome(withDeclaredSize(zip, 0xfffffffe))).toBe('too-large');
  });

  it('a bomb that declares a small size is not inflated beyond it', () => {
    const zip = withDeclaredSize(zipSync({ 'a.txt': new Uint8Array(5_000_000) }), 10);
    const opened = openSources([file('a.zip', zip)]);
    expect(opened.ok ? opened.value[0]?.bytes.length : 0).toBeLessThanOrEqual(10);
  });

  it('a gzip bomb is stopped while it is inflated', () => {
    const bomb = gzipSync(new Uint8Array(8 * 1024 * 1024));
    const opened = openSources([file('a.gz', bomb)], {
      fileBytes: 1024 * 1024,
      totalBytes: 1024 * 1024,
      entries: 9,
    });
    expect(opened.ok ? '' : opened.error.code).toBe('too-large');
  });

  it('says that a truncated archive is truncated', () => {
    const zip = zipSync({ 'a.txt': strToU8('hello hello hello') });
    expect(outcome(zip.subarray(0, zip.length - 30))).toBe('truncated');
    const gz = gzipSync(strToU8('hello '.repeat(1000)));
    expect(outcome(gz.subarray(0, gz.length - 12))).toBe('truncated');
  });

  it('an entry named __proto__ is a file like others', () => {
    const opened = outcome(zipSync({ a: strToU8('x'), '__proto__.txt': strToU8('y') }));
    expect(opened).toEqual(['a', '__proto__.txt']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
