/** Benchmark instances as the records that the app's sessions read. */
import { must } from '#core/base';
import type { Annotation, Label, TaughtDocument } from '#core/project';
import type { Span } from '#core/text';
import { spansOfTags } from '#core/train';
import type { GoldInstance } from './rules-data.ts';
import type { TaggedSentence } from './train-data.ts';

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

/** A sentence with its entities, finished; `labels`: ids by the tags' labels. */
export function taughtSentence(
  id: string,
  { words, tags }: TaggedSentence,
  labels: readonly string[],
): TaughtDocument {
  const tokens: Span[] = [];
  let text = '';
  for (const word of words) {
    const from = text === '' ? 0 : text.length + 1;
    text = text === '' ? word : `${text} ${word}`;
    tokens.push({ from, to: text.length });
  }
  const annotations = spansOfTags(tags).map(
    ({ from, to, label }, n): Annotation => ({
      id: `${id}/${n}`,
      projectId: 'p',
      documentId: id,
      annotator: '',
      labelId: must(labels[label], 'label'),
      target: { kind: 'span', from: must(tokens[from], 'token').from, to: must(tokens[to - 1], 'token').to },
      source: 'manual',
      updatedAt: 1,
    }),
  );
  const document = {
    ...{ id, projectId: 'p', position: 0, text, tokens, meta: {} },
    ...{ status: 'done' as const, flagged: false, updatedAt: 1 },
  };
  return { document, annotations };
}
