/**
 * Relations with their entities as the data sets of relation extraction give them, one record per sentence or document:
 * - SpERT: `tokens`, `entities` `{type, start, end}` (words, end exclusive), `relations` `{type, head, tail}` by number;
 * - DyGIE, SciERC, PL-Marker: `sentences` of words, `ner` `[first, last, type]` and `relations`
 *   `[first, last, first, last, type]` per sentence, counted through the document, ends inclusive;
 * - OpenNRE, FewRel: `h` and `t` with `pos` (characters of `text`, words of `token`) and a `relation`;
 * - NYT (CoType): `sentText`, `entityMentions`, `relationMentions` by their words;
 * - CasRel, DuIE: `text` with `triple_list` or `spo_list` by their words;
 * - ACE as it is commonly prepared: `words` and `golden-entity-mentions`, `golden-relation-mentions`.
 * Where a file has only words, their first place in the text is taken. Read only.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
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
  stringField,
  toText,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { isNoRelation } from './tacred.ts';
import { unnamedLabel } from './tags.ts';
import { type TokenDraft, tokenDraft } from './token-draft.ts';

interface Dialect {
  readonly fits: (record: unknown) => boolean;
  /** Keys that it reads; the rest is looked at for labels and kept. */
  readonly keys: readonly string[];
  /** Reads text and labels; `undefined` (with an issue) where there is no text. */
  readonly read: (
    record: JsonObject,
    line: number,
    batch: Batcher,
    options: ParseOptions,
  ) => DocumentDraft | undefined;
}

const wordKeys = ['tokens', 'token', 'words'] as const;
const idKeys = ['orig_id', 'doc_key', 'id', 'sentId', 'articleId', 'doc_id'] as const;
const lists = (value: unknown): readonly (readonly unknown[])[] =>
  Array.isArray(value) ? value.filter((item): item is unknown[] => Array.isArray(item)) : [];

const spert: Dialect = {
  fits: (record) => {
    const [entity] = listField(record, 'entities') ?? [];
    return (
      listField(record, ...wordKeys) !== undefined &&
      listField(record, 'entities') !== undefined &&
      (entity === undefined
        ? listField(record, 'relations') !== undefined
        : typeof field(entity, 'start') === 'number' && nameField(entity, 'type') !== undefined)
    );
  },
  keys: [...wordKeys, 'entities', 'relations'],
  read: (record, line, batch, options) => {
    const text = tokenDraft(listField(record, ...wordKeys), line, batch, options);
    if (text === undefined) return undefined;
    const entities = (listField(record, 'entities') ?? []).map((entity) =>
      text.span(nameField(entity, 'type') ?? unnamedLabel, field(entity, 'start'), field(entity, 'end')),
    );
    for (const relation of listField(record, 'relations') ?? []) {
      const [head, tail] = [field(relation, 'head'), field(relation, 'tail')].map(Number);
      text.draft.relation(nameField(relation, 'type') ?? '', entities[head ?? -1], entities[tail ?? -1], {
        reference: `${toText(field(relation, 'head'))} / ${toText(field(relation, 'tail'))}`,
      });
    }
    return text.draft;
  },
};

const dygie: Dialect = {
  fits: (record) =>
    lists(field(record, 'sentences'))[0] !== undefined &&
    listField(record, 'ner', 'relations') !== undefined &&
    lists(field(record, 'ner'))
      .flat()
      .every((item) => Array.isArray(item)),
  keys: ['sentences', 'ner', 'relations', 'doc_key'],
  read: (record, line, batch, options) => {
    const text = tokenDraft(lists(field(record, 'sentences')).flat(), line, batch, options);
    if (text === undefined) return undefined;
    const known = new Map<string, number | undefined>();
    const entity = (first: unknown, last: unknown, label?: string): number | undefined => {
      const key = `${String(first)}:${String(last)}`;
      // A relation may join stretches that have no label of their own.
      if (label === undefined && known.has(key)) return known.get(key);
      const index = text.span(label ?? unnamedLabel, first, typeof last === 'number' ? last + 1 : last);
      if (!known.has(key)) known.set(key, index);
      return index;
    };
    for (const [first, last, label] of lists(field(record, 'ner')).flatMap(lists))
      entity(first, last, typeof label === 'string' ? label : unnamedLabel);
    for (const [a, b, c, d, label] of lists(field(record, 'relations')).flatMap(lists)) {
      const ends = text.draft.takesRelations ? [entity(a, b), entity(c, d)] : [];
      text.draft.relation(typeof label === 'string' ? label : '', ends[0], ends[1], {
        reference: `${toText(a)} / ${toText(c)}`,
      });
    }
    return text.draft;
  },
};

/** OpenNRE's end of a relation: `{name, pos: [from, to]}`, in FewRel `[name, id, [[word, word, …]]]`. */
function endOf(value: unknown): { readonly words?: string; readonly from: unknown; readonly to: unknown } {
  if (Array.isArray(value)) {
    const places: readonly unknown[] = lists(value[2])[0] ?? [];
    const last = places.at(-1);
    return { from: places[0], to: typeof last === 'number' ? last + 1 : last };
  }
  const [from, to] = listField(value, 'pos') ?? [];
  const words = stringField(value, 'name');
  return { from, to, ...(words === undefined ? {} : { words }) };
}

const openNre: Dialect = {
  fits: (record) =>
    [field(record, 'h'), field(record, 't')].every((end) => typeof endOf(end).from === 'number') &&
    (stringField(record, 'text') !== undefined || listField(record, ...wordKeys) !== undefined),
  keys: [...wordKeys, 'text', 'h', 't', 'relation'],
  read: (record, line, batch, options) => {
    const text = stringField(record, 'text');
    const words =
      text === undefined ? tokenDraft(listField(record, ...wordKeys), line, batch, options) : undefined;
    const draft = text === undefined ? words?.draft : new DocumentDraft(text, line, batch, options);
    if (draft === undefined) return undefined;
    const [head, tail] = (['h', 't'] as const).map((name) => {
      const end = field(record, name);
      const { from, to, words: ownWords } = endOf(end);
      const label = nameField(end, 'type') ?? unnamedLabel;
      if (words !== undefined) return words.span(label, from, to);
      const unit = options.offsetUnit ?? 'code-points';
      return draft.span(label, from, to, unit, ownWords === undefined ? {} : { words: ownWords });
    });
    const relation = nameField(record, 'relation') ?? '';
    if (relation !== '' && !isNoRelation(relation)) draft.relation(relation, head, tail);
    else if (relation !== '') draft.meta = { relation };
    return draft;
  },
};

/** Places of words in a text where a file gives nothing else: the first one; each its own label. */
function byWords(draft: DocumentDraft): (label: string, words: unknown) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (label, words) => {
    const name = typeof words === 'string' ? words : '';
    const key = `${label}\t${name}`;
    if (known.has(key)) return known.get(key);
    const at = name === '' ? -1 : draft.text.indexOf(name);
    if (at === -1) draft.misplaced(name, '');
    const index = at === -1 ? undefined : draft.span(label, at, at + name.length);
    known.set(key, index);
    return index;
  };
}

const nyt: Dialect = {
  fits: (record) =>
    stringField(record, 'sentText') !== undefined &&
    listField(record, 'relationMentions', 'entityMentions') !== undefined,
  keys: ['sentText', 'relationMentions', 'entityMentions'],
  read: (record, line, batch, options) => {
    const draft = new DocumentDraft(stringField(record, 'sentText') ?? '', line, batch, options);
    const entity = byWords(draft);
    const known = new Map<string, number | undefined>();
    for (const mention of listField(record, 'entityMentions') ?? []) {
      const words = stringField(mention, 'text') ?? '';
      known.set(words, entity(nameField(mention, 'label') ?? unnamedLabel, words));
    }
    const end = (words: string): number | undefined =>
      known.has(words) ? known.get(words) : entity(unnamedLabel, words);
    for (const relation of listField(record, 'relationMentions') ?? []) {
      const label = nameField(relation, 'label') ?? '';
      if (isNoRelation(label)) continue;
      const [head, tail] = [stringField(relation, 'em1Text') ?? '', stringField(relation, 'em2Text') ?? ''];
      const ends = draft.takesRelations ? [end(head), end(tail)] : [];
      draft.relation(label, ends[0], ends[1], { reference: `${head} / ${tail}` });
    }
    return draft;
  },
};

const triples: Dialect = {
  fits: (record) =>
    stringField(record, 'text') !== undefined &&
    listField(record, 'triple_list', 'spo_list', 'triples')?.every(
      (item) => (Array.isArray(item) && item.length === 3) || field(item, 'predicate') !== undefined,
    ) === true,
  keys: ['text', 'triple_list', 'spo_list', 'triples', 'postag'],
  read: (record, line, batch, options) => {
    const draft = new DocumentDraft(stringField(record, 'text') ?? '', line, batch, options);
    const entity = byWords(draft);
    for (const item of listField(record, 'triple_list', 'spo_list', 'triples') ?? []) {
      const [subject, predicate, object]: readonly unknown[] = Array.isArray(item)
        ? item
        : [field(item, 'subject'), field(item, 'predicate'), field(item, 'object')];
      const words = isObject(object) ? field(object, '@value') : object;
      const type = field(item, 'object_type');
      const head = entity(nameField(item, 'subject_type') ?? unnamedLabel, subject);
      const tail = entity(
        nameField(isObject(type) ? type : item, '@value', 'object_type') ?? unnamedLabel,
        words,
      );
      draft.relation(typeof predicate === 'string' ? predicate : '', head, tail, {
        reference: `${toText(subject)} / ${toText(words)}`,
      });
    }
    return draft;
  },
};

const aceKeys = ['golden-entity-mentions', 'golden-relation-mentions'] as const;

/** An ACE mention: words `[start, end)`, under `head` or itself. */
function aceSpan(text: TokenDraft, mention: unknown, label: string): number | undefined {
  return text.span(label, field(mention, 'start'), field(mention, 'end'));
}

const ace: Dialect = {
  fits: (record) =>
    stringField(record, 'sentence') !== undefined &&
    aceKeys.some((key) => listField(record, key) !== undefined),
  keys: ['sentence', 'words', ...aceKeys],
  read: (record, line, batch, options) => {
    const words = listField(record, 'words') ?? (stringField(record, 'sentence') ?? '').split(/\s+/);
    const text = tokenDraft(words, line, batch, options);
    if (text === undefined) return undefined;
    const known = new Map<string, number | undefined>();
    const entity = (mention: unknown): number | undefined => {
      const key = `${String(field(mention, 'start'))}:${String(field(mention, 'end'))}`;
      if (!known.has(key))
        known.set(key, aceSpan(text, mention, nameField(mention, 'entity-type') ?? unnamedLabel));
      return known.get(key);
    };
    for (const mention of listField(record, aceKeys[0]) ?? []) entity(mention);
    for (const relation of listField(record, aceKeys[1]) ?? []) {
      const ends = text.draft.takesRelations ? (listField(relation, 'arguments') ?? []).map(entity) : [];
      text.draft.relation(nameField(relation, 'relation-type') ?? '', ends[0], ends[1]);
    }
    return text.draft;
  },
};

const dialects: readonly Dialect[] = [spert, dygie, openNre, nyt, triples, ace];

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const dialect = dialects.find((one) => one.fits(record));
  if (dialect === undefined) {
    batch.error(line, 'missing-field', 'The record is of none of the layouts of relations.', {
      field: 'tokens',
    });
    return;
  }
  const draft = dialect.read(record, line, batch, options);
  if (draft === undefined) return;
  const id = nameField(record, ...idKeys);
  const rest = restOf(record, new Set<string>([...dialect.keys, ...idKeys]));
  draft.meta = metaOf([
    ...Object.entries(draft.meta),
    ...readRest(rest, draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  draft.finish();
}

export const relationJson: Format = {
  id: 'relation-json',
  name: 'Relation JSON (SpERT, DyGIE, OpenNRE, NYT)',
  extensions: ['.json', '.jsonl'],
  tasks: ['re', 'ner'],
  offsetUnit: 'code-points',
  detect: (sample) =>
    anyRecord(sample, (record) => dialects.some((dialect) => dialect.fits(record))) ? 0.92 : 0,
  parse: parseJsonRecords(readRecord),
};
