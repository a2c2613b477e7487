/** Undo and redo of a project, for buttons and keys, with what to say and where to look afterwards. */

import { type Accessor, createSignal } from 'solid-js';
import type { HistoryStep } from '#store';
import { m } from '../messages/index.ts';
import { createLive } from './live.ts';
import { settled } from './problems.ts';
import { useStore } from './store-context.ts';
import { showToast } from './toasts.ts';

/** The step that was undone or redone last: the Annotate screen goes to its document. */
const [lastStep, setLastStep] = createSignal<HistoryStep>();
export const lastHistoryStep = lastStep;

export interface UndoRedo {
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  undo(): void;
  redo(): void;
}

export function useHistory(projectId: Accessor<string>): UndoRedo {
  const store = useStore();
  const state = createLive(projectId, (open, id) => open.history.state(id));
  const step = async (direction: 'undo' | 'redo'): Promise<void> => {
    const done = await settled(store.history[direction](projectId()));
    if (done === undefined) return;
    setLastStep(done);
    // Messages are read out where they are shown.
    showToast({ text: direction === 'undo' ? m().common.undone : m().common.redone, timeoutMs: 1800 });
  };
  return {
    canUndo: () => state()?.undo !== undefined,
    canRedo: () => state()?.redo !== undefined,
    undo: () => void step('undo'),
    redo: () => void step('redo'),
  };
}
