/**
 * spaCy's own JSON: training data of version 2 (`paragraphs` of `sentences` of `tokens` with `ner` tags), documents as
 * `Doc.to_json` writes them (`text`, `ents`, `tokens`, `cats`), and the lists of `[text, {entities, cats}]` that its
 * tutorials, NER Annotator and many converters use. Offsets count code points. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions, Sample } from './format.ts';
import {
  field,
  isObject,
  type JsonObject,
  jsonRecords,
  listField,
  metaOf,
  nameField,
  restOf,
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { KnownSpans } from './loose-relations.ts';
import { decodeTags, parseTag, type Tag, unnamedLabel } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

const isTuple = (record: unknown): record is readonly [string, JsonObject] =>
  Array.isArray(record) &&
  typeof record[0] === 'string' &&
  isObject(record[1]) &&
  (listField(record[1], 'entities') !== undefined || isObject(field(record[1], 'cats')));

const isTraining = (record: unknown): boolean =>
  listField(record, 'paragraphs')?.some((one) => listField(one, 'sentences') !== undefined) === true;

const isDoc = (record: unknown): boolean =>
  stringField(record, 'text') !== undefined &&
  listField(record, 'ents')?.every((ent) => typeof field(ent, 'start') === 'number') === true;

/** NER Annotator: `{classes, annotations: [[text, {entities}], null, …]}`. */
function tuplesIn(record: unknown): readonly unknown[] | undefined {
  const list = listField(record, 'annotations')?.filter((item) => item !== null);
  return list !== undefined && list.length > 0 && list.every(isTuple) ? list : undefined;
}

function readTuple(tuple: unknown, line: number, batch: Batcher, options: ParseOptions): void {
  if (!isTuple(tuple)) {
    batch.error(line, 'malformed-row', 'This is no pair of a text and its labels.', {
      reason: 'not-an-object',
    });
    return;
  }
  const [text, labels] = tuple;
  const draft = new DocumentDraft(text, line, batch, options);
  const known = new KnownSpans();
  for (const item of listField(labels, 'entities') ?? []) {
    const [from, to, label]: readonly unknown[] = Array.isArray(item)
      ? item
      : [field(item, 'start'), field(item, 'end'), field(item, 'label')];
    const name = typeof label === 'string' ? label : unnamedLabel;
    known.add(item, draft.span(name, from, to, options.offsetUnit ?? 'code-points'), from, to);
  }
  readCats(field(labels, 'cats'), draft);
  draft.meta = metaOf(readRest(restOf(labels, new Set(['entities', 'cats'])), draft, options, known));
  draft.finish();
}

function readCats(cats: unknown, draft: DocumentDraft): void {
  for (const [label, share] of isObject(cats) ? Object.entries(cats) : [])
    if (share === true || (typeof share === 'number' && share >= 0.5)) draft.textLabel(label);
}

const syntax = new Set(['text', 'id', 'ents', 'cats', 'tokens', 'sents', 'spans']);

function readDoc(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const draft = new DocumentDraft(stringField(record, 'text') ?? '', line, batch, options);
  const unit = options.offsetUnit ?? 'code-points';
  const tokens = (listField(record, 'tokens') ?? []).map((token) =>
    draft.place(field(token, 'start'), field(token, 'end'), unit),
  );
  if (tokens.length > 0 && tokens.every((token) => token !== undefined)) draft.tokens = tokens;
  const known = new KnownSpans();
  for (const ent of listField(record, 'ents') ?? []) {
    const [from, to] = [field(ent, 'start'), field(ent, 'end')];
    known.add(ent, draft.span(nameField(ent, 'label') ?? unnamedLabel, from, to, unit), from, to);
  }
  const groups = field(record, 'spans');
  for (const group of isObject(groups) ? Object.values(groups) : [])
    for (const span of Array.isArray(group) ? group : [])
      draft.span(nameField(span, 'label') ?? unnamedLabel, field(span, 'start'), field(span, 'end'), unit);
  readCats(field(record, 'cats'), draft);
  const id = nameField(record, 'id');
  draft.meta = metaOf([
    ...readRest(restOf(record, syntax), draft, options, known),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  draft.finish();
}

/** A paragraph of version 2: its tokens, of all sentences, with BILUO tags. */
function readParagraph(
  paragraph: unknown,
  id: string | undefined,
  line: number,
  batch: Batcher,
  options: ParseOptions,
): void {
  const tokens = (listField(paragraph, 'sentences') ?? []).flatMap((one) => listField(one, 'tokens') ?? []);
  const text = tokenDraft(
    tokens.map((token) => stringField(token, 'orth') ?? ''),
    line,
    batch,
    options,
  );
  if (text === undefined) return;
  if (id !== undefined) text.draft.meta = { id };
  const tags = tokens.map((token): Tag => {
    const tag = stringField(token, 'ner');
    // A lone dash: not known, which is not the same as outside.
    return (tag === undefined ? undefined : parseTag(tag)) ?? { prefix: 'O', label: '' };
  });
  for (const chunk of decodeTags(tags).chunks) text.span(chunk.label, chunk.from, chunk.to);
  for (const cat of listField(paragraph, 'cats') ?? [])
    if (Number(field(cat, 'value')) >= 0.5) text.draft.textLabel(nameField(cat, 'label') ?? '');
  text.draft.finish();
}

function readRecord(value: unknown, line: number, batch: Batcher, options: ParseOptions): void {
  const tuples = tuplesIn(value);
  if (tuples !== undefined) {
    tuples.forEach((tuple, at) => {
      readTuple(tuple, at + 1, batch, options);
    });
  } else if (Array.isArray(value)) readTuple(value, line, batch, options);
  else if (isTraining(value)) {
    const paragraphs = listField(value, 'paragraphs') ?? [];
    const id = nameField(value, 'id');
    paragraphs.forEach((one, at) => {
      const name = id === undefined || paragraphs.length === 1 ? id : `${id}-${at + 1}`;
      readParagraph(one, name, line, batch, options);
    });
  } else if (isObject(value)) readDoc(value, line, batch, options);
  else batch.error(line, 'malformed-row', 'This is no record.', { reason: 'not-an-object' });
}

function detect({ records }: Sample): number {
  const fits = (record: unknown): boolean =>
    isTuple(record) || isTraining(record) || isDoc(record) || tuplesIn(record) !== undefined;
  return records.some(fits) ? 0.91 : 0;
}

export const spacyJson: Format = {
  id: 'spacy-json',
  name: 'spaCy JSON, NER Annotator',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'code-points',
  detect,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const records = jsonRecords(text, batch);
      let step = records.next();
      while (!step.done) {
        readRecord(step.value.value, step.value.line, batch, options);
        yield step.value.done;
        step = records.next();
      }
      return step.value;
    }),
};
