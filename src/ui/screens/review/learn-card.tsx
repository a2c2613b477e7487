import { For, type JSX } from 'solid-js';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Choice } from '../../widgets/field.tsx';

const choices = ['gold', 'mine'] as const;

export function LearnCard(): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const text = () => m().review.learn;
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <fieldset class="review-choices">
        <legend class="visually-hidden">{text().title}</legend>
        <For each={choices}>
          {(choice) => (
            <Choice
              kind="radio"
              name="learn-from"
              checked={project().settings.learnFrom === choice}
              onChange={() =>
                void succeeded(store.projects.update(project().id, { settings: { learnFrom: choice } }))
              }
              title={text()[choice]}
            />
          )}
        </For>
      </fieldset>
    </section>
  );
}
