/**
 * What is written comes back equal, or exactly what the list of losses named differs: over scripts with and without spaces,
 * emoji, white space at the edges and line breaks, for each format that writes.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, type LossCode, losses, type ParsedDocument } from '#core/formats';
import type { Task } from '#core/project';
import { bundleOf, parsed, readAll, write } from '../../unit/formats/helpers.ts';

const pieces = [
  'Eva Roe lives in Oslo',
  'pre-war, 6.1% (x)',
  '2019年GDP增长6.1%。',
  '我爱北京 天安门',
  'ผมอยู่ที่กรุงเทพ',
  'สวัสดี ครับ',
  'ខ្ញុំស្រឡាញ់ភ្នំពេញ',
  'မြန်မာစာ',
  'مرحبا بالعالم',
  'नमस्ते दुनिया।',
  '👨‍👩‍👧 love 🇫🇷',
  'e\u0301t\u00e9',
  '東京タワー',
];
const joints = ['', ' ', '  ', '\n', '\r\n', '\t', '\u00a0', ', '];

const anyText = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...joints)), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('', ' ', '\n'),
  )
  .map(([parts, edge]) => edge + parts.map(([piece, joint]) => piece + joint).join(''))
  .filter((text) => text.trim() !== '');

/** Borders between characters as people see them. */
function borders(text: string): number[] {
  const starts = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    (one) => one.index,
  );
  return [...starts, text.length];
}

function anyDocument(task: Task): fc.Arbitrary<ParsedDocument> {
  const kind = task === 'sa' ? ('aspect' as const) : ('span' as const);
  return anyText.chain((text) => {
    const places = borders(text);
    const at = fc.nat(places.length - 2);
    const span = fc.tuple(at, fc.nat(6)).map(([first, more]) => ({
      from: places[first] ?? 0,
      to: places[Math.min(first + 1 + more, places.length - 1)] ?? text.length,
    }));
    return fc.array(fc.tuple(span, fc.constantFrom('PER', 'LOC')), { maxLength: 2 }).map((spans) =>
      parsed(text, {
        meta: { id: 'a1' },
        annotations: spans
          .filter(([{ from, to }]) => text.slice(from, to).trim() !== '')
          .filter(
            ([one], i, all) =>
              all.findIndex(([other]) => other.from === one.from && other.to === one.to) === i,
          )
          .map(([place, label]) => ({ label, target: { kind, ...place }, explanations: [] })),
      }),
    );
  });
}

/** Losses under which the text differs, or its labels do. */
const ofText: readonly LossCode[] = ['white-space', 'line-breaks'];
const ofLabels: readonly LossCode[] = [
  'overlapping-spans',
  'span-edges',
  'spans',
  'entities',
  'aspects',
  'unlabelled-documents',
  'label-names',
];

const shown = (doc: ParsedDocument): string[] =>
  doc.annotations
    .map(({ label, target }) => ('from' in target ? `${label} ${target.from}-${target.to}` : label))
    .sort();

describe('equal, or named as a loss, seed 20261129', () => {
  const written = formats.filter(({ serialize, parse }) => serialize !== undefined && parse !== undefined);
  for (const { id, tasks } of written) {
    for (const task of tasks.filter((one) => one !== 're')) {
      it(`${id}, ${task}`, () => {
        const format = written.find((one) => one.id === id);
        fc.assert(
          fc.property(anyDocument(task), (document) => {
            if (format === undefined) return;
            const bundle = bundleOf(task, [document]);
            const lost = new Set(losses(format, bundle).map(({ code }) => code));
            const options = { task, documentPer: 'file' as const };
            const back = readAll(id, write(id, bundle), options).documents;
            const differs = ofText.some((code) => lost.has(code));
            const isLost = lost.has('unlabelled-documents') || lost.has('spans') || lost.has('aspects');
            if (isLost) return;
            expect(back.length).toBe(1);
            if (!differs) expect(back[0]?.text).toBe(document.text);
            if (!differs && !ofLabels.some((code) => lost.has(code)))
              expect(back.flatMap(shown)).toEqual(shown(document));
          }),
          { numRuns: 80, seed: 20261129 },
        );
      });
    }
  }
});
