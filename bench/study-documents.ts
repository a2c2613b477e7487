/** Benchmark instances as the records that the app's sessions read. */
import { must } from '#core/base';
import type { Annotation, Label, TaughtDocument } from '#core/project';
import type { GoldInstance } from './rules-data.ts';

export function labelRecords(task: 're' | 'sa', names: readonly string[]): Label[] {
  return names.map((name, position) => ({
    id: name,
    projectId: 'p',
    kind: task === 're' ? 'relation' : 'text',
    name,
    colour: 0,
    shortcut: '',
    position,
  }));
}

/** A document of its own for each instance; `at`: when its label was given, absent: not yet. */
export function taughtOf(
  task: 're' | 'sa',
  { id, instance, label }: GoldInstance,
  at: number | undefined,
): TaughtDocument {
  const { x, y, aspect } = instance.args;
  const annotation = (
    name: string,
    labelId: string,
    target: Annotation['target'],
    when: number,
  ): Annotation => ({
    id: `${id}/${name}`,
    projectId: 'p',
    documentId: id,
    annotator: '',
    labelId,
    target,
    source: 'manual',
    updatedAt: when,
  });
  const document = {
    id,
    projectId: 'p',
    position: 0,
    text: instance.text,
    meta: {},
    status: at === undefined ? ('open' as const) : ('done' as const),
    flagged: false,
    updatedAt: at ?? 0,
  };
  if (task === 'sa') {
    const { from, to } = must(aspect, 'aspect');
    const judged = annotation('a', label, { kind: 'aspect', from, to }, at ?? 0);
    return { document, annotations: at === undefined ? [] : [judged] };
  }
  const entities = (['x', 'y'] as const).map((name) => {
    const { from, to } = must(name === 'x' ? x : y, name);
    return annotation(name, 'entity', { kind: 'span', from, to }, 0);
  });
  const related = annotation('r', label, { kind: 'relation', head: `${id}/x`, tail: `${id}/y` }, at ?? 0);
  return { document, annotations: at === undefined ? entities : [...entities, related] };
}
