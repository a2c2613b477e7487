import { count } from './plural.ts';

export const exporting = {
  title: 'Export',
  lead: 'Labels and reasons, in files that other tools read.',
  holds: 'Holds',
  loses: 'Leaves out',
  losesNothing: 'Holds everything of this project.',
  lossesFor: (n: number, what: string) => `${n.toLocaleString('en')} × ${what}`,
  checking: 'Checking…',
  download: 'Download',
  packing: 'Packing…',
  recommended: 'Keeps everything',
  which: 'Which texts',
  onlyDone: 'Only texts that are done',
  allTexts: 'All texts',
  count: (n: number) => count(n, 'text', 'texts'),
  ready: (name: string) => `${name} was made.`,
  empty: 'There is nothing to export yet.',
};
