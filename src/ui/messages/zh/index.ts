import type { Translation } from '../translation.ts';
import { common } from './common.ts';

/** 中文。语气：简短、具体，说明下一步。 */
export const zh: Translation = { common };
