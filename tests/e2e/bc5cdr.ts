/** Sentences of BC5CDR (../shared/data): read where the data is, never part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GoldEntity {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

export interface GoldSentence {
  readonly tokens: readonly string[];
  /** Tokens joined by a space, as the app shows them. */
  readonly text: string;
  readonly entities: readonly GoldEntity[];
}

const path = join(process.cwd(), '../shared/data/bc5cdr-triggers/train.txt');
export const hasBc5cdr = existsSync(path);

export function bc5cdrSentences(): readonly GoldSentence[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n\r?\n/)
    .map((block) => sentenceOf(block.split(/\r?\n/).filter((line) => line.includes('\t'))))
    .filter((sentence) => sentence.tokens.length > 2);
}

function sentenceOf(lines: readonly string[]): GoldSentence {
  const tokens: string[] = [];
  const entities: { label: string; from: number; to: number }[] = [];
  let at = 0;
  for (const line of lines) {
    const [token = '', tag = 'O'] = line.split('\t');
    const from = at;
    const to = at + token.length;
    const open = entities.at(-1);
    if (tag.startsWith('B-')) entities.push({ label: tag.slice(2), from, to });
    else if (tag.startsWith('I-') && open !== undefined) open.to = to;
    tokens.push(token);
    at = to + 1;
  }
  const text = tokens.join(' ');
  return { tokens, text, entities: entities.map((one) => ({ ...one, words: text.slice(one.from, one.to) })) };
}

/** CoNLL with every tag `O`: what has to be labelled by hand. */
export function untagged(sentences: readonly GoldSentence[]): string {
  return sentences.map((sentence) => sentence.tokens.map((token) => `${token}\tO\n`).join('')).join('\n');
}
