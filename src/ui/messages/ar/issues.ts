import type { Messages, Translation } from '../translation.ts';
import { iso, quoted } from './counts.ts';

const reasons: Readonly<Record<string, string>> = {
  quote: 'علامة اقتباس فُتحت ولم تُغلق.',
  'not-an-object': 'ليس هذا سجلًّا.',
  'no-entities': 'ليست جملة مرقّمة فيها <e1> و<e2>.',
  'no-word': 'لا كلمة فيه.',
  'text-bound': 'ليس توسيمًا لكلمات.',
  relation: 'ليس علاقة.',
  offsets: 'لا مواضع فيه.',
  'three-lines': 'ليس جزءًا من نص وجانبه وقطبيته.',
  'unknown-line': 'ليس كلمة ولا تعليقًا.',
};

const unsupported: Readonly<Record<string, string>> = {
  'other-task': 'تُركت وسوم ليست في هذا النوع من المشاريع.',
  'long-label': 'اسم وسم أطول مما ينبغي فقُصّ.',
  discontinuous: 'ضُمّ توسيم مؤلف من أجزاء في جزء واحد.',
  rejected: 'تُركت وسوم رُفضت في الأداة الأخرى.',
};

/** يأتي بعد اسم الملف ونقطتين. */
const foreign: Readonly<Record<string, string>> = {
  pdf: 'ملف PDF. انسخ نصه، أو احفظه نصًّا من قارئ PDF.',
  'word-old': 'ملف Office قديم. احفظه أولًا بصيغة \u200E.docx أو \u200E.csv أو نصًّا.',
  spreadsheet: 'جدول بيانات. احفظ الورقة أولًا بصيغة CSV (UTF-8).',
  presentation: 'مستند Office. احفظ نصه أولًا بصيغة \u200E.txt.',
  ebook: 'كتاب (EPUB). احفظ نصه أولًا بصيغة \u200E.txt.',
  yaml: 'ملف YAML. احفظه أولًا بصيغة JSONL أو CSV.',
  rtf: 'مستند RTF. احفظه نصًّا أولًا.',
  html: 'صفحة ويب. انسخ نصها، أو احفظها نصًّا.',
  image: 'صورة. هذا البرنامج يسِم النصوص.',
  sqlite: 'قاعدة بيانات. صدِّر جدولها أولًا بصيغة CSV (في Prodigy: \u200Fprodigy db-out).',
  'spacy-binary': 'ملف ثنائي من spaCy. حوّله أولًا إلى JSONL.',
  'python-pickle': 'كائن Python. احفظه أولًا بصيغة JSONL.',
  arrow: 'ملف Arrow. احفظه أولًا بصيغة CSV أو JSONL.',
  parquet: 'ملف Parquet مضغوط بطريقة لا تُقرأ هنا. احفظه بـ Snappy، أو بصيغة CSV أو JSONL.',
  archive: 'أرشيف لا يُفتح هنا. فُكّه، أو اجعله zip.',
  binary: 'ليس نصًّا: بايتاته من نوع لا يُقرأ.',
  'annotations-without-text': 'توسيمات نصها في ملف آخر. اختر الملفين معًا.',
  tagtog: 'توسيمات tagtog، ونصها في ملف آخر. صدِّرها أولًا مع النص بصيغة JSON.',
  'uima-cas': 'ملف UIMA CAS. صدِّره من INCEpTION بصيغة WebAnno TSV v3.3.',
  xml: 'ملف XML من نوع لا يُقرأ. احفظه أولًا بصيغة CSV أو JSONL أو نصًّا.',
  gate: 'مستند GATE. احفظه أولًا نصًّا برموز مضمّنة أو بصيغة JSON.',
  subtitles: 'ترجمة مصاحبة: كلمات بين أوقات. احفظ ما يُقال نصًّا عاديًّا، نص في كل سطر، ثم افتحه.',
  'word-list':
    'قائمة كلمات ووسوم (سجل LEAN-LIFE أو أنماط spaCy)، ولا نصوص فيها. وسِّم نصًّا مرة، وستُقترح كلماته.',
  'semantic-roles':
    'أدوار دلالية في أعمدة، عمود لكل فعل (CoNLL-2005 و2009 و2012). اكتب أدوار فعل واحد رموزًا (B-A0، I-A0، O) بعد الكلمات، جملةً لكل فعل، ثم افتحه بصيغة CoNLL.',
  corrections:
    'تصحيحات بجانب جملها (M2، تصحيح نحوي). احفظ الجمل نصًّا عاديًّا، أو كل تصحيح وسمًا: JSONL فيه النص و[من، إلى، النوع].',
  about: 'تُرك، فهو يصف البيانات التي بجانبه.',
  unknown: 'لا صيغة توافقه.',
};

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const foreignText = (kind: string): string => lookUp(foreign, kind) ?? 'من نوع لا يُقرأ.';

/** A span is a number, a dash and a number: kept together, and read as in the file. */
const range = (from: string | number | undefined, to: string | number | undefined): string =>
  iso(`${from ?? '?'}–${to ?? '?'}`);

export const issues: Translation<Messages['issues']> = {
  'malformed-row': (p) => {
    const reason = String(p['reason'] ?? '');
    return `الصف ليس كما تطلبه الصيغة: ${lookUp(reasons, reason) ?? iso(reason)}`;
  },
  'malformed-json': () => 'هذا ليس JSON صالحًا.',
  'malformed-xml': () => 'هذا ليس XML صالحًا.',
  'wrong-columns': (p) => `عدد الأعمدة ${p['found'] ?? '?'}، والمتوقع ${p['expected'] ?? '?'}.`,
  'missing-text': () => 'لا نص فيه؛ تُرك الصف.',
  'span-out-of-range': (p) => `المقطع ${range(p['from'], p['to'])} خارج نصه: تُرك الوسم.`,
  'span-empty': (p) => `المقطع ${range(p['from'], p['to'])} فارغ أو معكوس: تُرك الوسم.`,
  'span-mismatch': (p) =>
    `الملف يقول ${quoted(p['expected'] ?? '')}، لكن عند ${range(p['from'], p['to'])} يوجد ${quoted(p['found'] ?? '')}: تُرك الوسم.`,
  'missing-relation-end': () => 'علاقة تذكر كيانًا غير موجود.',
  'missing-label': () => 'وسم بلا اسم.',
  'duplicate-id': () => 'هذا الاسم موجود مرتين.',
  'tag-repaired': (p) => `رمز يبدأ كيانًا بـ I- (× ${p['count'] ?? 1}): قُرئ على أنه B-.`,
  'unknown-tag': (p) => `رمز غير معروف ${iso(p['tag'] ?? '')}: جاءت كلمته بلا وسم.`,
  'explanation-without-target': () => 'تفسير لا يخص شيئًا في هذا المشروع.',
  'trigger-not-found': (p) => `كلمات القرينة ${quoted(p['words'] ?? '')} لا ترد في النص؛ حُفظت جملةً.`,
  unsupported: (p) => {
    const what = String(p['what'] ?? '');
    return lookUp(unsupported, what) ?? (what === '' ? 'لا مكان لهذا هنا.' : `لا مكان هنا لـ: ${iso(what)}.`);
  },
  'offsets-guessed': (p) =>
    p['last'] === 1
      ? 'بالمواضع المعلنة تنتهي الوسوم داخل الكلمات: أُدخل حرفها الأخير في العد.'
      : 'بالمواضع المعلنة تقطع الوسوم الكلمات: عُدّت مواضعها بوحدات أخرى.',
  'encoding-guessed': (p) => `الملف ليس UTF-8؛ قُرئ على أنه ${iso(p['encoding'] ?? 'Windows-1252')}.`,
  'bad-bytes': (p) => `بايتات لا تقابل أي محرف (× ${p['count'] ?? 1})؛ صار كل منها �.`,
  'field-not-read': (p) =>
    `يبدو ${quoted(p['field'] ?? '')} وسومًا وتُرك (× ${p['count'] ?? 1}): هذا البرنامج لا يقرؤه.`,
  'folders-read': (p) => `المجلدات وسوم: لكل نص اسم مجلده. ${iso(p['folders'] ?? '')}.`,
  'folders-not-read': (p) =>
    p['labels'] === 1
      ? `النصوص في مجلدات قد تكون وسومها: ${iso(p['folders'] ?? '')}. أنشئ وسومًا بهذه الأسماء ثم استورد من جديد: يأخذ كل نص وسم مجلده.`
      : `النصوص في مجلدات قد تكون وسومها: ${iso(p['folders'] ?? '')}. مشروع «مشاعر أو أصناف» فيه وسوم بهذه الأسماء يأخذها وسومًا لنصوص كاملة.`,
  'words-in-pieces': (p) =>
    `تبدو الكلمات مقطّعة كما تقرؤها النماذج (${iso('@@')} أو ${iso('##')}، النصوص × ${p['count'] ?? 1}): جاءت النصوص كما هي. والأفضل استيرادها قبل التقطيع.`,
  'already-here': (p) => `نص بالاسم نفسه موجود هنا من قبل (× ${p['count'] ?? 1}): لم يُستورد ثانية.`,
  'file-refused': (p) => `${iso(p['name'] ?? '')}: ${foreignText(String(p['kind'] ?? ''))}`,
  'file-skipped': (p) => `تُرك من الأرشيف: ${iso(p['name'] ?? '')}.`,
};
