/**
 * The suggestions of the shown text, one after the other: which of them is the current one, and what becomes of it. The text,
 * the line below it and its pop-up show the same walk.
 *
 * Law: where any suggestion has a label, steps and the first place go to those with one; what was decided gives its place to the
 * one after it, so that the same key can be pressed again.
 */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Document, Recommendation } from '#core/project';
import { type Suggestion, suggestionsOf } from './suggestions.ts';

export interface SuggestionWalk {
  readonly suggestions: Accessor<readonly Suggestion[]>;
  /** Those that can be accepted as they are. */
  readonly labelled: Accessor<readonly Recommendation[]>;
  readonly current: Accessor<Suggestion | undefined>;
  /** Whether the keyboard is on the current one: label keys are about it then. */
  readonly isWalking: Accessor<boolean>;
  /** Its place among those that are walked, from 1; 0 where it is not one of them. */
  readonly place: Accessor<number>;
  readonly walked: Accessor<readonly Suggestion[]>;
  choose(key: string | undefined): void;
  /** To the first one, then on or back; `false` where there is none, so that the key goes on to the browser. */
  step(by: 1 | -1): boolean;
  stop(): void;
  accept(one?: Suggestion): void;
  reject(one?: Suggestion): void;
}

export interface WalkDeeds {
  readonly accept: (item: Recommendation) => void;
  readonly reject: (item: Recommendation) => void;
  /** A suggestion without a label: its words become the selection. */
  readonly choose: (item: Recommendation) => void;
  /** The keyboard came to this one. */
  readonly arrived: (one: Suggestion) => void;
}

const hasLabel = (one: Suggestion): boolean => one.recommendation.labelId !== undefined;

export function createSuggestionWalk(
  doc: Accessor<Document>,
  items: Accessor<readonly Recommendation[]>,
  deeds: WalkDeeds,
): SuggestionWalk {
  const [currentKey, setCurrentKey] = createSignal<string>();
  const [isWalking, setWalking] = createSignal(false);
  const suggestions = createMemo(() => suggestionsOf(items()));
  const labelled = createMemo(() => items().filter((item) => item.labelId !== undefined));
  const walked = createMemo(() => {
    const withLabel = suggestions().filter(hasLabel);
    return withLabel.length > 0 ? withLabel : suggestions();
  });
  const current = createMemo(
    () => suggestions().find((one) => one.key === currentKey()) ?? walked()[0],
    undefined,
    {
      equals: (a, b) =>
        a === b || (a !== undefined && a.key === b?.key && a.recommendation === b.recommendation),
    },
  );
  const place = createMemo(() => walked().findIndex((one) => one.key === current()?.key) + 1);
  // A new text begins with its first suggestion.
  createEffect(
    on(
      createMemo(() => doc().id),
      () => {
        setCurrentKey(undefined);
        setWalking(false);
      },
      { defer: true },
    ),
  );

  const arriveAt = (one: Suggestion): void => {
    setCurrentKey(one.key);
    setWalking(true);
    deeds.arrived(one);
  };
  const moveOn = (gone: Suggestion): void => {
    const list = walked();
    const at = list.findIndex((one) => one.key === gone.key);
    const next = list[at + 1] ?? list[at - 1];
    if (isWalking() && next !== undefined) arriveAt(next);
    else {
      setCurrentKey(next?.key);
      setWalking(false);
    }
  };
  return {
    suggestions,
    labelled,
    current,
    isWalking,
    place,
    walked,
    choose: setCurrentKey,
    step: (by) => {
      const list = walked();
      const here = place() - 1;
      const next = isWalking() ? list[here + by] : by === 1 ? list[Math.max(0, here)] : undefined;
      if (next === undefined) {
        setWalking(false);
        return false;
      }
      arriveAt(next);
      return true;
    },
    stop: () => setWalking(false),
    accept: (one = current()) => {
      if (one === undefined) return;
      if (!hasLabel(one)) {
        deeds.choose(one.recommendation);
        return;
      }
      moveOn(one);
      deeds.accept(one.recommendation);
    },
    reject: (one = current()) => {
      if (one === undefined) return;
      moveOn(one);
      deeds.reject(one.recommendation);
    },
  };
}
