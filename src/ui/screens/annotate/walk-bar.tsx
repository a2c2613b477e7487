/** Where one is on a walk through chosen texts, what to look at in this one, and the way on. */
import { type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { endWalk, goOnWalk, walkIn } from '../../state/walk.ts';
import { Button } from '../../widgets/button.tsx';
import type { Session } from './session.ts';

export function WalkBar(props: { readonly session: Session }): JSX.Element {
  const text = () => m().annotate.walk;
  const projectId = () => props.session.project().id;
  const go = async (by: 1 | -1): Promise<void> => {
    const id = goOnWalk(projectId(), by);
    const document = id === undefined ? undefined : await props.session.store.documents.get(id);
    if (document !== undefined) props.session.goTo(document.position);
  };
  return (
    <Show when={walkIn(projectId())}>
      {(walk) => (
        <section class="annotate-walk" aria-label={walk().title}>
          <p aria-live="polite">
            <strong>{text().place(walk().title, walk().at + 1, walk().stops.length)}</strong>{' '}
            {walk().stops[walk().at]?.words}
          </p>
          <span class="row">
            <Button size="sm" disabled={walk().at === 0} onClick={() => void go(-1)}>
              {text().back}
            </Button>
            <Button
              size="sm"
              look="primary"
              disabled={walk().at + 1 >= walk().stops.length}
              onClick={() => void go(1)}
            >
              {text().on}
            </Button>
            <Button size="sm" look="quiet" onClick={endWalk}>
              {text().end}
            </Button>
          </span>
        </section>
      )}
    </Show>
  );
}
