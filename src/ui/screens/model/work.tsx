/** What the sources of recommendations brought, and what labels cost. */
import { createMemo, type JSX, Show } from 'solid-js';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadFile, fileNameFrom } from '../../state/download.ts';
import { useProject } from '../../state/project-context.ts';
import { Button } from '../../widgets/button.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import { type ModelRecords, sourceRows, timeRows, timesAsCsv } from './figures.ts';

const seconds = (value: number): string => formatNumber(value, { maximumFractionDigits: 1 });

export function Sources(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.sources;
  const rows = createMemo(() => sourceRows(props.records.contributions));
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={rows().length > 0} fallback={<p>{text().no}</p>}>
        <DataTable
          name={text().title}
          columns={[
            { name: text().source },
            { name: text().shown },
            { name: text().accepted },
            { name: text().rejected },
            { name: text().right },
          ]}
          rows={rows().map((row) => [
            text().names[row.source],
            ...[row.shown, row.accepted, row.rejected, row.right].map((count) => formatNumber(count)),
          ])}
        />
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
        <DataTable
          name={text().title}
          columns={[{ name: text().how }, { name: text().labels }, { name: text().seconds }]}
          rows={rows().map((row) => [
            text().kind(row.explained, row.recommended),
            formatNumber(row.labels),
            seconds(row.seconds),
          ])}
        />
        <div class="row">
          <Button onClick={download}>{text().download}</Button>
        </div>
      </Show>
    </section>
  );
}
