import type { Translation } from '../translation.ts';
import { annotate } from './annotate.ts';
import { common } from './common.ts';
import { explanations } from './explanations.ts';
import { exporting } from './export.ts';
import { importing } from './import.ts';
import { issues } from './issues.ts';
import { model } from './model.ts';
import { problems } from './problems.ts';
import { projects } from './projects.ts';
import { relations } from './relations.ts';
import { review } from './review.ts';
import { sentence } from './sentence.ts';
import { settings } from './settings.ts';

/**
 * العربية: نبرة قصيرة وواضحة، تذكر الخطوة التالية.
 * المصطلحات: text نص، label وسم، annotation توسيم، trigger قرينة، explanation تفسير، reason سبب، rule قاعدة، recommendation توصية،
 * suggestion اقتراح، span مقطع، entity كيان، relation علاقة، aspect جانب، confidence ثقة، threshold عتبة، gold مرجعي،
 * guidelines إرشادات، backup نسخة احتياطية.
 */
export const ar: Translation = {
  common,
  projects,
  annotate,
  explanations,
  importing,
  exporting,
  model,
  relations,
  review,
  sentence,
  settings,
  problems,
  issues,
};
