/** Makes a pipeline's record of a project: what its labels and explanations come to, and what its rules' votes teach on its texts. */
import { err, neverStop, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import {
  alive,
  type LabelledDocument,
  listedTerms,
  type ProjectBundle,
  type ProjectWordList,
  taskTraits,
  toRecommended,
  wordListsOf,
} from '#core/project';
import { dictionaryOf, pairDictionaryOf } from '#core/recommend';
import { indexedRule, ruleDocument } from '#core/rules';
import { givenTriggers, triggerScope } from '#core/triggers';
import type { PipelineNetworks } from './networks.ts';
import { type PipelineRecord, pipelineVersion, type RuleRecord } from './record.ts';
import { ruleEngineOf, soften, votesRecord } from './rule-votes.ts';

/** Texts on which the votes are weighed: as many as the app's learner keeps. */
const maxDocuments = 20_000;

export interface PipelineProgress {
  readonly done: number;
  readonly total: number;
}

/** A bundle's living documents with their living labels and explanations, in their order. */
export function labelledDocuments(bundle: ProjectBundle): readonly LabelledDocument[] {
  const annotations = byDocument(bundle.annotations.filter(alive));
  const explanations = byDocument(bundle.explanations.filter(({ deleted }) => deleted !== true));
  return bundle.documents
    .filter(({ deleted }) => deleted !== true)
    .map((document) => ({
      document,
      annotations: annotations.get(document.id) ?? [],
      explanations: explanations.get(document.id) ?? [],
    }));
}

function byDocument<T extends { readonly documentId: string }>(records: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(record.documentId);
    if (group === undefined) groups.set(record.documentId, [record]);
    else group.push(record);
  }
  return groups;
}

/** Yields often. Without `networks` rules match exactly, and what is learned of them is of exact matches. */
export async function* pipelineOf(
  bundle: Pick<ProjectBundle, 'project' | 'labels'>,
  documents: readonly LabelledDocument[],
  networks: PipelineNetworks | undefined,
  signal: StopSignal = neverStop,
): AsyncGenerator<PipelineProgress, Result<PipelineRecord, Problem<'cancelled'>>, void> {
  const { project } = bundle;
  const { task } = project;
  const living = bundle.labels.filter(({ deleted }) => deleted !== true);
  const labels = new Map(living.map((label) => [label.id, label]));
  const taught = documents.filter(
    ({ document, annotations }) => annotations.length > 0 || document.status === 'done',
  );
  const dictionary = dictionaryOf(taught, listedTerms(project, living));
  const scope = triggerScope(task, living, taught);
  const lists = wordListsOf(project);
  const explained = rulesOf(taught, labels, lists);
  const { sources, confidenceThreshold, ruleThreshold, triggerThreshold } = project.settings;
  const record: PipelineRecord = {
    format: 'lean-life-pipeline',
    version: pipelineVersion,
    name: project.name,
    task,
    labels: living.map(({ id, name, kind, position, headTypes, tailTypes }) => ({
      id,
      name,
      kind,
      position,
      ...(headTypes === undefined ? {} : { headTypes }),
      ...(tailTypes === undefined ? {} : { tailTypes }),
    })),
    settings: { sources, confidenceThreshold, ruleThreshold, triggerThreshold },
    dictionary: dictionary.toRecord(),
    pairs: taskTraits[task].hasPairs ? pairDictionaryOf(taught).toRecord() : [],
    hasAspects: taught.some(
      ({ document, annotations }) =>
        document.split !== 'holdout' && annotations.some(({ target }) => target.kind === 'aspect'),
    ),
    rules: explained.map(({ rule }) => rule),
    ...(lists.length === 0 ? {} : { lists: lists.map(({ name, words }) => ({ name, words })) }),
    triggers: {
      list: [...givenTriggers(task, living, taught)].flatMap(({ cut }) => cut() ?? []),
      kinds: [...scope.kinds],
      ends: Object.fromEntries([...scope.ends].map(([id, ends]) => [id, [...ends]])),
    },
  };
  if (explained.length === 0) return ok(record);

  const engine = ruleEngineOf(record);
  for (const { rule, explains } of explained) engine.upsertRule({ ...rule, explains });
  const total = Math.min(documents.length, maxDocuments);
  for (const [at, one] of documents.slice(0, total).entries()) {
    engine.upsertDocument(ruleDocument(task, one, labels, dictionary));
    if (at % 100 === 0) yield { done: at, total: 2 * total };
    if (signal.stopped) return cancelled;
  }
  if (networks !== undefined) await soften(engine, networks);
  for (const { done, total: rules } of engine.update(
    signal,
    networks === undefined ? 'strictly' : 'softly',
  )) {
    yield { done: total + Math.floor((total * done) / Math.max(1, rules)), total: 2 * total };
    if (signal.stopped) return cancelled;
  }
  for (const _ of engine.fit(signal)) yield { done: 2 * total, total: 2 * total };
  if (signal.stopped) return cancelled;
  return ok({ ...record, votes: votesRecord(engine.learned()) });
}

const cancelled = err(problem('cancelled', 'It was cancelled.'));

interface ExplainedRule {
  readonly rule: RuleRecord;
  readonly explains: {
    readonly documentId: string;
    readonly target: NonNullable<ReturnType<typeof toRecommended>>;
  };
}

/** Sentences that are understood. */
function rulesOf(
  taught: readonly LabelledDocument[],
  labels: Parameters<typeof indexedRule>[4],
  lists: readonly ProjectWordList[],
): readonly ExplainedRule[] {
  return taught.flatMap((one) => {
    const byId = new Map(one.annotations.map((annotation) => [annotation.id, annotation]));
    return one.explanations.flatMap((explanation): ExplainedRule[] => {
      const annotation = byId.get(explanation.annotationId);
      const target = annotation === undefined ? undefined : toRecommended(annotation.target, byId);
      if (explanation.kind !== 'nl' || annotation === undefined || target === undefined) return [];
      const { form } = indexedRule(explanation, annotation, target, one, labels, lists);
      if (form === undefined) return [];
      const { id, enabled, text: sentence } = explanation;
      return [
        {
          rule: { id, labelId: annotation.labelId, sentence, form, enabled },
          explains: { documentId: one.document.id, target },
        },
      ];
    });
  });
}
