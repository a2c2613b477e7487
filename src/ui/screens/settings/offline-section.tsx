/** The app's own files on this device: whether they are here and sound, and a button that puts them right. */
import { type JSX, Show } from 'solid-js';
import { formatBytes, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { filesProgress, filesRepairing, repairApp, repairReport } from '../../state/offline.ts';
import { Button } from '../../widgets/button.tsx';

export function OfflineSection(): JSX.Element {
  const text = () => m().settings.offline;
  const state = (): string => {
    const now = filesProgress();
    const last = repairReport();
    if (last !== undefined && last !== 'nothing-kept' && last.because !== undefined) {
      return text().failed[last.because];
    }
    if (now === undefined) return navigator.serviceWorker?.controller ? text().shell : text().nothing;
    switch (now.state) {
      case 'ready':
        return text().ready(formatBytes(now.total));
      case 'fetching':
        return text().fetching(formatShare(now.done / Math.max(1, now.total)));
      case 'failed':
        return text().failed[now.because ?? 'network'];
    }
  };
  const found = (): string | undefined => {
    const last = repairReport();
    if (last === undefined || filesRepairing()) return undefined;
    if (last === 'nothing-kept') return text().nothing;
    const parts = [
      ...(last.repaired.length > 0 ? [text().repaired(last.repaired.length)] : []),
      ...(last.failed.length > 0 ? [text().still(last.failed.length)] : []),
    ];
    return parts.length > 0 ? parts.join(' ') : text().sound(last.checked);
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p>{state()}</p>
      <p class="soft">{text().lead}</p>
      <div class="row">
        <Button busy={filesRepairing()} disabled={filesRepairing()} onClick={() => void repairApp()}>
          {filesRepairing() ? text().repairing : text().repair}
        </Button>
      </div>
      <div role="status">
        <Show when={found()}>{(sentence) => <p>{sentence()}</p>}</Show>
      </div>
    </section>
  );
}
