/** A weak label as a recommendation that names the sentences it stands on. */
import type { Provenance, Recommendation } from '#core/project';
import type { WeakLabel } from './answers.ts';

/** `sentenceOf`: a rule's text, `undefined` for one that is gone. Votes for other labels are left out. */
export function ruleRecommendation(
  { target, labelId, confidence, votes }: WeakLabel,
  sentenceOf: (ruleId: string) => string | undefined,
): Recommendation {
  const provenance = votes
    .filter((vote) => vote.labelId === labelId)
    .flatMap(({ ruleId, score, strict }): Provenance[] => {
      const sentence = sentenceOf(ruleId);
      return sentence === undefined ? [] : [{ kind: 'rule', explanationId: ruleId, sentence, score, strict }];
    });
  return { target, labelId, confidence, provenance };
}
