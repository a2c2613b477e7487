import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number } = numeralsOf('zh');

export const relations: Translation<Messages['relations']> = {
  region: '关系',
  ticks: '要关联的实体',
  tick: (words, label) => `关联“${words}”（${label}）`,
  ticked: (words, place) => `“${words}”是第 ${number(place)} 个。`,
  unticked: (words) => `“${words}”已取消勾选。`,
  hintNone: '勾选两个实体上方的方框即可关联它们。第一个是 X，第二个是 Y。',
  hintOne: (words) => `“${words}”是 X。请勾选第二个实体。`,
  hintTwo: '请在上方选择关系。',
  hintFew: '请至少标注两个实体，然后勾选它们上方的方框。',
  clear: '清除勾选',
  swap: '交换 X 和 Y',
  swapped: (head, tail) => `现在“${head}”是 X，“${tail}”是 Y。`,
  count: (n) => `${number(n)} 个关系`,
  pair: (head, tail) => `${head} → ${tail}`,
  full: (head, label, tail) => `${head} – ${label} → ${tail}`,
  open: (head, label, tail) => `更改“${head} ${label} ${tail}”`,
  close: '关闭',
  label: '关系',
  none: '还没有关系。',
  noLabels: '此项目没有关系标签。请在设置中添加。',
  fitsSwapped: (names) => `没有适合此顺序的关系。反过来则有：${names}。`,
  noneFits: '此项目没有适合这两类实体的关系。',
  remove: '删除关系',
  addReason: '说明理由',
  moreReasons: (n) => `另有 ${number(n)} 个理由`,
  editReason: '修改理由',
  key: '勾选光标处的实体',
};
