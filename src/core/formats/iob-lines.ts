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
const signs = ['|', '###', '/', '_', '<'] as const;

const isTag = (tag: string): boolean => /^(?:O|[BILUES][-_]\S+)$/.test(tag);

/** A word and its last cell, which is the tag; `undefined` where there is none. */
function partsOf(word: string, sign: string): { readonly word: string; readonly tag: string } | undefined {
  const cells = word.split(sign);
  const tag = cells.at(-1) ?? '';
  // A slash is a part of many words.
  if (sign === '/' || sign === '_')
    return cells.length < 2 ? undefined : { word: cells.slice(0, -1).join(sign) || sign, tag };
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
  if (sign === '<') return behindWords(line);
  const parts = line
    .trim()
    .split(/\s+/)
    .map((word) => partsOf(word, sign));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** Flair's `Ann <B-PER> ran`: a tag behind its word; words without one are in no entity. */
function behindWords(line: string): readonly Parts[] | undefined {
  const parts: Parts[] = [];
  let isFree = false;
  for (const word of line.trim().split(/\s+/)) {
    const tag = /^<(\S+)>$/.exec(word)?.[1];
    const last = parts.at(-1);
    if (tag === undefined) parts.push({ word, tag: 'O' });
    else if (last === undefined || !isFree || !isTag(tag)) return undefined;
    else parts[parts.length - 1] = { word: last.word, tag };
    isFree = tag === undefined;
  }
  return parts;
}

/** Names without a prefix beside O, as the Stanford tagger writes them; tags of grammar have no O. */
function areNames(tags: readonly string[]): boolean {
  const outside = tags.filter((tag) => tag === 'O').length;
  return (
    outside < tags.length &&
    outside >= tags.length * 0.3 &&
    tags.every((tag) => /^(?:O|[A-Z][A-Z_-]+)$/.test(tag))
  );
}

/** How words and tags of a text are apart, by most of its lines; `undefined` where it is no such text. */
function signOf(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return [...signs, '\t'].find((sign) => {
    if (!text.includes(sign)) return false;
    const parts = lines.flatMap((line) => {
      const found = lineParts(line, sign);
      return found === undefined ? [] : [found];
    });
    const isNamed = (sign === '/' || sign === '_') && areNames(parts.flat().map(({ tag }) => tag));
    const read = parts.filter((line) => isNamed || line.every(({ tag }) => isTag(tag)));
    const all = read.flat();
    // A word and its tag a line is CoNLL.
    const isLong = sign !== '\t' || read.some((line) => line.length > 1);
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
      const isBare = sign === '/' || sign === '_';
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
            // A name without a prefix: neighbours of one name are one entity.
            const read =
              parseTag(tag) ??
              (isBare && /^[A-Z][A-Z_-]+$/.test(tag) ? ({ prefix: 'I', label: tag } as const) : undefined);
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
