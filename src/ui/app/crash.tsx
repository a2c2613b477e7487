/**
 * When a screen breaks: by a bug of ours, or because its code cannot be had any more (the host has a newer version,
 * the network is gone). A sentence, a way to take everything out, a way on.
 */
import { createSignal, type JSX, Show } from 'solid-js';
import type { BaseStore } from '#store';
import { m } from '../messages/index.ts';
import { Button } from '../widgets/button.tsx';
import { downloadAll } from './download-all.ts';
import { RecoveryLink } from './recovery-link.tsx';

/** Errors that are a part of the app that could not be loaded; Vite tells of each. */
const missingParts = new WeakSet<object>();
window.addEventListener('vite:preloadError', (event) => missingParts.add(event.payload));

export function Crash(props: {
  readonly error: unknown;
  readonly store?: BaseStore | undefined;
}): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const details = (): string =>
    props.error instanceof Error
      ? `${props.error.name}: ${props.error.message}\n${props.error.stack ?? ''}`
      : String(props.error);
  const text = (): { readonly title: string; readonly body: string } =>
    typeof props.error === 'object' && props.error !== null && missingParts.has(props.error)
      ? m().common.crash.missingPart
      : m().common.crash;
  const download = async (store: BaseStore): Promise<void> => {
    setBusy(true);
    try {
      await downloadAll(store);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="empty" role="alert">
      <h1 class="empty-title">{text().title}</h1>
      <p class="soft">{text().body}</p>
      <div class="row">
        <Show when={props.store}>
          {(store) => (
            <Button busy={busy()} disabled={busy()} onClick={() => void download(store())}>
              {busy() ? m().common.crash.downloading : m().common.crash.download}
            </Button>
          )}
        </Show>
        <RecoveryLink />
        <Button look="primary" onClick={() => window.location.reload()}>
          {m().common.reload}
        </Button>
      </div>
      <Show when={failed()}>
        <p role="alert">{m().common.crash.failed}</p>
      </Show>
      <details class="small soft">
        <summary>{m().common.crash.details}</summary>
        <pre style={{ 'text-align': 'start', 'white-space': 'pre-wrap' }}>{details()}</pre>
      </details>
    </main>
  );
}
