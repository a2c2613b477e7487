import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';
import { iso, matches, places, quoted, texts } from './counts.ts';

const { number, plural } = numeralsOf('ar');

/** الأسباب نفسها جمل إنجليزية، لذلك تبقى الأمثلة (`placeholder`) بالإنجليزية. */
export const sentence: Translation<Messages['sentence']> = {
  why: 'لماذا؟ قلها في جملة بالإنجليزية.',
  placeholder: {
    span: 'The word "lunch" appears before it',
    aspect: 'The word "fair" is directly before the aspect',
    relation: 'The word "citizen" appears after Y',
    text: 'The text contains the word "delicious"',
  },
  completions: 'طرق للإكمال',
  completionsHint:
    'الأسهم تختار إكمالًا، وEnter يأخذه. 1 إلى 5 تأخذ سببًا مقترحًا، وEnter وحده يأخذ الأول؛ فإن كُتب شيء فـEnter ينهي.',
  proposals: {
    title: 'أسباب مقترحة',
    none: 'لا سبب يُقترح هنا: قله بكلماتك بالإنجليزية.',
    reach: (n, agree, against) =>
      [
        places(n),
        ...(agree > 0 ? [`صواب ${number(agree)}`] : []),
        ...(against > 0 ? [`خطأ ${number(against)}`] : []),
      ].join(' · '),
    taken: (text) => `أُخذ: ${iso(text)}`,
  },
  understood: 'فُهم هكذا',
  trueHere: 'صحيح في هذا النص',
  falseHere: 'غير صحيح في هذا النص',
  falseHint: 'ينبغي أن يصح السبب حيث ذُكر. غيّره، أو أبقِه مع ذلك.',
  leftOut: 'تُرك',
  takeIt: 'خذه',
  rephrase: 'أعد الصياغة',
  taken: (words) => `أُخذ بدون: ${iso(words)}`,
  keptUntil: 'حتى ذلك الحين يُحفظ نصًّا، وليس قاعدة.',
  nearest: 'أقرب ما يُفهم',
  asked: (understood, words) => `فُهم: ${iso(understood)}. تُرك: ${iso(words)}. أتأخذه أم تعيد الصياغة؟`,
  unfinished: 'ليس سببًا كاملًا بعد. تابع الكتابة، أو اختر كيف يكتمل.',
  kept: 'يُحفظ نصًّا ويُعلَّم، ولا يصير قاعدة حتى يُفهم.',
  empty: 'ابدأ بكلمة دلّتك، أو اختر بداية في الأعلى. تُكتب الأسباب بالإنجليزية.',
  matches: (n, total) =>
    n === 0
      ? `لا يطابق شيئًا آخر (${texts(total)})`
      : `يطابق ${plural(n, {
          one: 'موضعًا آخر',
          two: 'موضعين آخرين',
          few: '# مواضع أخرى',
          many: '# موضعًا آخر',
          other: '# موضع آخر',
        })} (${texts(total)})`,
  examples: 'أمثلة',
  nearlyAll: 'يصح في كل مكان تقريبًا: لا يقول عن الوسم إلا القليل.',
  contradicts: (n, label) => `موسوم بـ${iso(label)}: ${matches(n)}`,
  given: 'الأسباب حتى الآن',
  remove: (text) => `احذف ${quoted(text)}`,
  change: (text) => `غيّر ${quoted(text)}`,
  changing: 'غيّر هذا السبب، ثم «تم».',
  live: (understood, isTrue) =>
    `فُهم: ${iso(understood)}. ${isTrue ? 'صحيح في هذا النص.' : 'غير صحيح في هذا النص.'}`,
};
