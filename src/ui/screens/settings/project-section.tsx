import { For, type JSX, Show } from 'solid-js';
import { type ExplanationKind, type Project, taskTraits } from '#core/project';
import { m } from '../../messages/index.ts';
import { Choice, Field, FieldSet } from '../../widgets/field.tsx';
import { MarkdownEditor } from '../../widgets/markdown-editor.tsx';
import type { ProjectChange } from './change.ts';

const kinds: readonly ExplanationKind[] = ['trigger', 'nl'];
const directions = ['auto', 'ltr', 'rtl'] as const;

export function ProjectSection(props: {
  readonly project: Project;
  readonly onChange: (change: ProjectChange) => void;
}): JSX.Element {
  const text = () => m().settings.project;
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Field label={text().name}>
        {(parts) => (
          <input
            {...parts}
            class="input"
            dir="auto"
            maxlength="200"
            value={props.project.name}
            onChange={(event) => {
              const name = event.currentTarget.value.trim();
              if (name === '') event.currentTarget.value = props.project.name;
              else props.onChange({ name });
            }}
          />
        )}
      </Field>
      <FieldSet legend={text().kinds} hint={text().kindsHint}>
        <For each={kinds}>
          {(kind) => (
            <Choice
              kind="switch"
              checked={props.project.explanationKinds.includes(kind)}
              onChange={(on) =>
                props.onChange({
                  explanationKinds: kinds.filter((one) =>
                    one === kind ? on : props.project.explanationKinds.includes(one),
                  ),
                })
              }
              title={m().projects.dialog.kind[kind]}
              hint={m().projects.dialog.kindHint[kind]}
            />
          )}
        </For>
      </FieldSet>
      <Field label={text().direction}>
        {(parts) => (
          <select
            {...parts}
            class="select settings-narrow"
            value={props.project.settings.textDirection}
            onChange={(event) => {
              const chosen = directions.find((one) => one === event.currentTarget.value);
              if (chosen !== undefined) props.onChange({ settings: { textDirection: chosen } });
            }}
          >
            <For each={directions}>
              {(one) => (
                <option value={one} selected={one === props.project.settings.textDirection}>
                  {text().directions[one]}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={taskTraits[props.project.task].learned === 'text'}>
        <Choice
          kind="switch"
          checked={props.project.settings.multiLabel}
          onChange={(multiLabel) => props.onChange({ settings: { multiLabel } })}
          title={text().multiLabel}
        />
      </Show>
      <MarkdownEditor
        label={text().guidelines}
        hint={text().guidelinesHint}
        value={props.project.guidelines}
        onInput={() => undefined}
        onCommit={(guidelines) => props.onChange({ guidelines })}
      />
    </section>
  );
}
