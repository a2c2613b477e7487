/** Whether the open project has an import that was interrupted; its code is fetched with a project, and what is asked when there is one. */
import { useLocation } from '@solidjs/router';
import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js';
import { withMessages } from '../messages/index.ts';
import { lazyWithStore } from '../state/store-context.ts';
import { projectIdIn } from './addresses.ts';

const OfProject = lazyWithStore(async () => {
  const { useStoppedImport } = await import('../state/stopped-import.ts');
  return (props: { readonly projectId: string }): JSX.Element => {
    const stopped = useStoppedImport(() => props.projectId);
    return <Show when={stopped()}>{(record) => <StoppedImportOffer record={record()} />}</Show>;
  };
});
const StoppedImportOffer = lazy(async () => ({
  default: (await withMessages(import('./stopped-import-offer.tsx'))).StoppedImportOffer,
}));

export function StoppedImport(): JSX.Element {
  const location = useLocation();
  const projectId = createMemo(() => {
    const part = /^\/p\/([^/]+)/.exec(location.pathname)?.[1];
    return part === undefined ? undefined : projectIdIn(part);
  });
  return (
    <Suspense>
      <Show when={projectId()}>{(id) => <OfProject projectId={id()} />}</Show>
    </Suspense>
  );
}
