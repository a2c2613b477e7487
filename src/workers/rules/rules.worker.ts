/** Understands explanations as they are typed, and runs the project's rules over its documents. */
import { err, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { type LogicalForm, nearestSentences, suggestCompletions, understand } from '#core/explain';
import { instanceOf } from '#core/rules';
import type { Store } from '#store';
import { workerStore } from '../platform/worker-store.ts';
import { LabelWords } from '../project/label-words.ts';
import { RuleIndex } from '../project/rule-index.ts';
import { type JobContext, serve } from '../rpc/serve.ts';
import { slice } from '../rpc/slice.ts';
import type { Turn } from '../rpc/turns.ts';
import { composeRule } from './composing.ts';
import type {
  CorpusAnswer,
  ExplainAnswer,
  ExplainRequest,
  MatchesAnswer,
  MatchesRequest,
  ProbeReply,
  ProbeRequest,
  ReportRequest,
  RuleRow,
  RulesMethods,
  RulesReport,
  SoftState,
  VoterRow,
} from './contract.ts';
import { sentenceMatches, triggerMatches } from './matches.ts';
import { ModelOpinions } from './model-opinions.ts';
import { probeRule } from './probing.ts';
import { prepare, propose, shown, shownExamples, situation } from './proposing.ts';
import { RuleTriggers } from './trigger-figures.ts';

const offeredCompletions = 10;
/** Milliseconds of soft matching between two questions that are in no hurry. */
const softSliceMs = 200;
const curveThresholds = Array.from({ length: 15 }, (_, i) => Math.round((0.3 + i * 0.05) * 100) / 100);

let house: RuleIndex | undefined;
const labelWords = new LabelWords();
let triggerFigures: RuleTriggers | undefined;
let opinions: ModelOpinions | undefined;

function indexFor(store: Store, projectId: string): RuleIndex {
  if (house?.projectId !== projectId) house = new RuleIndex(store, projectId);
  return house;
}

function triggersOf(store: Store, projectId: string): RuleTriggers {
  if (triggerFigures?.projectId !== projectId) triggerFigures = new RuleTriggers(store, projectId);
  return triggerFigures;
}

serve<RulesMethods>({
  explain: (request) => withStore((store) => explain(store, request)),
  corpus: (request, job) => inTurn(request, job, 'prompt', (...at) => corpus(...at, request, job)),
  prepare: (request, job) => inTurn(request, job, 'usual', (...at) => prepare(...at, request, job.stop)),
  propose: (request, job) =>
    withStore((store) => {
      const asked = situation(store, request);
      // A failure is told when it is the question's turn.
      asked.catch(() => undefined);
      return inTurn(request, job, 'prompt', (_, rules) => propose(rules, request, asked, job.stop));
    }),
  compose: (request, job) => inTurn(request, job, 'prompt', (...at) => composeRule(...at, request, job.stop)),
  report: (request, job) => inTurn(request, job, 'usual', (...at) => report(...at, request, job)),
  settle: (request, job) => settle(request, job),
  matches: (request, job) => inTurn(request, job, 'usual', (...at) => matches(...at, request, job)),
  probe: (request, job) => inTurn(request, job, 'usual', (...at) => probe(...at, request, job)),
});

async function withStore<T>(
  work: (store: Store) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const store = await workerStore();
  return store.ok ? work(store.value) : store;
}

function inTurn<T>(
  { projectId }: { readonly projectId: string },
  { stop }: { readonly stop: StopSignal },
  turn: Turn,
  work: (store: Store, rules: RuleIndex) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  return withStore((store) => {
    const rules = indexFor(store, projectId);
    return rules.turns.take(() => work(store, rules), stop, turn);
  });
}

async function explain(store: Store, request: ExplainRequest): Promise<Result<ExplainAnswer, Problem>> {
  const found = await situation(store, request);
  if (!found.ok) return found;
  const { document, annotations, labels, lists, target } = found.value;
  const { instance } = instanceOf(document, annotations, target, labels, lists);
  const completions = suggestCompletions(request.sentence.slice(0, request.cursor), instance, {
    limit: offeredCompletions,
    ...(house?.projectId === request.projectId
      ? { weightOf: labelWords.weightOf(request.labelId, house.labelled, house.revision) }
      : {}),
  }).map(({ from, text, rest }) => ({
    insert: text,
    from,
    to: request.cursor,
    ...(rest === '' ? {} : { description: rest }),
  }));
  const {
    reading,
    problem: why,
    question,
    notices,
  } = understand(request.sentence, instance, {
    forms: formsOfLabel(request),
  });
  // Half a sentence has completions; what they cannot go on from needs other words.
  const isStuck = question !== undefined || (reading === undefined && completions.length === 0);
  const nearest = isStuck ? nearestSentences(request.sentence, instance) : [];
  if (reading === undefined) {
    const code = why?.code ?? 'not-understood';
    return ok({ reason: { code, message: why?.message ?? 'Nothing was understood.' }, completions, nearest });
  }
  return ok({
    logicalForm: reading.form,
    understood: reading.canonical,
    trueHere: reading.trueHere,
    notices: notices.map(({ code, message }) => ({ code, message })),
    ...(question === undefined ? {} : { leftOut: question.leftOut }),
    nearest: nearest.filter((sentence) => sentence !== reading.canonical),
    completions,
  });
}

/** What was said elsewhere for the same label, as far as it is read: saying it again adds nothing. */
function formsOfLabel({ projectId, labelId, documentId }: ExplainRequest): readonly LogicalForm[] {
  if (house?.projectId !== projectId) return [];
  return house.rules.flatMap(({ annotation, form }) =>
    form !== undefined && annotation.labelId === labelId && annotation.documentId !== documentId
      ? [form]
      : [],
  );
}

async function corpus(
  store: Store,
  rules: RuleIndex,
  request: ExplainRequest & { readonly logicalForm: LogicalForm },
  { stop }: JobContext<never>,
): Promise<Result<CorpusAnswer, Problem>> {
  const found = await situation(store, request);
  if (!found.ok) return found;
  const synced = await rules.sync(stop);
  if (!synced.ok) return synced;
  const { documentId, labelId, logicalForm } = request;
  const preview = rules.engine.preview(logicalForm, labelId, shownExamples, {
    documentId,
    target: found.value.target,
  });
  const examples = shown(preview.examples, logicalForm);
  return ok({
    matches: preview.matches,
    documents: rules.documents,
    examples,
    contradictions: preview.contradictions.flatMap(({ labelId: other, count, example }) =>
      other === null ? [] : [{ labelId: other, count, documentId: example.documentId }],
    ),
  });
}

/**
 * Brings documents, rules and exact votes up to date, and soft ones as far as that is soon done: after an act it is, the first
 * time `settle` has to be asked for. Says how far it came.
 */
async function upToDate(
  rules: RuleIndex,
  request: ReportRequest,
  job: JobContext<RulesMethods['report']['progress']> | JobContext<never>,
): Promise<Result<SoftState, Problem>> {
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  const tell = (done: number, total: number): void => job.progress({ done, total } as never); // both kinds of job
  const synced = await rules.sync(job.stop, tell);
  if (!synced.ok) return synced;
  rules.engine.setThreshold(request.ruleThreshold);
  await rules.update(job.stop, tell);
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  if (!rules.rules.some((rule) => rule.form !== undefined)) return ok('ready');
  const reached = await rules.soften(slice(job.stop, softSliceMs, rules.turns));
  return ok(reached === 'more' ? 'preparing' : reached);
}

/** Soft matching and the label model, to their end, in slices between which other questions are answered. */
async function settle(
  request: RulesMethods['settle']['request'],
  job: JobContext<RulesMethods['settle']['progress']>,
): Promise<Result<SoftState, Problem>> {
  for (;;) {
    if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
    const reached = await inTurn(request, job, 'usual', async (_, rules) =>
      ok(
        await rules.soften(slice(job.stop, softSliceMs, rules.turns), (done, total) => {
          job.progress({ done, total });
        }),
      ),
    );
    if (!reached.ok) return reached;
    if (reached.value === 'more') continue;
    const fitted = await inTurn(request, job, 'usual', async (_, rules) =>
      ok(await rules.fit(slice(job.stop, softSliceMs, rules.turns))),
    );
    if (!fitted.ok) return fitted;
    if (fitted.value) return ok(reached.value);
  }
}

async function report(
  store: Store,
  rules: RuleIndex,
  request: ReportRequest,
  job: JobContext<RulesMethods['report']['progress']>,
): Promise<Result<RulesReport, Problem>> {
  const ready = await upToDate(rules, request, job);
  if (!ready.ok) return ready;
  const triggers = triggersOf(store, request.projectId);
  await triggers.follow(rules, request.triggerThreshold, job.stop);
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  const reached = triggers.figures();
  const together = triggers.summary(curveThresholds);
  const figures = new Map(rules.engine.rows('last').map((row) => [row.ruleId, row]));
  const rows = rules.rules.map(({ explanation, annotation, text, understood, reason }): RuleRow => {
    const row = figures.get(explanation.id);
    const trigger = reached.get(explanation.id);
    return {
      explanationId: explanation.id,
      annotationId: annotation.id,
      documentId: explanation.documentId,
      labelId: annotation.labelId,
      kind: explanation.kind,
      enabled: explanation.enabled,
      text,
      ...(understood === undefined ? {} : { understood }),
      ...(reason === undefined ? {} : { reason }),
      ...(trigger === undefined ? {} : { figures: trigger }),
      ...(row === undefined
        ? {}
        : {
            figures: {
              matches: row.votes,
              strictMatches: row.strictMatches,
              coverage: row.coverage,
              overlaps: row.overlaps,
              conflicts: row.conflicts,
              correct: row.correct,
              incorrect: row.incorrect,
              ...(row.accuracy === undefined ? {} : { accuracy: row.accuracy }),
              weight: row.weight,
              learnedAccuracy: row.learnedAccuracy,
            },
          }),
    };
  });
  const { coverage, overlaps, conflicts, instances, documents } = rules.engine.summary();
  const curve = rules.engine.curve(curveThresholds);
  const voters = rules.engine.voterRows('last').map(({ by, labelIds, votes, accuracy, ...row }): VoterRow => {
    const { coverage, overlaps, conflicts, correct, incorrect, weight, learnedAccuracy } = row;
    const judged = accuracy === undefined ? {} : { accuracy };
    const numbers = { coverage, overlaps, conflicts, correct, incorrect, weight, learnedAccuracy };
    return { by, labelIds, figures: { matches: votes, ...numbers, ...judged } };
  });
  return ok({
    rows,
    voters,
    documents,
    instances,
    coverage,
    overlaps,
    conflicts,
    curve,
    soft: ready.value,
    settled: ready.value !== 'preparing' && rules.engine.isFitted,
    ...(together === undefined ? {} : { triggers: together }),
  });
}

async function probe(
  store: Store,
  rules: RuleIndex,
  request: ProbeRequest,
  job: JobContext<never>,
): Promise<Result<ProbeReply, Problem>> {
  const ready = await upToDate(rules, request, job);
  if (!ready.ok) return ready;
  if (opinions?.projectId !== request.projectId) opinions = new ModelOpinions(store, request.projectId);
  await opinions.follow();
  return probeRule(store, rules, opinions, request);
}

async function matches(
  store: Store,
  rules: RuleIndex,
  request: MatchesRequest,
  job: JobContext<never>,
): Promise<Result<MatchesAnswer, Problem>> {
  const ready = await upToDate(rules, request, job);
  if (!ready.ok) return ready;
  const rule = rules.rule(request.explanationId);
  if (rule === undefined) return err(problem('not-found', 'There is no such explanation.'));
  if (rule.explanation.kind !== 'trigger')
    return ok(await sentenceMatches(store, rules, rule, request.limit));
  const triggers = triggersOf(store, request.projectId);
  await triggers.follow(rules, request.triggerThreshold, job.stop);
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  return ok(await triggerMatches(store, triggers, request.explanationId, request.limit));
}
