import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number } = numeralsOf('zh');

/** 理由本身是英语句子，因此示例（`placeholder`）保持英语。 */
export const sentence: Translation<Messages['sentence']> = {
  why: '为什么？请用一句英语说明。',
  placeholder: {
    span: 'The word "lunch" appears before it',
    aspect: 'The word "fair" is directly before the aspect',
    relation: 'The word "citizen" appears after Y',
    text: 'The text contains the word "delicious"',
  },
  completions: '可接的说法',
  completionsHint:
    '方向键选择补全，Enter 采用。1 到 5 采用提议的理由，直接按 Enter 采用第一个；已有输入时，Enter 表示完成。',
  proposals: {
    title: '提议的理由',
    none: '这里没有可提议的理由：请用自己的话以英语说明。',
    reach: (matches, agree, against) =>
      [
        `${number(matches)} 处`,
        ...(agree > 0 ? [`${number(agree)} 对`] : []),
        ...(against > 0 ? [`${number(against)} 错`] : []),
      ].join(' · '),
    taken: (sentence) => `已采用：${sentence}`,
  },
  understood: '理解为',
  trueHere: '对此文本成立',
  falseHere: '对此文本不成立',
  falseHint: '理由应在给出它的地方成立。请修改，或仍然保留。',
  leftOut: '略去了',
  takeIt: '采用',
  rephrase: '换个说法',
  taken: (words) => `已采用，略去：${words}`,
  keptUntil: '在此之前它作为文字保留，不是规则。',
  nearest: '能理解的最接近的说法',
  asked: (understood, words) => `理解为：${understood}。略去了：${words}。采用，还是换个说法？`,
  unfinished: '理由还不完整。请继续输入，或选择后续说法。',
  kept: '它作为文字保留并加以标记，在被理解之前不会成为规则。',
  empty: '请先写出让您这样判断的一个词，或在上方选择开头。理由用英语书写。',
  matches: (n, total) =>
    n === 0
      ? `在 ${number(total)} 段文本中没有其他匹配`
      : `在 ${number(total)} 段文本中还匹配 ${number(n)} 处`,
  examples: '例子',
  nearlyAll: '它几乎处处成立：对标签说明不了什么。',
  contradicts: (n, label) => `有 ${number(n)} 处匹配标注为 ${label}`,
  given: '已有的理由',
  remove: (text) => `删除“${text}”`,
  change: (text) => `修改“${text}”`,
  changing: '修改此理由，然后按“完成”。',
  live: (understood, isTrue) => `理解为：${understood}。${isTrue ? '对此文本成立。' : '对此文本不成立。'}`,
};
