/** Name, task, explanations, labels, guidelines: sensible from the start, so that a name is all that is needed. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import {
  type ExplanationKind,
  type LabelKind,
  type Project,
  type Task,
  tasks,
  taskTraits,
} from '#core/project';
import { m } from '../../messages/index.ts';
import { settled } from '../../state/problems.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Choice, Field, FieldSet } from '../../widgets/field.tsx';
import { MarkdownEditor } from '../../widgets/markdown-editor.tsx';
import { type DraftLabel, draftLabels, LabelRows, labelProblem } from './label-rows.tsx';

const kinds: readonly ExplanationKind[] = ['trigger', 'nl'];

export function NewProjectDialog(props: { readonly onClose: (created?: Project) => void }): JSX.Element {
  const store = useStore();
  const [name, setName] = createSignal('');
  const [task, setTask] = createSignal<Task>('ner');
  const [chosenKinds, setChosenKinds] = createStore<Record<ExplanationKind, boolean>>({
    trigger: true,
    nl: false,
  });
  /** What suits the task, until somebody chooses: relations and opinions have reasons of both kinds. */
  let kindsChosen = false;
  const chooseTask = (next: Task): void => {
    setTask(next);
    if (!kindsChosen) setChosenKinds({ trigger: true, nl: next !== 'ner' });
  };
  const [guidelines, setGuidelines] = createSignal('');
  const presets = (kind: LabelKind): DraftLabel[] => {
    const preset = m().projects.dialog.presets;
    return draftLabels(kind, kind === 'span' ? preset.ner : kind === 'relation' ? preset.re : preset.sa);
  };
  const [labels, setLabels] = createStore<Record<LabelKind, DraftLabel[]>>({
    span: presets('span'),
    relation: presets('relation'),
    text: presets('text'),
  });
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const used = createMemo(() =>
    taskTraits[task()].labelKinds.flatMap((kind) => labels[kind].filter((one) => one.name.trim() !== '')),
  );
  const nameError = (): string | undefined =>
    tried() && name().trim() === '' ? m().projects.dialog.nameMissing : undefined;
  const labelError = (): string | undefined => (tried() ? labelProblem(used()) : undefined);
  let created: Project | undefined;
  let form: HTMLFormElement | undefined;

  const create = async (): Promise<void> => {
    setTried(true);
    if (nameError() !== undefined || labelError() !== undefined) {
      form
        ?.querySelector<HTMLElement>('[aria-invalid="true"], .field-error')
        ?.scrollIntoView({ block: 'nearest' });
      return;
    }
    setBusy(true);
    created = await settled(
      store.projects.create({
        name: name().trim(),
        task: task(),
        explanationKinds: kinds.filter((kind) => chosenKinds[kind]),
        guidelines: guidelines(),
        labels: used().map(({ kind, name: labelName, colour, shortcut }) => ({
          kind,
          name: labelName.trim(),
          colour,
          shortcut,
        })),
      }),
    );
    setBusy(false);
    if (created !== undefined) props.onClose(created);
  };

  const labelTitle = (kind: LabelKind): string =>
    !taskTraits[task()].hasPairs
      ? m().projects.dialog.labels
      : kind === 'relation'
        ? m().projects.dialog.relationLabels
        : m().projects.dialog.entityLabels;

  return (
    <Dialog
      title={m().projects.dialog.title}
      width="wide"
      onClose={() => {
        if (created === undefined) props.onClose();
      }}
      footer={
        <Button look="primary" busy={busy()} disabled={busy()} onClick={() => void create()}>
          {m().projects.dialog.create}
        </Button>
      }
    >
      <form
        ref={form}
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Field label={m().projects.dialog.name} error={nameError()}>
          {(parts) => (
            <input
              {...parts}
              class="input"
              dir="auto"
              maxlength="200"
              autofocus
              autocomplete="off"
              placeholder={m().projects.dialog.namePlaceholder}
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <FieldSet legend={m().projects.dialog.task}>
          <div class="choice-grid">
            <For each={tasks}>
              {(one) => (
                <Choice
                  kind="radio"
                  card
                  name="task"
                  checked={task() === one}
                  onChange={() => chooseTask(one)}
                  title={m().projects.task[one]}
                  hint={m().projects.taskHint[one]}
                />
              )}
            </For>
          </div>
        </FieldSet>
        <FieldSet legend={m().projects.dialog.kinds} hint={m().projects.dialog.kindsHint}>
          <div class="choice-grid">
            <For each={kinds}>
              {(kind) => (
                <Choice
                  kind="checkbox"
                  card
                  checked={chosenKinds[kind]}
                  onChange={(checked) => {
                    kindsChosen = true;
                    setChosenKinds(kind, checked);
                  }}
                  title={m().projects.dialog.kind[kind]}
                  hint={m().projects.dialog.kindHint[kind]}
                />
              )}
            </For>
          </div>
        </FieldSet>
        <For each={taskTraits[task()].labelKinds}>
          {(kind) => (
            <LabelRows
              legend={labelTitle(kind)}
              hint={m().projects.dialog.labelsHint}
              kind={kind}
              labels={labels[kind]}
              taken={() => used()}
              onChange={(next) => setLabels(kind, next)}
            />
          )}
        </For>
        <Show when={labelError()}>
          <p class="field-error" role="alert">
            {labelError()}
          </p>
        </Show>
        <MarkdownEditor
          label={m().projects.dialog.guidelines}
          hint={m().projects.dialog.guidelinesHint}
          value={guidelines()}
          onInput={setGuidelines}
        />
      </form>
    </Dialog>
  );
}
