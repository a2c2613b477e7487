/** One rule of each tool that our files are made for: what its own reader refuses, we do not write. */
import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '#core/formats';
import type { Task } from '#core/project';
import { bundleOf, parsed, textOf, write } from './helpers.ts';

const kindOf = (task: Task) => (task === 'sa' ? ('aspect' as const) : ('span' as const));

function documents(task: Task): ParsedDocument[] {
  const kind = kindOf(task);
  const at = (text: string, words: string) => ({
    from: text.indexOf(words),
    to: text.indexOf(words) + words.length,
  });
  const texts = ['He met  Ann Lee , yes 😀 in Köln', 'Line one\nJane\nSmith left Oslo', 'ผมอยู่ที่กรุงเทพ'];
  const marks = [
    [' Ann Lee ', 'Köln'],
    ['Jane\nSmith', 'Oslo'],
    ['กรุงเทพ', 'ผม'],
  ];
  return texts.map((text, index) =>
    parsed(text, {
      meta: { id: `PMID-${index}` },
      annotations: [
        ...(marks[index] ?? []).map((words, order) => ({
          label: order === 0 ? 'Big PER' : 'LOC',
          target: { kind, ...at(text, words) },
          explanations: [],
          annotator: ['7', 'eva@example.org', 'Eva Roe'][index] ?? '',
        })),
        ...(task === 're'
          ? [{ label: 'in', target: { kind: 'relation' as const, head: 0, tail: 1 }, explanations: [] }]
          : []),
      ],
    }),
  );
}

const written = (id: string, task: Task) => write(id, bundleOf(task, documents(task)));
const points = (text: string): string[] => [...text];

/** As parsed JSON, checked by the test that reads it. */
interface Loose {
  readonly [key: string]: Loose & string & number & Loose[];
}
const json = (text: string): Loose => JSON.parse(text);
const jsonLines = (text: string): Loose[] => text.trim().split('\n').map(json);

describe('what other tools refuse is not written', () => {
  it('doccano: three-part labels inside the text, counted in code points', () => {
    for (const record of jsonLines(textOf(written('doccano', 'ner')[0]))) {
      const { text = '', label = [] } = record as unknown as {
        text: string;
        label: [number, number, string][];
      };
      for (const [from, to, name] of label) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(points(text).length);
        expect(name).not.toBe('');
      }
    }
  });

  it('Label Studio: who completed is a number or an e-mail; a region says its control and holds its words', () => {
    const tasks = JSON.parse(textOf(written('label-studio', 're')[0])) as Loose[];
    const who = tasks.map((task) => task['annotations']?.[0]?.['completed_by']);
    expect(who).toEqual([7, { email: 'eva@example.org' }, undefined]);
    for (const task of tasks) {
      const text = points(String(task['data']?.['text']));
      for (const result of task['annotations']?.[0]?.['result'] ?? []) {
        if (result['type'] === 'relation') continue;
        const value = result['value'] as unknown as {
          start: number;
          end: number;
          text: string;
          labels: string[];
        };
        expect([result['from_name'], result['to_name'], result['type']]).toEqual(['label', 'text', 'labels']);
        expect(text.slice(value.start, value.end).join('')).toBe(value.text);
      }
    }
  });

  it('Prodigy and spaCy: spans begin and end with tokens', () => {
    for (const record of jsonLines(textOf(written('prodigy', 'ner')[0]))) {
      const tokens = record['tokens'] as unknown as { start: number; end: number; text: string }[];
      const text = points(String(record['text']));
      for (const { start, end, text: words } of tokens) expect(text.slice(start, end).join('')).toBe(words);
      for (const span of record['spans'] as unknown as {
        start: number;
        end: number;
        token_start: number;
        token_end: number;
      }[]) {
        expect(tokens[span.token_start]?.start).toBe(span.start);
        expect(tokens[span.token_end]?.end).toBe(span.end);
      }
    }
  });

  it('brat: types of one word; the words of an annotation are its pieces, joined by a space, none with a line break', () => {
    const files = written('brat', 're');
    for (const ann of files.filter(({ name }) => name.endsWith('.ann'))) {
      const text = points(textOf(files.find(({ name }) => name === ann.name.replace('.ann', '.txt'))));
      for (const line of textOf(ann).split('\n').filter(Boolean)) {
        const [id = '', body = '', words = ''] = line.split('\t');
        if (!id.startsWith('T')) continue;
        const match = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(body);
        expect(match).not.toBeNull();
        const parts = (match?.[2] ?? '').split(';').map((part) => {
          const [from, to] = part.split(' ').map(Number);
          return text.slice(from, to).join('');
        });
        expect(parts.join(' ')).toBe(words);
        expect(parts.join('')).not.toContain('\n');
      }
    }
    expect(files.map(({ name }) => name)).toContain('PMID-0.txt');
  });

  it('CoNLL for seqeval and the field: two columns, no space in a word, BIO without a break', () => {
    for (const scheme of ['bio', 'iobes'] as const) {
      const [out] = write('conll', bundleOf('ner', documents('ner')), { scheme });
      let before = 'O';
      for (const line of textOf(out).split('\n')) {
        if (line === '' || line.startsWith('# ')) {
          before = 'O';
          continue;
        }
        const cells = line.split('\t');
        expect(cells.length).toBe(2);
        expect(cells[0]).toMatch(/^\S+$/);
        const [prefix, type] = (cells[1] ?? '').split('-');
        if (prefix === 'I' || prefix === 'E') expect(before.split('-')[1]).toBe(type);
        before = cells[1] ?? '';
      }
    }
  });

  it('CoNLL without comments: nothing but words, for readers that take every line for one', () => {
    const [out] = write('conll', bundleOf('ner', documents('ner')), { comments: false });
    const lines = textOf(out).split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^\S+\t(?:O|[BI]-.+)$/);
  });

  it('WebAnno: offsets rise, and are those of the words in the text', () => {
    for (const file of written('webanno-tsv', 're')) {
      const lines = textOf(file).split('\n');
      const text = lines
        .filter((line) => line.startsWith('#Text='))
        .map((line) => line.slice(6))
        .join('\n');
      let end = -1;
      for (const line of lines.filter((one) => /^1-\d/.test(one))) {
        const [, place = '', words = ''] = line.split('\t');
        const [from = 0, to = 0] = place.split('-').map(Number);
        expect(from).toBeGreaterThanOrEqual(end);
        expect(text.slice(from, to)).toBe(words);
        end = to;
      }
    }
  });

  it('TriggerNER: where triggers are tagged there is one entity; without any, a sentence is one of CoNLL', () => {
    const [plain] = written('trigger-ner', 'ner');
    expect(textOf(plain).trim().split('\n\n').length).toBe(3);
    const docs = documents('ner').map((doc) => ({
      ...doc,
      annotations: doc.annotations.map((one, at) =>
        at === 0
          ? { ...one, explanations: [{ kind: 'trigger' as const, spans: [{ from: 0, to: 2 }] }] }
          : one,
      ),
    }));
    for (const sentence of textOf(write('trigger-ner', bundleOf('ner', docs))[0])
      .trim()
      .split('\n\n')) {
      const tags = sentence.split('\n').map((line) => line.split('\t')[1] ?? '');
      if (tags.some((tag) => tag.startsWith('T-')))
        expect(tags.filter((tag) => tag.startsWith('B-')).length).toBe(1);
    }
  });

  it('ABSA XML: the term is what stands from–to, in characters', () => {
    const xml = textOf(written('absa-xml', 'sa')[0]);
    const sentences = [...xml.matchAll(/<text>([^<]*)<\/text>([\s\S]*?)<\/sentence>/g)];
    expect(sentences.length).toBe(3);
    const plain = (words = ''): string => words.replaceAll('&#10;', '\n');
    for (const [, text, rest = ''] of sentences) {
      for (const [, from, term, to] of rest.matchAll(
        /from="(\d+)" polarity="[^"]*" term="([^"]*)" to="(\d+)"/g,
      ))
        expect(points(plain(text)).slice(Number(from), Number(to)).join('')).toBe(plain(term));
    }
  });

  it('SemEval-2010 task 8: a number, a quoted sentence with both marks, the relation', () => {
    const text = textOf(written('semeval-2010-8', 're')[0]);
    for (const block of text.trim().split(/\r?\n\r?\n/)) {
      const [first = '', relation = ''] = block.split(/\r?\n/);
      expect(first).toMatch(/^\d+\t".*<e1>.+<\/e1>.*"$|^\d+\t".*<e2>.+<\/e2>.*"$/);
      expect(relation).toMatch(/^\S+$/);
    }
  });

  it('LEAN-LIFE JSON: offsets are those of JavaScript strings', () => {
    const { data } = json(textOf(written('lean-life-json', 'ner')[0])) as unknown as { data: Loose[] };
    const [first] = data;
    const spans = first?.['annotations'] as unknown as { start_offset: number; end_offset: number }[];
    expect(spans.map((one) => String(first?.['text']).slice(one.start_offset, one.end_offset))).toEqual([
      ' Ann Lee ',
      'Köln',
    ]);
  });
});
