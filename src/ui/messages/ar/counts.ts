/** Counted nouns: Arabic has six forms, and most messages count the same things. And the isolates that keep Latin names in place. */
import { numeralsOf } from '../plural.ts';

const { plural } = numeralsOf('ar');

type Counted = (n: number) => string;

/** From none to a hundred: لا نصوص، نص واحد، نصّان، 3 نصوص، 11 نصًّا، 100 نص. */
const noun =
  (zero: string, one: string, two: string, few: string, many: string, other: string): Counted =>
  (n) =>
    plural(n, { zero, one, two, few: `# ${few}`, many: `# ${many}`, other: `# ${other}` });

export const texts = noun('لا نصوص', 'نص واحد', 'نصّان', 'نصوص', 'نصًّا', 'نص');
/** After a preposition: من نصّين. */
export const ofTexts = noun('لا نصوص', 'نص واحد', 'نصّين', 'نصوص', 'نصًّا', 'نص');
export const labels = noun('لا وسوم', 'وسم واحد', 'وسمان', 'وسوم', 'وسمًا', 'وسم');
export const annotations = noun('لا توسيمات', 'توسيم واحد', 'توسيمان', 'توسيمات', 'توسيمًا', 'توسيم');
export const reasonings = noun('لا تفسيرات', 'تفسير واحد', 'تفسيران', 'تفسيرات', 'تفسيرًا', 'تفسير');
export const places = noun('لا مواضع', 'موضع واحد', 'موضعان', 'مواضع', 'موضعًا', 'موضع');
export const matches = noun('لا مطابقات', 'مطابقة واحدة', 'مطابقتان', 'مطابقات', 'مطابقة', 'مطابقة');
export const ties = noun('لا علاقات', 'علاقة واحدة', 'علاقتان', 'علاقات', 'علاقة', 'علاقة');
export const instances = noun('لا حالات', 'حالة واحدة', 'حالتان', 'حالات', 'حالة', 'حالة');
export const records = noun('لا سجلات', 'سجل واحد', 'سجلّان', 'سجلات', 'سجلًّا', 'سجل');
export const parts = noun('لا أجزاء', 'جزء واحد', 'جزآن', 'أجزاء', 'جزءًا', 'جزء');
export const files = noun('لا ملفات', 'ملف واحد', 'ملفّان', 'ملفات', 'ملفًّا', 'ملف');
export const suggestions = noun('لا اقتراحات', 'اقتراح واحد', 'اقتراحان', 'اقتراحات', 'اقتراحًا', 'اقتراح');
export const rows = noun('لا صفوف', 'صف واحد', 'صفّان', 'صفوف', 'صفًّا', 'صف');
export const triggers = noun('لا قرائن', 'قرينة واحدة', 'قرينتان', 'قرائن', 'قرينة', 'قرينة');
export const sentences = noun('لا جمل', 'جملة واحدة', 'جملتان', 'جمل', 'جملة', 'جملة');
export const spans = noun('لا مقاطع', 'مقطع واحد', 'مقطعان', 'مقاطع', 'مقطعًا', 'مقطع');
export const aspects = noun('لا جوانب', 'جانب واحد', 'جانبان', 'جوانب', 'جانبًا', 'جانب');
export const entities = noun('لا كيانات', 'كيان واحد', 'كيانان', 'كيانات', 'كيانًا', 'كيان');
export const causes = noun('لا أسباب', 'سبب واحد', 'سببان', 'أسباب', 'سببًا', 'سبب');

/** A name, file or word of unknown direction, kept from turning the sentence around it (Unicode FSI … PDI). */
export const iso = (text: string | number): string => `\u2068${text}\u2069`;

/** Quoted, with the quotes inside. */
export const quoted = (text: string | number): string => `«${iso(text)}»`;

/** Whatever stands first in it, read from right to left (Unicode RLI … PDI). */
export const fromRight = (text: string): string => `\u2067${text}\u2069`;
