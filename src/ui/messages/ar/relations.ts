import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';
import { causes, fromRight, iso, quoted, ties } from './counts.ts';

const { number } = numeralsOf('ar');

export const relations: Translation<Messages['relations']> = {
  region: 'العلاقات',
  ticks: 'الكيانات المراد ربطها',
  tick: (words, label) => `اربط ${quoted(words)} (${iso(label)})`,
  ticked: (words, place) => `${quoted(words)} هو رقم ${number(place)}.`,
  unticked: (words) => `لم يعد ${quoted(words)} مختارًا.`,
  hintNone: 'اختر المربعين فوق كيانين لتربطهما. الأول X والثاني Y.',
  hintOne: (words) => `${quoted(words)} هو X. اختر الكيان الثاني.`,
  hintTwo: 'اختر علاقة في الأعلى.',
  hintFew: 'سِم كيانين على الأقل، ثم اختر المربعين فوقهما.',
  clear: 'امسح الاختيار',
  swap: 'بدّل X وY',
  swapped: (head, tail) => `الآن ${quoted(head)} هو X و${quoted(tail)} هو Y.`,
  count: ties,
  pair: (head, tail) => fromRight(`${iso(head)} ← ${iso(tail)}`),
  full: (head, label, tail) => fromRight(`${iso(head)} – ${iso(label)} ← ${iso(tail)}`),
  open: (head, label, tail) => `غيّر «${iso(head)} ${iso(label)} ${iso(tail)}»`,
  close: 'إغلاق',
  label: 'العلاقة',
  none: 'لا علاقة بعد.',
  noLabels: 'لا وسوم للعلاقات في هذا المشروع. أضفها في الإعدادات.',
  fitsSwapped: (names) => `لا علاقة توافق هذا الترتيب. وبالعكس: ${iso(names)}.`,
  noneFits: 'لا علاقة في هذا المشروع توافق هذين النوعين من الكيانات.',
  remove: 'احذف العلاقة',
  addReason: 'اذكر السبب',
  moreReasons: (n) => `وأيضًا: ${causes(n)}`,
  editReason: 'غيّر الأسباب',
  key: 'اختر الكيان عند المؤشر',
};
