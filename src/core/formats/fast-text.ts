/** fastText's training files: a text per line behind its classes, each written `__label__name`. Read only. */
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format } from './format.ts';
import { linesOf } from './source.ts';

const mark = '__label__';
/** Classes before the text, or behind it, where some corpora have them. */
const classes = /(?:^|\s)__label__(\S+)/g;

export const fastText: Format = {
  id: 'fasttext',
  name: 'fastText',
  extensions: ['.txt', '.ft', '.train', '.valid', '.test'],
  tasks: ['sa', 'ner', 're'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (!sample.head.includes(mark)) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const lines = whole.split('\n').filter((line) => line.trim() !== '');
    const marked = lines.filter((line) => line.trimStart().startsWith(mark)).length;
    return marked * 2 > lines.length ? 0.93 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const line of linesOf(text)) {
        const words = line.text.replace(classes, ' ').trim();
        if (words !== '') {
          const draft = new DocumentDraft(words, line.number, batch, options);
          for (const [, name = ''] of line.text.matchAll(classes)) draft.textLabel(name);
          draft.finish();
        } else if (line.text.includes(mark)) {
          batch.error(line.number, 'missing-text', 'The row has no text.');
          batch.unread('labels of rows without a text');
        }
        yield line.next / text.length;
      }
      return undefined;
    }),
};
