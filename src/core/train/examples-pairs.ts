/**
 * Relations and texts as examples: a window of tokens around the arguments, the arguments as token ranges in it (the
 * network derives its position features from them, Zeng et al. 2014), and a distribution over labels.
 */
import { type Span, sentences, tokensOf } from '#core/text';
import type { RelationExample, RelationInput, TextExample, TextInput } from './examples.ts';
import { maxPassageTokens, passagesOf, type ReadableDocument, windowAround } from './passages.ts';

/** A probability for each of `labels` labels: equal shares for those named, nothing for the others. */
export function targetOf(named: readonly number[], labels: number): Float32Array<ArrayBuffer> {
  const target = new Float32Array(labels);
  const distinct = new Set(named.filter((label) => label >= 0 && label < labels));
  for (const label of distinct) target[label] = 1 / distinct.size;
  return target;
}

/** Makes windows of one document without tokenizing it for each pair anew. */
export class DocumentWindows {
  readonly #document: ReadableDocument;
  readonly #tokens: readonly Span[];
  readonly #sentences: readonly Span[];

  constructor(document: ReadableDocument) {
    this.#document = document;
    this.#tokens = tokensOf(document);
    this.#sentences =
      document.tokens !== undefined && this.#tokens.length > 0 && this.#tokens.length <= maxPassageTokens
        ? [{ from: this.#tokens[0]?.from ?? 0, to: this.#tokens.at(-1)?.to ?? 0 }]
        : sentences(document.text, this.#tokens);
  }

  /** X and Y with the sentences around them; `undefined` where they touch no token or lie too far apart. */
  relation(x: Span, y: Span): RelationInput | undefined {
    const window = windowAround(this.#document, this.#tokens, this.#sentences, [x, y]);
    const [first, second] = window?.ranges ?? [];
    if (window === undefined || first === undefined || second === undefined) return undefined;
    const { words, place } = window.passage;
    return { words, place, x: first, y: second };
  }

  /** An aspect with its sentence. */
  aspect(span: Span): TextInput | undefined {
    const window = windowAround(this.#document, this.#tokens, this.#sentences, [span]);
    const aspect = window?.ranges[0];
    if (window === undefined || aspect === undefined) return undefined;
    const { words, place } = window.passage;
    return { words, place, aspect };
  }

  /** The text's beginning, up to the length of a passage; `undefined` for a text without tokens. */
  text(): TextInput | undefined {
    const words: string[] = [];
    for (const passage of passagesOf(this.#document)) {
      if (words.length > 0 && words.length + passage.words.length > maxPassageTokens) break;
      words.push(...passage.words);
    }
    const place = { documentId: this.#document.id, token: 0 };
    return words.length === 0 ? undefined : { words, place };
  }
}

export function relationExample(
  input: RelationInput,
  target: Float32Array,
  teaching: { readonly weak?: boolean; readonly weight?: number } = {},
): RelationExample {
  return { ...input, target, ...teaching };
}

export function textExample(
  input: TextInput,
  target: Float32Array,
  teaching: { readonly weak?: boolean; readonly weight?: number } = {},
): TextExample {
  return { ...input, target, ...teaching };
}
