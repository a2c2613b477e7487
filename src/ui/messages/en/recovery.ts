import { count } from './plural.ts';

/** Of the recovery page, which is a small program of its own and holds only these. */
export const recovery = {
  title: 'Recovery',
  lead: 'This page gets your projects out when the app itself cannot. It only reads: nothing on this device is changed. Save each project as a file and keep it; the app opens it again with All projects → Open project file.',
  back: 'Back to the app',
  reading: 'Reading what is stored here…',
  again: 'Look again',
  problems: {
    'nothing-here':
      'Nothing is stored here. Another browser or another profile of this one may have it, or the browser has cleared it.',
    busy: 'Another tab of the app is changing the stored data. Close the other tabs, wait a moment, then look again.',
    unavailable:
      'The browser cannot open what it has stored, or stores nothing in this window. Close all its windows, start it again and come back to this page before you clear anything.',
  },
  newer: (version: number) =>
    `The data was written by a newer version of the app (format ${version}). What this version knows of it is saved; newer kinds of records are only in the copy of everything below.`,
  contents: (texts: number, annotations: number, explanations: number) =>
    `${count(texts, 'text', 'texts')} · ${count(annotations, 'annotation', 'annotations')} · ${count(explanations, 'explanation', 'explanations')}`,
  mended: 'The description of this project is damaged. Its texts and annotations are saved all the same.',
  none: 'There is no project in it.',
  save: 'Save project file',
  saveNamed: (name: string) => `Save project file of ${name}`,
  saveAll: 'Save all projects',
  saving: (rows: number) => (rows === 0 ? 'Reading…' : `Reading… ${rows.toLocaleString('en')} rows`),
  saved: (file: string) => `Saved as ${file}, with everything that was in it.`,
  savedBut: (file: string, n: number) =>
    `Saved as ${file}. ${count(n, 'record was', 'records were')} damaged:`,
  failed: (reason: string) => `It could not be saved: ${reason}`,
  more: (n: number) => `and ${n.toLocaleString('en')} more`,
  table: {
    project: 'project',
    label: 'label',
    document: 'text',
    annotation: 'annotation',
    explanation: 'explanation',
    weights: 'model',
  },
  quoted: (words: string, key: string) => `“${words}…” (${key})`,
  reason: {
    unreadable: 'left out: the browser cannot read it',
    broken: 'left out: it is not what it should be',
    'no-text': 'left out: its words are lost',
    mended: 'saved, with what was lost of it made up',
    loose: 'left out, or put right: it names something that is not there',
  },
  raw: 'Save everything as it is',
  rawHint:
    'One file with every stored row, damaged ones too, for somebody who can read JSON. The app does not open it.',
  backupsTitle: 'Backups',
  backupsHint:
    'Project files that the app has put aside on this device. They lie apart from the rest and may be whole where that is not.',
  backup: (name: string, when: string) => `${name}, ${when}`,
  saveBackup: (name: string, when: string) => `Save the backup of ${name}, ${when}`,
  saveFile: 'Save as file',
  rawTitle: 'A copy for a technician',
};

/** The same in another language. */
export type Recovery = typeof recovery;
