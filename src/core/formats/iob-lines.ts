/**
 * A sentence per line, each word with its tags behind bars: `Ann|NNP|B-PER ran|VBD|O`, as spaCy's `.iob` and the C&C tools have it.
 * Read only.
 */
import { parseFiles } from './batch.ts';
import type { Format } from './format.ts';
import { linesOf } from './source.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

/** A word and its last cell, which is the tag; `undefined` where there is none. */
function partsOf(word: string): { readonly word: string; readonly tag: string } | undefined {
  const cells = word.split('|');
  const tag = cells.at(-1) ?? '';
  return cells.length < 2 || cells.length > 4 ? undefined : { word: cells[0] || '|', tag };
}

const isSentence = (line: string): boolean => {
  const parts = line.trim().split(/\s+/).map(partsOf);
  return parts.every((part) => part !== undefined && /^(?:O|[BILUES]-\S+)$/.test(part.tag));
};

export const iobLines: Format = {
  id: 'iob-lines',
  name: 'Tagged words, a sentence per line (.iob)',
  extensions: ['.iob', '.txt'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (!sample.head.includes('|')) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const lines = whole.split('\n').filter((line) => line.trim() !== '');
    const fitting = lines.filter(isSentence).length;
    return lines.length > 0 && fitting / lines.length > 0.8 ? 0.9 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const line of linesOf(text)) {
        if (line.text.trim() !== '') {
          const parts = line.text
            .trim()
            .split(/\s+/)
            .map((word) => partsOf(word) ?? { word, tag: '' });
          const words = tokenDraft(
            parts.map(({ word }) => word),
            line.number,
            batch,
            options,
          );
          const tags = parts.map(({ tag }): Tag => {
            const read = parseTag(tag);
            if (read !== undefined) return read;
            batch.warn(line.number, 'unknown-tag', 'The tag is of no known scheme; it was read as O.', {
              tag: tag.slice(0, 80),
            });
            return { prefix: 'O', label: '' };
          });
          for (const { label, from, to } of decodeTags(tags).chunks) words?.span(label, from, to);
          words?.draft.finish();
        }
        yield line.next / text.length;
      }
      return undefined;
    }),
};
