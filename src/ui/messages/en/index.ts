import { annotate } from './annotate.ts';
import { explanations } from './explanations.ts';
import { exporting } from './export.ts';
import { first } from './first.ts';
import { importing } from './import.ts';
import { issues } from './issues.ts';
import { model } from './model.ts';
import { relations } from './relations.ts';
import { review } from './review.ts';
import { sentence } from './sentence.ts';
import { settings } from './settings.ts';

/** English. Tone: short, concrete, says the next step; no exclamation marks, no blame. */
export const en = {
  ...first,
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
