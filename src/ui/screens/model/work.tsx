/** What the sources of recommendations brought, and what labels cost. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadFile, fileNameFrom } from '../../state/download.ts';
import { useProject } from '../../state/project-context.ts';
import { Button } from '../../widgets/button.tsx';
import { type ModelRecords, sourceRows, timeRows, timesAsCsv } from './figures.ts';

const seconds = (value: number): string => formatNumber(value, { maximumFractionDigits: 1 });

export function Sources(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.sources;
  const rows = createMemo(() => sourceRows(props.records.contributions));
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={rows().length > 0} fallback={<p>{text().no}</p>}>
        <section class="model-scroll" aria-label={text().title} tabindex="0">
          <table class="model-table">
            <thead>
              <tr>
                <th scope="col">{text().source}</th>
                <th scope="col">{text().shown}</th>
                <th scope="col">{text().accepted}</th>
                <th scope="col">{text().rejected}</th>
                <th scope="col">{text().right}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row">{text().names[row.source]}</th>
                    <td>{formatNumber(row.shown)}</td>
                    <td>{formatNumber(row.accepted)}</td>
                    <td>{formatNumber(row.rejected)}</td>
                    <td>{formatNumber(row.right)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </Show>
    </section>
  );
}

export function Times(props: { readonly records: ModelRecords }): JSX.Element {
  const { project } = useProject();
  const text = () => m().model.times;
  const rows = createMemo(() => timeRows(props.records.times));
  const download = (): void => {
    const blob = new Blob([timesAsCsv(props.records.times)], { type: 'text/csv' });
    downloadFile(`${fileNameFrom(project().name)}-times.csv`, blob, blob.type);
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="small soft">{text().lead}</p>
      <Show when={rows().length > 0} fallback={<p>{project().settings.timing ? text().no : text().off}</p>}>
        <section class="model-scroll" aria-label={text().title} tabindex="0">
          <table class="model-table">
            <thead>
              <tr>
                <th scope="col">{text().how}</th>
                <th scope="col">{text().labels}</th>
                <th scope="col">{text().seconds}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row">{text().kind(row.explained, row.recommended)}</th>
                    <td>{formatNumber(row.labels)}</td>
                    <td>{seconds(row.seconds)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
        <div class="row">
          <Button onClick={download}>{text().download}</Button>
        </div>
      </Show>
    </section>
  );
}
