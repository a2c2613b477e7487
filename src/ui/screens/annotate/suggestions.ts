/** Recommendations as the panel shows them: in reading order, with those that overlap a better one set aside. */
import { type Provenance, type Recommendation, spanOf } from '#core/project';
import { compareSpans, type Span, spansOverlap } from '#core/text';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';

export interface Suggestion {
  readonly key: string;
  readonly recommendation: Recommendation;
  /** Absent for whole texts and relations. */
  readonly span?: Span;
  /** Overlaps a better one, or is of no one place: listed by itself instead of in the text. */
  readonly aside: boolean;
}

/** More than this many are not shown at once: a text of a megabyte has tens of thousands of noun phrases. */
export const mostSuggestions = 150;

/** `items` best first, as the store gives them. */
export function suggestionsOf(items: readonly Recommendation[]): readonly Suggestion[] {
  const inText: Span[] = [];
  const list = items.slice(0, mostSuggestions).map((recommendation): Suggestion => {
    const span = spanOf(recommendation.target);
    const key = `${recommendation.labelId ?? ''}:${JSON.stringify(recommendation.target)}`;
    if (span === undefined) return { key, recommendation, aside: true };
    const aside = inText.some((other) => spansOverlap(other, span));
    if (!aside) inText.push(span);
    return { key, recommendation, span, aside };
  });
  // Relations and labels of the whole text first, then the text, then what did not find room in it.
  const order = (one: Suggestion): number => (one.span === undefined ? 0 : one.aside ? 2 : 1);
  return list.toSorted(
    (a, b) =>
      order(a) - order(b) ||
      (a.span !== undefined && b.span !== undefined ? compareSpans(a.span, b.span) : 0),
  );
}

export function provenanceText(provenance: Provenance): string {
  const from = m().annotate.recommendations.from;
  switch (provenance.kind) {
    case 'noun-phrase':
      return from.nounPhrase;
    case 'dictionary':
      return from.dictionary(provenance.term, provenance.count);
    case 'model':
      return from.model(provenance.version);
    case 'prediction':
      return from.prediction(
        provenance.by,
        provenance.score === undefined ? '' : formatConfidence(provenance.score),
      );
    case 'trigger':
      return from.trigger(provenance.phrase, formatConfidence(provenance.similarity));
    case 'rule':
      return from.rule(provenance.sentence, formatConfidence(provenance.score));
    default:
      return provenance satisfies never;
  }
}

/** A long text is not shown twice: only the stretches around suggestions, `context` characters to each side. */
export function excerptsOf(
  text: string,
  spans: readonly Span[],
  context = 160,
  wholeUpTo = 1500,
): readonly Span[] {
  if (text.length <= wholeUpTo) return [{ from: 0, to: text.length }];
  const stretches: Span[] = [];
  for (const span of spans.toSorted(compareSpans)) {
    const from = cutAtSpace(text, Math.max(0, span.from - context), 1);
    const to = cutAtSpace(text, Math.min(text.length, span.to + context), -1);
    const stretch = { from: Math.min(from, span.from), to: Math.max(to, span.to) };
    const last = stretches.at(-1);
    if (last !== undefined && stretch.from <= last.to)
      stretches[stretches.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    else stretches.push(stretch);
  }
  return stretches;
}

function cutAtSpace(text: string, at: number, step: 1 | -1): number {
  if (at === 0 || at === text.length) return at;
  for (let i = at, n = 0; n < 24 && i > 0 && i < text.length; i += step, n++) {
    if (/\s/u.test(text.charAt(i))) return i;
  }
  // No space (CJK): at least not inside a surrogate pair.
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
