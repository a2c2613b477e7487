/** A sample's marked sentences as a project. Ids count up, times are fixed: the same source gives the same project. */
import { buildBundle, type ParsedAnnotation, type ParsedExplanation } from '#core/formats';
import {
  addLabel,
  countingIds,
  createProject,
  type Label,
  type ProjectBundle,
  validateBundle,
} from '#core/project';
import { type MarkedExplanation, type MarkedSentence, readMarkup } from './markup.ts';
import type { Sample } from './samples.ts';

const madeAt = Date.UTC(2026, 0, 1);

function sampleLabels(sample: Sample, projectId: string, next: () => string): readonly Label[] {
  const kind = sample.task === 'sa' ? 'text' : 'span';
  let labels: readonly Label[] = [];
  for (const name of sample.labels)
    labels = addLabel(labels, { id: next(), projectId, kind, name, updatedAt: madeAt });
  for (const { name, head, tail } of sample.relations) {
    labels = addLabel(labels, {
      id: next(),
      projectId,
      kind: 'relation',
      name,
      headTypes: head,
      tailTypes: tail,
      updatedAt: madeAt,
    });
  }
  return labels;
}

function explanationsOf(marked: MarkedExplanation): ParsedExplanation[] {
  return [
    ...marked.triggers.map((spans): ParsedExplanation => ({ kind: 'trigger', spans })),
    ...marked.sentences.map((text): ParsedExplanation => ({ kind: 'nl', text })),
  ];
}

function annotationsOf(sample: Sample, sentence: MarkedSentence): ParsedAnnotation[] {
  const fail = (message: string): never => {
    throw new Error(`${sample.id}.txt, line ${sentence.line}: ${message}`);
  };
  const { text, entities } = sentence;
  const words = entities.map(({ from, to }) => text.slice(from, to));
  const kind = sample.task === 'sa' ? 'aspect' : 'span';
  const used = new Set<MarkedExplanation>();
  const annotations = entities.map(({ from, to, label }, at): ParsedAnnotation => {
    if (!sample.labels.includes(label)) fail(`there is no label ${label}`);
    const own = sentence.explanations.filter(
      (marked) => marked.tail === undefined && marked.subject === words[at],
    );
    for (const marked of own) used.add(marked);
    return { label, target: { kind, from, to }, explanations: own.flatMap(explanationsOf) };
  });
  for (const marked of sentence.explanations) {
    if (marked.tail === undefined) {
      if (!used.has(marked)) fail(`nothing is marked "${marked.subject}"`);
      continue;
    }
    const head = words.indexOf(marked.subject);
    const tail = words.indexOf(marked.tail);
    const relation = sample.relations.find(({ name }) => name === marked.label);
    if (head === -1 || tail === -1 || relation === undefined)
      fail(`the relation ${marked.label} has no ends`);
    annotations.push({
      label: marked.label ?? '',
      target: { kind: 'relation', head, tail },
      explanations: explanationsOf(marked),
    });
  }
  return annotations;
}

/** Throws where a source is wrong: a missing trigger, a label that does not exist, an invalid project. */
export function sampleProject(sample: Sample, source: string): ProjectBundle {
  const ids = countingIds(`sample-${sample.id}-`);
  const project = createProject(sample, ids, madeAt);
  const labels = sampleLabels(sample, project.id, () => ids.next());
  const documents = readMarkup(source).map((sentence) => ({
    text: sentence.text,
    meta: {},
    annotations: annotationsOf(sample, sentence),
    file: `${sample.id}.txt`,
    line: sentence.line,
    ...(sentence.part === 'holdout' ? { split: 'holdout' as const } : {}),
    ...(sentence.part === 'open' ? {} : { status: 'done' as const }),
  }));
  const bundle = buildBundle(project, documents, ids, madeAt, labels);
  const { violations } = validateBundle(bundle);
  const [violation] = violations;
  if (violation !== undefined) throw new Error(`${sample.id}: ${violation.code} ${violation.id}`);
  return bundle;
}
