/** What the model learned, measured on texts that it never saw: scores, mistakes, what helped, and what it cost. */

import { type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { LabelCheck } from './check.tsx';
import { Curve, Loss } from './curves.tsx';
import { readModel } from './figures.ts';
import { Calibration, LabelTable, Mistakes } from './mistakes.tsx';
import { Summary } from './summary.tsx';
import { Thorough } from './thorough.tsx';
import { Versions } from './versions.tsx';
import { Sources, Times } from './work.tsx';
import './model.css';

export function ModelScreen(): JSX.Element {
  const { project, labels } = useProject();
  const text = () => m().model;
  const records = createLive(
    () => ({ id: project().id, task: project().task }),
    (store, { id, task }) => readModel(store, id, task),
  );
  const nameOf = (id: string): string =>
    id === '' ? text().none : (labels().find((label) => label.id === id)?.name ?? text().gone);
  return (
    <div class="card-column">
      <h2 class="visually-hidden">{text().title}</h2>
      <Show when={records()}>
        {(found) => (
          <>
            <Summary records={found()} />
            <Thorough />
            <Curve records={found()} />
            <Show when={found().weights?.measured}>
              {(measured) => (
                <>
                  <LabelTable items={measured().items} nameOf={nameOf} />
                  <Mistakes items={measured().items} records={found()} nameOf={nameOf} />
                  <Calibration items={measured().items} />
                </>
              )}
            </Show>
            <LabelCheck records={found()} nameOf={nameOf} />
            <Sources records={found()} />
            <Times records={found()} />
            <Loss records={found()} />
            <Versions records={found()} />
          </>
        )}
      </Show>
    </div>
  );
}
