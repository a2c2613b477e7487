/** How far people agree: a table of figures, and for two of them who called what differently. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { type AgreementReport, type Figure, type Figures, isDefined } from '#core/agreement';
import type { ReviewRecords } from '#workers/review/contract';
import type { Job, Progress as Share } from '#workers/rpc/job';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { reportProblem } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { reviewWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';
import { Progress } from '../../widgets/progress.tsx';

const measures = ['kappa', 'alpha', 'exact', 'overlap', 'unitising', 'tokens'] as const;
const mostCells = 20;
const mostLinks = 8;
const everybody = '*';

const decimal = (value: number): string =>
  formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export function AgreementCard(props: {
  readonly records: ReviewRecords;
  readonly onText: (documentId: string) => void;
}): JSX.Element {
  const { project, labels } = useProject();
  const text = () => m().review.agreement;
  const names = createMemo(() => props.records.people.map(({ name }) => name));
  const [first, setFirst] = createSignal<string>();
  const [second, setSecond] = createSignal<string>();
  const one = () => first() ?? names()[0] ?? '';
  const other = () =>
    second() ?? (names().length > 2 ? everybody : (names().find((name) => name !== one()) ?? ''));
  const asked = createMemo(
    () => ({
      stamp: props.records.stamp,
      projectId: project().id,
      labels: labels().map(({ name }) => name),
      people: other() === everybody ? undefined : [one(), other()],
    }),
    undefined,
    // What is decided changes nothing of how far people agree.
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const [report, setReport] = createSignal<AgreementReport>();
  /** While it is counted. */
  const [progress, setProgress] = createSignal<Share>();
  const [isStopped, setStopped] = createSignal(false);
  let job: Job<AgreementReport> | undefined;
  const count = async (): Promise<void> => {
    const { projectId, people } = asked();
    setStopped(false);
    setProgress({ done: 0, total: 0 });
    const request = { projectId, goneLabel: m().model.gone, ...(people === undefined ? {} : { people }) };
    const client = await reviewWorker();
    const counting = client.report(request, (share) => {
      if (job === counting) setProgress(share);
    });
    job = counting;
    const answer = await counting.result;
    if (job !== counting) return;
    job = undefined;
    setProgress(undefined);
    if (answer.ok) setReport(answer.value);
    else if (answer.error.code === 'cancelled') setStopped(true);
    else reportProblem(answer.error);
  };
  createEffect(on(asked, () => void count()));
  onCleanup(() => {
    const counting = job;
    job = undefined;
    counting?.cancel();
  });
  const shown = (name: string): string => (name === '' ? m().review.nobody : name);
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <div class="row">
        <Field label={text().between}>
          {(parts) => (
            <select {...parts} class="select" onChange={(event) => setFirst(event.currentTarget.value)}>
              <For each={names()}>
                {(name) => (
                  <option value={name} selected={name === one()}>
                    {shown(name)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Field label={text().and}>
          {(parts) => (
            <select {...parts} class="select" onChange={(event) => setSecond(event.currentTarget.value)}>
              <Show when={names().length > 2}>
                <option value={everybody} selected={other() === everybody}>
                  {text().everybody}
                </option>
              </Show>
              <For each={names().filter((name) => name !== one())}>
                {(name) => (
                  <option value={name} selected={name === other()}>
                    {shown(name)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </div>
      <Show when={progress()}>
        {(share) => (
          <div class="row review-counting">
            <Progress value={share().done} max={share().total} label={text().counting} />
            <Button size="sm" onClick={() => job?.cancel()}>
              {text().stop}
            </Button>
          </div>
        )}
      </Show>
      <Show when={isStopped()}>
        <div class="row">
          <span class="soft">{text().stopped}</span>
          <Button size="sm" onClick={() => void count()}>
            {text().again}
          </Button>
        </div>
      </Show>
      <Show when={isStopped() ? undefined : report()}>
        {(found) => (
          <Show when={found().texts > 0} fallback={<p>{text().none}</p>}>
            <p>
              {text().texts(found().texts)} {text().lead}
            </p>
            <FiguresTable report={found()} />
            <p class="soft small">{text().measures}</p>
            <Show when={other() !== everybody && found().confusion.length > 0}>
              <ConfusionTable
                report={found()}
                names={[shown(one()), shown(other())]}
                records={props.records}
                onText={props.onText}
              />
            </Show>
          </Show>
        )}
      </Show>
    </section>
  );
}

function FiguresTable(props: { readonly report: AgreementReport }): JSX.Element {
  const text = () => m().review.agreement;
  const columns = createMemo(() => measures.filter((name) => props.report.overall[name] !== undefined));
  const rows = createMemo((): readonly (Figures & { readonly label: string })[] => [
    { label: text().overall, ...props.report.overall },
    ...props.report.byLabel,
  ]);
  return (
    <section class="review-scroll" aria-label={text().title} tabindex="0">
      <table class="review-table">
        <thead>
          <tr>
            <th scope="col">{text().label}</th>
            <For each={columns()}>{(name) => <th scope="col">{text()[name]}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row">
                  <bdi>{row.label}</bdi>
                </th>
                <For each={columns()}>{(name) => <FigureCell figure={row[name]} />}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

function FigureCell(props: { readonly figure: Figure | undefined }): JSX.Element {
  const text = () => m().review.agreement;
  return (
    <td>
      <Show when={props.figure} keyed>
        {(figure) =>
          isDefined(figure) ? (
            <>
              <span class="review-value">{decimal(figure.value)}</span>
              <span class="review-detail">
                <Show when={figure.low !== undefined}>
                  {text().interval(decimal(figure.low ?? 0), decimal(figure.high ?? 0))}
                  {' · '}
                </Show>
                {text().units(figure.units)}
              </span>
            </>
          ) : (
            <span class="review-detail">{text().why[figure.why]}</span>
          )
        }
      </Show>
    </td>
  );
}

function ConfusionTable(props: {
  readonly report: AgreementReport;
  readonly names: readonly [string, string];
  readonly records: ReviewRecords;
  readonly onText: (documentId: string) => void;
}): JSX.Element {
  const text = () => m().review.confusion;
  const positions = createMemo(() => new Map(props.records.shared.map(({ id, position }) => [id, position])));
  const called = (label: string): string => (label === '' ? text().nothing : label);
  return (
    <>
      <h4 class="review-subtitle">{text().title}</h4>
      <section class="review-scroll" aria-label={text().title} tabindex="0">
        <table class="review-table">
          <thead>
            <tr>
              <th scope="col">{text().first(props.names[0])}</th>
              <th scope="col" class="review-words">
                {text().first(props.names[1])}
              </th>
              <th scope="col">{text().times}</th>
              <th scope="col" class="review-words">
                {text().where}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.report.confusion.slice(0, mostCells)}>
              {(cell) => (
                <tr data-same={cell.first === cell.second ? '' : undefined}>
                  <th scope="row">
                    <bdi>{called(cell.first)}</bdi>
                  </th>
                  <td class="review-words">
                    <bdi>{called(cell.second)}</bdi>
                  </td>
                  <td>{formatNumber(cell.count)}</td>
                  <td class="review-words">
                    <Show when={cell.first !== cell.second}>
                      <TextLinks ids={cell.documentIds} positions={positions()} onText={props.onText} />
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The texts behind a cell: the first of them, and all when they are asked for. */
function TextLinks(props: {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  readonly onText: (documentId: string) => void;
}): JSX.Element {
  const [shown, setShown] = createSignal(mostLinks);
  return (
    <>
      <For each={props.ids.slice(0, shown())}>
        {(id) => (
          <button type="button" class="review-link" onClick={() => props.onText(id)}>
            {m().review.decide.text((props.positions.get(id) ?? 0) + 1)}
          </button>
        )}
      </For>
      <Show when={props.ids.length > shown()}>
        <button
          type="button"
          class="review-link"
          onClick={() => setShown(shown() === mostLinks ? 10 * mostLinks : props.ids.length)}
        >
          {m().review.confusion.more(props.ids.length - shown())}
        </button>
      </Show>
    </>
  );
}
