/** The labels of several people on one text, side by side: what each said, what all agree on, what most of them do. */
import {
  type Annotation,
  compareExplanations,
  type Explanation,
  goldName,
  type PersonStatus,
  type RecommendedTarget,
  recommendedKey,
  startOf,
  toRecommended,
} from '#core/project';
import { spanKey } from '#core/text';

/** One label on one target, and who gave it. */
export interface Version {
  /** Two versions with one key are the same label on the same target. */
  readonly key: string;
  readonly labelId: string;
  readonly target: RecommendedTarget;
  readonly people: readonly string[];
  readonly reasons: readonly { readonly person: string; readonly explanation: Explanation }[];
}

/** Who counts for a text: everybody who is done with it, and whoever labelled it without saying how far it is. */
export function peopleOfText(
  annotations: readonly Annotation[],
  statuses: Readonly<Record<string, PersonStatus>>,
): readonly string[] {
  const people = new Set(Object.keys(statuses).filter((person) => statuses[person]?.status === 'done'));
  for (const { annotator, gold } of annotations) {
    if (gold !== true && statuses[annotator] === undefined) people.add(annotator);
  }
  return [...people].sort();
}

/** Of these people, in the order of the text. */
export function versionsOf(
  annotations: readonly Annotation[],
  explanations: readonly Explanation[],
  people: readonly string[],
): readonly Version[] {
  const counted = new Set(people);
  const own = annotations.filter((one) => one.gold !== true && counted.has(one.annotator));
  const byId = new Map(own.map((one) => [one.id, one]));
  const found = new Map<string, { -readonly [K in keyof Version]: Version[K] }>();
  for (const { id, annotator, labelId, target } of own) {
    const place = toRecommended(target, byId);
    if (place === undefined) continue;
    const key = `${labelId} ${recommendedKey(place)}`;
    const version = found.get(key) ?? { key, labelId, target: place, people: [], reasons: [] };
    found.set(key, version);
    if (!version.people.includes(annotator)) version.people = [...version.people, annotator];
    const reasons = explanations.filter((one) => one.annotationId === id).sort(compareExplanations);
    version.reasons = [
      ...version.reasons,
      ...reasons.map((explanation) => ({ person: annotator, explanation })),
    ];
  }
  return [...found.values()].sort(
    (a, b) => placeIn(a.target) - placeIn(b.target) || (a.key < b.key ? -1 : 1),
  );
}

/** The gold labels of a text, as versions of one more person: with the keys that people's would have. */
export function goldVersions(annotations: readonly Annotation[]): readonly Version[] {
  const own = annotations.flatMap(({ gold, ...one }) =>
    gold === true ? [{ ...one, annotator: goldName }] : [],
  );
  return versionsOf(own, [], [goldName]);
}

/** Relations come after everything else, by their first end. */
function placeIn(target: RecommendedTarget): number {
  const start = startOf(target);
  return Number.isFinite(start) ? start : Number.MAX_SAFE_INTEGER;
}

/** What more than half of the people say; relations only between ends that are among it. */
export function majorityOf(versions: readonly Version[], people: readonly string[]): readonly Version[] {
  const most = versions.filter((version) => version.people.length * 2 > people.length);
  return withEnds(most);
}

/** These versions without relations that would lose an end. */
export function withEnds(versions: readonly Version[]): readonly Version[] {
  const spans = new Set(versions.flatMap(({ target }) => (target.kind === 'span' ? [spanKey(target)] : [])));
  return versions.filter(
    ({ target }) =>
      target.kind !== 'relation' || (spans.has(spanKey(target.head)) && spans.has(spanKey(target.tail))),
  );
}

/** Share of the versions that not everybody has, in [0, 1]; 0 where nobody labelled anything. */
export function disagreementOf(versions: readonly Version[], people: readonly string[]): number {
  if (versions.length === 0) return 0;
  return versions.filter((version) => version.people.length < people.length).length / versions.length;
}
