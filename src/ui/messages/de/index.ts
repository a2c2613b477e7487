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
 * Deutsch. Ton: kurz, sachlich, mit du; sagt den nächsten Schritt. Wörter, die überall dieselben sind: label → auszeichnen (Verb),
 * Label; explanation, reason → Begründung; trigger → Auslöser, seine Wörter Auslösewörter; rule → Regel; recommendation → Vorschlag;
 * confidence → Konfidenz; score → Wert; threshold → Schwelle; guidelines → Richtlinien; backup → Sicherung; merge → vereinen.
 */
export const de: Translation = {
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
