import type { Messages, Translation } from '../translation.ts';

const reasons: Readonly<Record<string, string>> = {
  quote: '引号只有开头，没有结尾。',
  'not-an-object': '这不是一条记录。',
  'no-entities': '这不是带有 <e1> 和 <e2> 的编号句子。',
  'no-word': '没有词。',
  'text-bound': '这不是对词语的标注。',
  relation: '这不是关系。',
  offsets: '没有偏移量。',
  'three-lines': '这不是一段文本、它的方面及其极性。',
  'unknown-line': '这既不是词元也不是注释。',
};

const unsupported: Readonly<Record<string, string>> = {
  'other-task': '已略去此类项目没有的标签。',
  'long-label': '标签名称过长，已截短。',
  discontinuous: '由几部分组成的标注已合并为一个。',
  rejected: '已略去在另一工具中被拒绝的标签。',
};

/** “……是”之后的说法，并指出通往可读文件的办法。 */
const foreign: Readonly<Record<string, string>> = {
  pdf: 'PDF 文件。请复制其文本，或用 PDF 阅读器另存为文本。',
  'word-old': '旧版 Office 文件。请先另存为 .docx、.csv 或文本。',
  spreadsheet: '电子表格。请先将工作表另存为 CSV（UTF-8）。',
  presentation: 'Office 文档。请先将其文本另存为 .txt。',
  ebook: '电子书（EPUB）。请先将其文本另存为 .txt。',
  yaml: 'YAML 文件。请先另存为 JSONL 或 CSV。',
  rtf: 'RTF 文档。请先另存为文本。',
  html: '网页。请复制其文本，或另存为文本。',
  image: '图像。本程序用于标注文本。',
  sqlite: '数据库。请先将其表导出为 CSV（Prodigy：prodigy db-out）。',
  'spacy-binary': 'spaCy 的二进制文件。请先转换为 JSONL。',
  'python-pickle': 'Python 对象。请先另存为 JSONL。',
  arrow: 'Arrow 文件。请先另存为 CSV 或 JSONL。',
  parquet: '压缩方式不受支持的 Parquet 文件。请改用 Snappy 保存，或另存为 CSV 或 JSONL。',
  archive: '此处无法打开的压缩包。请先解压，或改为 zip。',
  binary: '非文本文件：无法读取此类字节内容。',
  'annotations-without-text': '标注，其文本在另一个文件中。请同时选择两个文件。',
  tagtog: 'tagtog 的标注，其文本在另一个文件中。请先连同文本导出为 JSON。',
  'uima-cas': 'UIMA CAS 文件。请从 INCEpTION 导出为 WebAnno TSV v3.3。',
  xml: '无法读取的 XML 类型。请先另存为 CSV、JSONL 或文本。',
  gate: 'GATE 文档。请先另存为内嵌标记的文本或 JSON。',
  subtitles: '字幕：时间码之间的文字。请把台词另存为纯文本（每行一段），再打开。',
  'word-list':
    '词语及标签的列表（LEAN-LIFE 的历史记录或 spaCy 的模式），其中没有文本。标注一段文本后，其中的词便会得到推荐。',
  'semantic-roles':
    '按列排列的语义角色，每个动词一列（CoNLL-2005、2009、2012）。请把一个动词的角色写成词后的标记（B-A0、I-A0、O），每个动词一个句子，再按 CoNLL 打开。',
  corrections:
    '句子及其修改（M2，语法纠错）。请把句子另存为纯文本，或把每处修改存为标签：含文本和 [起, 止, 类型] 的 JSONL。',
  about: '旁边数据的说明，已略去。',
  unknown: '没有适合的格式的文件。',
};

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const foreignText = (kind: string): string => lookUp(foreign, kind) ?? '无法读取的类型。';

export const issues: Translation<Messages['issues']> = {
  'malformed-row': (p) => {
    const reason = String(p['reason'] ?? '');
    return `此行不符合格式要求：${lookUp(reasons, reason) ?? reason}`;
  },
  'malformed-json': () => '这不是有效的 JSON。',
  'malformed-xml': () => '这不是有效的 XML。',
  'wrong-columns': (p) => `应有 ${p['expected'] ?? '?'} 列，实有 ${p['found'] ?? '?'} 列。`,
  'missing-text': () => '没有文本；已略去此行。',
  'span-out-of-range': (p) => `片段 ${p['from'] ?? '?'}–${p['to'] ?? '?'} 超出了文本范围：已略去该标签。`,
  'span-empty': (p) => `片段 ${p['from'] ?? '?'}–${p['to'] ?? '?'} 为空或首尾颠倒：已略去该标签。`,
  'span-mismatch': (p) =>
    `文件写的是“${p['expected'] ?? ''}”，但 ${p['from'] ?? '?'}–${p['to'] ?? '?'} 处是“${p['found'] ?? ''}”：已略去该标签。`,
  'missing-relation-end': () => '某个关系提到了不存在的实体。',
  'missing-label': () => '某个标签没有名称。',
  'duplicate-id': () => '此名称出现了两次。',
  'tag-repaired': (p) => `有 ${p['count'] ?? 1} 个标记以 I- 开始实体：已按 B- 读取。`,
  'unknown-tag': (p) => `未知标记 ${p['tag'] ?? ''}：其词已导入，但不带标签。`,
  'explanation-without-target': () => '某条解释在此项目中没有对应的内容。',
  'trigger-not-found': (p) => `触发词“${p['words'] ?? ''}”未在文本中出现；已作为句子保留。`,
  unsupported: (p) => {
    const what = String(p['what'] ?? '');
    return lookUp(unsupported, what) ?? (what === '' ? '这里无法存放此内容。' : `这里无法存放：${what}。`);
  },
  'offsets-guessed': (p) =>
    p['last'] === 1
      ? '按声明的位置，标签会在单词中间结束：已把最后一个字符计入。'
      : '按声明的位置，标签会切断单词：已改用另一种单位计数。',
  'encoding-guessed': (p) => `文件不是 UTF-8；已按 ${p['encoding'] ?? 'Windows-1252'} 读取。`,
  'bad-bytes': (p) => `有 ${p['count'] ?? 1} 处字节不对应任何字符；均已替换为 �。`,
  'field-not-read': (p) =>
    `“${p['field'] ?? ''}”看起来像标签，但本程序无法读取，已略去（${p['count'] ?? 1} 次）。`,
  'folders-read': (p) => `文件夹即标签：每段文本以其文件夹的名称为标签。${p['folders'] ?? ''}。`,
  'folders-not-read': (p) =>
    p['labels'] === 1
      ? `文本所在的文件夹可能就是标签：${p['folders'] ?? ''}。请先建立同名标签，再次导入：每段文本会得到其文件夹的标签。`
      : `文本所在的文件夹可能就是标签：${p['folders'] ?? ''}。带有同名标签的“情感或类别”项目会把它们作为整段文本的标签导入。`,
  'words-in-pieces': (p) =>
    `有 ${p['count'] ?? 1} 段文本的词似乎按模型的读法切成了片段（@@ 或 ##）：文本已原样导入。最好导入切分之前的版本。`,
  'already-here': (p) => `有 ${p['count'] ?? 1} 段同名文本已在这里：未再次导入。`,
  'file-refused': (p) => `${p['name'] ?? ''}：${foreignText(String(p['kind'] ?? ''))}`,
  'file-skipped': (p) => `已从压缩包中略去：${p['name'] ?? ''}。`,
};
