/**
 * Explanations that the tool proposes for a label: forms that are true of the instance, agree with the labels there are and
 * reach texts without one. The idea of reading a grammar backwards stands beside BabbleLabble (Hancock et al., ACL 2018) and
 * the rule induction of Snuba (Varma & Ré, VLDB 2018); no language model takes part.
 *
 * Score = lower bound of the precision (Beta posterior: what such a form is expected to be, then the labels seen) × what it
 * would add to the coverage × simplicity. The few that are shown are chosen one after the other, each by its score less what
 * it shares with those before it.
 *
 * Laws: a proposal is true of its instance; its English parses back to its meaning; nothing of an unseen instance enters.
 */
import type { Corpus } from '#core/execute';
import { type Instance, type LogicalForm, parseExplanation, printForm, sameMeaning } from '#core/explain';
import type { Span } from '#core/text';
import { expectedPrecision, expectedWorth, traitsOf } from './expectation.ts';
import { MatchMemory } from './match-memory.ts';
import { orderHere, type Seed, seedsOf } from './seeds.ts';

export interface ProposalQuestion {
  readonly here: Instance;
  /** Its number in the corpus, if it has one: it does not count for itself. */
  readonly instance?: number;
  /** Number of the label that is to be explained. */
  readonly label: number;
  /** By instance: the label's number, any other number for another label or none, `undefined` where it is not known. */
  readonly goldOf: (instance: number) => number | undefined;
  /** Held-out texts are not seen: they count neither as labelled nor as reached. */
  readonly isSeen: (instance: number) => boolean;
  /** Rules of the label reach it already. */
  readonly isCovered?: (instance: number) => boolean;
  /** Forms of the label that exist: none of them is proposed again. */
  readonly known?: readonly LogicalForm[];
  /** Only proposals with these words. */
  readonly typed?: string;
  /** Only forms on words outside the labelled thing: what can be a trigger. */
  readonly onlyTriggers?: boolean;
}

export interface Proposal {
  readonly form: LogicalForm;
  /** Canonical English. */
  readonly sentence: string;
  /** Seen instances it is true of besides its own, ascending. */
  readonly matches: Int32Array;
  readonly agreements: number;
  readonly contradictions: number;
  /** Words it stands on, as a span of the instance's sentence. */
  readonly words: Span;
}

export interface ProposalOptions {
  readonly limit: number;
  /** Labels that the expectation counts for. */
  readonly priorStrength: number;
  /** Standard deviations below the mean. */
  readonly caution: number;
  readonly precisionPower: number;
  readonly coveragePower: number;
  readonly clauseCost: number;
  /** How much of its score a form loses that matches what an earlier one does. */
  readonly diversity: number;
}

export const proposalOptions: ProposalOptions = {
  limit: 5,
  priorStrength: 4,
  caution: 0.5,
  precisionPower: 2,
  coveragePower: 0.5,
  clauseCost: 0.05,
  diversity: 0.7,
};

interface Candidate {
  readonly form: LogicalForm;
  readonly seed: Seed;
  readonly traits: readonly number[];
  readonly matches: Int32Array;
  readonly agreements: number;
  readonly contradictions: number;
  readonly score: number;
}

/** Candidates that are compared with each other. */
const shortlist = 150;
/** Words this frequent are told apart by limits alone. */
const commonShare = 0.35;

export class Proposer {
  readonly #memory: MatchMemory;

  constructor(corpus: Corpus) {
    this.#memory = new MatchMemory(corpus);
  }

  propose(question: ProposalQuestion, options: ProposalOptions = proposalOptions): Proposal[] {
    const { here } = question;
    let candidates = this.candidates(question, options).filter(
      ({ matches, form }) =>
        matches.length > 0 && !(question.known ?? []).some((other) => sameMeaning(other, form)),
    );
    const typed = wordsOf(question.typed ?? '');
    if (typed.length > 0) {
      candidates = candidates.filter(({ form }) => {
        const words = wordsOf(printForm(form));
        return typed.every((one) => words.some((word) => word.startsWith(one)));
      });
    }
    return this.#choose(candidates.slice(0, shortlist), here, options);
  }

  /** All of them, best first: what `propose` chooses from. */
  candidates(question: ProposalQuestion, options: ProposalOptions = proposalOptions): Candidate[] {
    const { corpus } = this.#memory;
    const { here } = question;
    const order = orderHere(here);
    const found: Candidate[] = [];
    const common = commonShare * corpus.liveInstances;
    const share = labelShare(question, corpus.instanceCount);
    const ordering = order === undefined ? undefined : this.#memory.test(order);
    const seen = (all: Int32Array): Int32Array =>
      all.filter((one) => one !== question.instance && corpus.isLive(one) && question.isSeen(one));
    for (const seed of seedsOf(here)) {
      if (question.onlyTriggers === true && (seed.place === 'argument' || seed.place === 'text')) continue;
      const all = seen(this.#memory.matchesOf(seed.base));
      if (all.length === 0) continue;
      if (seed.contentWords === 0 && seed.wordCount === 1 && all.length > common) continue;
      const offer = (form: LogicalForm, matches: Int32Array, isTight: boolean, hasOrder: boolean): void => {
        found.push(rate(question, options, form, seed, matches, isTight, hasOrder, share));
      };
      const withOrder = (form: LogicalForm, matches: Int32Array, isTight: boolean): void => {
        offer(form, matches, isTight, false);
        if (order === undefined || ordering === undefined) return;
        const ordered = matches.filter(ordering);
        const clauses = form.op === 'and' ? [...form.of, order] : [form, order];
        if (ordered.length > 0) offer({ op: 'and', of: clauses }, ordered, isTight, true);
      };
      withOrder(seed.base, all, false);
      for (const { form, test } of seed.tighter) {
        const matches = all.filter(this.#memory.test(test));
        if (matches.length > 0 && matches.length < all.length) withOrder(form, matches, true);
      }
    }
    return found.sort((a, b) => b.score - a.score);
  }

  #choose(candidates: readonly Candidate[], instance: Instance, options: ProposalOptions): Proposal[] {
    const chosen: Candidate[] = [];
    const out: Proposal[] = [];
    const left = [...candidates];
    const shared = new Float64Array(left.length);
    while (out.length < options.limit) {
      let best = -1;
      let bestValue = 0;
      for (let k = 0; k < left.length; k++) {
        const value = (left[k]?.score ?? 0) * (1 - options.diversity * (shared[k] ?? 0));
        if ((shared[k] ?? 0) < 1 && value > bestValue) [best, bestValue] = [k, value];
      }
      const one = left[best];
      if (one === undefined) break;
      shared[best] = 1;
      const sentence = printForm(one.form);
      const read = parseExplanation(sentence, instance);
      if (!read.ok || read.value[0] === undefined || !sameMeaning(read.value[0].form, one.form)) continue;
      chosen.push(one);
      const { form, matches, agreements, contradictions, seed } = one;
      out.push({ form, sentence, matches, agreements, contradictions, words: seed.words });
      for (let k = 0; k < left.length; k++) {
        const other = left[k];
        if (other !== undefined) shared[k] = Math.max(shared[k] ?? 0, overlap(one.matches, other.matches));
      }
    }
    return out;
  }
}

function rate(
  question: ProposalQuestion,
  options: ProposalOptions,
  form: LogicalForm,
  seed: Seed,
  matches: Int32Array,
  isTight: boolean,
  hasOrder: boolean,
  share: number,
): Candidate {
  let agreements = 0;
  let contradictions = 0;
  let fresh = 0;
  for (const instance of matches) {
    const gold = question.goldOf(instance);
    if (question.isCovered?.(instance) !== true) fresh++;
    if (gold === undefined) continue;
    if (gold === question.label) agreements++;
    else contradictions++;
  }
  const clauses = form.op === 'and' ? form.of.length : 1;
  const traits = traitsOf(seed, hasOrder, isTight, matches.length, share);
  const expected = expectedPrecision(traits);
  const a = options.priorStrength * expected + agreements;
  const b = options.priorStrength * (1 - expected) + contradictions;
  const mean = a / (a + b);
  const bound = Math.max(0.01, mean - options.caution * Math.sqrt((mean * (1 - mean)) / (a + b + 1)));
  const score =
    expectedWorth(traits) *
    (bound / expected) ** options.precisionPower *
    ((1 + fresh) / (1 + matches.length)) ** options.coveragePower *
    Math.exp(-options.clauseCost * (clauses - 1));
  return { form, seed, traits, matches, agreements, contradictions, score };
}

/** Share of the label among those known, drawn to one in ten while there are few. */
function labelShare({ goldOf, label, isSeen }: ProposalQuestion, instances: number): number {
  let [own, known] = [1, 10];
  for (let at = 0; at < instances; at++) {
    const gold = goldOf(at);
    if (gold === undefined || !isSeen(at)) continue;
    known++;
    if (gold === label) own++;
  }
  return own / known;
}

/** Share of what either matches that both do. Ascending arrays. */
function overlap(a: Int32Array, b: Int32Array): number {
  let [i, k, both] = [0, 0, 0];
  while (i < a.length && k < b.length) {
    const [left, right] = [a[i] ?? 0, b[k] ?? 0];
    if (left === right) both++;
    if (left <= right) i++;
    if (right <= left) k++;
  }
  return both / Math.max(1, a.length + b.length - both);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
