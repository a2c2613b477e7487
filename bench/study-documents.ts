/** Benchmark instances as the records that the app's sessions read. */
import { must } from '#core/base';
import type { Annotation, Document, Label, LabelKind, TaughtDocument } from '#core/project';
import type { NamedSpan } from '#core/train';
import type { GoldInstance } from './rules-data.ts';
import { type TaggedSentence, writtenOut } from './train-data.ts';

/** Labels whose ids are their names. */
export function labelRecords(kind: LabelKind, names: readonly string[]): Label[] {
  return names.map((name, position) => ({
    ...{ id: name, projectId: 'p', kind, name, colour: 0, shortcut: '', position },
  }));
}

function annotationRecord(
  documentId: string,
  name: string | number,
  labelId: string,
  target: Annotation['target'],
  updatedAt: number,
): Annotation {
  return {
    ...{ id: `${documentId}/${name}`, projectId: 'p', documentId, annotator: '', labelId, target },
    ...{ source: 'manual', updatedAt },
  };
}

function documentRecord(id: string, text: string, at: number | undefined): Document {
  return {
    ...{ id, projectId: 'p', position: 0, text, meta: {}, flagged: false, updatedAt: at ?? 0 },
    status: at === undefined ? 'open' : 'done',
  };
}

/** A document of its own for each instance; `at`: when its label was given, absent: not yet. */
export function taughtOf(
  task: 're' | 'sa',
  { id, instance, label }: GoldInstance,
  at: number | undefined,
): TaughtDocument {
  const { x, y, aspect } = instance.args;
  const document = documentRecord(id, instance.text, at);
  if (task === 'sa') {
    const { from, to } = must(aspect, 'aspect');
    const judged = annotationRecord(id, 'a', label, { kind: 'aspect', from, to }, at ?? 0);
    return { document, annotations: at === undefined ? [] : [judged] };
  }
  const entities = (['x', 'y'] as const).map((name) => {
    const { from, to } = must(name === 'x' ? x : y, name);
    return annotationRecord(id, name, 'entity', { kind: 'span', from, to }, 0);
  });
  if (at === undefined) return { document, annotations: entities };
  const ends = { head: `${id}/x`, tail: `${id}/y` };
  const related = annotationRecord(id, 'r', label, { kind: 'relation', ...ends }, at);
  return { document, annotations: [...entities, related] };
}

export interface GoldSentence extends TaughtDocument {
  readonly entities: readonly NamedSpan[];
}

/** A sentence of BC5CDR with its entities; `at`: when it was finished, absent: not yet. */
export function taughtSentence(id: string, sentence: TaggedSentence, at: number | undefined): GoldSentence {
  const { text, tokens, entities } = writtenOut(sentence);
  const annotations = entities.map(({ from, to, label }, n) =>
    annotationRecord(id, n, label, { kind: 'span', from, to }, at ?? 0),
  );
  const document = { ...documentRecord(id, text, at), tokens };
  return { document, annotations: at === undefined ? [] : annotations, entities };
}
