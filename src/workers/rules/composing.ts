/** A rule that is written without a text before one: how it is read, and the places it is true of, one of which will carry it. */
import { err, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { InstanceCutter, softKeywords } from '#core/execute';
import { findMatches, type Instance, suggestCompletions, understand } from '#core/explain';
import { type Label, spansOf, type Task, wordListsOf } from '#core/project';
import type { Store } from '#store';
import type { RuleIndex } from '../project/rule-index.ts';
import type { ComposeAnswer, ComposedPlace, ComposeRequest } from './contract.ts';
import { goldOf } from './matches.ts';

const shownPlaces = 5;
const offeredCompletions = 8;
/** Looked at to find so many that can be shown. */
const lookedAt = 60;

export async function composeRule(
  store: Store,
  rules: RuleIndex,
  { projectId, labelId, sentence, cursor }: ComposeRequest,
  stop: StopSignal,
): Promise<Result<ComposeAnswer, Problem>> {
  const [project, labels] = await Promise.all([store.projects.get(projectId), store.labels.list(projectId)]);
  const label = labels.find(({ id }) => id === labelId);
  if (project === undefined || label === undefined)
    return err(problem('not-found', 'There is no such label.'));
  const lists = wordListsOf(project);
  const instance: Instance = {
    ...blankInstance(project.task, label),
    ...(lists.length === 0 ? {} : { lists }),
  };
  const completions = suggestCompletions(sentence.slice(0, cursor), instance, {
    limit: offeredCompletions,
  }).map(({ from, text, rest }) => ({
    insert: text,
    from,
    to: cursor,
    ...(rest === '' ? {} : { description: rest }),
  }));
  const { reading, problem: why, question, notices } = understand(sentence, instance);
  if (reading === undefined) {
    return ok({ reason: why?.message ?? 'Nothing was understood.', completions, places: [], notices: [] });
  }
  const answer = {
    logicalForm: reading.form,
    understood: reading.canonical,
    ...(question === undefined ? {} : { leftOut: question.leftOut }),
    // There is no text that it could be false of.
    notices: notices.flatMap(({ code, message }) => (code === 'false-here' ? [] : [message])),
    completions,
  };
  const synced = await rules.sync(stop);
  if (!synced.ok) return synced;
  if (stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
  const preview = rules.engine.preview(reading.form, labelId, lookedAt);
  const places: ComposedPlace[] = [];
  for (const { documentId, target } of preview.examples) {
    if (places.length === shownPlaces) break;
    if (places.some((one) => one.documentId === documentId)) continue;
    const document = await store.documents.get(documentId);
    // A text that measures must not teach.
    if (document === undefined || document.split === 'holdout') continue;
    const gold = await goldOf(store, documentId, target);
    if (gold !== undefined && gold !== labelId) continue;
    const cutter = new InstanceCutter(document);
    const { text, from } = cutter.window(target);
    const { instance: there } = cutter.cut(target);
    const words = softKeywords(reading.form).flatMap((keyword) =>
      findMatches({ kind: 'phrase', texts: [keyword], match: 'word' }, there).map((span) => ({
        span,
        keyword,
        score: 1,
        negated: false,
      })),
    );
    places.push({
      documentId,
      position: document.position,
      target,
      text,
      arguments: spansOf(target).map((span) => ({ from: span.from - from, to: span.to - from })),
      keywords: words,
    });
  }
  return ok({
    ...answer,
    places,
    figures: {
      matches: preview.matches,
      documents: rules.documents,
      agreements: preview.agreements,
      contradictions: preview.contradictions.reduce((sum, { count }) => sum + count, 0),
    },
  });
}

/** The arguments that a sentence of this task can mention, in a text of nothing. */
function blankInstance(task: Task, { name, headTypes, tailTypes }: Label): Instance {
  const at = { from: 0, to: 0 };
  const typed = (types: readonly string[] | undefined) =>
    types?.length === 1 && types[0] !== undefined ? { ...at, type: types[0].toUpperCase() } : at;
  const args = {
    ner: { entity: { ...at, type: name.toUpperCase() } },
    re: { x: typed(headTypes), y: typed(tailTypes) },
    sa: { aspect: at },
  }[task];
  return { text: '', tokens: [], args };
}
