/**
 * Reasons that are proposed for a label. A person waits for them with the label's key, so what can be done before is done when
 * the text is shown: the index is brought up to date, the words of the text are looked up in all others, and the sentences that
 * could be proposed are read back. None of it changes an answer.
 */
import { err, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { softKeywords } from '#core/execute';
import { findMatches, type LogicalForm } from '#core/explain';
import { type Document, type RecommendedTarget, type Task, taskTraits, wordListsOf } from '#core/project';
import { type FormPreview, instanceOf } from '#core/rules';
import { tokensOf } from '#core/text';
import type { Store } from '#store';
import type { RuleIndex } from '../project/rule-index.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { CorpusAnswer, ExplainRequest, ProposalsAnswer, RulesMethods } from './contract.ts';

export const shownExamples = 3;
/** Places of a text whose words are looked up. */
const mostPlaces = 20;
/** Places, and labels, for which reasons are thought of before anybody asks. */
const mostTried = 6;
/** Milliseconds between two looks at whether somebody waits. */
const lookEveryMs = 4;
/** Words from one such place to the next where nobody knows what will be labelled: all words stand beside some place. */
const wordsApart = 6;

/** The text that is on the page, once the index is up to date with everything else. */
let prepared: { readonly rules: RuleIndex; readonly documentId: string } | undefined;
/** The last text whose words were looked up. */
let lookedUp: typeof prepared;

/** The document, and the target by the spans of its ends. */
export async function situation(store: Store, request: ExplainRequest) {
  const [document, annotations, labels, project] = await Promise.all([
    store.documents.get(request.documentId),
    store.annotations.ofDocument(request.documentId),
    store.labels.list(request.projectId),
    store.projects.get(request.projectId),
  ]);
  const { target, head, tail } = request;
  if (document === undefined) return err(problem('not-found', 'There is no such document.'));
  const byId = new Map(labels.map((label) => [label.id, label]));
  const lists = project === undefined ? [] : wordListsOf(project);
  if (target.kind !== 'relation') return ok({ document, annotations, labels: byId, lists, target });
  if (head === undefined || tail === undefined)
    return err(problem('internal', 'a relation without its ends'));
  const pair: RecommendedTarget = {
    kind: 'relation',
    head: { from: head.from, to: head.to },
    tail: { from: tail.from, to: tail.to },
  };
  return ok({ document, annotations, labels: byId, lists, target: pair });
}

/** Texts that a form matches, with its words in them. */
export function shown(matches: FormPreview['examples'], form: LogicalForm): CorpusAnswer['examples'] {
  const keywords = softKeywords(form);
  return matches.map(({ documentId, text }) => ({
    documentId,
    text,
    spans: keywords.flatMap((keyword) =>
      findMatches({ kind: 'phrase', texts: [keyword], match: 'word' }, { text, tokens: [], args: {} }),
    ),
  }));
}

/** Makes room as soon as a person waits. */
export async function prepare(
  store: Store,
  rules: RuleIndex,
  { documentId }: RulesMethods['prepare']['request'],
  stop: StopSignal,
): Promise<Result<undefined, Problem>> {
  prepared = undefined;
  const synced = await rules.sync(stop);
  if (!synced.ok) return synced;
  prepared = { rules, documentId };
  if (lookedUp?.rules !== rules || lookedUp.documentId !== documentId) {
    const isDone = await lookUp(store, rules, documentId, stop);
    if (isDone) lookedUp = prepared;
  }
  return synced;
}

/** `false` where it made room. */
async function lookUp(
  store: Store,
  rules: RuleIndex,
  documentId: string,
  stop: StopSignal,
): Promise<boolean> {
  const yieldTurn = createYielding(lookEveryMs);
  const isWanted = (): boolean => stop.stopped || rules.turns.isAwaited;
  const [document, annotations] = await Promise.all([
    store.documents.get(documentId),
    store.annotations.ofDocument(documentId),
  ]);
  const { engine, project, labels, lists } = rules;
  if (document === undefined || project === undefined || document.split === 'holdout') return true;
  const known = engine.targetsOf(documentId);
  for (const target of placesOf(document, project.task, known)) {
    const { instance } = instanceOf(document, annotations, target, labels, lists);
    for (const _ of engine.expect(instance)) {
      await yieldTurn();
      if (isWanted()) return false;
    }
  }
  // Reading sentences back takes the longest, and what is proposed for a label is mostly proposed for the others too.
  for (const target of known.slice(0, mostTried)) {
    const { instance } = instanceOf(document, annotations, target, labels, lists);
    for (const labelId of [...labels.keys()].slice(0, mostTried)) {
      for (const kind of project.explanationKinds) {
        const label = { explains: { documentId, target }, labelId, onlyTriggers: kind === 'trigger' };
        for (const _ of engine.expect(instance, label)) {
          await yieldTurn();
          if (isWanted()) return false;
        }
      }
    }
  }
  return true;
}

/** What may be labelled next: what rules may say something of, and some of the other places. */
function placesOf(
  document: Document,
  task: Task,
  known: readonly RecommendedTarget[],
): readonly RecommendedTarget[] {
  const isWhole = known.some(({ kind }) => kind === 'text');
  if (isWhole || taskTraits[task].hasPairs) return known.slice(0, mostPlaces);
  const kind = taskTraits[task].words;
  const others = tokensOf(document).filter((_, at) => at % wordsApart === 0);
  return [...others.map((token) => ({ kind, ...token })), ...known].slice(0, mostPlaces);
}

/** `asked`: the situation, which was begun to be read when the question came. */
export async function propose(
  rules: RuleIndex,
  request: RulesMethods['propose']['request'],
  asked: ReturnType<typeof situation>,
  stop: StopSignal,
): Promise<Result<ProposalsAnswer, Problem>> {
  // What was done in this text since it was prepared does not bear on what is proposed in it.
  const isPrepared = prepared?.rules === rules && prepared.documentId === request.documentId;
  const [found, synced] = await Promise.all([asked, isPrepared ? ok(undefined) : rules.sync(stop)]);
  if (!found.ok) return found;
  if (!synced.ok) return synced;
  // A text that measures shows what people say by themselves.
  if (found.value.document.split === 'holdout') return ok({ proposals: [] });
  // Another question came while the texts were read.
  if (stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  const { document, annotations, labels, lists, target } = found.value;
  const { documentId, labelId, sentence, onlyTriggers = false } = request;
  const { instance, offset } = instanceOf(document, annotations, target, labels, lists);
  const forms = rules.engine.propose(instance, { documentId, target }, labelId, shownExamples, {
    typed: sentence,
    onlyTriggers,
  });
  const proposals = forms.map(({ form, examples, words, ...rest }) => ({
    ...rest,
    words: { from: words.from + offset, to: words.to + offset },
    logicalForm: form,
    examples: shown(examples, form),
  }));
  return ok({ proposals });
}
