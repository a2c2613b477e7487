/**
 * DocRED (Yao et al. 2019) and its kin (Re-DocRED, DWIE): `sents` of words, `vertexSet` with all mentions of each
 * entity, `labels` between entities. Sentences are joined by spaces. A relation is put between the first mentions of
 * its entities, where there is one, in the same sentence. Read only.
 */
import type { Batcher } from './batch.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
  toText,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

const used = new Set(['sents', 'vertexSet', 'labels', 'title']);

function isDocred(record: unknown): boolean {
  return listField(record, 'vertexSet') !== undefined && listField(record, 'sents') !== undefined;
}

interface Mention {
  readonly sentence: number;
  readonly index: number | undefined;
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const sentences = listField(record, 'sents')?.map((words): readonly unknown[] =>
    Array.isArray(words) ? words : [],
  );
  const text = tokenDraft(sentences?.flat(), line, batch, options);
  if (text === undefined || sentences === undefined) return;
  const { draft } = text;
  const starts: number[] = [0];
  for (const words of sentences) starts.push((starts.at(-1) ?? 0) + words.length);
  const title = nameField(record, 'title');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options),
    ...(title === undefined ? [] : [['id', title] as const]),
  ]);
  const entities = (listField(record, 'vertexSet') ?? []).map((vertex): readonly Mention[] =>
    (Array.isArray(vertex) ? vertex : []).map((mention: unknown) => {
      const sentence = Number(field(mention, 'sent_id') ?? -1);
      const [first, end] = (listField(mention, 'pos') ?? []).map(Number);
      const start = starts[sentence] ?? Number.NaN;
      const index = text.span(
        nameField(mention, 'type') ?? unnamedLabel,
        start + (first ?? Number.NaN),
        start + (end ?? Number.NaN),
      );
      return { sentence, index };
    }),
  );
  for (const label of listField(record, 'labels') ?? []) {
    if (!isObject(label)) {
      draft.leftOut('labels');
      continue;
    }
    const [head, tail] = [entities[Number(field(label, 'h'))], entities[Number(field(label, 't'))]];
    const [from, to] = nearest(head ?? [], tail ?? []);
    draft.relation(nameField(label, 'r') ?? '', from, to, {
      reference: `${toText(field(label, 'h'))} / ${toText(field(label, 't'))}`,
    });
  }
  draft.finish();
}

/** The first mentions of two entities in one sentence, else the first of each. */
function nearest(
  heads: readonly Mention[],
  tails: readonly Mention[],
): readonly [number | undefined, number | undefined] {
  for (const head of heads) {
    const tail = tails.find((one) => one.sentence === head.sentence && one.index !== head.index);
    if (head.index !== undefined && tail?.index !== undefined) return [head.index, tail.index];
  }
  return [heads[0]?.index, tails[0]?.index];
}

export const docred: Format = {
  id: 'docred',
  name: 'DocRED JSON',
  extensions: ['.json'],
  tasks: ['re', 'ner'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, isDocred) ? 0.95 : 0),
  parse: parseJsonRecords(readRecord),
};
