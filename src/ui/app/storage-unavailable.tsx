/** The database cannot be opened: say why and what to do. Nothing else works, so nothing else is shown but
 * the way to the recovery page. */
import type { JSX } from 'solid-js';
import type { StoreProblem } from '#store';
import { m } from '../messages/index.ts';
import { problemText } from '../state/problems.ts';
import { Button } from '../widgets/button.tsx';
import { RecoveryLink } from './recovery-link.tsx';

export function StorageUnavailable(props: { readonly problem: StoreProblem }): JSX.Element {
  const title = (): string => {
    const { newerTitle, blockedTitle, unavailableTitle } = m().common.storage;
    if (props.problem.code === 'version-newer') return newerTitle;
    return props.problem.code === 'blocked' ? blockedTitle : unavailableTitle;
  };
  return (
    <main class="empty" id="main" role="alert">
      <h1 class="empty-title">{title()}</h1>
      <p class="soft">{problemText(props.problem)}</p>
      <div class="row">
        <RecoveryLink />
        <Button look="primary" onClick={() => window.location.reload()}>
          {m().common.reload}
        </Button>
      </div>
    </main>
  );
}
