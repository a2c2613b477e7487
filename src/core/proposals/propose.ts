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
import { chooseDiverse, type ProposalOptions, proposalOptions, type RatedForm, supportOf } from './choice.ts';
import { expectedPrecision, expectedWorth, type Subject, traitsOf } from './expectation.ts';
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

/** Words this frequent are told apart by limits alone. */
const commonShare = 0.35;
/** Instances whose forms are remembered. */
const rememberedInstances = 64;

export class Proposer {
  readonly #memory: MatchMemory;
  /** By instance, then by form: reading its sentence one back takes longer than all the rest. */
  readonly #sayable = new Map<string, Map<string, boolean>>();

  constructor(corpus: Corpus) {
    this.#memory = new MatchMemory(corpus);
  }

  propose(question: ProposalQuestion, options: ProposalOptions = proposalOptions): Proposal[] {
    return [...this.choose(question, options)];
  }

  /** As `propose`, one after the other: each takes a moment of its own, which is spared where it is asked for again. */
  *choose(
    question: ProposalQuestion,
    options: ProposalOptions = proposalOptions,
  ): Generator<Proposal, void, void> {
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
    const known = this.#sayableOf(here);
    const chosen = chooseDiverse(candidates, options, (form) => {
      const key = JSON.stringify(form);
      const is = known.get(key) ?? isSayable(form, here);
      known.set(key, is);
      return is;
    });
    for (const { form, matches, agreements, contradictions, seed } of chosen)
      yield { form, sentence: printForm(form), matches, agreements, contradictions, words: seed.words };
  }

  /** What is known of forms for exactly this instance; those asked about least lately are forgotten. */
  #sayableOf(here: Instance): Map<string, boolean> {
    const key = JSON.stringify(here);
    const known = this.#sayable.get(key) ?? new Map<string, boolean>();
    this.#sayable.delete(key);
    this.#sayable.set(key, known);
    for (const oldest of this.#sayable.keys()) {
      if (this.#sayable.size <= rememberedInstances) break;
      this.#sayable.delete(oldest);
    }
    return known;
  }

  /** Looks up the words of such an instance, a clause at a time, so that a question about it finds them known. */
  *expect(here: Instance): Generator<void, void, void> {
    for (const { base } of seedsOf(here)) {
      this.#memory.matchesOf(base);
      yield;
    }
  }

  /** All of them, best first: what `propose` chooses from. */
  candidates(question: ProposalQuestion, options: ProposalOptions = proposalOptions): RatedForm[] {
    const { corpus } = this.#memory;
    const { here } = question;
    const order = orderHere(here);
    const about = subjectOf(here);
    const found: RatedForm[] = [];
    const common = commonShare * corpus.liveInstances;
    const share = labelShare(question, corpus.instanceCount);
    const ordering = order === undefined ? undefined : this.#memory.test(order);
    const seen = (all: Int32Array): Int32Array =>
      all.filter((one) => one !== question.instance && corpus.isLive(one) && question.isSeen(one));
    for (const seed of seedsOf(here)) {
      if (question.onlyTriggers === true && !canBeTrigger(seed, about)) continue;
      const all = seen(this.#memory.matchesOf(seed.base));
      if (all.length === 0) continue;
      if (seed.contentWords === 0 && seed.wordCount === 1 && all.length > common) continue;
      const kind = { seed, widest: all.length, labelShare: share, about };
      const offer = (
        form: LogicalForm,
        matches: Int32Array,
        limit: number | undefined,
        hasOrder: boolean,
      ): void => {
        const isTight = limit !== seed.limit;
        const traits = traitsOf({ ...kind, hasOrder, limit, isTight, matches: matches.length });
        found.push(rate(question, options, form, seed, matches, traits, about));
      };
      const withOrder = (form: LogicalForm, matches: Int32Array, limit: number | undefined): void => {
        offer(form, matches, limit, false);
        if (order === undefined || ordering === undefined) return;
        const ordered = matches.filter(ordering);
        const clauses = form.op === 'and' ? [...form.of, order] : [form, order];
        if (ordered.length > 0) offer({ op: 'and', of: clauses }, ordered, limit, true);
      };
      withOrder(seed.base, all, seed.limit);
      for (const { form, test, limit } of seed.tighter) {
        const matches = all.filter(this.#memory.test(test));
        if (matches.length > 0 && matches.length < all.length) withOrder(form, matches, limit);
      }
    }
    return found.sort((a, b) => b.score - a.score);
  }
}

/** Its English is read back as it is meant. */
function isSayable(form: LogicalForm, instance: Instance): boolean {
  const read = parseExplanation(printForm(form), instance);
  return read.ok && read.value[0] !== undefined && sameMeaning(read.value[0].form, form);
}

function rate(
  question: ProposalQuestion,
  options: ProposalOptions,
  form: LogicalForm,
  seed: Seed,
  matches: Int32Array,
  traits: readonly number[],
  about: Subject,
): RatedForm {
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
  const counts = { agreements, contradictions, fresh, matches: matches.length, clauses };
  const score = expectedWorth(traits, about) * supportOf(expectedPrecision(traits, about), counts, options);
  return { form, seed, traits, matches, agreements, contradictions, score };
}

/** Words outside the labelled thing; where the whole text is labelled, all of its words. */
function canBeTrigger(seed: Seed, about: Subject): boolean {
  return seed.place === 'text' ? about === 'text' : seed.place !== 'argument';
}

function subjectOf({ args }: Instance): Subject {
  if (args.x !== undefined && args.y !== undefined) return 'pair';
  return args.entity !== undefined ? 'entity' : args.aspect !== undefined ? 'aspect' : 'text';
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

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
