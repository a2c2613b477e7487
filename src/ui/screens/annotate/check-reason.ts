/** The way from a reason just given to its check, place by place: offered in the corner, and by a key. */
import { useNavigate } from '@solidjs/router';
import { type Accessor, createSignal } from 'solid-js';
import { projectPath } from '../../app/addresses.ts';
import { m } from '../../messages/index.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { dismissToast, showToast } from '../../state/toasts.ts';

/** The reason given last, with its project. It outlives the text: with a class one may go on to the next at once. */
const [last, setLast] = createSignal<{
  readonly projectId: string;
  readonly explanationId: string;
  readonly toast: number;
}>();

/** Gives what is to be told of each new rule. */
export function createReasonCheck(projectId: Accessor<string>): (explanationId: string) => void {
  const navigate = useNavigate();
  const check = (): boolean => {
    const reason = last();
    if (reason === undefined || reason.projectId !== projectId()) return false;
    // It has been read out, and would lie over the answers on a narrow screen.
    dismissToast(reason.toast);
    navigate(
      `${projectPath(reason.projectId, 'explanations')}?check=${encodeURIComponent(reason.explanationId)}`,
    );
    return true;
  };
  useShortcuts([
    { keys: 'Alt+c', label: m().annotate.checkReason.key, group: m().annotate.keys.groupMove, run: check },
  ]);
  return (explanationId) => {
    const toast = showToast({
      text: m().annotate.checkReason.kept,
      action: { label: m().annotate.checkReason.check, run: check },
    });
    setLast({ projectId: projectId(), explanationId, toast });
  };
}
