import type { Translation } from '../translation.ts';
import { annotate } from './annotate.ts';
import { common } from './common.ts';
import { explanations } from './explanations.ts';

/**
 * Español. Tono: breve, concreto, dice el paso siguiente; de tú o impersonal.
 * Términos: label etiqueta, to annotate etiquetar, annotation anotación, trigger palabras clave (un grupo de ellas), explanation
 * explicación, reason razón, rule regla, recommendation y suggestion sugerencia, span fragmento, entity entidad, relation relación,
 * aspect aspecto, instance caso, match coincidencia, score puntuación, confidence confianza, threshold umbral, noun phrase sintagma
 * nominal, gold de referencia, guidelines guía, agreement concordancia, backup copia de seguridad, open pendiente, done terminado.
 */
export const es: Translation = { common, annotate, explanations };
