/** The label set, changeable at any time: every change is an undo step. */
import { Key } from '@solid-primitives/keyed';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import Plus from 'lucide-solid/icons/plus';
import Trash from 'lucide-solid/icons/trash';
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { Label, LabelKind, Project } from '#core/project';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { createLive } from '../../state/live.ts';
import { settled } from '../../state/problems.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { ColourPicker } from '../../widgets/colour-picker.tsx';
import { RemoveLabelDialog } from './remove-label-dialog.tsx';

const kindsOf: Readonly<Record<Project['task'], readonly LabelKind[]>> = {
  ner: ['span'],
  re: ['span', 'relation'],
  sa: ['text'],
};

export function LabelsSection(props: {
  readonly project: Project;
  readonly labels: readonly Label[];
}): JSX.Element {
  const store = useStore();
  const text = () => m().settings.labels;
  let section: HTMLElement | undefined;
  /** The label that a person is moving. */
  let moved: { readonly id: string; readonly step: -1 | 1 } | undefined;
  const [removing, setRemoving] = createSignal<Label>();
  const usage = createLive(
    () => props.project.id,
    (open, id) => open.labels.usage(id),
  );
  const used = (label: Label): number => usage()?.get(label.id) ?? 0;
  const kinds = createMemo(() => {
    const usual = kindsOf[props.project.task];
    const others = [...new Set(props.labels.map((label) => label.kind))].filter(
      (kind) => !usual.includes(kind),
    );
    return [...usual, ...others];
  });
  const ofKind = (kind: LabelKind): readonly Label[] => props.labels.filter((label) => label.kind === kind);

  const move = (label: Label, step: -1 | 1): void => {
    const group = ofKind(label.kind);
    const other = group[group.findIndex((one) => one.id === label.id) + step];
    if (other === undefined) return;
    const ids = props.labels.map((one) =>
      one.id === label.id ? other.id : one.id === other.id ? label.id : one.id,
    );
    moved = { id: label.id, step };
    void succeeded(store.labels.reorder(props.project.id, ids));
  };
  // A row that moves, or whose button has no further to go, loses the focus.
  createEffect(
    on(
      createMemo(() => props.labels.map(({ id }) => id).join(' ')),
      () => {
        const row = [...(section?.querySelectorAll<HTMLElement>('[data-label]') ?? [])].find(
          ({ dataset }) => dataset['label'] === moved?.id,
        );
        const [up, down] = row?.querySelectorAll<HTMLButtonElement>('.label-set-acts button') ?? [];
        const [same, other] = moved?.step === 1 ? [down, up] : [up, down];
        moved = undefined;
        (same?.disabled === true ? other : same)?.focus();
      },
      { defer: true },
    ),
  );
  const add = async (kind: LabelKind, input: HTMLInputElement): Promise<void> => {
    const name = input.value.trim();
    if (name === '') return;
    if ((await settled(store.labels.add(props.project.id, { kind, name }))) !== undefined) input.value = '';
    input.focus();
  };
  const remove = async (label: Label): Promise<void> => {
    if (used(label) > 0) setRemoving(label);
    else await succeeded(store.labels.remove(label.id));
  };

  return (
    <section class="card stack" ref={section}>
      <h3 class="card-title">{text().title}</h3>
      <For each={kinds()}>
        {(kind) => (
          <div class="stack-tight">
            <Show when={kinds().length > 1}>
              <h4 class="field-label">{text().kind[kind]}</h4>
            </Show>
            <ul class="label-set">
              <Key each={ofKind(kind)} by="id">
                {(label, i) => (
                  <li class="label-set-row" data-label={label().id}>
                    <ColourPicker
                      label={m().projects.dialog.labelColour(label().name)}
                      value={label().colour}
                      onChange={(colour) => void succeeded(store.labels.update(label().id, { colour }))}
                    />
                    <input
                      class="input label-set-name"
                      dir="auto"
                      maxlength="500"
                      aria-label={text().name}
                      value={label().name}
                      onChange={(event) => {
                        const field = event.currentTarget;
                        void succeeded(store.labels.update(label().id, { name: field.value.trim() })).then(
                          (done) => {
                            if (!done) field.value = label().name;
                          },
                        );
                      }}
                    />
                    <input
                      class="input label-row-key"
                      maxlength="1"
                      aria-label={m().projects.dialog.labelKey(label().name)}
                      value={label().shortcut}
                      onFocus={(event) => event.currentTarget.select()}
                      onChange={(event) => {
                        const shortcut = event.currentTarget.value.trim().toLowerCase();
                        void succeeded(store.labels.update(label().id, { shortcut }));
                      }}
                    />
                    <span class="label-set-used">{text().used(used(label()))}</span>
                    <span class="label-set-acts">
                      <Button
                        look="quiet"
                        size="sm"
                        icon={<ArrowUp />}
                        label={text().up(label().name)}
                        disabled={i() === 0}
                        onClick={() => move(label(), -1)}
                      />
                      <Button
                        look="quiet"
                        size="sm"
                        icon={<ArrowDown />}
                        label={text().down(label().name)}
                        disabled={i() === ofKind(kind).length - 1}
                        onClick={() => move(label(), 1)}
                      />
                      <Button
                        look="quiet"
                        size="sm"
                        icon={<Trash />}
                        label={text().remove(label().name)}
                        onClick={() => void remove(label())}
                      />
                    </span>
                  </li>
                )}
              </Key>
            </ul>
            <AddLabel onAdd={(input) => void add(kind, input)} />
          </div>
        )}
      </For>
      <Show when={removing()}>
        {(label) => (
          <RemoveLabelDialog
            label={label()}
            used={used(label())}
            others={ofKind(label().kind).filter((one) => one.id !== label().id)}
            onClose={() => setRemoving(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function AddLabel(props: { readonly onAdd: (input: HTMLInputElement) => void }): JSX.Element {
  let input: HTMLInputElement | undefined;
  return (
    <form
      class="label-set-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (input !== undefined) props.onAdd(input);
      }}
    >
      <input
        ref={input}
        class="input"
        dir="auto"
        maxlength="500"
        autocomplete="off"
        aria-label={m().settings.labels.add}
        placeholder={m().settings.labels.add}
      />
      <Button type="submit" icon={<Plus />}>
        {m().settings.labels.add}
      </Button>
    </form>
  );
}
