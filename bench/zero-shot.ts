/**
 * `npm run bench:zero-shot`: what could be suggested from labels' names and guidelines before the first label? Opinions about the
 * aspects of MAMS' `val.xml` and the relations of 800 training sentences of SemEval-2010 (as classes without their direction),
 * with word vectors and with the encoder's states; right ones among all, and among the surest quarter, beside what chance and one label
 * for all would do. No model is trained; each side is taken less its own mean, and compared by the cosine. Two minutes of processor.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EncodableDocument, encodeDocuments, type TokenStates } from '#core/encoder';
import { scoreClasses, type TokenEncoder } from '#core/train';
import { currentRun } from './bench-run.ts';
import { loadedEncoder } from './encoder-states.ts';
import { opinions, relations } from './label-guidelines.ts';
import { gloveEncoder, mams, semeval, semevalExplained, semevalLabels } from './train-data.ts';

interface Task {
  readonly name: string;
  /** By label: its name as people read it, and a guideline as they would write it. */
  readonly labels: Readonly<Record<string, { readonly name: string; readonly guideline: string }>>;
  readonly instances: readonly {
    readonly words: readonly string[];
    /** By name: the words that stand for the labelled thing in different ways. */
    readonly parts: Readonly<Record<string, readonly [number, number]>>;
    readonly label: string;
  }[];
}

const around = (from: number, to: number, n: number, length: number): readonly [number, number] => [
  Math.max(0, from - n),
  Math.min(length, to + n),
];

function tasks(): Task[] {
  const aspects = mams('val.xml').map(({ label, example: { words, aspect } }) => {
    const { from = 0, to = 0 } = aspect ?? {};
    const parts: Task['instances'][number]['parts'] = {
      text: [0, words.length],
      itself: [from, to],
      'three around': around(from, to, 3, words.length),
      'six around': around(from, to, 6, words.length),
    };
    return { words, label, parts };
  });
  const taken = semevalExplained();
  const pairs = semeval('TRAIN_FILE.TXT', semevalLabels())
    .filter(({ id, label }) => !taken.has(id) && label !== 'Other')
    .slice(-800)
    .map(({ label, example: { words, x, y } }) => {
      const parts: Task['instances'][number]['parts'] = {
        text: [0, words.length],
        between: [Math.min(x.to, y.to), Math.max(x.from, y.from)],
        'first to last': [Math.min(x.from, y.from), Math.max(x.to, y.to)],
      };
      return { words, label: label.replace(/\(.*/, ''), parts };
    });
  const { neutral: _, ...two } = opinions;
  return [
    { name: 'MAMS', labels: opinions, instances: aspects },
    {
      name: 'MAMS, positive and negative',
      labels: two,
      instances: aspects.filter(({ label }) => label !== 'neutral'),
    },
    { name: 'SemEval', labels: relations, instances: pairs },
  ];
}

/** Vectors of a text's words, each row of `dim`. */
type Read = (words: readonly string[]) => { readonly rows: Float32Array; readonly dim: number };

function byWords(encoder: TokenEncoder): Read {
  return (words) => {
    const rows = new Float32Array(words.length * encoder.dim);
    encoder.encode(words, rows, 0);
    return { rows, dim: encoder.dim };
  };
}

const joined = (words: readonly string[]): EncodableDocument => {
  let text = '';
  const tokens = words.map((word) => {
    text += text === '' ? word : ` ${word}`;
    return { from: text.length - word.length, to: text.length };
  });
  return { id: text, text, tokens };
};

async function byStates(texts: readonly (readonly string[])[]): Promise<Read> {
  const encoder = await loadedEncoder();
  const documents = [...new Map(texts.map((words) => [words.join(' '), joined(words)])).values()];
  const known = new Map<string, TokenStates>();
  for (let at = 0; at < documents.length; at += 64) {
    const some = documents.slice(at, at + 64);
    const made = (await encodeDocuments(encoder, some)) ?? [];
    some.forEach(({ id }, i) => {
      const states = made[i];
      if (states !== undefined) known.set(id, states);
    });
  }
  return (words) => {
    const states = known.get(words.join(' '));
    if (states === undefined) throw new Error('not read');
    const { codes, scales, dim } = states;
    return { rows: Float32Array.from(codes, (code, i) => code * (scales[Math.floor(i / dim)] ?? 0)), dim };
  };
}

function mean(read: Read, words: readonly string[], [from, to]: readonly [number, number]): Float64Array {
  const { rows, dim } = read(words);
  const out = new Float64Array(dim);
  for (let t = from; t < to; t++)
    for (let d = 0; d < dim; d++) out[d] = (out[d] ?? 0) + (rows[t * dim + d] ?? 0) / Math.max(1, to - from);
  return out;
}

/** Each less the mean of all, of length 1. */
function centred(vectors: readonly Float64Array[]): Float64Array[] {
  const dim = vectors[0]?.length ?? 0;
  const middle = new Float64Array(dim);
  for (const one of vectors)
    for (let d = 0; d < dim; d++) middle[d] = (middle[d] ?? 0) + (one[d] ?? 0) / vectors.length;
  return vectors.map((one) => {
    const apart = one.map((x, d) => x - (middle[d] ?? 0));
    const length = Math.hypot(...apart) || 1;
    return apart.map((x) => x / length);
  });
}

const percent = (share: number): number => Math.round(1000 * share) / 10;

function measure(task: Task, read: Read, part: readonly string[], said: 'name' | 'guideline' | 'both') {
  const labels = Object.keys(task.labels);
  const sides = part.map((name) =>
    centred(task.instances.map(({ words, parts }) => mean(read, words, parts[name] ?? [0, 0]))),
  );
  const wanted = centred(
    labels.map((label) => {
      const words = wordsSaid(task, label, said);
      return mean(read, words, [0, words.length]);
    }),
  );
  const answers = task.instances.map((_, i) => {
    const scores = wanted.map((label) =>
      sides.reduce(
        (sum, side) => sum + (side[i]?.reduce((dot, x, d) => dot + x * (label[d] ?? 0), 0) ?? 0),
        0,
      ),
    );
    const order = scores.map((score, k) => [score, k] as const).sort((a, b) => b[0] - a[0]);
    return { label: labels[order[0]?.[1] ?? 0] ?? '', margin: (order[0]?.[0] ?? 0) - (order[1]?.[0] ?? 0) };
  });
  const gold = task.instances.map(({ label }) => label);
  const { macroF1, accuracy } = scoreClasses(
    gold,
    answers.map(({ label }) => label),
  );
  const sure = answers
    .map((answer, i) => ({ ...answer, right: answer.label === gold[i] }))
    .sort((a, b) => b.margin - a.margin)
    .slice(0, Math.floor(answers.length / 4));
  return {
    macroF1: percent(macroF1),
    right: percent(accuracy),
    surest: percent(sure.filter(({ right }) => right).length / sure.length),
  };
}

function wordsSaid(task: Task, label: string, said: 'name' | 'guideline' | 'both'): readonly string[] {
  const { name, guideline } = task.labels[label] ?? { name: label, guideline: '' };
  const text = said === 'name' ? name : said === 'guideline' ? guideline : `${name}: ${guideline}`;
  return text.toLowerCase().match(/[a-z]+|[.,:]/g) ?? [];
}

const ways = ['name', 'guideline', 'both'] as const;
const results: Record<string, unknown>[] = [];
const glove = byWords(gloveEncoder());
for (const task of tasks()) {
  const names = Object.keys(task.labels);
  const states = await byStates([
    ...task.instances.map(({ words }) => words),
    ...names.flatMap((label) => ways.map((said) => wordsSaid(task, label, said))),
  ]);
  const share = names.map(
    (label) => task.instances.filter((one) => one.label === label).length / task.instances.length,
  );
  console.log(
    `${task.name}: ${task.instances.length}, chance ${percent(1 / names.length)}, one label for all ${percent(Math.max(...share))}`,
  );
  const parts = Object.keys(task.instances[0]?.parts ?? {});
  for (const [encoder, read] of [
    ['glove', glove],
    ['states', states],
  ] as const)
    for (const part of [...parts.map((one) => [one]), parts])
      for (const said of ways) {
        const row = {
          task: task.name,
          encoder,
          part: part.join(' + '),
          said,
          ...measure(task, read, part, said),
        };
        results.push(row);
        console.log(
          encoder.padEnd(7),
          row.part.padEnd(44),
          said.padEnd(10),
          row.macroF1,
          row.right,
          row.surest,
        );
      }
}
writeFileSync(
  join('bench', 'results', 'zero-shot.json'),
  `${JSON.stringify({ ...currentRun(1), results }, undefined, 1)}\n`,
);
