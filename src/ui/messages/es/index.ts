import type { Translation } from '../translation.ts';
import { common } from './common.ts';

/** Español. Tono: breve, concreto, dice el paso siguiente. */
export const es: Translation = { common };
