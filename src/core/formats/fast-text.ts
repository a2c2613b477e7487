/**
 * Texts of one line each behind their classes: fastText's training files, where each is written `__label__name`, and the questions of
 * TREC (`DESC:manner How did it begin ?`; Li & Roth 2002). Trees of the Stanford Sentiment Treebank have theirs in front too. Read only.
 */
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format } from './format.ts';
import { linesOf } from './source.ts';
import { joinTokens } from './tokens.ts';

const mark = '__label__';
/** Classes before the text, or behind it, where some corpora have them. */
const classes = /(?:^|\s)__label__(\S+)/g;

/** The six coarse classes of TREC and a fine one. */
const question = /^((?:ABBR|DESC|ENTY|HUM|LOC|NUM):[a-z]+) (?=\S)/;

/** A sentence as a tree with a class for each phrase (Socher et al. 2013). */
const tree = /^\(\d \(.+\)\)$/;
const leaf = /\((\d) ([^()\s]+)\)/g;

/** The words of a tree with the class of the whole; those of its phrases have no place. */
function treeParts(line: string): Parts {
  const words = [...line.matchAll(leaf)].map(([, , word = '']) =>
    word
      .replace(/^-LRB-$/, '(')
      .replace(/^-RRB-$/, ')')
      .replaceAll('\\/', '/'),
  );
  const phrases = [...line.matchAll(/\(\d \(/g)].length - 1;
  return { words: joinTokens(words).text, names: [line.slice(1, 2)], phrases };
}

interface Parts {
  readonly words: string;
  readonly names: readonly string[];
  readonly phrases?: number;
}

/** The classes of a line, and its text. */
function partsOf(line: string): Parts {
  if (tree.test(line.trim())) return treeParts(line.trim());
  const kind = line.includes(mark) ? null : question.exec(line);
  if (kind !== null) return { words: line.slice(kind[0].length).trim(), names: [kind[1] ?? ''] };
  const names = [...line.matchAll(classes)].map(([, name = '']) => name);
  return { words: line.replace(classes, ' ').trim(), names };
}

export const fastText: Format = {
  id: 'fasttext',
  name: 'fastText, TREC',
  extensions: ['.txt', '.label', '.ft', '.train', '.valid', '.test'],
  tasks: ['sa', 'ner', 're'],
  offsetUnit: 'none',
  detect: (sample) => {
    const isMarked = sample.head.includes(mark);
    const isTrees = tree.test(/^.*/.exec(sample.head.trimStart())?.[0]?.trim() ?? '');
    if (!isMarked && !isTrees && !question.test(sample.head)) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const lines = whole.split('\n').filter((line) => line.trim() !== '');
    if (isTrees) return lines.every((line) => tree.test(line.trim())) ? 0.93 : 0;
    if (!isMarked) return lines.every((line) => question.test(line)) ? 0.93 : 0;
    const marked = lines.filter((line) => line.trimStart().startsWith(mark)).length;
    return marked * 2 > lines.length ? 0.93 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const line of linesOf(text)) {
        const { words, names, phrases = 0 } = partsOf(line.text);
        if (words !== '') {
          const draft = new DocumentDraft(words, line.number, batch, options);
          for (const name of names) draft.textLabel(name);
          if (phrases > 0) draft.leftOut('labels of phrases', phrases);
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
