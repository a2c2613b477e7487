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
 * 中文。语气：简短、具体，说明下一步。
 * 用语：text 文本，label 标签，annotate 标注，trigger 触发词，explanation 解释，reason 理由，rule 规则，recommendation 推荐，
 * suggestion 建议，span 片段，entity 实体，relation 关系，aspect 方面，confidence 置信度，threshold 阈值，gold 标准标签，
 * guidelines 标注指南，backup 备份。
 */
export const zh: Translation = {
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
