/**
 * Codes of `Problem`s → what happened and what to do. A code without an entry falls back to the problem's own
 * plain message, so that a new code is never silent.
 */
export type ProblemParams = Readonly<Record<string, string | number>>;
export type ProblemText = (params: ProblemParams) => string;

const storage: Record<string, ProblemText> = {
  'quota-exceeded': () =>
    'This device has no more room for the app, so the last step was not saved. Download everything, then free some space.',
  'version-newer': () =>
    'The data here was written by a newer version of the app. Reload to get that version.',
  blocked: () => 'Another tab holds an older version of the app open. Close it and this one continues.',
  'version-change': () => 'A newer version was opened in another tab. Reload this one to go on.',
  evicted: () =>
    'The browser has cleared what this app had stored here, to make room or because it was asked to. Reload to go on; backups, where there are any left, are on the recovery page.',
  unavailable: () =>
    'The browser refuses to store data (private window, or a policy). Work here would be lost: use another window, or download before you close.',
  aborted: () => 'The browser interrupted the last step; nothing of it was saved. Try again.',
  'no-model': () => 'Nothing is trained yet: label a few texts first.',
  'not-found': () => 'It is not there any more; it may have been deleted in another tab.',
  'invalid-span': () => 'That selection does not fit the text.',
  'invalid-relation': () => 'A relation needs two different entities of this text.',
  'invalid-label': () => 'This label cannot be put on that.',
  'invalid-name': () => 'That name is empty, too long, or taken.',
  'invalid-explanation': () => 'An explanation needs at least one word.',
  duplicate: () => 'It is labelled like that already.',
  'has-relations': (p) => `It takes part in ${p['relations'] ?? 'some'} relations.`,
  'label-in-use': (p) => `The label is used ${p['annotations'] ?? 'some'} times.`,
  'nothing-to-undo': () => 'Nothing to undo.',
  'nothing-to-redo': () => 'Nothing to redo.',
  'history-conflict': () => 'This step cannot be taken back: the same thing was changed since.',
};

export const problems = {
  storage,
  /** Codes of the other rooms are added here by prefix: formats, workers. */
  other: {
    'sample-missing': () => 'The sample could not be read. Reload once with the network on.',
    'not-this-format': () => 'The file is not of this format. Choose another one, or look into the file.',
    'too-large': (p) =>
      `${p['file'] ?? 'The file'} is larger than this app reads at once. Cut it into several files.`,
    truncated: (p) => `${p['file'] ?? 'The file'} ends in the middle: it was not copied whole. Get it again.`,
    'newer-version': () =>
      'The file was written by a newer version of the app. Reload to get that version, then open it again.',
    'unsafe-archive': (p) =>
      `The archive wants to write outside its folder${p['entry'] === undefined ? '' : ` (${p['entry']})`}. It was not opened.`,
    damaged: (p) => `${p['file'] ?? 'The file'} is damaged. Get it again, or open a backup.`,
    'worker-crashed': () => 'The background worker ran out of memory or broke. Nothing was lost; try again.',
    'worker-unavailable': () =>
      'The background worker cannot be started here. Labelling works; training and import do not. Reload to try again.',
    'asset-missing': () =>
      'A file of the app is missing on this device. All projects → Settings → Check and repair fetches it again.',
    'asset-refused': () =>
      'The host of the app does not give a file of it: it may be busy, or just be getting a new version. It is tried again; a reload may help.',
    'asset-damaged': () =>
      'A file of the app was wrong: the network may have answered with a login page. Log in there; it is tried again, or repair it in All projects → Settings.',
    'asset-unreachable': () =>
      'The models are not on this device yet and the network cannot be reached. It is tried again when it is back.',
    'runtime-unavailable': () =>
      'The part that trains could not be started here. Reload; if that does not help, All projects → Settings → Check and repair.',
    internal: () => 'A fault of the app, not of yours. Nothing was lost; reload and try again.',
    'unknown-format': () => 'No format of that name is known here.',
    locked: (p) =>
      `${p['file'] ?? 'The archive'} is protected by a password. Unpack it first, then choose the files.`,
    'no-files': () => 'There is no file in it.',
    'different-project': (p) =>
      `These are two different projects: “${p['here'] ?? ''}” and “${p['there'] ?? ''}”.`,
  } as Record<string, ProblemText>,
  unknown: (message: string) => `That did not work: ${message}`,
  failedAct: 'That was not saved.',
};
