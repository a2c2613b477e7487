/** A text as several people labelled it, made comparable: the same things for everybody, each with what each said. */
import {
  type Annotation,
  type RecommendedTarget,
  recommendedKey,
  spanOf,
  toRecommended,
} from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import type { LabelledSpan } from './spans.ts';

/** What one person said of a text that this person is done with. */
export interface PersonsLabels {
  readonly person: string;
  readonly annotations: readonly Annotation[];
}

export interface SharedText {
  readonly documentId: string;
  /** Length of the text, in UTF-16 code units. */
  readonly length: number;
  readonly tokens: readonly Span[];
  readonly people: readonly PersonsLabels[];
}

/** Something that two people judged: what it is and what each called it; `''` for nothing. */
export interface Judged {
  readonly target: RecommendedTarget;
  /** By person, in the order of `SharedText.people`. */
  readonly labels: readonly string[];
}

/** Several labels of one person on one thing count as one value. */
function joined(labels: readonly string[]): string {
  return labels.length === 1 ? (labels[0] ?? '') : [...new Set(labels)].sort().join(' + ');
}

/**
 * Texts, aspects and relations that anybody labelled, with what each person called them. A text that is labelled as a whole
 * by one is a thing that the others left without a label.
 */
export function judgedIn(text: SharedText, nameOf: (labelId: string) => string): Judged[] {
  const found = new Map<string, { target: RecommendedTarget; labels: string[][] }>();
  text.people.forEach(({ annotations }, i) => {
    const byId = new Map(annotations.map((one) => [one.id, one]));
    for (const { target, labelId } of annotations) {
      const place = target.kind === 'span' ? undefined : toRecommended(target, byId);
      if (place === undefined) continue;
      const key = recommendedKey(place);
      const entry = found.get(key) ?? { target: place, labels: text.people.map((): string[] => []) };
      found.set(key, entry);
      entry.labels[i]?.push(nameOf(labelId));
    }
  });
  return [...found.values()].map(({ target, labels }) => ({ target, labels: labels.map(joined) }));
}

/** Of each person the labelled spans, by name of the label. */
export function spansIn(text: SharedText, nameOf: (labelId: string) => string): LabelledSpan[][] {
  return text.people.map(({ annotations }) =>
    annotations.flatMap(({ target, labelId }) => {
      const span = target.kind === 'span' ? spanOf(target) : undefined;
      return span === undefined ? [] : [{ ...span, label: nameOf(labelId) }];
    }),
  );
}

/** What each person's spans call each token; `''` where none covers it. */
export function tokenLabels(tokens: readonly Span[], spans: readonly LabelledSpan[]): string[] {
  return tokens.map((token) =>
    joined(spans.filter((span) => spansOverlap(span, token)).map(({ label }) => label)),
  );
}
