/**
 * Relations in fields that no format declares: whose ends are entities of the same record, by id, by number in their list, or by
 * place. Their numbers are no offsets, although they look like them (`[0, 1, "leads"]`).
 */
import type { DocumentDraft } from './draft.ts';
import { field, isObject, listField, nameField, stringField, toText } from './json-records.ts';

const idKeys = ['id', '_id', 'entity_id', 'entityId', 'span_id', 'uid', 'uuid', 'mid', 'ref'];

/** Entities of a record that came in: how a relation may name them. */
export class KnownSpans {
  readonly #byId = new Map<string, number>();
  readonly #byWords = new Map<string, number>();
  readonly #byPlace = new Map<string, number>();
  readonly #inOrder: (number | undefined)[] = [];
  #hasIds = false;

  /** The next entity of the list; `index` is what `DocumentDraft.span` said. */
  add(item: unknown, index: number | undefined, from?: unknown, to?: unknown): void {
    this.#inOrder.push(index);
    const [own, , pieces]: readonly unknown[] = Array.isArray(item) ? item : [];
    const id =
      nameField(item, ...idKeys) ?? (typeof own === 'string' && Array.isArray(pieces) ? own : undefined);
    if (id !== undefined) this.#hasIds = true;
    if (index === undefined) return;
    if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, index);
    const words = stringField(item, 'text', 'word', 'mention', 'words', 'surface', 'value', 'name');
    if (words !== undefined && !this.#byWords.has(words)) this.#byWords.set(words, index);
    if (from !== undefined) this.#byPlace.set(`${String(from)}:${String(to)}`, index);
  }

  /** The entity that an end of a relation names. Numbers are ids where entities have ids. */
  find(end: unknown): number | undefined {
    if (isObject(end)) {
      const id = nameField(end, ...idKeys);
      const pair = listField(end, 'position', 'offsets', 'span', 'pos');
      const from = pair?.[0] ?? field(end, 'start') ?? field(end, 'start_offset') ?? field(end, 'from');
      const to = pair?.[1] ?? field(end, 'end') ?? field(end, 'end_offset') ?? field(end, 'to');
      return (
        (id === undefined ? undefined : this.#byId.get(id)) ??
        this.#byPlace.get(`${toText(from)}:${toText(to)}`)
      );
    }
    if (Array.isArray(end)) return this.#byPlace.get(`${toText(end[0])}:${toText(end[1])}`);
    const name = toText(end);
    if (this.#hasIds && this.#byId.has(name)) return this.#byId.get(name);
    if (!this.#hasIds && /^\d+$/.test(name)) return this.#inOrder[Number(name)];
    return typeof end === 'string' ? this.#byWords.get(end) : undefined;
  }
}

/** Whether a field is called so that what it holds are relations. */
export const isRelationKey = (key: string): boolean =>
  /(?:^|_)relations?(?:$|_)|Relations?$|^rels?$|^edges$|^links$/.test(key);

const ends = [
  ['head', 'tail'],
  ['head', 'child'],
  ['h', 't'],
  ['from_id', 'to_id'],
  ['fromId', 'toId'],
  ['from', 'to'],
  ['source', 'target'],
  ['source_id', 'target_id'],
  ['sourceId', 'targetId'],
  ['head_id', 'tail_id'],
  ['headId', 'tailId'],
  ['head_span', 'tail_span'],
  ['head_index', 'tail_index'],
  ['head_entity', 'tail_entity'],
  ['subject', 'object'],
  ['subj', 'obj'],
  ['sub', 'obj'],
  ['subject_id', 'object_id'],
  ['arg1', 'arg2'],
  ['Arg1', 'Arg2'],
  ['arg1_id', 'arg2_id'],
  ['e1', 'e2'],
  ['entity1', 'entity2'],
  ['entity_1', 'entity_2'],
  ['begin', 'end'],
  ['start', 'end'],
] as const;

const names = [
  'type',
  'label',
  'relation',
  'predicate',
  'relation_type',
  'relationType',
  'relation_text',
  'name',
  'rel',
  'tag',
];

interface LooseRelation {
  readonly label: string;
  readonly head: unknown;
  readonly tail: unknown;
}

const isEnd = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'string' || isObject(value) || Array.isArray(value);

const isRole = (end: unknown): end is readonly [string, string] =>
  Array.isArray(end) && end.length === 2 && end.every((part) => typeof part === 'string');

/** `{head, tail, type}` in any of their names, or a list of two ends and a name in any order. */
function relationOf(item: unknown): LooseRelation | undefined {
  if (Array.isArray(item)) {
    const [, type, ends]: readonly unknown[] = item;
    // brat's own records: `["R1", "leads", [["Arg1", "T1"], ["Arg2", "T2"]]]`.
    if (typeof type === 'string' && Array.isArray(ends) && ends.length === 2 && ends.every(isRole)) {
      const [head, tail] = ends.map((end) => end[1]);
      return { label: type, head, tail };
    }
    const labels = item.filter((part) => typeof part === 'string');
    const others: readonly unknown[] = item.filter((part) => typeof part !== 'string');
    if (item.length !== 3) return undefined;
    const [label] = labels;
    if (labels.length === 1 && label !== undefined && others.every(isEnd))
      return { label, head: others[0], tail: others[1] };
    // Ids are words too: the name stands last.
    const [head, tail, name]: readonly unknown[] = item;
    return labels.length === 3 ? { label: String(name), head, tail } : undefined;
  }
  const label = nameField(item, ...names);
  for (const [from, to] of ends) {
    const [head, tail] = [field(item, from), field(item, to)];
    if (isEnd(head) && isEnd(tail)) return { label: label ?? 'relation', head, tail };
  }
  return undefined;
}

/** Whether a field holds relations whose ends can be looked up; then it is read into `draft`. */
export function readLooseRelations(
  key: string,
  value: unknown,
  draft: DocumentDraft,
  known: KnownSpans,
): boolean {
  if (!isRelationKey(key) || !Array.isArray(value) || value.length === 0) return false;
  const items = value.map(relationOf);
  if (items.every((item) => item === undefined)) return false;
  for (const item of items) {
    if (item === undefined) draft.leftOut(key);
    else
      draft.relation(item.label, known.find(item.head), known.find(item.tail), {
        reference: `${toText(item.head)} / ${toText(item.tail)}`,
      });
  }
  return true;
}
