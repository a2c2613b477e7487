/** The way from a reason just given to its check, place by place: offered in the corner, and by a key. */
import { useNavigate } from '@solidjs/router';
import type { Accessor } from 'solid-js';
import { createSignal } from 'solid-js';
import { projectPath } from '../../app/addresses.ts';
import { m } from '../../messages/index.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { showToast } from '../../state/toasts.ts';

/** Gives what is to be told of each new rule. */
export function createReasonCheck(projectId: Accessor<string>): (explanationId: string) => void {
  const navigate = useNavigate();
  const [last, setLast] = createSignal<string>();
  const check = (): boolean => {
    const id = last();
    if (id === undefined) return false;
    navigate(`${projectPath(projectId(), 'explanations')}?check=${encodeURIComponent(id)}`);
    return true;
  };
  useShortcuts([
    { keys: 'Alt+c', label: m().annotate.checkReason.key, group: m().annotate.keys.groupMove, run: check },
  ]);
  return (explanationId) => {
    setLast(explanationId);
    showToast({
      text: m().annotate.checkReason.kept,
      action: { label: m().annotate.checkReason.check, run: check },
    });
  };
}
