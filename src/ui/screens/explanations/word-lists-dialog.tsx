/** The project's word lists: made by pasting or from a file, named in reasons, and recommended where they have a label. */
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Trash2 from 'lucide-solid/icons/trash';
import Upload from 'lucide-solid/icons/upload';
import { createSignal, For, type JSX, Show } from 'solid-js';
import {
  maxListedWords,
  maxListName,
  type ProjectWordList,
  readWords,
  wordListFault,
  wordListsOf,
} from '#core/project';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import './word-lists.css';

interface Draft {
  /** The list that is changed; absent: a new one. */
  readonly of?: ProjectWordList;
  readonly name: string;
  readonly words: string;
  readonly labelId: string;
}

const noDraft: Draft = { name: '', words: '', labelId: '' };

export function WordListsDialog(props: { readonly onClose: () => void }): JSX.Element {
  const store = useStore();
  const { project, labels } = useProject();
  const t = () => m().explanations.lists;
  let picker: HTMLInputElement | undefined;
  const lists = (): readonly ProjectWordList[] => wordListsOf(project());
  const entities = () => labels().filter(({ kind }) => kind === 'span');
  const [draft, setDraft] = createSignal<Draft | undefined>(lists().length === 0 ? noDraft : undefined);
  const [isChecked, setChecked] = createSignal(false);
  const write = (wordLists: readonly ProjectWordList[]): Promise<boolean> =>
    succeeded(store.projects.update(project().id, { settings: { wordLists } }));

  const begin = (next: Draft | undefined): void => {
    setChecked(false);
    setDraft(next);
  };
  const made = ({ name, words, labelId }: Draft): ProjectWordList => ({
    name: name.trim(),
    words: readWords(words),
    ...(labelId === '' ? {} : { labelId }),
  });
  const others = (now: Draft): readonly ProjectWordList[] =>
    lists().filter((one) => one.name !== now.of?.name);
  const fault = (now: Draft) => wordListFault(made(now), others(now));
  const save = async (now: Draft): Promise<void> => {
    setChecked(true);
    if (fault(now) !== undefined) return;
    const list = made(now);
    const next =
      now.of === undefined
        ? [...lists(), list]
        : lists().map((one) => (one.name === now.of?.name ? list : one));
    if (!(await write(next))) return;
    announce(t().saved(list.name));
    begin(undefined);
  };
  const remove = async (list: ProjectWordList): Promise<void> => {
    const before = lists();
    if (!(await write(before.filter((one) => one.name !== list.name)))) return;
    showToast({
      text: t().removed(list.name),
      action: { label: m().common.undo, run: () => void write(before) },
    });
  };
  const fill = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const words = await file.text();
    setDraft((now = noDraft) => ({
      ...now,
      name: now.name === '' ? file.name.replace(/\.[^.]*$/, '').slice(0, maxListName) : now.name,
      words: readWords(words).join('\n'),
    }));
  };

  return (
    <Dialog title={t().title} onClose={props.onClose}>
      <p class="soft">{t().lead}</p>
      <ul class="word-lists">
        <For each={lists()}>
          {(list) => (
            <li class="word-list">
              <span class="word-list-name">
                <bdi>{list.name}</bdi>
                <span class="small soft">
                  {t().words(list.words.length)}
                  <Show when={entities().find(({ id }) => id === list.labelId)}>
                    {(label) => (
                      <>
                        {' · '}
                        <bdi>{label().name}</bdi>
                      </>
                    )}
                  </Show>
                </span>
              </span>
              <Button
                look="quiet"
                size="sm"
                icon={<Pencil />}
                label={t().edit(list.name)}
                onClick={() =>
                  begin({
                    of: list,
                    name: list.name,
                    words: list.words.join('\n'),
                    labelId: list.labelId ?? '',
                  })
                }
              />
              <Button
                look="quiet"
                size="sm"
                icon={<Trash2 />}
                label={t().remove(list.name)}
                onClick={() => void remove(list)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show
        when={draft()}
        fallback={
          <Button icon={<Plus />} onClick={() => begin(noDraft)}>
            {t().add}
          </Button>
        }
      >
        {(now) => {
          const wrong = (...codes: readonly ReturnType<typeof fault>[]): string | undefined => {
            const code = fault(now());
            if (!isChecked() || code === undefined || !codes.includes(code)) return undefined;
            return t().fault[code](maxListedWords);
          };
          return (
            <form
              class="stack-tight"
              onSubmit={(event) => {
                event.preventDefault();
                void save(now());
              }}
            >
              <Field
                label={t().name}
                hint={t().nameHint(now().name.trim() === '' ? t().example : now().name.trim())}
                error={wrong('no-name', 'odd-name', 'name-taken')}
              >
                {(parts) => (
                  <input
                    {...parts}
                    class="input"
                    dir="auto"
                    maxlength={maxListName}
                    autocomplete="off"
                    value={now().name}
                    ref={(element) => queueMicrotask(() => element.focus())}
                    onInput={(event) => setDraft({ ...now(), name: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Field label={t().content} hint={t().contentHint} error={wrong('no-words', 'too-many-words')}>
                {(parts) => (
                  <textarea
                    {...parts}
                    class="area"
                    dir="auto"
                    rows={7}
                    value={now().words}
                    onInput={(event) => setDraft({ ...now(), words: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Button class="word-list-file" size="sm" icon={<Upload />} onClick={() => picker?.click()}>
                {t().file}
              </Button>
              <input
                ref={picker}
                type="file"
                hidden
                data-testid="word-list-file"
                onChange={(event) => {
                  void fill(event.currentTarget.files?.[0]);
                  event.currentTarget.value = '';
                }}
              />
              <Show when={entities().length > 0}>
                <Field label={t().label} hint={t().labelHint}>
                  {(parts) => (
                    <select
                      {...parts}
                      class="select"
                      onChange={(event) => setDraft({ ...now(), labelId: event.currentTarget.value })}
                    >
                      <option value="">{t().noLabel}</option>
                      <For each={entities()}>
                        {(label) => (
                          <option value={label.id} selected={now().labelId === label.id}>
                            {label.name}
                          </option>
                        )}
                      </For>
                    </select>
                  )}
                </Field>
              </Show>
              <div class="row">
                <Button type="submit" look="primary">
                  {m().common.save}
                </Button>
                <Button look="quiet" onClick={() => begin(undefined)}>
                  {m().common.cancel}
                </Button>
              </div>
            </form>
          );
        }}
      </Show>
    </Dialog>
  );
}
