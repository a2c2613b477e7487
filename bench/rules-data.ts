/**
 * Real data for the measurements of rules: SemEval-2010 Task 8 and MAMS with their human explanations, Tatoeba for scale.
 * Everything is read from `../shared/data` and stays there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Instance } from '#core/explain';
import { tokenize } from '#core/text';

export const dataRoot = join(process.cwd(), '..', 'shared', 'data');
export const hasData = existsSync(dataRoot);

/** An instance with the label that is hidden from the rules. */
export interface GoldInstance {
  readonly id: string;
  readonly instance: Instance;
  readonly label: string;
}

export interface ExplainedInstance extends GoldInstance {
  readonly explanation: string;
}

export interface RuleTask {
  readonly name: string;
  readonly labels: readonly string[];
  /** Train instances without an explanation. */
  readonly train: readonly GoldInstance[];
  readonly test: readonly GoldInstance[];
  readonly explained: readonly ExplainedInstance[];
}

function markedPair(line: string): Instance {
  let text = line;
  const at: Record<string, number> = {};
  for (const tag of ['<e1>', '</e1>', '<e2>', '</e2>']) {
    at[tag] = text.indexOf(tag);
    text = text.replace(tag, '');
  }
  return {
    text,
    tokens: tokenize(text),
    args: { x: { from: at['<e1>']!, to: at['</e1>']! }, y: { from: at['<e2>']!, to: at['</e2>']! } },
  };
}

function readRelations(file: string): Map<number, GoldInstance> {
  const out = new Map<number, GoldInstance>();
  const lines = readFileSync(join(dataRoot, 'semeval2010-task8', file), 'utf8').split(/\r?\n/);
  lines.forEach((line, i) => {
    const match = /^(\d+)\t"(.*)"\s*$/.exec(line);
    if (match === null) return;
    // Tags come in text order or not at all: e1 is always marked first in this corpus.
    out.set(Number(match[1]), {
      id: match[1]!,
      instance: markedPair(match[2]!),
      label: lines[i + 1]!.trim(),
    });
  });
  return out;
}

export function readSemEval(): RuleTask {
  const train = readRelations('TRAIN_FILE.TXT');
  const test = readRelations('TEST_FILE_FULL.TXT');
  const rows: { sentenceId: number; relation: string; explanation: string }[] = JSON.parse(
    readFileSync(join(dataRoot, 'semeval2010-task8', 'explanations.json'), 'utf8'),
  );
  const explained = rows.map((row) => ({
    ...train.get(row.sentenceId)!,
    label: row.relation,
    explanation: row.explanation,
  }));
  const taken = new Set(explained.map((one) => one.id));
  return {
    name: 'SemEval-2010 Task 8',
    labels: [...new Set(explained.map((one) => one.label))].sort(),
    train: [...train.values()].filter((one) => !taken.has(one.id)),
    test: [...test.values()],
    explained,
  };
}

const fromEntities = (xml: string): string =>
  xml.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]!,
  );

function readAspects(file: string): GoldInstance[] {
  const xml = readFileSync(join(dataRoot, 'mams-atsa', file), 'utf8');
  const out: GoldInstance[] = [];
  for (const [, sentence] of xml.matchAll(/<sentence>([\s\S]*?)<\/sentence>/g)) {
    const text = fromEntities(/<text>([\s\S]*?)<\/text>/.exec(sentence!)![1]!);
    const tokens = tokenize(text);
    for (const [, attributes] of sentence!.matchAll(/<aspectTerm ([^>]*)\/>/g)) {
      const get = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(attributes!)![1]!;
      out.push({
        id: `${file}:${out.length}`,
        instance: { text, tokens, args: { aspect: { from: Number(get('from')), to: Number(get('to')) } } },
        label: get('polarity'),
      });
    }
  }
  return out;
}

export function readMams(): RuleTask {
  const rows: { term: string; exp: string; sent: string; label: number }[] = JSON.parse(
    readFileSync(join(dataRoot, 'mams-atsa', 'restaurant-explanations.json'), 'utf8'),
  );
  const explained = rows.map((row, i) => {
    const from = row.sent.indexOf('$T$');
    const text = row.sent.replace('$T$', () => row.term);
    return {
      id: `explained:${i}`,
      instance: { text, tokens: tokenize(text), args: { aspect: { from, to: from + row.term.length } } },
      label: row.label > 0 ? 'positive' : row.label < 0 ? 'negative' : 'neutral',
      explanation: row.exp,
    };
  });
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const taken = new Set(explained.map((one) => plain(one.instance.text)));
  const train = readAspects('train.xml').filter((one) => !taken.has(plain(one.instance.text)));
  return {
    name: 'MAMS (aspects)',
    labels: [...new Set(explained.map((one) => one.label))].sort(),
    train,
    test: [...readAspects('val.xml'), ...readAspects('test.xml')],
    explained,
  };
}

export function readTatoeba(limit: number): string[] {
  return gunzipSync(readFileSync(join(dataRoot, 'tatoeba-eng', 'sentences.txt.gz')))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, limit);
}
