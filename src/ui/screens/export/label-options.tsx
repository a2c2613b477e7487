/** Whose labels a file holds: people's, one person's, and what the app recommends for open texts. */
import { createResource, For, type JSX, Show } from 'solid-js';
import { goldName } from '#core/project';
import type { WantedRecommendations } from '#workers/files/export-contract';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Choice, Field } from '../../widgets/field.tsx';
import { Slider } from '../../widgets/slider.tsx';

/** Sure enough that a person would mostly agree; nobody looks at them any more. */
export const usualRecommendations: WantedRecommendations = { threshold: 0.8 };

const sources = ['model', 'explanations', 'dictionary'] as const;

/** Nothing where only one person ever labelled. */
export function PersonField(props: {
  readonly chosen: string | undefined;
  readonly holdsPeople: boolean;
  readonly onChoose: (annotator: string | undefined) => void;
}): JSX.Element {
  const { project } = useProject();
  const store = useStore();
  const text = () => m().exporting;
  const [names] = createResource(
    () => project().id,
    (id) => store.people.names(id),
  );
  const isShared = (): boolean => project().settings.people;
  const choices = (): readonly string[] => {
    const all = names() ?? [];
    return all.length > 1 || isShared() ? all : [];
  };
  return (
    <Show when={choices().length > 0}>
      <Field label={text().whose}>
        {(parts) => (
          <select
            {...parts}
            class="select"
            onChange={(event) => {
              const { value } = event.currentTarget;
              props.onChoose(value === '' ? undefined : value.slice(1));
            }}
          >
            <option value="">
              {isShared() && !props.holdsPeople ? text().yoursAndDecided : text().everybody}
            </option>
            <For each={choices()}>
              {(name) => (
                // A letter in front: a name may be anything.
                <option value={`p${name}`} selected={props.chosen === name}>
                  {name}
                </option>
              )}
            </For>
            <Show when={isShared()}>
              <option value={`g${goldName}`} selected={props.chosen === goldName}>
                {text().decided}
              </option>
            </Show>
          </select>
        )}
      </Field>
    </Show>
  );
}

export function RecommendedOptions(props: {
  readonly wanted: WantedRecommendations | undefined;
  /** Whether the format tells them from labels. */
  readonly isTold: boolean;
  readonly onChange: (wanted: WantedRecommendations | undefined) => void;
}): JSX.Element {
  const text = () => m().exporting.recommended;
  return (
    <>
      <Choice
        kind="checkbox"
        checked={props.wanted !== undefined}
        onChange={(checked) => props.onChange(checked ? usualRecommendations : undefined)}
        title={text().title}
        hint={text().hint}
      />
      <Show when={props.wanted}>
        {(wanted) => (
          <div class="export-recommended">
            <Show when={!props.isTold}>
              <p class="small export-untold">{text().untold}</p>
            </Show>
            <Field label={text().threshold}>
              {(parts) => (
                <Slider
                  id={parts.id}
                  describedBy={parts['aria-describedby']}
                  value={wanted().threshold}
                  onCommit={(threshold) => props.onChange({ ...wanted(), threshold })}
                />
              )}
            </Field>
            <Field label={text().source}>
              {(parts) => (
                <select
                  {...parts}
                  class="select"
                  onChange={(event) => {
                    const source = sources.find((one) => one === event.currentTarget.value);
                    const { threshold } = wanted();
                    props.onChange(source === undefined ? { threshold } : { threshold, source });
                  }}
                >
                  <option value="">{text().sources.any}</option>
                  <For each={sources}>
                    {(one) => (
                      <option value={one} selected={wanted().source === one}>
                        {text().sources[one]}
                      </option>
                    )}
                  </For>
                </select>
              )}
            </Field>
          </div>
        )}
      </Show>
    </>
  );
}
