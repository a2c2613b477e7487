/** Annotate: reads the text that is shown, or says how to get some. What is done with it is in `workbench.tsx`. */
import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { projectPath } from '../../app/addresses.ts';
import { HeaderSlot } from '../../app/header-slot.tsx';
import { m } from '../../messages/index.ts';
import { createSession } from './session.ts';
import { TrainingChip } from './training-chip.tsx';
import { WalkBar } from './walk-bar.tsx';
import { Workbench } from './workbench.tsx';
import './annotate-screen.css';

export function AnnotateScreen(): JSX.Element {
  const session = createSession();
  HeaderSlot.use(() => <TrainingChip project={session.project()} />);
  return (
    <Show when={session.doc() !== undefined}>
      <Show when={session.doc()} fallback={<NoTexts projectId={session.project().id} />}>
        {(doc) => (
          <>
            <WalkBar session={session} />
            <Workbench session={session} doc={doc()} />
          </>
        )}
      </Show>
    </Show>
  );
}

function NoTexts(props: { readonly projectId: string }): JSX.Element {
  return (
    <div class="empty">
      <h2 class="empty-title">{m().annotate.empty.title}</h2>
      <p class="soft">{m().annotate.empty.body}</p>
      <A class="button" data-look="primary" data-size="md" href={projectPath(props.projectId, 'import')}>
        {m().annotate.empty.action}
      </A>
    </div>
  );
}
