/**
 * From a document and something in it that is labelled to the instance that rules are about. "The sentence" of an
 * explanation is the sentence, or the run of sentences, around the arguments; for a label on a whole text it is the text.
 * Whoever shows an explanation as it is typed and whoever executes it cut with this, so that both mean the same.
 *
 * A document that came with its own tokens and is short is one sentence: such files (CoNLL) hold a sentence a document.
 */
import type { Argument, Instance } from '#core/explain';
import { type RecommendedTarget, spansOf } from '#core/project';
import { type Span, sentences, tokensOf } from '#core/text';

/** Longest document with tokens of its own that is taken as one sentence. */
const maxSentenceTokens = 120;

/** Entity types of the arguments, where they are known. */
export interface TargetTypes {
  readonly head?: string;
  readonly tail?: string;
}

/** An instance, and where its text begins in the document: add `offset` to its spans to get the document's. */
export interface CutInstance {
  readonly instance: Instance;
  readonly offset: number;
}

/** The part of a document around an instance's arguments: what instances of the same sentence share. */
export interface SentenceWindow extends Span {
  readonly text: string;
  /** Spans of `text`. */
  readonly tokens: readonly Span[];
}

export class InstanceCutter {
  readonly #text: string;
  readonly #tokens: readonly Span[];
  readonly #sentences: readonly Span[];
  readonly #windows = new Map<string, SentenceWindow>();

  constructor(document: { readonly text: string; readonly tokens?: readonly Span[] }) {
    this.#text = document.text;
    this.#tokens = tokensOf(document);
    this.#sentences =
      document.tokens !== undefined && this.#tokens.length <= maxSentenceTokens
        ? [{ from: 0, to: document.text.length }]
        : sentences(document.text, this.#tokens);
  }

  /** The sentences that the target's spans touch, from the first to the last; the same object for the same stretch. */
  window(target: RecommendedTarget): SentenceWindow {
    const spans = spansOf(target);
    let from = 0;
    let to = this.#text.length;
    if (spans.length > 0) {
      from = Math.min(...spans.map((span) => span.from));
      to = Math.max(...spans.map((span) => span.to));
      const first = this.#sentences.find((sentence) => sentence.to > from);
      const last = this.#sentences.findLast((sentence) => sentence.from < to);
      from = Math.min(from, first?.from ?? from);
      to = Math.max(to, last?.to ?? to);
    }
    const key = `${from} ${to}`;
    let window = this.#windows.get(key);
    if (window === undefined) {
      const tokens = this.#tokens
        .filter((token) => token.from >= from && token.to <= to)
        .map((token) => ({ from: token.from - from, to: token.to - from }));
      window = { from, to, text: this.#text.slice(from, to), tokens };
      this.#windows.set(key, window);
    }
    return window;
  }

  cut(target: RecommendedTarget, types: TargetTypes = {}): CutInstance {
    const { text, tokens, from } = this.window(target);
    return { instance: { text, tokens, args: argumentsOf(target, from, types) }, offset: from };
  }
}

/** The arguments of an instance, as spans of a text that begins at `offset` of the document. */
export function argumentsOf(
  target: RecommendedTarget,
  offset: number,
  types: TargetTypes = {},
): Instance['args'] {
  switch (target.kind) {
    case 'span':
      return { entity: shifted(target, offset, types.head) };
    case 'aspect':
      return { aspect: shifted(target, offset, types.head) };
    case 'relation':
      return { x: shifted(target.head, offset, types.head), y: shifted(target.tail, offset, types.tail) };
    case 'text':
      return {};
    default:
      return target satisfies never;
  }
}

function shifted({ from, to }: Span, offset: number, type: string | undefined): Argument {
  const span = { from: from - offset, to: to - offset };
  return type === undefined ? span : { ...span, type };
}
