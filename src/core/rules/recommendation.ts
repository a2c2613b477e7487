/** A weak label as a recommendation that names the sentences and predictions it stands on. */
import type { Provenance, Recommendation } from '#core/project';
import type { WeakLabel } from './answers.ts';

/** `sentenceOf`: a rule's text, `undefined` for one that is gone. Votes for other labels are left out. */
export function ruleRecommendation(
  { target, labelId, confidence, votes }: WeakLabel,
  sentenceOf: (ruleId: string) => string | undefined,
): Recommendation {
  const provenance = votes
    .filter((vote) => vote.labelId === labelId)
    .flatMap(({ ruleId, by, score, strict }): Provenance[] => {
      if (by !== undefined) return [{ kind: 'prediction', by, ...(score === 1 ? {} : { score }) }];
      const sentence = ruleId === undefined ? undefined : sentenceOf(ruleId);
      return sentence === undefined || ruleId === undefined
        ? []
        : [{ kind: 'rule', explanationId: ruleId, sentence, score, strict }];
    });
  return { target, labelId, confidence, provenance };
}
