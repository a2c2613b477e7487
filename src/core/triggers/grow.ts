/**
 * Where a voted span ends too early: a word that stands beside a term nearly wherever it occurs belongs to the term
 * ("Parkinson" is followed by "' s disease", "amphotericin" by "B"). Decided by counting in the corpus alone, like the
 * terms of propagate.ts; multi-word terms are found by such mutual attraction of words since Church & Hanks 1990.
 */
import { must } from '#core/base';
import type { VotedSpan } from './vote.ts';
import type { TriggerReading } from './weak.ts';

export interface GrowOptions {
  /** Share of the term's occurrences that have the same neighbour (default 0.7). */
  readonly share?: number;
  /** Share of the neighbour's occurrences that stand there: keeps "of" and "the" out (default 0.03). */
  readonly back?: number;
  /** The term occurs at least so often (default 3). */
  readonly minCount?: number;
}

/** Tokens that a term is joined with at once: a word, or a word behind a hyphen or apostrophe and what they cut off. */
const longestStep = 3;
/** A term grows at most so often. */
const mostSteps = 3;

const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);
const isJoiner = (token: string): boolean => /^[-‐‑–'’]$/u.test(token);
/** What may stand between a term and the word that it grows to: joiners, and the `s` of a genitive. */
const isInner = (token: string): boolean => isJoiner(token) || (isWord(token) && token.length <= 2);

interface Growth {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** The corpus in lower case with the places of each word. */
class Places {
  readonly #sentences: readonly (readonly string[])[];
  readonly #places = new Map<string, (readonly [sentence: number, token: number])[]>();

  constructor(sentences: readonly (readonly string[])[]) {
    this.#sentences = sentences.map((words) => words.map((word) => word.toLowerCase()));
    this.#sentences.forEach((words, s) => {
      words.forEach((word, t) => {
        const known = this.#places.get(word);
        if (known === undefined) this.#places.set(word, [[s, t]]);
        else known.push([s, t]);
      });
    });
  }

  count(word: string): number {
    return this.#places.get(word)?.length ?? 0;
  }

  of(term: readonly string[]): (readonly [sentence: number, token: number])[] {
    const first = this.#places.get(term[0] ?? '') ?? [];
    return first.filter(([s, t]) => this.stands(term, s, t));
  }

  stands(term: readonly string[], sentence: number, token: number): boolean {
    const words = must(this.#sentences[sentence], 'sentence');
    return token >= 0 && term.every((word, i) => words[token + i] === word);
  }

  /** The `length` words from `from` on, if they can be what a term grows by towards `side`. */
  step(
    sentence: number,
    from: number,
    length: number,
    side: 'left' | 'right',
  ): readonly string[] | undefined {
    const words = must(this.#sentences[sentence], 'sentence');
    if (from < 0 || from + length > words.length) return undefined;
    const step = words.slice(from, from + length);
    const outer = must(side === 'left' ? step[0] : step.at(-1), 'outer word');
    const inner = side === 'left' ? step.slice(1) : step.slice(0, -1);
    return isWord(outer) && inner.every(isInner) ? step : undefined;
  }
}

/** Spans with the words that always stand beside them; of two that meet thereby, the first and longer stays. */
export function growSpans(readings: readonly TriggerReading[], options: GrowOptions = {}): TriggerReading[] {
  const places = new Places(readings.map(({ words }) => words));
  const known = new Map<string, Growth>();
  const growthOf = (term: readonly string[]): Growth => {
    const key = term.join(' ');
    const growth = known.get(key) ?? growthIn(places, term, options);
    known.set(key, growth);
    return growth;
  };
  return readings.map((reading, s) => {
    const { words, verdict } = reading;
    let grew = false;
    const spans = verdict.spans.map((span): VotedSpan => {
      const { left, right } = growthOf(words.slice(span.from, span.to).map((word) => word.toLowerCase()));
      const from =
        left.length > 0 && places.stands(left, s, span.from - left.length)
          ? span.from - left.length
          : span.from;
      const to = right.length > 0 && places.stands(right, s, span.to) ? span.to + right.length : span.to;
      grew ||= from < span.from || to > span.to;
      return { ...span, from, to };
    });
    if (!grew) return reading;
    spans.sort((a, b) => a.from - b.from || b.to - a.to);
    const kept: VotedSpan[] = [];
    for (const span of spans) if ((kept.at(-1)?.to ?? 0) <= span.from) kept.push(span);
    return { ...reading, verdict: { ...verdict, spans: kept } };
  });
}

function growthIn(places: Places, term: readonly string[], options: GrowOptions): Growth {
  const { share = 0.7, back = 0.03, minCount = 3 } = options;
  let left: readonly string[] = [];
  let right: readonly string[] = [];
  for (let steps = 0; steps < mostSteps; steps++) {
    const whole = [...left, ...term, ...right];
    const found = places.of(whole);
    if (found.length < minCount) break;
    let best: { readonly step: readonly string[]; readonly side: 'left' | 'right' } | undefined;
    for (const side of ['left', 'right'] as const) {
      for (let length = 1; length <= longestStep; length++) {
        const counts = new Map<string, { readonly step: readonly string[]; count: number }>();
        for (const [sentence, token] of found) {
          const from = side === 'left' ? token - length : token + whole.length;
          const step = places.step(sentence, from, length, side);
          if (step === undefined) continue;
          const entry = counts.get(step.join(' ')) ?? { step, count: 0 };
          entry.count++;
          counts.set(step.join(' '), entry);
        }
        for (const { step, count } of counts.values()) {
          const outer = must(side === 'left' ? step[0] : step.at(-1), 'outer word');
          const attracted = count >= share * found.length && count >= back * places.count(outer);
          if (attracted && step.length > (best?.step.length ?? 0)) best = { step, side };
        }
      }
    }
    if (best === undefined) break;
    if (best.side === 'left') left = [...best.step, ...left];
    else right = [...right, ...best.step];
  }
  return { left, right };
}
