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
 * Español. Tono: breve, concreto, dice el paso siguiente; de tú o impersonal.
 * Términos: label etiqueta, to annotate etiquetar, annotation anotación, trigger palabras clave (un grupo de ellas), explanation
 * explicación, reason razón, rule regla, recommendation y suggestion sugerencia, span fragmento, entity entidad, relation relación,
 * aspect aspecto, instance caso, match coincidencia, score puntuación, confidence confianza, threshold umbral, noun phrase sintagma
 * nominal, gold de referencia, guidelines guía, agreement concordancia, backup copia de seguridad, open pendiente, done terminado.
 */
export const es: Translation = {
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
