import type { Translation } from '../translation.ts';
import { common } from './common.ts';

/** Deutsch. Ton: kurz, sachlich, ohne Anrede; sagt den nächsten Schritt. */
export const de: Translation = { common };
