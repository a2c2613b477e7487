import type { Recovery } from '../en/recovery.ts';
import { numeralsOf } from '../plural.ts';

const { number } = numeralsOf('zh');

export const recovery: Recovery = {
  title: '恢复',
  lead: '当应用本身无法运行时，此页面可以取出您的项目。它只读取：不会更改此设备上的任何内容。请把每个项目保存为文件并妥善保管；之后在应用中用“所有项目 → 打开项目文件”即可重新打开。',
  back: '返回应用',
  reading: '正在读取此处存储的内容…',
  again: '再看一次',
  problems: {
    'nothing-here':
      '这里没有存储任何内容。它可能在另一个浏览器或此浏览器的另一个用户配置中，也可能已被浏览器清除。',
    busy: '应用的另一个标签页正在更改存储的数据。请关闭其他标签页，稍等片刻，然后再看一次。',
    unavailable:
      '浏览器无法打开它存储的内容，或在此窗口中不存储任何内容。在清除任何东西之前，请关闭它的所有窗口，重新启动，再回到此页面。',
  },
  newer: (version) =>
    `这些数据由更新版本的应用写入（格式 ${version}）。此版本认识的部分会被保存；较新的记录类型只在下方的完整副本中。`,
  contents: (texts, annotations, explanations) =>
    `${number(texts)} 条文本 · ${number(annotations)} 个标注 · ${number(explanations)} 个解释`,
  mended: '此项目的描述已损坏。其文本和标注仍会保存。',
  none: '其中没有项目。',
  save: '保存项目文件',
  saveNamed: (name) => `保存 ${name} 的项目文件`,
  saveAll: '保存所有项目',
  saving: (rows) => (rows === 0 ? '正在读取…' : `正在读取… ${number(rows)} 行`),
  saved: (file) => `已保存为 ${file}，内容完整。`,
  savedBut: (file, n) => `已保存为 ${file}。有 ${number(n)} 条记录损坏：`,
  failed: (reason) => `无法保存：${reason}`,
  more: (n) => `还有 ${number(n)} 条`,
  table: {
    project: '项目',
    label: '标签',
    document: '文本',
    annotation: '标注',
    explanation: '解释',
    weights: '模型',
  },
  quoted: (words, key) => `“${words}…”（${key}）`,
  reason: {
    unreadable: '已略去：浏览器无法读取',
    broken: '已略去：内容不符合要求',
    'no-text': '已略去：其文字已丢失',
    mended: '已保存，丢失的部分已补上',
    loose: '已略去或更正：它指向不存在的内容',
  },
  raw: '按原样保存全部内容',
  rawHint: '一个包含每一行存储数据（包括损坏的）的文件，供能阅读 JSON 的人使用。应用不会打开它。',
  backupsTitle: '备份',
  backupsHint: '应用在此设备上另存的项目文件。它们与其余数据分开存放，即使其余数据损坏，它们也可能完好。',
  backup: (name, when) => `${name}，${when}`,
  saveBackup: (name, when) => `保存 ${name} 的备份，${when}`,
  saveFile: '保存为文件',
  rawTitle: '给技术人员的副本',
};
