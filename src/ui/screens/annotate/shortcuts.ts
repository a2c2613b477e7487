/**
 * The keys of Annotate. Letters work alone and with Alt: a label that bears the same letter takes the plain one over, the one
 * with Alt always stays.
 */
import { type Accessor, createComputed, createRoot, onCleanup, untrack } from 'solid-js';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { type Shortcut, useShortcuts } from '../../state/shortcuts.ts';
import type { RecommendationsHandle } from './recommendations-panel.tsx';
import type { Session } from './session.ts';

export interface AnnotateKeys {
  readonly session: Session;
  readonly labels: Accessor<readonly Label[]>;
  readonly label: (label: Label) => void;
  readonly panel: Accessor<RecommendationsHandle | undefined>;
  readonly isDrafting: () => boolean;
  readonly toggleFocus: () => void;
  readonly search: () => void;
  readonly guidelines: () => void;
  readonly focusText: () => void;
  /** Ticks the entity under the cursor; `false` where there is none. */
  readonly tick: () => boolean;
}

export function useAnnotateShortcuts(keys: AnnotateKeys): void {
  const text = m().annotate.keys;
  const { session } = keys;
  /** While a pop-up is open, only its own keys and the labels work. */
  const unlessDrafting = (run: () => unknown) => (): boolean => {
    if (keys.isDrafting()) return false;
    return run() !== false;
  };
  const letter = (key: string, label: string, run: () => unknown): Shortcut[] => [
    { keys: key, label, group: text.groupMove, run: unlessDrafting(run) },
    { keys: `Alt+${key}`, label, group: text.groupMove, hidden: true, run: unlessDrafting(run) },
  ];
  const listed = (key: string, label: string): Shortcut => ({
    keys: key,
    label,
    group: text.groupText,
    listedOnly: true,
    run: () => false,
  });
  useShortcuts([
    listed('ArrowRight', text.wordMove),
    listed('Shift+ArrowRight', text.wordExtend),
    listed('Alt+ArrowRight', text.charMove),
    listed('ArrowDown', text.lineMove),
    listed('Enter', text.open),
    listed(']', text.nextSpan),
    listed('Escape', text.clear),
    {
      keys: 'Escape',
      label: text.clear,
      group: text.groupText,
      hidden: true,
      run: unlessDrafting(keys.focusText),
    },
    ...letter('n', text.next, () => void session.step('next')),
    ...letter('p', text.previous, () => void session.step('previous')),
    ...letter('s', text.skip, () => void session.finish('skipped')),
    ...letter('f', text.flag, () => void session.mark({ flagged: session.doc()?.flagged !== true })),
    {
      keys: 'Mod+Enter',
      label: text.done,
      group: text.groupMove,
      run: unlessDrafting(() => void session.finish('done')),
    },
    ...letter('x', m().relations.key, keys.tick).map((one) => ({ ...one, group: text.groupText })),
    { keys: '/', label: text.search, group: text.groupMove, run: unlessDrafting(keys.search) },
    ...letter('g', text.guidelines, keys.guidelines),
    ...letter('r', text.recommendations, keys.toggleFocus).map((one) => ({
      ...one,
      group: text.groupRecommendations,
    })),
    {
      keys: 'Shift+Enter',
      label: text.acceptAll,
      group: text.groupRecommendations,
      run: unlessDrafting(() => keys.panel()?.acceptAll()),
    },
    {
      keys: '+',
      label: text.acceptOne,
      group: text.groupRecommendations,
      run: unlessDrafting(() => keys.panel()?.acceptCurrent()),
    },
    {
      keys: '=',
      label: text.acceptOne,
      group: text.groupRecommendations,
      hidden: true,
      run: unlessDrafting(() => keys.panel()?.acceptCurrent()),
    },
    {
      keys: '-',
      label: text.rejectOne,
      group: text.groupRecommendations,
      run: unlessDrafting(() => keys.panel()?.rejectCurrent()),
    },
  ]);

  // The labels' own keys, renewed when the labels change.
  let dispose: (() => void) | undefined;
  createComputed(() => {
    const labels = keys.labels();
    dispose?.();
    untrack(() =>
      createRoot((end) => {
        dispose = end;
        useShortcuts(
          labels
            .filter((label) => label.shortcut !== '')
            .map((label) => ({
              keys: label.shortcut,
              label: text.label(label.name),
              group: text.groupLabels,
              run: () => keys.label(label),
            })),
        );
      }),
    );
  });
  onCleanup(() => dispose?.());
}
