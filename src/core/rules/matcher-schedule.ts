/**
 * When the `find` network is taught: once as soon as there is a rule and something to read, then again, warm, when there are
 * markedly more keywords to tell apart or sentences to read. docs/experiments/rules.md says what the number of steps is worth.
 */

/** What a lesson was made of. */
export interface FindLessonSize {
  readonly keywords: number;
  readonly sentences: number;
}

/** Fewer sentences hold no contrasts to learn from. */
const fewestSentences = 30;
const firstSteps = 400;
const laterSteps = 150;
/** How many times as many keywords, or sentences, make another lesson worth its time. */
const moreKeywords = 1.5;
const moreSentences = 2;

/** Steps of training that are due; 0 for none. `last` is the lesson that the network has had, if any. */
export function findStepsDue(last: FindLessonSize | undefined, now: FindLessonSize): number {
  if (now.keywords === 0 || now.sentences < fewestSentences) return 0;
  if (last === undefined) return firstSteps;
  const isGrown =
    now.keywords >= last.keywords * moreKeywords || now.sentences >= last.sentences * moreSentences;
  return isGrown ? laterSteps : 0;
}
