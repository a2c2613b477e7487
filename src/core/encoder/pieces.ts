/**
 * A text as an encoder's vocabulary knows it: our tokens to pieces and back. The library cuts and knows the vocabulary; which
 * pieces belong to which of our tokens follows from the letters that each covers. A piece that the vocabulary does not know
 * covers its whole word.
 *
 * What stands between white space is cut at once, as the encoder's own tokenizer would cut it; so `10mg` is `10` `##mg` here
 * too, although it is two of our tokens. Names of special pieces in a text (`[CLS]`) are letters like any others.
 */
import { Tokenizer } from '@huggingface/tokenizers';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { Span, TokenRange } from '#core/text';

export interface PieceText {
  /** Ids of the pieces, without those that frame a text. */
  readonly ids: readonly number[];
  /** The pieces of each token; empty for one of which the normaliser leaves nothing. Neighbours may share a piece. */
  readonly ranges: readonly TokenRange[];
}

export interface PieceReader {
  /** Ids of the pieces that begin and end a text. */
  readonly frame: readonly [number, number];
  read(text: string, tokens: readonly Span[]): PieceText;
}

export type PieceProblem = Problem<'tokenizer-unreadable' | 'tokenizer-unframed'>;

/** Tokens of a stretch without white space at most: scripts without spaces go on for pages. */
const maxStretch = 100;
/** Stretches remembered: most words of a text have been seen. */
const maxRemembered = 20_000;

interface Cut {
  readonly ids: readonly number[];
  /** Where each piece begins and ends, in normalised letters. */
  readonly bounds: readonly TokenRange[];
  readonly letters: number;
}

/** `description`: the content of a `tokenizer.json`. */
export function readPieces(description: unknown): Result<PieceReader, PieceProblem> {
  let tokenizer: Tokenizer;
  let frame: readonly number[];
  try {
    if (typeof description !== 'object' || description === null) throw new TypeError('no object');
    tokenizer = new Tokenizer(description, {});
    frame = tokenizer.encode('').ids;
  } catch (error) {
    return err(problem('tokenizer-unreadable', `not a tokenizer.json: ${String(error)}`));
  }
  const [first, last, ...more] = frame;
  if (first === undefined || last === undefined || more.length > 0)
    return err(problem('tokenizer-unframed', 'a text must have one piece before it and one behind it'));
  return ok(new Reader(tokenizer, [first, last]));
}

class Reader implements PieceReader {
  readonly frame: readonly [number, number];
  readonly #tokenizer: Tokenizer;
  readonly #known = new Map<string, Cut>();
  readonly #lengths = new Map<string, number>();

  constructor(tokenizer: Tokenizer, frame: readonly [number, number]) {
    this.#tokenizer = tokenizer;
    this.frame = frame;
  }

  read(text: string, tokens: readonly Span[]): PieceText {
    const ids: number[] = [];
    const ranges: TokenRange[] = [];
    let next = 0;
    while (next < tokens.length) {
      const begin = next;
      next += 1;
      while (next < tokens.length && next - begin < maxStretch && tokens[next]?.from === tokens[next - 1]?.to)
        next += 1;
      const own = tokens.slice(begin, next);
      const from = own[0]?.from ?? 0;
      const cut = this.#cut(text.slice(from, own.at(-1)?.to ?? from));
      ranges.push(...this.#rangesOf(text, own, cut, ids.length));
      ids.push(...cut.ids);
    }
    return { ids, ranges };
  }

  /** Pieces of each token of a stretch: those that share a letter with it. */
  #rangesOf(text: string, tokens: readonly Span[], cut: Cut, offset: number): TokenRange[] {
    const lengths = tokens.map(({ from, to }) => this.#letters(text.slice(from, to)));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    // What a letter becomes may depend on its neighbours; then places are where they would be in proportion.
    const factor = total === 0 ? 0 : cut.letters / total;
    let at = 0;
    let piece = 0;
    return lengths.map((length) => {
      const from = at * factor;
      at += length;
      const to = at * factor;
      if (length === 0) return { from: offset + piece, to: offset + piece };
      while (piece < cut.bounds.length && (cut.bounds[piece]?.to ?? 0) <= from + 1e-9) piece += 1;
      let end = piece;
      while (end < cut.bounds.length && (cut.bounds[end]?.from ?? 0) < to - 1e-9) end += 1;
      return { from: offset + piece, to: offset + end };
    });
  }

  #normalised(text: string): string {
    return this.#tokenizer.normalizer?.normalize(text) ?? text;
  }

  /** Letters that the normaliser leaves of a text, white space not counted. */
  #letters(text: string): number {
    const known = this.#lengths.get(text);
    if (known !== undefined) return known;
    const length = bare(this.#normalised(text)).length;
    remember(this.#lengths, text, length);
    return length;
  }

  #cut(stretch: string): Cut {
    const known = this.#known.get(stretch);
    if (known !== undefined) return known;
    const { pre_tokenizer: splitter, model } = this.#tokenizer;
    const ids: number[] = [];
    const bounds: TokenRange[] = [];
    let letters = 0;
    const normalised = this.#normalised(stretch);
    const words = splitter?.pre_tokenize(normalised) ?? [normalised];
    for (const word of words) {
      const length = bare(word).length;
      const pieces = model?.encode([word]) ?? [];
      const widths = pieces.map((piece) => bare(piece.replace(/^##/u, '')).length);
      const sum = widths.reduce((a, b) => a + b, 0);
      let covered = 0;
      pieces.forEach((piece, i) => {
        const id = model?.tokens_to_ids.get(piece) ?? model?.unk_token_id;
        const from = letters + (sum === 0 ? 0 : (covered / sum) * length);
        covered += widths[i] ?? 0;
        if (id === undefined) return;
        ids.push(id);
        bounds.push({ from, to: letters + (sum === 0 ? length : (covered / sum) * length) });
      });
      letters += length;
    }
    const cut = { ids, bounds, letters };
    remember(this.#known, stretch, cut);
    return cut;
  }
}

/** Without white space and the sign that stands for it in pieces. */
function bare(text: string): string {
  return text.replace(/[\s\u2581]+/gu, '');
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= maxRemembered) map.clear();
  map.set(key, value);
}
