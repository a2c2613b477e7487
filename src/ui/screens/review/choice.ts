/** What shall stand of a text: some of the versions of people, under their label or another, and what is labelled anew. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import { type Version, withEnds } from '#core/agreement';
import { recommendedKey, spanOf } from '#core/project';
import { spansOverlap } from '#core/text';

export interface Choice {
  /** People's versions, then those that were made here. */
  readonly all: Accessor<readonly Version[]>;
  /** Those that stand, with relations only between what stands. */
  readonly chosen: Accessor<readonly Version[]>;
  readonly isTaken: (key: string) => boolean;
  readonly labelOf: (version: Version) => string;
  toggle(version: Version): void;
  takeAllOf(person: string): void;
  rename(version: Version, labelId: string): void;
  /**
   * Labels something anew; what people said of it otherwise, in a text that takes one label, does not stand beside it. Gives
   * the key of what stands now.
   */
  add(labelId: string, target: Version['target']): string;
}

/** `takesOne`: whether a text, or an aspect of it, has one label. `begin`: keys of what stands at first. */
export function createChoice(
  versions: Accessor<readonly Version[]>,
  begin: readonly Version[],
  takesOne: Accessor<boolean>,
): Choice {
  const known = new Set(versions().map(({ key }) => key));
  const [own, setOwn] = createSignal<readonly Version[]>(begin.filter(({ key }) => !known.has(key)));
  const [taken, setTaken] = createSignal<ReadonlySet<string>>(new Set(begin.map(({ key }) => key)));
  const [renamed, setRenamed] = createSignal<ReadonlyMap<string, string>>(new Map());
  const all = createMemo(() => [...versions(), ...own()]);
  const take = (version: Version): void => {
    const next = new Set(taken());
    if (takesOne() && version.target.kind !== 'span' && version.target.kind !== 'relation') {
      const place = recommendedKey(version.target);
      for (const other of all()) if (recommendedKey(other.target) === place) next.delete(other.key);
    }
    setTaken(next.add(version.key));
  };
  return {
    all,
    chosen: createMemo(() => withEnds(all().filter(({ key }) => taken().has(key)))),
    isTaken: (key) => taken().has(key),
    labelOf: ({ key, labelId }) => renamed().get(key) ?? labelId,
    toggle: (version) => {
      const next = new Set(taken());
      if (next.delete(version.key)) setTaken(next);
      else take(version);
    },
    takeAllOf: (person) => {
      const theirs = versions().filter((one) => one.people.includes(person));
      setTaken(new Set(theirs.map(({ key }) => key)));
      setRenamed(new Map());
    },
    rename: ({ key }, labelId) => setRenamed(new Map([...renamed(), [key, labelId]])),
    add: (labelId, target) => {
      const key = `${labelId} ${recommendedKey(target)}`;
      const there = all().find((one) => one.key === key);
      const version = there ?? { key, labelId, target, people: [], reasons: [] };
      if (there === undefined) setOwn([...own(), version]);
      take(version);
      return key;
    },
  };
}

/** Versions of the same thing, or of words that overlap, that say different things and give a reason each. */
export function clashesOf(versions: readonly Version[]): readonly (readonly [Version, Version])[] {
  const reasoned = versions.filter(({ reasons }) => reasons.length > 0);
  return reasoned.flatMap((a, i) =>
    reasoned.slice(i + 1).flatMap((b) => (isOfOneThing(a, b) ? [[a, b] as const] : [])),
  );
}

function isOfOneThing(a: Version, b: Version): boolean {
  if (a.target.kind !== b.target.kind) return false;
  const [x, y] = [spanOf(a.target), spanOf(b.target)];
  if (x !== undefined && y !== undefined) return spansOverlap(x, y);
  return recommendedKey(a.target) === recommendedKey(b.target);
}
