/**
 * `npm run bench:rules-quality`: precision and coverage of weak labels on real data, gold hidden. Thresholds are chosen on one
 * half of the train sentences without explanation (dev) and reported on the other (rest) and on the official test part.
 * Everything that learns (find, context, label model) sees train sentences and explanations, never gold labels.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactMatcher, type SoftMatches, type StringMatcher } from '#core/execute';
import {
  bestRule,
  ContextFeatures,
  type Decisions,
  fitLabelModel,
  LabelMatrix,
  majorityVote,
  predictLabels,
  weightedVote,
} from '#core/weak';
import { currentRun } from './bench-run.ts';
import { type GoldInstance, hasData, type RuleTask, readMams, readSemEval } from './rules-data.ts';
import {
  type BenchRule,
  bestRules,
  columnOf,
  contextFrom,
  cosineMatcher,
  curve,
  findMatcher,
  halves,
  inContext,
  keywordsOf,
  Part,
  type Point,
  pretrainFind,
  type Resolved,
  readVectors,
  rulesOf,
  type Scope,
  softMatches,
  strictMatches,
  thresholdsAt,
  words,
} from './rules-pipeline.ts';

const seed = Number(process.env['SEED'] ?? 1);
const steps = Number(process.env['STEPS'] ?? 400);
const beta = Number(process.env['BETA'] ?? 0.5);
const only = process.env['TASK'];
const multiples = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3];

if (!hasData) {
  console.log('skipped: ../shared/data is not there');
  process.exit(0);
}
const vectors = readVectors();
const results: Record<string, unknown> = { ...currentRun(seed), steps, beta };

for (const task of [readSemEval(), readMams()]) {
  if (only !== undefined && !task.name.toLowerCase().includes(only)) continue;
  results[task.name] = await measure(task);
}
mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(
  join('bench', 'results', process.env['OUT'] ?? 'rules-quality.json'),
  `${JSON.stringify(results, undefined, 1)}\n`,
);

async function measure(task: RuleTask): Promise<unknown> {
  const { rules, trueOfOwn } = rulesOf(task);
  const nearest = task.name.startsWith('MAMS');
  const counts = (one: GoldInstance): boolean => !nearest || one.label !== 'neutral';
  const [devTexts, restTexts] = halves(task.train, 7);
  const train = new Part(task.train, task.labels, counts);
  const test = new Part(task.test, task.labels, counts);
  const parts: Parts = { dev: train, rest: train, test };
  const scopes: Scopes = {
    dev: train.within(task.train, devTexts),
    rest: train.within(task.train, restTexts),
    test,
  };
  const names = ['dev', 'rest', 'test'] as const;
  console.log(
    `\n## ${task.name}: ${rules.length} of ${task.explained.length} explanations understood, ${trueOfOwn} true of their own instance`,
  );
  const out: Record<string, unknown> = { understood: rules.length, trueOfOwn };

  const strict = Object.fromEntries(
    names.map((name) => [name, bestRules(parts[name].size, rules, strictMatches(parts[name], rules, false))]),
  );
  console.log(
    row(
      'strict',
      names.map((name) => curve(scopes[name], strict[name]!, [1])[0]!),
    ),
  );
  out['strict'] = names.map((name) => curve(scopes[name], strict[name]!, [1])[0]);
  // The number to beat was taken on all train instances without an explanation.
  out['strict, all train'] = curve(train, strict['dev']!, [1])[0]!;
  console.log(row('strict, all train', [out['strict, all train'] as Point]));
  for (const reach of nearest ? [true, 6, 4, 3, 2] : []) {
    const near = names.map((name) => {
      const matches = strictMatches(parts[name], rules, reach);
      return curve(scopes[name], bestRules(parts[name].size, rules, matches), [1])[0]!;
    });
    const title = reach === true ? 'strict, nearest aspect' : `strict, nearest aspect within ${reach} tokens`;
    const all = curve(train, bestRules(train.size, rules, strictMatches(train, rules, reach)), [1])[0]!;
    out[title] = near;
    out[`${title}, all train`] = all;
    console.log(row(title, near));
    console.log(row(`${title}, all train`, [all]));
  }
  if (process.env['STRICT'] !== undefined) return out;
  const sentences = [...new Set(task.train.map((one) => one.instance.text))].map(words);
  const found = await pretrainFind(vectors, sentences, keywordsOf(rules), { seed, steps, beta });
  console.log(
    `find: ${steps} steps in ${(found.trainMs / 1000).toFixed(1)} s, loss ${found.loss.toFixed(4)}`,
  );
  const matchers: Record<string, (part: Part) => StringMatcher | Promise<StringMatcher>> = {
    exact: () => exactMatcher,
    'cosine, plain mean': (part) => cosineMatcher(part, rules, vectors, Number.POSITIVE_INFINITY),
    cosine: (part) => cosineMatcher(part, rules, vectors, 1e-3),
    find: (part) => findMatcher(part, rules, vectors, found),
  };
  const strictCoverage = (out['strict'] as Point[])[0]!.coverage;
  for (const [name, make] of Object.entries(matchers)) {
    const soft: Record<string, SoftMatches[]> = {};
    // Cosines crowd near 1: lower ones would only cost memory.
    const keepFrom = name.startsWith('cosine') ? 0.5 : 0.05;
    for (const part of ['dev', 'test'] as const) {
      soft[part] = softMatches(parts[part], rules, await make(parts[part]), nearest, keepFrom);
    }
    soft['rest'] = soft['dev']!;
    const plain = onBoth((part) => bestRules(parts[part].size, rules, soft[part]!));
    out[name] = report(name, plain, scopes, strictCoverage);
    const model = contextFrom(
      train,
      plain['dev']!,
      task.labels.length,
      new ContextFeatures(train.corpus, vectors),
      seed,
    );
    const inside = onBoth((part) =>
      inContext(parts[part], rules, soft[part]!, model, new ContextFeatures(parts[part].corpus, vectors)),
    );
    if (name === 'find')
      out['resolutions'] = resolutions(
        parts,
        scopes,
        rules,
        soft,
        inside,
        task.labels.length,
        strictCoverage,
      );
    out[`${name} in context`] = report(`${name} in context`, inside, scopes, strictCoverage);
  }
  return out;
}

/** Dev and rest are one corpus, as a user has one: what learns without labels learns from both. */
function onBoth(make: (part: 'dev' | 'test') => Resolved): Record<string, Resolved> {
  const train = make('dev');
  return { dev: train, rest: train, test: make('test') };
}

type Parts = Record<'dev' | 'rest' | 'test', Part>;
type Scopes = Record<'dev' | 'rest' | 'test', Scope>;

/** Votes into labels, several ways: on strict votes alone, and on all votes from the threshold that doubles coverage. */
function resolutions(
  parts: Parts,
  scopes: Scopes,
  rules: readonly BenchRule[],
  soft: Record<string, SoftMatches[]>,
  inside: Record<string, Resolved>,
  labelCount: number,
  strictCoverage: number,
): unknown {
  const plain = bestRules(parts.dev.size, rules, soft['dev']!);
  const [double = 1] = thresholdsAt(scopes.dev, plain, [2 * strictCoverage]);
  const out: Record<string, unknown> = {};
  for (const [votes, threshold] of [
    ['strict votes', 1],
    ['votes at twice the coverage', double],
  ] as const) {
    for (const name of ['rest', 'test'] as const) {
      const part = parts[name];
      const scope = scopes[name];
      const matrix = new LabelMatrix();
      matrix.growTo(part.size);
      const split = new LabelMatrix();
      split.growTo(part.size);
      rules.forEach(({ label }, r) => {
        const matches = soft[name]![r]!;
        matrix.setColumn(r, columnOf(matches, label, threshold));
        split.setColumn(r, columnOf(matches, label, 1));
        const kept = Array.from(matches.scores, (_, k) => k).filter(
          (k) => matches.scores[k]! < 1 && matches.scores[k]! >= threshold,
        );
        split.setColumn(rules.length + r, {
          instances: Int32Array.from(kept, (k) => matches.instances[k]!),
          labels: label,
          scores: Float32Array.from(kept, (k) => matches.scores[k]!),
        });
      });
      const rows = matrix.rows();
      const splitRows = split.rows();
      const fitted = fitLabelModel(rows, { labelCount, ruleCount: rules.length });
      const ignored = fitLabelModel(rows, { labelCount, ruleCount: rules.length, silence: 'ignored' });
      const both = fitLabelModel(splitRows, { labelCount, ruleCount: 2 * rules.length });
      const bothIgnored = fitLabelModel(splitRows, {
        labelCount,
        ruleCount: 2 * rules.length,
        silence: 'ignored',
      });
      const ways: Record<string, Decisions> = {
        'best rule': bestRule(rows),
        'best rule, ties by learned accuracy': bestRule(rows, fitted.accuracies),
        majority: majorityVote(rows),
        'weighted by learned accuracy': weightedVote(rows, fitted.weights),
        'label model': predictLabels(fitted, rows),
        'label model, silence ignored': predictLabels(ignored, rows),
        'label model, strict and soft apart': predictLabels(both, splitRows),
        'label model, apart, silence ignored': predictLabels(bothIgnored, splitRows),
      };
      for (const [way, decisions] of Object.entries(ways)) {
        // Precision over all voted instances, and over the surest half of them.
        const all = curve(scope, decisions, [0])[0]!;
        const [middle = 0] = thresholdsAt(scope, decisions, [all.coverage / 2]);
        const half = curve(scope, decisions, [middle])[0]!;
        out[`${votes}, ${name}: ${way}`] = { all, half };
        console.log(row(`${votes}, ${name}: ${way}`, [all, half]));
      }
      const voted = Float32Array.from(inside[name]!.confidences, (c, i) =>
        rows.starts[i] !== rows.starts[i + 1] ? c : 0,
      );
      const contextual = { labels: inside[name]!.labels, confidences: voted };
      const all = curve(scope, contextual, [0])[0]!;
      const half = curve(scope, contextual, [thresholdsAt(scope, contextual, [all.coverage / 2])[0]!])[0]!;
      console.log(row(`${votes}, ${name}: in context`, [all, half]));
      out[`${votes}, ${name}: in context`] = { all, half };
    }
  }
  return out;
}

/** One matcher's curve: thresholds at multiples of the strict coverage on dev, applied to the others. */
function report(
  name: string,
  resolved: Record<string, Resolved>,
  parts: Scopes,
  strictCoverage: number,
): Record<string, Point[]> {
  const thresholds = thresholdsAt(
    parts.dev,
    resolved['dev']!,
    multiples.map((multiple) => multiple * strictCoverage),
  );
  const points = Object.fromEntries(
    (['dev', 'rest', 'test'] as const).map((part) => [part, curve(parts[part], resolved[part]!, thresholds)]),
  );
  multiples.forEach((multiple, k) => {
    console.log(
      row(
        `${name} ×${multiple} @${thresholds[k]!.toFixed(3)}`,
        Object.values(points).map((p) => p[k]!),
      ),
    );
  });
  return points;
}

function row(name: string, points: readonly Point[]): string {
  const cells = points.map(
    (p) => `${(100 * p.coverage).toFixed(1)} % at ${(100 * p.precision).toFixed(1)} %`,
  );
  return `| ${name.padEnd(34)} | ${cells.join(' | ')} |`;
}
