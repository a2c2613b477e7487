/** Export: a format, what it cannot hold of this very project, and the file. */
import Download from 'lucide-solid/icons/download';
import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import type { ExportOptions, Format, Loss } from '#core/formats';
import type { WantedRecommendations } from '#workers/files/export-contract';
import type { Progress } from '#workers/rpc/job';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { fileNameFrom } from '../../state/download.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { exportWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, Field } from '../../widgets/field.tsx';
import { handOver } from './hand-over.ts';
import { PersonField, RecommendedOptions } from './label-options.tsx';
import { ModelCard } from './model-card.tsx';
import { RunCard } from './run-card.tsx';
import './export-screen.css';

type Options = Omit<ExportOptions, 'recommended' | 'name'>;

const statuses = ['done', 'open', 'skipped'] as const;

/** `Ann (12), Bob (30)`: whose labels are left out. */
const namesOf = ({ of = [] }: Loss): string =>
  of
    .map(({ name, labels }) => `${name === '' ? m().review.nobody : name} (${formatNumber(labels)})`)
    .join(', ');

export function ExportScreen(): JSX.Element {
  const { project } = useProject();
  const text = () => m().exporting;
  const [registry] = createResource(async () => (await import('#core/formats')).formats);
  const writable = createMemo((): readonly Format[] =>
    (registry() ?? []).filter(
      (format) => format.serialize !== undefined && format.tasks.includes(project().task),
    ),
  );
  const [chosenId, setChosenId] = createSignal<string>();
  const chosen = createMemo(() => writable().find((format) => format.id === chosenId()) ?? writable()[0]);
  const [options, setOptions] = createSignal<Options>({});
  const [wanted, setWanted] = createSignal<WantedRecommendations>();
  // Of the other texts a person has said what there is to say.
  const recommended = (format: Format): WantedRecommendations | undefined =>
    format.holds?.project === true || (options().status ?? 'open') !== 'open' ? undefined : wanted();
  const [found, setFound] = createSignal<{ readonly id: string; readonly losses: readonly Loss[] }>();
  const [progress, setProgress] = createSignal<Progress>();
  let cancel = (): void => undefined;
  onCleanup(() => cancel());

  const summary = createLive(
    () => project().id,
    (store, id) => store.projects.summary(id),
  );
  const changes = createMemo(() => `${summary()?.annotations ?? 0}:${summary()?.documents ?? 0}`);
  createEffect(
    on([chosen, changes, createMemo(() => options().annotator)], ([format, , annotator]) => {
      if (format === undefined) return;
      let left = false;
      onCleanup(() => {
        left = true;
      });
      void exportWorker().then(async (client) => {
        if (left) return;
        const answer = await client.losses({
          projectId: project().id,
          formatId: format.id,
          ...(annotator === undefined ? {} : { annotator }),
        }).result;
        if (!left && answer.ok) setFound({ id: format.id, losses: answer.value });
      });
    }),
  );
  const losses = (): readonly Loss[] | undefined => {
    const now = found();
    return now !== undefined && now.id === chosen()?.id ? now.losses : undefined;
  };

  const download = async (format: Format): Promise<void> => {
    setProgress({ done: 0, total: 0 });
    const client = await exportWorker();
    const asked = recommended(format);
    const job = client.run(
      {
        projectId: project().id,
        formatId: format.id,
        options: { ...options(), name: fileNameFrom(project().name) },
        ...(asked === undefined ? {} : { recommended: asked }),
      },
      setProgress,
    );
    cancel = () => job.cancel();
    const answer = await job.result;
    setProgress(undefined);
    handOver(answer);
  };

  const choose = <K extends keyof Options>(key: K, value: Options[K] | undefined): void => {
    const { [key]: _, ...rest } = options();
    setOptions(value === undefined ? (rest as Options) : { ...options(), [key]: value }); // the same options without one
  };

  return (
    <div class="page">
      <header class="page-head">
        <h2 class="page-title">{text().title}</h2>
        <p class="page-lead">{summary()?.documents === 0 ? text().empty : text().lead}</p>
      </header>
      <div class="export">
        <fieldset class="export-list">
          <legend class="visually-hidden">{text().format}</legend>
          <For each={writable()}>
            {(format) => (
              <label class="export-format">
                <input
                  type="radio"
                  name="format"
                  value={format.id}
                  checked={chosen()?.id === format.id}
                  onChange={() => setChosenId(format.id)}
                />
                <span class="export-name">{format.name}</span>
                <span class="export-extension" dir="ltr">
                  {format.extensions[0]}
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={chosen()}>
          {(format) => (
            <section class="card export-detail" aria-live="polite">
              <h3 class="card-title">{format().name}</h3>
              <div class="export-losses">
                <Show when={losses()} fallback={<p class="soft">{text().checking}</p>}>
                  {(list) => (
                    <Show
                      when={list().length > 0}
                      fallback={<p class="export-whole">{text().losesNothing}</p>}
                    >
                      <p>{text().leavesOut}</p>
                      <ul class="export-loss-list">
                        <For each={list()}>
                          {(loss) => (
                            <li>
                              {text().loss[loss.code]?.(loss.count, namesOf(loss)) ??
                                `${loss.code}: ${loss.count}`}
                            </li>
                          )}
                        </For>
                      </ul>
                    </Show>
                  )}
                </Show>
              </div>
              <div class="stack-tight">
                <Choice
                  kind="checkbox"
                  checked={options().labelledOnly === true}
                  onChange={(checked) => choose('labelledOnly', checked ? true : undefined)}
                  title={text().labelledOnly}
                />
                <Show when={format().holds?.project !== true}>
                  <Field label={text().status}>
                    {(parts) => (
                      <select
                        {...parts}
                        class="select"
                        onChange={(event) => {
                          const chosen = statuses.find((one) => one === event.currentTarget.value);
                          choose('status', chosen);
                        }}
                      >
                        <option value="">{text().statuses.any}</option>
                        <For each={statuses}>
                          {(one) => (
                            <option value={one} selected={options().status === one}>
                              {text().statuses[one]}
                            </option>
                          )}
                        </For>
                      </select>
                    )}
                  </Field>
                  <PersonField
                    chosen={options().annotator}
                    holdsPeople={format().holds?.annotators === true}
                    onChoose={(annotator) => choose('annotator', annotator)}
                  />
                  <Show when={(options().status ?? 'open') === 'open'}>
                    <RecommendedOptions
                      wanted={wanted()}
                      isTold={format().holds?.confidence === true}
                      onChange={setWanted}
                    />
                  </Show>
                </Show>
                <Show when={format().holds?.project === true}>
                  <Choice
                    kind="checkbox"
                    checked={options().weights !== false}
                    onChange={(checked) => choose('weights', checked ? undefined : false)}
                    title={text().weights}
                  />
                </Show>
                <Show when={format().id === 'conll'}>
                  <Field label={text().scheme}>
                    {(parts) => (
                      <select
                        {...parts}
                        class="select"
                        onChange={(event) => {
                          const value = event.currentTarget.value;
                          choose('scheme', value === 'iob1' || value === 'iobes' ? value : 'bio');
                        }}
                      >
                        <option value="bio">{text().schemes.bio}</option>
                        <option value="iob1">{text().schemes.iob1}</option>
                        <option value="iobes">{text().schemes.iobes}</option>
                      </select>
                    )}
                  </Field>
                  <Choice
                    kind="checkbox"
                    checked={options().comments !== false}
                    onChange={(checked) => choose('comments', checked ? undefined : false)}
                    title={text().comments}
                    hint={text().commentsHint}
                  />
                </Show>
                <Show when={format().offsetUnit !== 'none' && format().holds?.project !== true}>
                  <Field label={text().offsets}>
                    {(parts) => (
                      <select
                        {...parts}
                        class="select"
                        onChange={(event) => {
                          const value = event.currentTarget.value;
                          choose(
                            'offsetUnit',
                            value === 'utf16' || value === 'code-points' ? value : undefined,
                          );
                        }}
                      >
                        <option value="">{text().offsetDefault}</option>
                        <option value="code-points">{text().offsetUnits['code-points']}</option>
                        <option value="utf16">{text().offsetUnits.utf16}</option>
                      </select>
                    )}
                  </Field>
                </Show>
              </div>
              <div class="row export-acts">
                <Button
                  look="primary"
                  icon={<Download />}
                  disabled={progress() !== undefined}
                  onClick={() => void download(format())}
                >
                  <Show when={progress()} fallback={text().download}>
                    {(now) => text().packing(formatShare(now().total === 0 ? 0 : now().done / now().total))}
                  </Show>
                </Button>
                <Show when={progress() !== undefined}>
                  <Button look="quiet" onClick={() => cancel()}>
                    {text().cancel}
                  </Button>
                </Show>
              </div>
            </section>
          )}
        </Show>
      </div>
      <ModelCard />
      <RunCard />
    </div>
  );
}
