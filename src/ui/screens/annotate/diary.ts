/**
 * What is noted while one works, for the Model screen: how long labels take (unless that is switched off), and what became of
 * the recommendations that were shown. It stays in the project's log on this device.
 */
import { type Accessor, createEffect, onCleanup } from 'solid-js';
import {
  type Annotation,
  type Document,
  type Project,
  type Recommendation,
  recommendedKey,
} from '#core/project';
import type { Store } from '#store';
import { ActiveTime } from './active-time.ts';

/** Names under which the log keeps what is no training; the Model screen reads them. */
const timeLog = 'time';
const sourceLog = 'sources';

type Named = Pick<Recommendation, 'target' | 'labelId'>;

export interface Diary {
  labelled(labels: number, explained: boolean): void;
  accepted(items: readonly Named[]): void;
  rejected(item: Named): void;
  /** The text is done: what was recommended and stands there now was right. */
  finished(): void;
}

interface Watched {
  readonly store: Store;
  readonly project: Accessor<Project>;
  readonly doc: Accessor<Document | null | undefined>;
  readonly annotations: Accessor<readonly Annotation[]>;
  readonly recommendations: Accessor<readonly Recommendation[]>;
}

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export function createDiary({ store, project, doc, annotations, recommendations }: Watched): Diary {
  const time = new ActiveTime();
  const sign = (): void => time.sign(performance.now());
  for (const name of signs) window.addEventListener(name, sign, { passive: true, capture: true });
  onCleanup(() => {
    for (const name of signs) window.removeEventListener(name, sign, { capture: true });
  });

  /** What was shown in the text so far, by target and label. */
  let shown = new Map<string, Recommendation>();
  let shownIn: string | undefined;
  createEffect(() => {
    const id = doc()?.id;
    if (id !== shownIn) shown = new Map();
    shownIn = id;
    for (const item of recommendations()) shown.set(keyOf(item), item);
  });

  const note = (model: string, values: Readonly<Record<string, number>>): void => {
    const point = { projectId: project().id, model, version: 0, step: 0, at: Date.now(), values };
    void store.trainingLog.append([point]);
  };
  const noteTime = (labels: number, explained: boolean): void => {
    const seconds = time.take(performance.now());
    if (!project().settings.timing) return;
    const recommended = shown.size > 0 ? 1 : 0;
    note(timeLog, { seconds, labels, explained: explained ? 1 : 0, recommended });
  };
  const whole = (items: readonly Named[]): Recommendation[] =>
    items.flatMap((item) => shown.get(keyOf(item)) ?? []);
  return {
    labelled: noteTime,
    accepted: (items) => {
      noteTime(items.length, false);
      note(sourceLog, countsOf(whole(items), 'accepted'));
    },
    rejected: (item) => note(sourceLog, countsOf(whole([item]), 'rejected')),
    finished: () => {
      if (shown.size === 0) return;
      const byId = new Map(annotations().map((one) => [one.id, one]));
      const there = new Set(
        annotations().flatMap(({ target, labelId }) => {
          if (target.kind !== 'relation') return [`${recommendedKey(target)} ${labelId}`];
          const [head, tail] = [byId.get(target.head)?.target, byId.get(target.tail)?.target];
          return head?.kind === 'span' && tail?.kind === 'span'
            ? [`${recommendedKey({ kind: 'relation', head, tail })} ${labelId}`]
            : [];
        }),
      );
      const items = [...shown.values()];
      const right = items.filter((item) => there.has(keyOf(item)));
      note(sourceLog, { ...countsOf(items, 'shown'), ...countsOf(right, 'right') });
      shown = new Map();
    },
  };
}

const keyOf = ({ target, labelId }: Named): string => `${recommendedKey(target)} ${labelId ?? ''}`;

/** One for each source that a recommendation has. */
function countsOf(items: readonly Recommendation[], what: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { provenance } of items) {
    for (const source of new Set(provenance.map((why) => why.kind))) {
      const name = `${source}.${what}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}
