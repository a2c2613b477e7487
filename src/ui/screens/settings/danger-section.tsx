import { useNavigate } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import type { Project } from '#core/project';
import type { ProjectSummary } from '#store';
import { m } from '../../messages/index.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { RemoveDialog } from '../projects/remove-dialog.tsx';
import { pendingRemovals } from '../projects/remove-project.ts';

export function DangerSection(props: { readonly project: Project }): JSX.Element {
  const store = useStore();
  const navigate = useNavigate();
  const [summary, setSummary] = createSignal<ProjectSummary>();
  const ask = async (): Promise<void> => {
    setSummary(await store.projects.summary(props.project.id));
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{m().settings.danger.title}</h3>
      <div>
        <Button look="danger" onClick={() => void ask()}>
          {m().settings.danger.remove}
        </Button>
      </div>
      <Show when={summary()}>
        {(found) => (
          <RemoveDialog
            summary={found()}
            onClose={() => {
              setSummary(undefined);
              if (pendingRemovals().has(props.project.id)) navigate('/');
            }}
          />
        )}
      </Show>
    </section>
  );
}
