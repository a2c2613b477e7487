/** The database cannot be opened: say why and what to do. Nothing else works, so nothing else is shown. */
import type { JSX } from 'solid-js';
import type { StoreProblem } from '#store';
import { m } from '../messages/index.ts';
import { problemText } from '../state/problems.ts';
import { Button } from '../widgets/button.tsx';

export function StorageUnavailable(props: { readonly problem: StoreProblem }): JSX.Element {
  return (
    <main class="empty" id="main" role="alert">
      <h1 class="empty-title">{m().common.storage.unavailableTitle}</h1>
      <p class="soft">{problemText(props.problem)}</p>
      <Button look="primary" onClick={() => window.location.reload()}>
        {m().common.reload}
      </Button>
    </main>
  );
}
