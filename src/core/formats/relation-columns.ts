/** Relations in tables: their ends as words in columns of their own, or as marks in the text (`<e1>Ann</e1>`). */
import type { DocumentDraft } from './draft.ts';
import { placesOf } from './label-words.ts';
import { type Marked, readMarks } from './semeval-relations.ts';
import { isNothing, plainName } from './table-cells.ts';
import { unnamedLabel } from './tags.ts';

/** The text without marks around two words, and where these stand; `undefined` where it has none. */
export const markedEnds = (text: string): Marked | undefined =>
  readMarks(text.replace(/\[(\/?)E([12])\]/g, '<$1e$2>'));

/** Reads a relation between marked words; whether it is one. */
export function readMarkedEnds(draft: DocumentDraft, marked: Marked | undefined, label: string): boolean {
  if (marked === undefined || !draft.takesRelations || isNothing(label)) return false;
  const [head, tail] = marked.entities.map(({ from, to }) => draft.span(unnamedLabel, from, to));
  draft.relation(label, head, tail);
  return true;
}

/** Columns of the words that a relation joins. */
const endNames = [
  ['head', 'tail'],
  ['subject', 'object'],
  ['subj', 'obj'],
  ['entity1', 'entity2'],
  ['entity_1', 'entity_2'],
  ['e1', 'e2'],
  ['ent1', 'ent2'],
  ['arg1', 'arg2'],
  ['head_entity', 'tail_entity'],
  ['source', 'target'],
] as const;

/** Reads a relation whose ends are words of the text in columns of their own; whether it is one. */
export function readEnds(
  draft: DocumentDraft,
  row: ReadonlyMap<string, string>,
  label: string | undefined,
  used: Set<string>,
): boolean {
  const name = label === undefined ? '' : (row.get(label) ?? '');
  if (!draft.takesRelations || isNothing(name)) return false;
  const byName = new Map([...row].map(([column, value]) => [plainName(column), { column, value }]));
  for (const pair of endNames) {
    const [head, tail] = pair.map((end) => byName.get(end));
    const [first] = placesOf(draft.text, head?.value.trim() ?? '');
    const second = placesOf(draft.text, tail?.value.trim() ?? '').find((at) => at !== first);
    if (head === undefined || tail === undefined || first === undefined || second === undefined) continue;
    const ends = [
      { ...head, from: first },
      { ...tail, from: second },
    ].map(({ column, value, from }) => {
      const type = byName.get(`${plainName(column)}_type`);
      for (const one of [column, type?.column]) if (one !== undefined) used.add(one);
      return draft.span(type?.value.trim() || unnamedLabel, from, from + value.trim().length);
    });
    draft.relation(name, ends[0], ends[1]);
    return true;
  }
  return false;
}
