/** How far people agree: a table of figures, and for two of them who called what differently. */
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { type AgreementReport, agreementReport, type Figure, type Figures, isDefined } from '#core/agreement';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Field } from '../../widgets/field.tsx';
import { type ReviewRecords, sharedTexts } from './records.ts';

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
  const store = useStore();
  const { labels } = useProject();
  const text = () => m().review.agreement;
  const names = createMemo(() => props.records.people.map(({ name }) => name));
  const [first, setFirst] = createSignal<string>();
  const [second, setSecond] = createSignal<string>();
  const one = () => first() ?? names()[0] ?? '';
  const other = () =>
    second() ?? (names().length > 2 ? everybody : (names().find((name) => name !== one()) ?? ''));
  const asked = createMemo(() => ({
    records: props.records,
    labels: labels(),
    people: other() === everybody ? undefined : [one(), other()],
  }));
  const [report] = createResource(
    asked,
    async ({ records, labels: all, people }): Promise<AgreementReport> => {
      const texts = await sharedTexts(store, records.shared, people);
      const byId = new Map(all.map((label) => [label.id, label.name]));
      return agreementReport(
        texts,
        all.map(({ name }) => name),
        (id) => byId.get(id) ?? m().model.gone,
      );
    },
  );
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
      <Show when={report.latest}>
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
  const positions = createMemo(
    () => new Map(props.records.shared.map(({ document }) => [document.id, document.position])),
  );
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
                      <For each={cell.documentIds.slice(0, mostLinks)}>
                        {(id) => (
                          <button type="button" class="review-link" onClick={() => props.onText(id)}>
                            {m().review.decide.text((positions().get(id) ?? 0) + 1)}
                          </button>
                        )}
                      </For>
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
