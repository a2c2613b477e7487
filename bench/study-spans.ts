/**
 * *minutes* for entities: a simulated person reads sentences of BC5CDR and pays for each entity in them (methods.md §7). The model is
 * the app's linear expert of entities with its chain, the same for both arms, and so are its suggestions. Reasons are those of the
 * app's own proposer about an entity, looked at as in bench/study-reasons.ts; they vote on the noun phrases that they match, as an
 * expert beside the model, and may teach what the model itself is sure of together with what they say.
 *
 * What an arm pays for: an entity without a suggestion is a label; one that is suggested as it is, a suggestion taken; one that a
 * suggestion only touches, a correction; a suggestion where nothing is, and each sentence that is turned over, something passed.
 */
import { createRng, must, shuffled } from '#core/base';
import {
  beginTag,
  Chain,
  countedTransitions,
  fitLinear,
  insideTag,
  linearLogProbabilities,
  outsideTag,
  scoreEntities,
  spansOfTags,
  type TokenEncoder,
  type TokenLabel,
  tokenRows,
} from '#core/train';
import { comparison, type Point, type Run } from './study-compare.ts';
import { type SpanPart, SpanReasons, SpanWorld } from './study-phrases.ts';
import type { Cell, CellResult, Costs } from './study-protocols.ts';
import { bc5cdrLabels } from './train-data.ts';

interface SpanPolicy {
  readonly name: string;
  readonly next: 'any' | 'unsure';
  /** Sentences that nobody labelled teach what the model (and the reasons) make of them. */
  readonly selfTrains?: boolean;
  /** With reasons: taken for one entity at most. */
  readonly most?: number;
  /** Of what a new reason matches, so much is looked at at once. */
  readonly reviewed?: number;
}

const labelPolicies: readonly SpanPolicy[] = [
  { name: 'any', next: 'any' },
  { name: 'unsure', next: 'unsure' },
  { name: 'unsure, self-training', next: 'unsure', selfTrains: true },
];
const reasonPolicies: readonly SpanPolicy[] = [
  { name: 'any, 2 reasons', next: 'any', most: 2 },
  { name: 'unsure, 2 reasons', next: 'unsure', most: 2 },
  { name: 'unsure, 2 reasons, self-training', next: 'unsure', most: 2, selfTrains: true },
  { name: 'unsure, 1 reason, 3 looked at', next: 'unsure', most: 1, reviewed: 3 },
];

const outputs = 1 + 2 * bc5cdrLabels.length;
/** Entities between two trainings. */
const trainEvery = 20;
const votePowers = [0, 1, 2, 3];
/** A second reason that says the same adds half as much. */
const further = 0.5;
/** The power that the linear expert's scores have in the app before there is anything to learn it from. */
const scoresPower = 0.5;
/** Sentences of a self-training, from which probability on a token teaches, and what all together weigh beside gold. */
const selfTaught = 250;
const sure = 0.7;
const selfWeight = 0.5;
/** Sentences of which the one that the model is least sure of is next. */
const considered = 30;

/** What a sentence teaches: the tags that each token may have, and how much each token weighs. */
interface Lesson {
  readonly words: readonly string[];
  readonly allowed: Uint8Array;
  readonly weights: readonly number[];
}

/** The model as it is, with what reasons say. */
class SpanModel {
  readonly #said = new Map<SpanPart, Float32Array>();
  readonly #fit: ReturnType<typeof fitLinear>;
  readonly #transitions: ReturnType<typeof countedTransitions>;
  readonly #reasons: SpanReasons;
  readonly #phrasesOf = new Map<SpanPart, number[][]>();

  constructor(lessons: readonly Lesson[], encoder: TokenEncoder, reasons: SpanReasons, seed: number) {
    const rows = tokenRows(lessons, encoder);
    const targets = new Float32Array(rows.count * outputs);
    const weights = new Float32Array(rows.count);
    let row = 0;
    for (const { words, allowed, weights: own } of lessons) {
      targets.set(allowed, row * outputs);
      weights.set(own, row);
      row += words.length;
    }
    // As the app's expert of entities learns.
    this.#fit = fitLinear(
      { rows, outputs, targets, partial: true, weights },
      { rng: createRng(seed), learningRate: 0.02, steps: 150 },
    );
    const counted = countedTransitions(lessons, outputs);
    this.#transitions = { dims: counted.dims, data: counted.data.map((x) => scoresPower * x) };
    this.#reasons = reasons;
  }

  chain(part: SpanPart, sentence: number, power: number): Chain {
    const said = this.#said.get(part) ?? linearLogProbabilities(this.#fit, part.rows);
    this.#said.set(part, said);
    const start = must(part.starts[sentence], 'row') * outputs;
    const { length } = must(part.sentences[sentence], 'sentence').words;
    const scores = said.slice(start, start + length * outputs).map((x) => scoresPower * x);
    if (power > 0) this.#vote(part, sentence, power, scores);
    return new Chain(scores, 0, length, this.#transitions);
  }

  #vote(part: SpanPart, sentence: number, power: number, scores: Float32Array): void {
    let index = this.#phrasesOf.get(part);
    if (index === undefined) {
      index = part.sentences.map(() => []);
      for (const [i, phrase] of part.phrases.entries()) index[phrase.sentence]?.push(i);
      this.#phrasesOf.set(part, index);
    }
    for (const i of index[sentence] ?? []) {
      const { from, to } = must(part.phrases[i], 'phrase');
      for (let label = 0; label < bc5cdrLabels.length; label++) {
        const votes = this.#reasons.votes(part, i, label);
        if (votes === 0) continue;
        const said = scoresPower * power * (1 + further * (votes - 1));
        for (let t = from; t < to; t++) {
          const cell = t * outputs + (t === from ? beginTag(label) : insideTag(label));
          scores[cell] = (scores[cell] ?? 0) + said;
        }
      }
    }
  }

  spans(part: SpanPart, power: number): TokenLabel[][] {
    return part.sentences.map((_, i) => spansOfTags(this.chain(part, i, power).best().tags));
  }
}

const namedSpans = (spans: readonly (readonly TokenLabel[])[]) =>
  spans.map((own) =>
    own.map(({ from, to, label }) => ({ from, to, label: must(bc5cdrLabels[label], 'label') })),
  );

function atWork(
  world: SpanWorld,
  policy: SpanPolicy,
  seed: number,
  costs: Costs,
  until: { readonly labels: number; readonly cost: number },
): Point[] {
  const { pool, dev, test, encoder } = world;
  const rng = createRng(seed).fork(1);
  const reasons = new SpanReasons(world);
  const open = new Set(
    shuffled(
      pool.sentences.map((_, i) => i),
      createRng(seed).fork(2),
    ),
  );
  /** By phrase of the pool: its label, −1: none; where the person has seen it. */
  const known = new Map<number, number>();
  /** Entities that were given in a sentence which has not been read whole. */
  const single = new Map<number, Set<TokenLabel>>();
  const read: number[] = [];
  const points: Point[] = [];
  let [cost, typed, labels, since, shown, taken, power] = [0, 0, 0, 0, 0, 0, 1];
  let model: SpanModel | undefined;
  const worthShowing = (costs.wrong - costs.label) / (costs.wrong - costs.taken);
  const pay = (price: number): void => {
    cost += price;
    typed += price;
  };
  const lessons = (): Lesson[] => {
    const gold = read.map((i): Lesson => {
      const { words, tags } = must(pool.sentences[i], 'sentence');
      const allowed = new Uint8Array(words.length * outputs);
      tags.forEach((tag, t) => {
        allowed[t * outputs + tag] = 1;
      });
      return { words, allowed, weights: words.map(() => 1) };
    });
    for (const [i, spans] of single) {
      const { words } = must(pool.sentences[i], 'sentence');
      const allowed = new Uint8Array(words.length * outputs).fill(1);
      for (const span of spans) settle(allowed, span);
      gold.push({ words, allowed, weights: words.map((_, t) => (isSettled(allowed, t) ? 1 : 0)) });
    }
    const before = model;
    if (policy.selfTrains !== true || before === undefined) return gold;
    return [...gold, ...selfLessons(before, gold)];
  };
  /** What the model is sure of in some sentences that nobody read. */
  const selfLessons = (before: SpanModel, gold: readonly Lesson[]): Lesson[] => {
    const own = shuffled([...open], createRng(seed).fork(labels))
      .slice(0, selfTaught)
      .map((i): Lesson => {
        const { words } = must(pool.sentences[i], 'sentence');
        const chain = before.chain(pool, i, power);
        const marginals = chain.marginals();
        const allowed = new Uint8Array(words.length * outputs).fill(1);
        words.forEach((_, t) => {
          for (let tag = outsideTag; tag < outputs; tag++)
            if ((marginals[t * outputs + tag] ?? 0) >= sure) settleToken(allowed, t, tag);
        });
        return { words, allowed, weights: words.map((_, t) => (isSettled(allowed, t) ? 1 : 0)) };
      });
    const sum = (list: readonly Lesson[]): number =>
      list.reduce((all, { weights }) => all + weights.reduce((a, b) => a + b, 0), 0);
    const factor = (selfWeight * sum(gold)) / Math.max(1, sum(own));
    return own.map((one) => ({ ...one, weights: one.weights.map((x) => factor * x) }));
  };
  const train = (): void => {
    const now = new SpanModel(lessons(), encoder, reasons, seed);
    model = now;
    const score = (part: SpanPart, strength: number): number =>
      100 * scoreEntities(namedSpans(part.gold), namedSpans(now.spans(part, strength))).overall.f1;
    let best = -1;
    for (const one of reasons.given.length === 0 ? [0] : votePowers) {
      const found = score(dev, one);
      if (found <= best + 1e-9) continue;
      best = found;
      power = one;
    }
    points.push({
      ...{ labels, cost, typed, dev: best, taken: taken / Math.max(1, shown) },
      test: score(test, power),
      reasons: reasons.given.length,
      ...reasons.quality(test),
    });
  };
  const given = (): void => {
    labels++;
    since++;
  };
  const see = (i: number): void => {
    pool.phrases.forEach((phrase, at) => {
      if (phrase.sentence === i) known.set(at, phrase.label);
    });
  };
  const pick = (): number => {
    const first = must(open.values().next().value, 'sentence');
    const now = model;
    if (policy.next === 'any' || now === undefined) return first;
    const some = shuffled([...open], rng).slice(0, considered);
    const sureness = new Map(
      some.map((i) => {
        const chain = now.chain(pool, i, power);
        const { length } = must(pool.sentences[i], 'sentence').words;
        return [i, (chain.best().score - chain.logPartition()) / Math.max(1, length)];
      }),
    );
    return must(some.toSorted((a, b) => (sureness.get(a) ?? 0) - (sureness.get(b) ?? 0))[0], 'sentence');
  };
  const explain = (i: number, entity: TokenLabel): void => {
    if (policy.most === undefined || reasons.reaches(pool, i, entity)) return;
    const found = reasons.offer(i, entity, known, policy.most, (list) => shuffled(list, rng));
    cost += found.taken === 0 ? costs.passed : found.taken * costs.proposed;
    typed += found.taken * costs.typed;
    const fresh = found.fresh.filter((at) => !known.has(at));
    for (const at of shuffled(fresh, rng).slice(0, policy.reviewed ?? 0)) {
      const phrase = must(pool.phrases[at], 'phrase');
      known.set(at, phrase.label);
      if (phrase.label !== entity.label) pay(costs.passed);
      else {
        pay(costs.taken);
        given();
        single.set(phrase.sentence, (single.get(phrase.sentence) ?? new Set()).add(phrase));
      }
    }
  };
  while (labels < until.labels && cost < until.cost && open.size > 0) {
    const i = pick();
    open.delete(i);
    const chain = model?.chain(pool, i, power);
    const suggested =
      chain === undefined
        ? []
        : spansOfTags(chain.best().tags).filter((span) => chain.spanProbability(span) >= worthShowing);
    const gold = must(pool.gold[i], 'gold');
    const before = [...(single.get(i) ?? [])];
    single.delete(i);
    const used = new Set<TokenLabel>();
    pay(costs.passed);
    for (const entity of gold) {
      if (before.some((one) => one.from === entity.from && one.to === entity.to)) continue;
      const touching = suggested.filter(
        (one) => one.from < entity.to && entity.from < one.to && !used.has(one),
      );
      const same = touching.find(
        (one) => one.from === entity.from && one.to === entity.to && one.label === entity.label,
      );
      const [near] = touching;
      if (same !== undefined) {
        pay(costs.taken);
        taken++;
        used.add(same);
      } else if (near !== undefined) {
        pay(costs.wrong);
        used.add(near);
      } else pay(costs.label);
      given();
    }
    shown += suggested.length;
    for (const one of suggested) if (!used.has(one)) pay(costs.passed);
    read.push(i);
    see(i);
    for (const entity of gold) explain(i, entity);
    if (since < trainEvery) continue;
    since = 0;
    train();
  }
  return points;
}

function settleToken(allowed: Uint8Array, t: number, tag: number): void {
  allowed.fill(0, t * outputs, (t + 1) * outputs);
  allowed[t * outputs + tag] = 1;
}

function settle(allowed: Uint8Array, { from, to, label }: TokenLabel): void {
  for (let t = from; t < to; t++) settleToken(allowed, t, t === from ? beginTag(label) : insideTag(label));
}

const isSettled = (allowed: Uint8Array, t: number): boolean =>
  allowed.subarray(t * outputs, (t + 1) * outputs).includes(0);

/** `limit`: sentences of the pool, of dev and of test at most (for a smoke run). */
export function minutesOfSpans(
  { seed, budget }: Cell,
  costs: Costs,
  limit = Number.POSITIVE_INFINITY,
): CellResult {
  const world = new SpanWorld(seed, limit);
  const run = (policies: readonly SpanPolicy[], until: { labels: number; cost: number }): Run[] =>
    policies.map((policy) => ({
      policy: { name: policy.name, explains: policy.most !== undefined },
      points: atWork(world, policy, seed, costs, until),
    }));
  return comparison(
    run(labelPolicies, { labels: budget, cost: budget * costs.label }),
    run(reasonPolicies, { labels: 2 * budget, cost: budget * costs.label }),
  );
}
