import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, type Holds, type ParsedExplanation } from '#core/formats';
import type { Task } from '#core/project';
import { bundleOf, format, readAll, write } from '../../unit/formats/helpers.ts';
import { anyDocuments, view } from './bundles.ts';

const runs = { numRuns: 60, seed: 20260701 };
const oneLine = (label: string): string => label.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** Formats that keep texts and spans exactly: what goes in comes out, as far as the format says it holds it. */
const exact = [
  'project',
  'triples-json',
  'triples-jsonl',
  'triples-csv',
  'doccano',
  'label-studio',
  'prodigy',
  'webanno-tsv',
  'brat',
  'absa-xml',
];

const renamed: Readonly<Record<string, (label: string) => string>> = {
  'webanno-tsv': oneLine,
  'absa-xml': oneLine,
  brat: (label) => oneLine(label).trim().replace(/\s+/g, '_') || '_',
};

describe('what is written is read again, seed 20260701', () => {
  for (const id of exact) {
    const { holds, tasks } = format(id);
    for (const task of tasks.filter((name) => name !== 'ner' || id !== 'absa-xml')) {
      it(`${id}, ${task}`, () => {
        if (holds === undefined) throw new Error('a format that writes says what it holds');
        fc.assert(
          fc.property(anyDocuments(task), (documents) => {
            const files = write(id, bundleOf(task, documents));
            const back = readAll(id, files, { task });
            expect(back.refused).toBeUndefined();
            expect(back.issues).toEqual([]);
            const expected = documents.map((doc) => view(adapt(id, doc), holds, renamed[id]));
            expect(back.documents.map((doc) => view(doc, holds))).toEqual(expected);
          }),
          runs,
        );
      });
    }
  }
});

/** Notes of brat are single lines. */
function adapt<
  T extends { readonly annotations: readonly { readonly explanations: readonly ParsedExplanation[] }[] },
>(id: string, doc: T): T {
  if (id !== 'brat') return doc;
  const clean = (e: ParsedExplanation): ParsedExplanation =>
    e.kind === 'nl' ? { ...e, text: oneLine(e.text) } : e;
  return {
    ...doc,
    annotations: doc.annotations.map((annotation) => ({
      ...annotation,
      explanations: annotation.explanations.map(clean),
    })),
  };
}

describe('LEAN-LIFE JSON keeps texts, labels, relations and sentences, seed 20260702', () => {
  const holds: Holds = { ...(format('lean-life-json').holds as Holds), triggers: 'no' };
  for (const task of ['ner', 're', 'sa'] as const satisfies Task[]) {
    it(task, () => {
      fc.assert(
        fc.property(anyDocuments(task), (documents) => {
          // Entities have no labels there: two on the same words would become one.
          const distinct = documents.filter(({ annotations }) => {
            const places = annotations.flatMap(({ target }) =>
              'from' in target ? [`${target.from}:${target.to}`] : [],
            );
            return task !== 're' || new Set(places).size === places.length;
          });
          const sentences = distinct.map((doc) => ({
            ...doc,
            annotations: doc.annotations.map((annotation) => ({
              ...annotation,
              explanations: annotation.explanations
                .filter((e) => e.kind === 'nl')
                .map((e) => ({ kind: 'nl' as const, text: e.text.trim() })),
            })),
          }));
          const back = readAll('lean-life-json', write('lean-life-json', bundleOf(task, sentences)), {
            task,
            explanationKind: 'nl',
          });
          expect(back.issues).toEqual([]);
          const kept = { ...holds, entities: task !== 're' };
          expect(back.documents.map((doc) => view(doc, kept))).toEqual(
            sentences.map((doc) => view(doc, kept)),
          );
        }),
        { ...runs, seed: 20260702 },
      );
    });
  }
});

describe('token formats keep words, and labels on them, seed 20260703', () => {
  /** Label and words of each annotation, white space and control characters left out: the text is the tokens' own. */
  const words = (text: string, label: string, span: { from: number; to: number }): string =>
    `${oneLine(label).trim() || '_'} ${text.slice(span.from, span.to).replace(/[\s\p{Cc}]+/gu, '')}`;

  for (const id of ['conll', 'trigger-ner', 'lean-life-csv']) {
    it(id, () => {
      fc.assert(
        fc.property(anyDocuments('ner'), (documents) => {
          const flat = documents
            .filter(({ text }) => /\S/u.test(text) && !text.startsWith('-DOCSTART-'))
            .map((doc) => {
              let end = -1;
              const annotations = doc.annotations
                .filter((a) => a.target.kind === 'span')
                .toSorted((a, b) =>
                  'from' in a.target && 'from' in b.target ? a.target.from - b.target.from : 0,
                )
                .filter((a) => {
                  if (!('from' in a.target) || a.target.from < end) return false;
                  end = a.target.to;
                  return true;
                })
                .map((a) => ({ ...a, explanations: [] }));
              return { ...doc, annotations };
            });
          const distinct = flat.filter((doc, index) => doc.text !== flat[index - 1]?.text);
          const back = readAll(id, write(id, bundleOf('ner', distinct)), { task: 'ner', scheme: 'bio' });
          expect(back.issues).toEqual([]);
          const seen = (docs: typeof back.documents): string[][] =>
            docs.map((doc) =>
              doc.annotations.flatMap((a) =>
                'from' in a.target ? [words(doc.text, a.label, a.target)] : [],
              ),
            );
          expect(seen(back.documents)).toEqual(seen(distinct));
          expect(back.documents.map((doc) => doc.text.replace(/[\s\p{Cc}]+/gu, ''))).toEqual(
            distinct.map((doc) => doc.text.replace(/[\s\p{Cc}]+/gu, '')),
          );
        }),
        { ...runs, seed: 20260703 },
      );
    });
  }
});

describe('no bytes make a parser throw, seed 20260704', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"text"',
    ':',
    ',',
    '\n',
    '\r',
    '\t',
    '<sentence>',
    '<text>',
    '&#0;',
    '1\t"<e1>a</e1>',
    'a\tB-X',
    'T1\tX 0 9\tq',
    '#Text=',
    '1-1\t0-9\tx\tA[1]|',
    '\u0000',
    '\ud800',
    '\ufeff',
    '=1',
    "'",
    '😀',
    'O',
    '-1',
    '1e999',
  ];
  for (const { id, parse, tasks } of formats) {
    it(id, () => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...pieces), { maxLength: 30 }),
          fc.uint8Array({ maxLength: 20 }),
          (words, bytes) => {
            for (const source of [new TextEncoder().encode(words.join('')), bytes]) {
              if (parse === undefined) continue;
              const names = id === 'brat' ? ['a.txt', 'a.ann'] : ['a.txt'];
              const { documents } = readAll(
                id,
                names.map((name) => ({ name, bytes: source })),
                { task: tasks[0] ?? 'ner' },
              );
              for (const { text, annotations } of documents) {
                for (const { target } of annotations) {
                  if (!('from' in target)) continue;
                  expect(target.from).toBeGreaterThanOrEqual(0);
                  expect(target.to).toBeGreaterThan(target.from);
                  expect(target.to).toBeLessThanOrEqual(text.length);
                }
              }
            }
          },
        ),
        { ...runs, numRuns: 100, seed: 20260704 },
      );
    });
  }
});
