import type { Recovery } from '../en/recovery.ts';
import { numeralsOf } from '../plural.ts';
import { annotations, iso, quoted, reasonings, records, rows, texts } from './counts.ts';

const { number } = numeralsOf('ar');

export const recovery: Recovery = {
  title: 'الإنقاذ',
  lead: 'تُخرج هذه الصفحة مشاريعك حين لا يستطيع التطبيق نفسه ذلك. وهي تقرأ فقط: لا يتغيّر شيء على هذا الجهاز. احفظ كل مشروع ملفًّا واحتفظ به؛ ويفتحه التطبيق من جديد عبر كل المشاريع ← افتح ملف مشروع.',
  back: 'العودة إلى التطبيق',
  reading: 'يُقرأ ما هو مخزَّن هنا…',
  again: 'انظر مرة أخرى',
  problems: {
    'nothing-here':
      'لا شيء مخزَّن هنا. قد يكون في متصفح آخر أو في ملف تعريف آخر من هذا المتصفح، أو أن المتصفح قد مسحه.',
    busy: 'علامة تبويب أخرى للتطبيق تغيّر البيانات المخزَّنة. أغلق العلامات الأخرى وانتظر لحظة ثم انظر مرة أخرى.',
    unavailable:
      'لا يستطيع المتصفح فتح ما خزّنه، أو لا يخزّن شيئًا في هذه النافذة. أغلق كل نوافذه وشغّله من جديد وعُد إلى هذه الصفحة قبل أن تمسح أي شيء.',
  },
  newer: (version) =>
    `كتبت هذه البياناتِ نسخةٌ أحدث من التطبيق (الصيغة ${number(version)}). يُحفظ منها ما تعرفه هذه النسخة؛ أما أنواع السجلات الأحدث فهي في نسخة كل شيء أدناه فقط.`,
  contents: (n, labelled, reasons) => `${texts(n)} · ${annotations(labelled)} · ${reasonings(reasons)}`,
  mended: 'وصف هذا المشروع تالف. ومع ذلك تُحفظ نصوصه وتوسيماته.',
  none: 'لا مشروع فيه.',
  save: 'احفظ ملف المشروع',
  saveNamed: (name) => `احفظ ملف مشروع ${iso(name)}`,
  saveAll: 'احفظ كل المشاريع',
  saving: (n) => (n === 0 ? 'تجري القراءة…' : `تجري القراءة… ${rows(n)}`),
  saved: (file) => `حُفظ باسم ${iso(file)} بكل ما كان فيه.`,
  savedBut: (file, n) => `حُفظ باسم ${iso(file)}. وفيه مما تلف ${records(n)}:`,
  failed: (reason) => `تعذّر الحفظ: ${iso(reason)}`,
  more: (n) => `و${number(n)} غيرها`,
  table: {
    project: 'مشروع',
    label: 'وسم',
    document: 'نص',
    annotation: 'توسيم',
    explanation: 'تفسير',
    weights: 'نموذج',
  },
  quoted: (words, key) => `${quoted(`${words}…`)} (${iso(key)})`,
  reason: {
    unreadable: 'تُرك: لا يستطيع المتصفح قراءته',
    broken: 'تُرك: ليس كما ينبغي أن يكون',
    'no-text': 'تُرك: ضاعت كلماته',
    mended: 'حُفظ، واستُكمل ما ضاع منه',
    loose: 'تُرك أو صُحّح: يذكر شيئًا غير موجود',
  },
  raw: 'احفظ كل شيء كما هو',
  rawHint: 'ملف واحد فيه كل صف مخزَّن، والتالف منها أيضًا، لمن يستطيع قراءة JSON. ولا يفتحه التطبيق.',
  backupsTitle: 'النسخ الاحتياطية',
  backupsHint:
    'ملفات مشاريع وضعها التطبيق جانبًا على هذا الجهاز. وهي منفصلة عن غيرها، وقد تكون سليمة حيث لا يكون غيرها كذلك.',
  backup: (name, when) => `${iso(name)}، ${when}`,
  saveBackup: (name, when) => `احفظ النسخة الاحتياطية من ${iso(name)}، ${when}`,
  saveFile: 'احفظ ملفًّا',
  rawTitle: 'نسخة لمختص تقني',
};
