/**
 * A sentence per line, each word with its tags behind bars: `Ann|NNP|B-PER ran|VBD|O`, as spaCy's `.iob` and the C&C tools have it;
 * also `Ann/B-PER`, `Ann###B-PER`, and all tags of a line behind a tab. Read only.
 */
import { parseFiles } from './batch.ts';
import type { Format } from './format.ts';
import { linesOf } from './source.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

/** What stands between a word and its tags; the first that fits the file. */
const signs = ['|', '###', '/'] as const;

const isTag = (tag: string): boolean => /^(?:O|[BILUES][-_]\S+)$/.test(tag);

/** A word and its last cell, which is the tag; `undefined` where there is none. */
function partsOf(word: string, sign: string): { readonly word: string; readonly tag: string } | undefined {
  const cells = word.split(sign);
  const tag = cells.at(-1) ?? '';
  // A slash is a part of many words.
  if (sign === '/') return cells.length < 2 ? undefined : { word: cells.slice(0, -1).join('/') || '/', tag };
  return cells.length < 2 || cells.length > 4 ? undefined : { word: cells[0] || '|', tag };
}

interface Parts {
  readonly word: string;
  readonly tag: string;
}

/** The words of a line with their tags: each behind its word, or all of them behind a tab. */
function lineParts(line: string, sign: string): readonly Parts[] | undefined {
  if (sign === '\t') {
    const [words = [], tags = [], ...more] = line.split('\t').map((cell) => cell.trim().split(/\s+/));
    if (more.length > 0 || words.length !== tags.length) return undefined;
    return Array.from(words, (word, at) => ({ word, tag: tags[at] ?? '' }));
  }
  const parts = line
    .trim()
    .split(/\s+/)
    .map((word) => partsOf(word, sign));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** How words and tags of a text are apart, by most of its lines; `undefined` where it is no such text. */
function signOf(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return [...signs, '\t'].find((sign) => {
    if (!text.includes(sign)) return false;
    const read = lines
      .map((line) => lineParts(line, sign))
      .filter((parts) => parts?.every(({ tag }) => isTag(tag)));
    const all = read.flatMap((parts) => parts ?? []);
    // A word and its tag a line is CoNLL.
    const isLong = sign !== '\t' || read.some((parts) => (parts?.length ?? 0) > 1);
    return read.length / lines.length > 0.8 && isLong && (sign === '|' || all.some(({ tag }) => tag !== 'O'));
  });
}

export const iobLines: Format = {
  id: 'iob-lines',
  name: 'Tagged words, a sentence per line (.iob)',
  extensions: ['.iob', '.txt'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (sample.records.length > 0 || /^\s*</.test(sample.head)) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    return signOf(whole) === undefined ? 0 : 0.9;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const sign = signOf(text.slice(0, 1_000_000)) ?? '|';
      for (const line of linesOf(text)) {
        if (line.text.trim() !== '') {
          const parts =
            lineParts(line.text, sign) ??
            line.text
              .trim()
              .split(/\s+/)
              .map((word) => (sign === '\t' ? undefined : partsOf(word, sign)) ?? { word, tag: '' });
          if (sign === '\t' && lineParts(line.text, sign) === undefined)
            batch.warn(line.number, 'wrong-columns', 'There are not as many tags as words.', {
              expected: (line.text.split('\t')[0] ?? '').trim().split(/\s+/).length,
              found: (line.text.split('\t')[1] ?? '').trim().split(/\s+/).length,
            });
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
