import type { Translation } from '../translation.ts';
import { common } from './common.ts';

/** العربية: نبرة قصيرة وواضحة، تذكر الخطوة التالية. */
export const ar: Translation = { common };
