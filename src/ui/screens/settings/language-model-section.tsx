/** The language model of a project: the app's, or one that a person brought, which is tried before it is taken. */
import Trash from 'lucide-solid/icons/trash';
import { createEffect, createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { type Project, taskTraits } from '#core/project';
import type { OwnFile } from '#workers/encoder/contract';
import { formatBytes } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { incomingModel, takeModel } from '../../state/incoming-files.ts';
import { problemText } from '../../state/problems.ts';
import { encoderWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice } from '../../widgets/field.tsx';
import type { ProjectChange } from './change.ts';

/** The address of multilingual-e5-small, where whoever built the app has built it (`npm run encoder:e5`). */
const [multilingual] = Object.values(
  import.meta.glob<string>('../../../../models/encoders/multilingual-e5-small.zip', {
    eager: true,
    query: '?url',
    import: 'default',
  }),
);

interface Refusal {
  readonly text: string;
  readonly detail: string;
}

export function LanguageModelSection(props: {
  readonly project: Project;
  readonly onChange: (change: ProjectChange) => void;
}): JSX.Element {
  const text = () => m().settings.languageModel;
  const [isLooking, setLooking] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [owned, { refetch }] = createResource(async (): Promise<readonly OwnFile[]> => {
    const listed = await (await encoderWorker()).owned().result;
    return listed.ok ? listed.value : [];
  });
  const files = (): readonly OwnFile[] => owned.latest ?? [];
  const used = () => props.project.settings.encoder ?? undefined;
  const isWanted = (): boolean => props.project.settings.entitiesInContext === true;
  const isHere = (name: string): boolean =>
    owned.latest === undefined || files().some((one) => one.name === name);
  let picker: HTMLInputElement | undefined;

  const use = (file: OwnFile | undefined): void => {
    setRefusal(undefined);
    props.onChange({
      settings: { encoder: file === undefined ? null : { name: file.name, label: file.label } },
    });
  };
  const bring = async (brought: readonly File[]): Promise<void> => {
    if (brought.length === 0 || isLooking()) return;
    setLooking(true);
    setRefusal(undefined);
    const taken = await (await encoderWorker()).adopt(brought).result;
    setLooking(false);
    if (taken.ok) {
      await refetch();
      use(taken.value);
      return;
    }
    const { code, message } = taken.error;
    const named: Readonly<Record<string, string>> = text().refused;
    const known = named[code];
    setRefusal(
      known === undefined
        ? { text: problemText(taken.error), detail: '' }
        : { text: known, detail: text().detail(message) },
    );
  };
  /** From the app's own host, and then as if it had been brought. */
  const fetchMultilingual = async (address: string): Promise<void> => {
    setLooking(true);
    setRefusal(undefined);
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${response.status}`);
      const archive = new File([await response.blob()], 'multilingual-e5-small.zip');
      setLooking(false);
      await bring([archive]);
    } catch (error) {
      setLooking(false);
      setRefusal({ text: text().unreachable, detail: text().detail(String(error)) });
    }
  };
  const remove = async ({ name }: OwnFile): Promise<void> => {
    await (await encoderWorker()).forget(name).result;
    await refetch();
  };
  createEffect(() => {
    if (incomingModel().length > 0) void bring(takeModel());
  });

  const state = (): string => {
    const one = used();
    if (isLooking()) return text().looking;
    if (one === undefined) return isWanted() ? text().usesAppToo : text().usesApp;
    return isHere(one.name) ? text().uses(one.label) : text().isMissing(one.label);
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="soft">{text().lead}</p>
      <Show when={used() === undefined && !taskTraits[props.project.task].readsContext}>
        <Choice
          kind="switch"
          checked={isWanted()}
          onChange={(entitiesInContext) => props.onChange({ settings: { entitiesInContext } })}
          title={text().entities.title}
          hint={text().entities.hint}
        />
      </Show>
      <p role="status">{state()}</p>
      <Show when={refusal()}>
        {(why) => (
          <div role="alert" class="settings-refusal">
            <p>{why().text}</p>
            <Show when={why().detail !== ''}>
              <p class="soft small settings-detail">{why().detail}</p>
            </Show>
          </div>
        )}
      </Show>
      <div class="row">
        <Button busy={isLooking()} disabled={isLooking()} onClick={() => picker?.click()}>
          {text().bring}
        </Button>
        <Show when={used() === undefined ? multilingual : undefined}>
          {(address) => (
            <Button look="quiet" disabled={isLooking()} onClick={() => void fetchMultilingual(address())}>
              {text().multilingual}
            </Button>
          )}
        </Show>
        <Show when={used() !== undefined}>
          <Button look="quiet" onClick={() => use(undefined)}>
            {text().useApp}
          </Button>
        </Show>
        <input
          ref={picker}
          type="file"
          accept=".onnx,.json,.zip"
          multiple
          hidden
          data-testid="language-model-file"
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void bring(chosen);
          }}
        />
      </div>
      <Show when={files().length > 0}>
        <h4 class="small">{text().here}</h4>
        <ul class="settings-files">
          <For each={files()}>
            {(file) => (
              <li class="row">
                <span dir="auto">{text().file(file.label, formatBytes(file.bytes))}</span>
                <Show when={used()?.name !== file.name}>
                  <Button look="quiet" size="sm" onClick={() => use(file)}>
                    {text().use(file.label)}
                  </Button>
                  <Button
                    look="quiet"
                    size="sm"
                    icon={<Trash />}
                    label={text().remove(file.label)}
                    onClick={() => void remove(file)}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
