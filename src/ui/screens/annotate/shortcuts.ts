/**
 * The keys of Annotate. Letters work alone and with Alt: a label that bears the same letter takes the plain one over, the one
 * with Alt always stays.
 */
import { type Accessor, createComputed, createRoot, onCleanup, untrack } from 'solid-js';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { type Shortcut, useShortcuts } from '../../state/shortcuts.ts';
import type { Session } from './session.ts';
import type { SuggestionWalk } from './suggestion-walk.ts';

export interface AnnotateKeys {
  readonly session: Session;
  readonly labels: Accessor<readonly Label[]>;
  readonly label: (label: Label, reason?: 'none') => void;
  readonly walk: SuggestionWalk;
  readonly acceptAll: () => void;
  readonly acceptAllAndGoOn: () => void;
  /** `false` where no words are chosen. */
  readonly everywhere: () => boolean;
  readonly isDrafting: () => boolean;
  readonly search: () => void;
  readonly guidelines: () => void;
  /** Escape: closes what is open or is about to open, then leaves what sticks or is walked. */
  readonly leave: () => void;
  /** Ticks the entity under the cursor; `false` where there is none. */
  readonly tick: () => boolean;
}

/** Letters that are commands here, alone or with Alt. */
const commands = ['n', 'p', 's', 'f', 'x', 'g', 'e', 'r', 'a'];

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
  const recommending = (one: Shortcut): Shortcut => ({ ...one, group: text.groupRecommendations });
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
    listed('Alt+ArrowDown', text.nextSpan),
    listed(']', text.nextSpan),
    listed('Escape', text.clear),
    {
      keys: 'Escape',
      label: text.clear,
      group: text.groupText,
      hidden: true,
      run: keys.leave,
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
    ...letter('e', text.everywhere, keys.everywhere).map((one) => ({ ...one, group: text.groupLabels })),
    ...letter('r', text.recommendations, () => keys.walk.step(1)).map(recommending),
    { keys: 'Tab', label: text.walk, group: text.groupRecommendations, listedOnly: true, run: () => false },
    {
      keys: 'Shift+Enter',
      label: text.acceptAll,
      group: text.groupRecommendations,
      run: unlessDrafting(keys.acceptAll),
    },
    ...letter('a', text.acceptAllNext, keys.acceptAllAndGoOn).map(recommending),
    {
      keys: '+',
      label: text.acceptOne,
      group: text.groupRecommendations,
      run: unlessDrafting(() => keys.walk.accept()),
    },
    {
      keys: '=',
      label: text.acceptOne,
      group: text.groupRecommendations,
      hidden: true,
      run: unlessDrafting(() => keys.walk.accept()),
    },
    {
      keys: '-',
      label: text.rejectOne,
      group: text.groupRecommendations,
      run: unlessDrafting(() => keys.walk.reject()),
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
            .flatMap((label) => [
              {
                keys: label.shortcut,
                label: text.label(label.name),
                group: text.groupLabels,
                run: () => keys.label(label),
              },
              // Where the letter is also a command, the command keeps Alt.
              ...(commands.includes(label.shortcut.toLowerCase())
                ? []
                : [
                    {
                      keys: `Alt+${label.shortcut}`,
                      label: text.labelWithoutReason(label.name),
                      group: text.groupLabels,
                      hidden: keys.session.project().explanationKinds.length === 0,
                      inFields: true,
                      run: () => keys.label(label, 'none'),
                    },
                  ]),
            ]),
        );
      }),
    );
  });
  onCleanup(() => dispose?.());
}
