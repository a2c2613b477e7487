/** A match's text cut at every edge of an argument or a keyword. Law: the pieces joined are the text. */
import type { RuleMatch } from '#workers/rules/contract';

export interface Piece {
  readonly text: string;
  readonly argument: boolean;
  /** The keyword with the highest score here. */
  readonly keyword?: RuleMatch['keywords'][number];
}

const covers = (span: { readonly from: number; readonly to: number }, from: number, to: number): boolean =>
  span.from <= from && to <= span.to;

export function highlight(match: Pick<RuleMatch, 'text' | 'arguments' | 'keywords'>): Piece[] {
  const { text } = match;
  const edges = new Set([0, text.length]);
  for (const span of [...match.arguments, ...match.keywords.map((keyword) => keyword.span)]) {
    for (const edge of [span.from, span.to]) if (edge > 0 && edge < text.length) edges.add(edge);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(1).map((to, k) => {
    const from = cuts[k] ?? 0;
    const keyword = match.keywords
      .filter((one) => covers(one.span, from, to))
      .reduce<RuleMatch['keywords'][number] | undefined>(
        (best, one) => (best === undefined || one.score > best.score ? one : best),
        undefined,
      );
    const argument = match.arguments.some((span) => covers(span, from, to));
    return { text: text.slice(from, to), argument, ...(keyword === undefined ? {} : { keyword }) };
  });
}
