/**
 * Probing a rule: which text to ask about next, and what the answers make of the rule. From a form alone, without any
 * language model: the form and its repairs (`repairs.ts`) are hypotheses about when the label is right, an answer about
 * one text is evidence about all of them, and a repair that the answers support is offered.
 *
 * Laws: a text is asked about once; nothing of an unseen text enters; a repair is true of the text that the rule was
 * given for, its English parses back to its meaning, and it is offered after `enoughAnswers` answers at the earliest.
 */
import type { Corpus } from '#core/execute';
import { type LogicalForm, looksAtText, parseExplanation, printForm, sameMeaning } from '#core/explain';
import { MatchMemory } from '#core/proposals';
import {
  type Answers,
  type Hypothesis,
  type Outlook,
  outlookOf,
  posterior,
  type Shares,
} from './hypotheses.ts';
import type {
  FormFigures,
  OfferedRepair,
  Probe,
  ProbeAnswer,
  ProbeQuestion,
  ProbeReason,
} from './question.ts';
import { type RepairKind, repairsOf } from './repairs.ts';

/** Answers before a repair is offered. */
const enoughAnswers = 3;
/** Texts that hypotheses are compared on. */
const mostTexts = 400;
/** Of those, texts that only a wider form matches. */
const mostOutside = 120;
export interface ProbeOptions extends Shares {
  /** Prior weight of each kind of repair, shared by its forms; that of the form as it stands is 1. */
  readonly priors: Readonly<Record<RepairKind, number>>;
  /** Prior weight of a rule that is wrong everywhere. */
  readonly neverPrior: number;
  /** A form gains by each text that is right more likely than this, and loses by the others. */
  readonly leastChance: number;
  /** How much likelier short distances are than long ones: the k-th shortest weighs k to minus this. */
  readonly nearness: number;
}

export const probeOptions: ProbeOptions = {
  leastChance: 0.6,
  nearness: 2,
  neverPrior: 0.3,
  inside: { right: 5, wrong: 1 },
  outside: { right: 1, wrong: 2 },
  modelInside: { right: 3, wrong: 1 },
  modelOutside: { right: 1, wrong: 2 },
  modelAnswers: 12,
  priors: {
    nearer: 2.5,
    order: 0.2,
    'unless-negated': 1.5,
    'unless-word': 0.1,
    'longer-phrase': 0.1,
    wider: 0.15,
  },
};

/** Bits that a second opinion adds to a text's worth. */
const disagreementBonus = 0.05;
const thresholdBonus = 0.05;
const thresholdWidth = 0.05;
/** Between texts that tell nothing about the form, the more open one. */
const doubtShare = 0.02;

interface Variant extends Hypothesis {
  readonly kind: RepairKind | 'as-is' | 'never';
  readonly form: LogicalForm;
  readonly test: (instance: number) => boolean;
}

export class Prober {
  readonly #memory: MatchMemory;
  readonly #options: ProbeOptions;

  constructor(corpus: Corpus, options: ProbeOptions = probeOptions) {
    this.#memory = new MatchMemory(corpus);
    this.#options = options;
  }

  ask(question: ProbeQuestion): ProbeAnswer {
    const { form } = question;
    const seen = (at: number): boolean =>
      at !== question.instance && this.#memory.corpus.isLive(at) && question.isSeen(at);
    const counted = question.counted ?? { instances: this.#memory.matchesOf(form), scores: [] };
    const matches = counted.instances.filter(seen);
    const scores = new Map<number, number>();
    counted.instances.forEach((at, k) => {
      const score = counted.scores[k];
      if (score !== undefined) scores.set(at, score);
    });
    const texts = sample(matches, mostTexts - mostOutside, question);
    const repairs = repairsOf(form, question.here, this.#wordsOf(texts), this.#options.nearness).filter(
      (repair) => looksAtText(repair.form),
    );
    const isMatch = new Set(matches);
    const universe = [...texts, ...this.#outside(repairs, isMatch, seen, question)];
    const variants = this.#variants(form, repairs, universe, isMatch);
    const answers = asAnswers(universe, question.isRight);
    const opinions = asAnswers(universe, question.modelAgrees ?? (() => undefined));
    const probabilities = posterior(variants, answers, opinions, this.#options);
    const outlook = outlookOf(variants, answers, probabilities, this.#options);
    const figures = figuresOf(matches, question);
    const answered = answers.reduce((n, one) => n + (one < 0 ? 0 : 1), 0);
    const repair =
      answered < enoughAnswers
        ? undefined
        : this.#offer(variants, outlook, answers, matches, seen, figures, question);
    const probe =
      question.order === 'varied'
        ? this.#mostVaried(texts, question)
        : mostTelling(universe, variants, answers, probabilities, outlook, scores, isMatch, question);
    return {
      ...(probe === undefined ? {} : { probe }),
      ...(repair === undefined ? {} : { repair }),
      figures,
      open: matches.length - figures.right - figures.wrong,
    };
  }

  /** Texts just outside the rule, that a wider form matches. */
  #outside(
    repairs: readonly { readonly kind: RepairKind; readonly form: LogicalForm }[],
    isMatch: ReadonlySet<number>,
    seen: (instance: number) => boolean,
    question: ProbeQuestion,
  ): number[] {
    const found = new Set<number>();
    for (const { kind, form } of repairs) {
      if (kind !== 'wider') continue;
      for (const at of this.#memory.matchesOf(form)) if (!isMatch.has(at) && seen(at)) found.add(at);
    }
    return sample(Int32Array.from(found).sort(), mostOutside, question);
  }

  #variants(
    form: LogicalForm,
    repairs: ReturnType<typeof repairsOf>,
    universe: readonly number[],
    isMatch: ReadonlySet<number>,
  ): Variant[] {
    const asIs: Variant = {
      kind: 'as-is',
      form,
      logPrior: 0,
      members: Uint8Array.from(universe, (at) => (isMatch.has(at) ? 1 : 0)),
      test: (at) => isMatch.has(at),
    };
    const known = new Set([asIs.members.join('')]);
    const different = repairs.flatMap((repair): Variant[] => {
      const holds = this.#memory.test(repair.added ?? repair.form);
      const test = repair.added === undefined ? holds : (at: number): boolean => isMatch.has(at) && holds(at);
      const members = Uint8Array.from(universe, (at) => (test(at) ? 1 : 0));
      // Simplest first: a second form of the same texts is no other hypothesis.
      const key = members.join('');
      if (known.has(key) || !members.includes(1)) return [];
      known.add(key);
      return [{ kind: repair.kind, form: repair.form, logPrior: Math.log(repair.weight), members, test }];
    });
    const perKind = new Map<string, number>();
    for (const { kind, logPrior } of different) {
      perKind.set(kind, (perKind.get(kind) ?? 0) + Math.exp(logPrior));
    }
    const { priors } = this.#options;
    // That the label is right nowhere but in its own text: without it only doubtful texts would ever be asked about.
    const never: Variant = {
      ...asIs,
      kind: 'never',
      logPrior: Math.log(this.#options.neverPrior),
      members: new Uint8Array(universe.length),
      test: () => false,
    };
    return [
      asIs,
      never,
      ...different.map((one) => {
        const share =
          (one.kind === 'as-is' || one.kind === 'never' ? 1 : priors[one.kind]) /
          (perKind.get(one.kind) ?? 1);
        return { ...one, logPrior: one.logPrior + Math.log(share) };
      }),
    ];
  }

  #offer(
    variants: readonly Variant[],
    { chance }: Outlook,
    answers: Answers,
    matches: Int32Array,
    seen: (instance: number) => boolean,
    before: FormFigures,
    question: ProbeQuestion,
  ): OfferedRepair | undefined {
    const worth = ({ members }: Variant): number =>
      chance.reduce((sum, p, k) => (members[k] === 1 ? sum + p - this.#options.leastChance : sum), 0);
    const [asIs, , ...repairs] = variants.map((variant) => ({ variant, value: worth(variant) }));
    const better = repairs.filter(
      ({ variant, value }) => value > (asIs?.value ?? 0) && isBorneOut(variant, answers),
    );
    for (const { variant } of better.sort((a, b) => b.value - a.value)) {
      const { kind, form } = variant;
      if (kind === 'as-is' || kind === 'never') continue;
      const sentence = printForm(form);
      const read = parseExplanation(sentence, question.here);
      if (!read.ok || read.value[0] === undefined || !sameMeaning(read.value[0].form, form)) continue;
      const after =
        kind === 'wider' ? this.#memory.matchesOf(form).filter(seen) : matches.filter(variant.test);
      return { kind, form, sentence, before, after: figuresOf(after, question) };
    }
    return undefined;
  }

  /** How many of the texts have each word, in lower case. */
  #wordsOf(instances: readonly number[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const at of instances) {
      for (const word of this.#words(at)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  }

  #words(instance: number): ReadonlySet<string> {
    const { corpus } = this.#memory;
    const text = corpus.sentence(corpus.sentenceOfInstance.at(instance))?.text ?? '';
    return new Set(
      text
        .toLowerCase()
        .replaceAll('\u2019', "'")
        .match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? [],
    );
  }

  #mostVaried(texts: readonly number[], question: ProbeQuestion): Probe | undefined {
    const answered = texts.filter((at) => question.isRight(at) !== undefined).map((at) => this.#words(at));
    let best: number | undefined;
    let least = 2;
    for (const at of texts) {
      if (question.isRight(at) !== undefined || question.isPutOff?.(at) === true) continue;
      const words = this.#words(at);
      const likest = answered.reduce((most, other) => Math.max(most, likeness(words, other)), 0);
      if (likest < least) [best, least] = [at, likest];
    }
    return best === undefined ? undefined : { instance: best, isMatch: true, why: { kind: 'varied' } };
  }
}

/** Does a narrower form leave out what was answered to be wrong? That it keeps its own text is certain. */
function isBorneOut({ kind, members }: Variant, answers: Answers): boolean {
  if (kind === 'wider') return true;
  return answers.some((answer, k) => answer === 0 && members[k] === 0);
}

function asAnswers(instances: readonly number[], say: (instance: number) => boolean | undefined): Answers {
  return Int8Array.from(instances, (at) => {
    const agreed = say(at);
    return agreed === undefined ? -1 : agreed ? 1 : 0;
  });
}

function mostTelling(
  universe: readonly number[],
  variants: readonly Variant[],
  answers: Answers,
  probabilities: Float64Array,
  { gain, doubt }: Outlook,
  scores: ReadonlyMap<number, number>,
  isMatch: ReadonlySet<number>,
  question: ProbeQuestion,
): Probe | undefined {
  const threshold = question.threshold ?? 1;
  let best = -1;
  let most = -1;
  for (let k = 0; k < universe.length; k++) {
    const at = universe[k] ?? 0;
    if ((answers[k] ?? -1) >= 0 || question.isPutOff?.(at) === true) continue;
    let value = (gain[k] ?? 0) + doubtShare * (doubt[k] ?? 0);
    if (isNear(scores.get(at), threshold)) value += thresholdBonus;
    if (question.rulesDisagree?.(at) === true) value += disagreementBonus;
    if (question.modelAgrees?.(at) === false) value += disagreementBonus;
    if (value > most) [best, most] = [k, value];
  }
  const instance = universe[best];
  if (instance === undefined) return undefined;
  const why = reasonFor(best, instance, variants, probabilities, scores, gain[best] ?? 0, question);
  return { instance, isMatch: isMatch.has(instance), why };
}

const isNear = (score: number | undefined, threshold: number): boolean =>
  score !== undefined && score < 1 && Math.abs(score - threshold) <= thresholdWidth;

function reasonFor(
  k: number,
  instance: number,
  variants: readonly Variant[],
  probabilities: Float64Array,
  scores: ReadonlyMap<number, number>,
  gain: number,
  question: ProbeQuestion,
): ProbeReason {
  const score = scores.get(instance);
  const threshold = question.threshold ?? 1;
  const second = disagreementBonus;
  if (score !== undefined && isNear(score, threshold) && gain < thresholdBonus) {
    return { kind: 'threshold', score };
  }
  if (question.rulesDisagree?.(instance) === true && gain < second) return { kind: 'rules' };
  if (question.modelAgrees?.(instance) === false && gain < second) return { kind: 'model' };
  // The likeliest repair that says the other thing of this text than the rule does.
  let best: Variant | undefined;
  let most = 0;
  const asIs = variants[0]?.members[k];
  variants.forEach((variant, h) => {
    const p = probabilities[h] ?? 0;
    if (variant.kind !== 'never' && variant.members[k] !== asIs && p > most) [best, most] = [variant, p];
  });
  if (best === undefined || best.kind === 'as-is' || best.kind === 'never') return { kind: 'next' };
  return { kind: 'clause', repair: best.kind, sentence: printForm(best.form) };
}

function figuresOf(matches: Int32Array, { isRight }: ProbeQuestion): FormFigures {
  let [right, wrong] = [0, 0];
  for (const at of matches) {
    const answer = isRight(at);
    if (answer === true) right++;
    if (answer === false) wrong++;
  }
  return { matches: matches.length, right, wrong };
}

/** Those that are judged, and an even sample of the others. */
function sample(instances: Int32Array, limit: number, { isRight }: ProbeQuestion): number[] {
  if (instances.length <= limit) return [...instances];
  const judged = [...instances].filter((at) => isRight(at) !== undefined).slice(0, limit >> 1);
  const rest = [...instances].filter((at) => isRight(at) === undefined);
  const step = rest.length / (limit - judged.length);
  const some = Array.from({ length: Math.min(rest.length, limit - judged.length) }, (_, k) => {
    return rest[Math.floor(k * step)] ?? 0;
  });
  return [...judged, ...some].sort((a, b) => a - b);
}

/** Jaccard. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / Math.max(1, a.size + b.size - both);
}
