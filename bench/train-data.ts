/** The public data sets as examples of the three networks. They lie beside the repository and never enter it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#core/base';
import { rangeOfSpan, type Span, spanText, tokenize } from '#core/text';
import {
  beginTag,
  createWordVectorEncoder,
  insideTag,
  type NamedSpan,
  type NerExample,
  outsideTag,
  type RelationExample,
  readWordVectors,
  spansOfTags,
  type TextExample,
  type TokenEncoder,
  tagCount,
} from '#core/train';

export const dataFolder = join(process.cwd(), '..', 'shared', 'data');
export const dataIsHere = existsSync(dataFolder);

function readText(...path: string[]): string {
  return readFileSync(join(dataFolder, ...path), 'utf8');
}

/** The shipped word vectors. */
export function gloveEncoder(): TokenEncoder {
  const vectors = readWordVectors(new Uint8Array(readFileSync('models/word-vectors/glove-100d.bin')));
  if (!vectors.ok) throw new Error(vectors.error.message);
  return createWordVectorEncoder(vectors.value);
}

export interface TaggedSentence {
  readonly words: readonly string[];
  readonly tags: readonly number[];
}

export const bc5cdrLabels = ['Chemical', 'Disease'];

/** `train.txt`, `dev.txt` or `test.txt` of BC5CDR: `token<TAB>tag`, a blank line between sentences. */
export function bc5cdr(file: string): TaggedSentence[] {
  const tagOf = (name: string): number => {
    if (name === 'O') return outsideTag;
    const label = bc5cdrLabels.indexOf(name.slice(2));
    return name.startsWith('B') ? beginTag(label) : insideTag(label);
  };
  return readText('bc5cdr-triggers', file)
    .split(/(?:\r?\n){2,}/)
    .map((block) => block.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.split('\t')])))
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      words: rows.map(([word]) => word ?? ''),
      tags: rows.map(([, tag]) => tagOf((tag ?? 'O').trim())),
    }));
}

export interface WrittenSentence {
  readonly text: string;
  readonly tokens: readonly Span[];
  readonly entities: readonly NamedSpan[];
}

/** A sentence as a text, and its entities where they stand there; `between`: what stands between two words. */
export function writtenOut(
  { words, tags }: TaggedSentence,
  labels: readonly string[] = bc5cdrLabels,
  between = ' ',
): WrittenSentence {
  let text = '';
  const tokens = words.map((word): Span => {
    if (text !== '') text += between;
    const from = text.length;
    text += word;
    return { from, to: text.length };
  });
  const entities = spansOfTags(tags).map(({ from, to, label }) => ({
    from: must(tokens[from], 'token').from,
    to: must(tokens[to - 1], 'token').to,
    label: must(labels[label], 'label'),
  }));
  return { text, tokens, entities };
}

export function nerExample({ words, tags }: TaggedSentence, labels: number): NerExample {
  const width = tagCount(labels);
  const allowed = new Uint8Array(words.length * width);
  tags.forEach((tag, t) => {
    allowed[t * width + tag] = 1;
  });
  return { words, allowed };
}

function oneHot(index: number, count: number): Float32Array {
  const target = new Float32Array(count);
  target[index] = 1;
  return target;
}

export interface Classified<Example> {
  readonly id: number;
  readonly label: string;
  readonly example: Example;
}

/** `TRAIN_FILE.TXT` or `TEST_FILE_FULL.TXT` of SemEval-2010 Task 8. `labels` decides the order of the targets. */
export function semeval(file: string, labels: readonly string[]): Classified<RelationExample>[] {
  const lines = readText('semeval2010-task8', file).split(/\r?\n/);
  return lines.flatMap((line, i) => {
    const match = /^(\d+)\t"(.*)"\s*$/.exec(line);
    if (match === null) return [];
    const marked = match[2] ?? '';
    let text = '';
    const bounds: number[] = [];
    for (const part of marked.split(/(<\/?e[12]>)/)) {
      if (/^<\/?e[12]>$/.test(part)) bounds.push(text.length);
      else text += part;
    }
    const [xFrom = 0, xTo = 0, yFrom = 0, yTo = 0] = bounds;
    const tokens = tokenize(text);
    const words = tokens.map((token) => spanText(text, token));
    const x = rangeOfSpan(tokens, { from: xFrom, to: xTo });
    const y = rangeOfSpan(tokens, { from: yFrom, to: yTo });
    if (x === undefined || y === undefined) throw new Error(`sentence ${match[1]}: no arguments`);
    const label = (lines[i + 1] ?? '').trim();
    const target = oneHot(labels.indexOf(label), labels.length);
    return [{ id: Number(match[1]), label, example: { words, x, y, target } }];
  });
}

/** The 19 labels of SemEval-2010 Task 8 in alphabetical order. */
export function semevalLabels(): string[] {
  const lines = readText('semeval2010-task8', 'TRAIN_FILE.TXT').split(/\r?\n/);
  const found = lines.filter((line) =>
    /^(?:[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\(e[12],e[12]\)|Other)\s*$/.test(line),
  );
  return [...new Set(found.map((line) => line.trim()))].sort();
}

/** Train sentences that carry explanations: they stay out of every development part. */
export function semevalExplained(): Set<number> {
  // The file is a list of records with a `sentenceId`.
  const rows = JSON.parse(readText('semeval2010-task8', 'explanations.json')) as { sentenceId: number }[];
  return new Set(rows.map((row) => row.sentenceId));
}

export const mamsLabels = ['negative', 'neutral', 'positive'];

/** `train.xml`, `val.xml` or `test.xml` of MAMS-ATSA: one example per aspect. */
export function mams(file: string): Classified<TextExample>[] {
  const examples: Classified<TextExample>[] = [];
  const sentences = readText('mams-atsa', file).matchAll(/<sentence>([\s\S]*?)<\/sentence>/g);
  let id = 0;
  for (const [, body = ''] of sentences) {
    const text = unescapeXml(/<text>([\s\S]*?)<\/text>/.exec(body)?.[1] ?? '');
    const tokens = tokenize(text);
    const words = tokens.map((token) => spanText(text, token));
    for (const [, attributes = ''] of body.matchAll(/<aspectTerm ([^>]*?)\/>/g)) {
      const get = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const aspect = rangeOfSpan(tokens, { from: Number(get('from')), to: Number(get('to')) });
      if (aspect === undefined) continue;
      const label = get('polarity');
      id += 1;
      const target = oneHot(mamsLabels.indexOf(label), mamsLabels.length);
      examples.push({ id, label, example: { words, aspect, target } });
    }
  }
  return examples;
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}
