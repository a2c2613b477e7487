/**
 * A vote of people in which whoever is right more often counts for more (Dawid and Skene 1979): the label model that weighs
 * rules weighs people. What is voted on is everything that anybody labelled, by where it stands; a person who is done with a
 * text and left a thing without a label has voted for that. Texts that somebody decided say how often each person is right.
 *
 * Assumption, as of all such models: given what is right, people err independently.
 */
import { type Version, withEnds } from '#core/agreement';
import { recommendedKey } from '#core/project';
import { compareSpans, spansOverlap } from '#core/text';
import type { VoteRows } from './label-matrix.ts';
import { fitLabelModel, predictLabels } from './label-model.ts';
import { ABSTAIN } from './vote-column.ts';

/** A text with what the people said who are done with it. */
export interface VotedText {
  readonly people: readonly string[];
  readonly versions: readonly Version[];
  /** The gold labels, where a person decided. */
  readonly decided?: readonly Version[];
}

interface PeopleVote {
  /** For each text, in the order that they were given in, what stands. */
  readonly chosen: readonly (readonly Version[])[];
  /** Share of a person's votes that are right, in (0, 1), as the model takes it to be. */
  readonly accuracies: ReadonlyMap<string, number>;
}

/** One place of one text, with the versions of it. */
interface Item {
  readonly text: number;
  readonly versions: Version[];
}

interface Elected {
  readonly version: Version;
  readonly confidence: number;
}

/** Deterministic; the same whatever the order of the people. */
export function weighPeople(texts: readonly VotedText[]): PeopleVote {
  const people = [...new Set(texts.flatMap((text) => text.people))].sort();
  const [right, votes] = [new Map<string, number>(), new Map<string, number>()];
  const elected = texts.map((): Elected[] => []);
  // Things of one kind share how common each label is; a text and a span of it do not.
  for (const kind of ['span', 'aspect', 'text', 'relation'] as const) {
    const items = itemsOf(texts, kind);
    if (items.length === 0) continue;
    const { accuracies, counts } = elect(items, texts, people, elected);
    people.forEach((person, p) => {
      const n = counts[p] ?? 0;
      votes.set(person, (votes.get(person) ?? 0) + n);
      right.set(person, (right.get(person) ?? 0) + n * (accuracies[p] ?? 0));
    });
  }
  return {
    chosen: texts.map((text, t) => {
      const found = new Set(withoutRivals(elected[t] ?? []));
      // In the order of the text, and relations only between what is elected.
      return withEnds(text.versions.filter((version) => found.has(version)));
    }),
    accuracies: new Map(
      people.flatMap((person) => {
        const n = votes.get(person) ?? 0;
        return n === 0 ? [] : [[person, (right.get(person) ?? 0) / n] as const];
      }),
    ),
  };
}

function itemsOf(texts: readonly VotedText[], kind: Version['target']['kind']): Item[] {
  return texts.flatMap(({ versions }, text) => {
    const places = new Map<string, Item>();
    for (const version of versions) {
      if (version.target.kind !== kind) continue;
      const key = recommendedKey(version.target);
      const item = places.get(key) ?? { text, versions: [] };
      places.set(key, item);
      item.versions.push(version);
    }
    return [...places.values()];
  });
}

/** Puts what is elected into `elected`, by text. */
function elect(
  items: readonly Item[],
  texts: readonly VotedText[],
  people: readonly string[],
  elected: readonly Elected[][],
): { readonly accuracies: ArrayLike<number>; readonly counts: ArrayLike<number> } {
  // What can be said of a thing: no label, or a set of labels.
  const sayings = new Map<string, number>([['', 0]]);
  const sayingOf = (versions: readonly Version[]): number => {
    const key = versions
      .map(({ labelId }) => labelId)
      .sort()
      .join('\n');
    const known = sayings.get(key) ?? sayings.size;
    sayings.set(key, known);
    return known;
  };
  const index = new Map(people.map((person, p) => [person, p]));
  const starts = new Int32Array(items.length + 1);
  const gold = new Int32Array(items.length).fill(ABSTAIN);
  const [rules, labels]: [number[], number[]] = [[], []];
  const counts = new Float64Array(people.length);
  items.forEach(({ text, versions }, i) => {
    const voted = texts[text];
    for (const person of [...(voted?.people ?? [])].sort()) {
      const p = index.get(person) ?? 0;
      rules.push(p);
      labels.push(sayingOf(versions.filter((version) => version.people.includes(person))));
      counts[p] = (counts[p] ?? 0) + 1;
    }
    starts[i + 1] = rules.length;
    const { decided } = voted ?? {};
    if (decided !== undefined) {
      const [place] = versions.map(({ target }) => recommendedKey(target));
      gold[i] = sayingOf(decided.filter(({ target }) => recommendedKey(target) === place));
    }
  });
  const rows: VoteRows = {
    starts,
    rules: Int32Array.from(rules),
    labels: Int32Array.from(labels),
    scores: new Float32Array(rules.length).fill(1),
  };
  const model = fitLabelModel(rows, {
    labelCount: sayings.size,
    ruleCount: people.length,
    gold,
    // Everybody who may vote does: silence says nothing.
    silence: 'ignored',
  });
  const { labels: winners, confidences } = predictLabels(model, rows);
  const names = [...sayings.keys()];
  items.forEach(({ text, versions }, i) => {
    const won = new Set((names[winners[i] ?? 0] ?? '').split('\n'));
    for (const version of versions) {
      if (won.has(version.labelId)) elected[text]?.push({ version, confidence: confidences[i] ?? 0 });
    }
  });
  return { accuracies: model.accuracies, counts };
}

/** Of two spans that overlap and that nobody gave both, the one that is more certain. */
function withoutRivals(elected: readonly Elected[]): Version[] {
  const kept: Version[] = [];
  for (const { version } of elected.toSorted(byCertainty)) {
    const { target } = version;
    const isRival = kept.some(
      (other) =>
        target.kind === 'span' &&
        other.target.kind === 'span' &&
        spansOverlap(target, other.target) &&
        !version.people.some((person) => other.people.includes(person)),
    );
    if (!isRival) kept.push(version);
  }
  return kept;
}

function byCertainty(a: Elected, b: Elected): number {
  if (a.confidence !== b.confidence) return b.confidence - a.confidence;
  const [x, y] = [a.version.target, b.version.target];
  if (x.kind === 'span' && y.kind === 'span') return compareSpans(x, y);
  return a.version.key < b.version.key ? -1 : 1;
}
