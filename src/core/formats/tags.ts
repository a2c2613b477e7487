/**
 * Tag sequences (BIO, IOB1, IOBES/BILOU) and the chunks they stand for. Decoding is conlleval's: any sequence of
 * tags means something, and what the scheme does not allow is read as a chunk's beginning.
 */
import type { TagScheme } from './format.ts';

/** A chunk of tokens `[from, to)` with its label. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Tag {
  readonly prefix: 'B' | 'I' | 'E' | 'S' | 'O';
  readonly label: string;
}

/** Name of a chunk whose tag has a prefix only. */
export const unnamedLabel = 'Entity';

/** `undefined` for a string that is no tag of any scheme. L and U (BILOU) are E and S. */
export function parseTag(tag: string): Tag | undefined {
  if (tag === 'O' || tag === 'o' || tag === '') return { prefix: 'O', label: '' };
  // In small letters only with a name behind: a lone one is a word.
  const match = /^([BIESLUM])(?:[-_:](.*))?$/s.exec(tag) ?? /^([bieslum])[-_:](.+)$/s.exec(tag);
  if (match === null) return undefined;
  const letter = (match[1] ?? '').toUpperCase();
  const prefix = letter === 'L' ? 'E' : letter === 'U' ? 'S' : letter === 'M' ? 'I' : letter;
  const label = match[2] === undefined || match[2] === '' ? unnamedLabel : match[2];
  // The pattern admits these four only.
  return { prefix: prefix as 'B' | 'I' | 'E' | 'S', label };
}

/** Several tags in one cell (`B-PER|B-ORG`), as levels of one label each; one level where no cell has several. */
export function tagLevels(
  cells: readonly (string | undefined)[],
): readonly (readonly (string | undefined)[])[] {
  const parts = cells.map((cell) => {
    const all = (cell ?? '').split(/[|;]/);
    return all.length > 1 && all.every((one) => /^(?:[Oo]|[BIESLUM][-_:]\S+)$/.test(one))
      ? all
      : [cell ?? ''];
  });
  if (parts.every((all) => all.length === 1)) return [cells];
  const labels = new Set(parts.flat().map((tag) => parseTag(tag)?.label ?? ''));
  labels.delete('');
  return [...labels].map((label) =>
    parts.map(
      (all) =>
        all.find((tag) => parseTag(tag)?.label === label) ??
        (all.length === 1 && parseTag(all[0] ?? '') === undefined ? all[0] : 'O'),
    ),
  );
}

/** The chunks of a tag sequence; `repaired` counts chunks that begin or end against BIO or IOBES. */
export function decodeTags(tags: readonly Tag[]): { chunks: Chunk[]; insideStarts: number } {
  const chunks: Chunk[] = [];
  let from = -1;
  let label = '';
  let insideStarts = 0;
  const close = (to: number): void => {
    if (from !== -1) chunks.push({ from, to, label });
    from = -1;
  };
  tags.forEach((tag, index) => {
    if (tag.prefix === 'O') {
      close(index);
      return;
    }
    const continues = from !== -1 && tag.label === label && (tag.prefix === 'I' || tag.prefix === 'E');
    if (!continues) {
      close(index);
      from = index;
      label = tag.label;
      if (tag.prefix === 'I' || tag.prefix === 'E') insideStarts += 1;
    }
    if (tag.prefix === 'E' || tag.prefix === 'S') close(index + 1);
  });
  close(tags.length);
  return { chunks, insideStarts };
}

/** One tag per token. Chunks must not overlap; `length` is the number of tokens. */
export function encodeTags(chunks: readonly Chunk[], length: number, scheme: TagScheme): string[] {
  const tags = new Array<string>(length).fill('O');
  let before: Chunk | undefined;
  for (const chunk of chunks.toSorted((a, b) => a.from - b.from)) {
    const touches = before !== undefined && before.to === chunk.from && before.label === chunk.label;
    for (let at = chunk.from; at < chunk.to; at++) {
      const first = at === chunk.from;
      const last = at === chunk.to - 1;
      let prefix: string;
      if (scheme === 'iobes') prefix = first && last ? 'S' : first ? 'B' : last ? 'E' : 'I';
      else if (scheme === 'iob1') prefix = first && touches ? 'B' : 'I';
      else prefix = first ? 'B' : 'I';
      tags[at] = `${prefix}-${chunk.label}`;
    }
    before = chunk;
  }
  return tags;
}
