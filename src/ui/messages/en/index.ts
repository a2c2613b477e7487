import { annotate } from './annotate.ts';
import { explanations } from './explanations.ts';
import { exporting } from './export.ts';
import { first } from './first.ts';
import { importing } from './import.ts';
import { foreignText, issues } from './issues.ts';
import { model } from './model.ts';
import type { ProblemText } from './problems.ts';
import { relations } from './relations.ts';
import { review } from './review.ts';
import { sentence } from './sentence.ts';
import { settings } from './settings.ts';

/** English. Tone: short, concrete, says the next step; no exclamation marks, no blame. */
export const en = {
  ...first,
  problems: {
    ...first.problems,
    other: {
      ...first.problems.other,
      // What a file is that is not read: a long list, which the first screen need not wait for.
      'foreign-file': (p) => `${p['file'] ?? 'The file'} is ${foreignText(String(p['kind'] ?? ''))}`,
    } as Record<string, ProblemText>,
  },
  annotate,
  explanations,
  importing,
  exporting,
  model,
  relations,
  review,
  sentence,
  settings,
  issues,
};
