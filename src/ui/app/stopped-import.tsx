/** Whether the open project has an import that was interrupted; what is asked about it is fetched when there is one. */
import { useLocation } from '@solidjs/router';
import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js';
import { withMessages } from '../messages/index.ts';
import { useStoppedImport } from '../state/stopped-import.ts';
import { projectIdIn } from './addresses.ts';

const StoppedImportOffer = lazy(async () => ({
  default: (await withMessages(import('./stopped-import-offer.tsx'))).StoppedImportOffer,
}));

export function StoppedImport(): JSX.Element {
  const location = useLocation();
  const projectId = createMemo(() => {
    const part = /^\/p\/([^/]+)/.exec(location.pathname)?.[1];
    return part === undefined ? undefined : projectIdIn(part);
  });
  const stopped = useStoppedImport(projectId);
  return (
    <Suspense>
      <Show when={stopped()}>{(record) => <StoppedImportOffer record={record()} />}</Show>
    </Suspense>
  );
}
