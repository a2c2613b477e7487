import type { Messages, Translation } from '../translation.ts';
import { foreignText } from './issues.ts';

export const problems: Translation<Messages['problems']> = {
  storage: {
    'quota-exceeded': () =>
      '此设备已没有空间供应用使用，最后一步未能保存。请下载全部内容，然后腾出一些空间。',
    'version-newer': () => '这里的数据由较新版本的应用写入。重新加载即可获得该版本。',
    blocked: () => '另一个标签页打开着旧版本的应用。关闭它后，此处会继续。',
    'version-change': () => '另一个标签页中已打开较新版本。请重新加载以继续。',
    evicted: () =>
      '浏览器已清除此应用存储的内容，可能是为了腾出空间，也可能是应要求而为。请重新加载以继续；如有剩余备份，可在恢复页面找到。',
    unavailable: () =>
      '浏览器拒绝存储数据（隐私窗口或策略限制）。在此所做的工作会丢失：请改用其他窗口，或在关闭前下载。',
    aborted: () => '浏览器中断了最后一步，该步未保存任何内容。请重试。',
    'no-model': () => '还没有训练好的模型：请先标注几段文本。',
    'not-found': () => '它已不在这里；可能已在另一个标签页中删除。',
    'invalid-span': () => '该选区与文本不符。',
    'invalid-relation': () => '关系需要此文本中两个不同的实体。',
    'invalid-label': () => '此标签不能用在那里。',
    'invalid-name': () => '该名称为空、过长或已被占用。',
    'invalid-explanation': () => '解释至少需要一个词。',
    duplicate: () => '已经这样标注过了。',
    'has-relations': (p) => `它参与了 ${p['relations'] ?? '若干'} 个关系。`,
    'label-in-use': (p) => `此标签已使用 ${p['annotations'] ?? '若干'} 次。`,
    'nothing-to-undo': () => '没有可撤销的操作。',
    'nothing-to-redo': () => '没有可重做的操作。',
    'history-conflict': () => '无法收回此步：同一内容此后已被更改。',
  },
  other: {
    'sample-missing': () => '无法读取示例。请联网后重新加载一次。',
    'not-this-format': () => '文件不是此格式。请另选格式，或查看文件内容。',
    'too-large': (p) => `${p['file'] ?? '文件'}超出此应用一次能读取的大小。请拆分成几个文件。`,
    truncated: (p) => `${p['file'] ?? '文件'}中途截断：复制不完整。请重新获取。`,
    'newer-version': () => '文件由较新版本的应用写入。重新加载以获得该版本，然后再次打开。',
    'unsafe-archive': (p) =>
      `压缩包试图写到其文件夹之外${p['entry'] === undefined ? '' : `（${p['entry']}）`}。未予打开。`,
    damaged: (p) => `${p['file'] ?? '文件'}已损坏。请重新获取，或打开备份。`,
    'worker-crashed': () => '后台线程内存不足或出错。没有丢失任何内容；请重试。',
    'worker-unavailable': () => '此处无法启动后台线程。可以标注，但不能训练和导入。请重新加载后再试。',
    'asset-missing': () => '此设备上缺少应用的一个文件。“所有项目 → 设置 → 检查并修复”会重新获取。',
    'asset-refused': () =>
      '应用所在的服务器未提供它的一个文件：可能正忙，或正在更新版本。会自动重试；重新加载也可能有帮助。',
    'asset-damaged': () =>
      '应用的一个文件有误：网络返回的可能是登录页面。请先登录；会自动重试，也可在“所有项目 → 设置”中修复。',
    'asset-unreachable': () => '模型尚不在此设备上，且网络无法连接。网络恢复后会自动重试。',
    'runtime-unavailable': () =>
      '此处无法启动训练组件。请重新加载；若仍不行，请使用“所有项目 → 设置 → 检查并修复”。',
    internal: () => '这是应用的错误，与您无关。没有丢失任何内容；请重新加载后再试。',
    'unknown-format': () => '没有这个名称的格式。',
    'foreign-file': (p) => `${p['file'] ?? '该文件'}是${foreignText(String(p['kind'] ?? ''))}`,
    locked: (p) => `${p['file'] ?? '压缩包'}有密码保护。请先解压，再选择其中的文件。`,
    'no-files': () => '其中没有文件。',
    'different-project': (p) => `这是两个不同的项目：“${p['here'] ?? ''}”和“${p['there'] ?? ''}”。`,
  },
  unknown: (message) => `操作未成功：${message}`,
  failedAct: '未能保存。',
};
