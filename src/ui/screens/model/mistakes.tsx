/** Label by label, and where the model and people differ, with the way to the texts. */
import { A } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { JudgedItem } from '#core/project';
import { calibrationOf, confusionOf } from '#core/train';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { labelScores, type ModelRecords } from './figures.ts';

const mostCells = 12;
const mostLinks = 8;

interface ItemsProps {
  readonly items: readonly JudgedItem[];
  readonly nameOf: (labelId: string) => string;
}

export function LabelTable(props: ItemsProps): JSX.Element {
  const text = () => m().model.labels;
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="small soft">{text().lead}</p>
      <DataTable
        name={text().title}
        columns={[
          { name: text().label },
          { name: text().precision },
          { name: text().recall },
          { name: 'F1' },
          { name: text().support },
        ]}
        rows={labelScores(props.items).map(([id, score]) => [
          <bdi>{props.nameOf(id)}</bdi>,
          formatShare(score.precision),
          formatShare(score.recall),
          formatShare(score.f1),
          formatNumber(score.gold),
        ])}
      />
    </section>
  );
}

function TextLinks(props: {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
}): JSX.Element {
  const { project } = useProject();
  const places = () => props.ids.flatMap((id) => props.positions.get(id) ?? []).slice(0, mostLinks);
  return (
    <span class="model-links">
      <For each={places()}>
        {(position) => (
          <A href={`${projectPath(project().id, 'annotate')}?text=${position + 1}`}>
            {m().annotate.documents.number(position + 1)}
          </A>
        )}
      </For>
    </span>
  );
}

export function Mistakes(props: ItemsProps & { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.mistakes;
  const cells = createMemo(() => confusionOf(props.items).slice(0, mostCells));
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={cells().length > 0} fallback={<p>{text().no}</p>}>
        <DataTable
          name={text().title}
          columns={[
            { name: text().people },
            { name: text().model, words: true },
            { name: text().times },
            { name: text().where, words: true },
          ]}
          rows={cells().map((cell) => [
            <bdi>{props.nameOf(cell.gold)}</bdi>,
            <bdi>{props.nameOf(cell.predicted)}</bdi>,
            formatNumber(cell.count),
            <TextLinks ids={cell.documentIds} positions={props.records.positions} />,
          ])}
        />
      </Show>
    </section>
  );
}

export function Calibration(props: { readonly items: readonly JudgedItem[] }): JSX.Element {
  const text = () => m().model.calibration;
  const found = createMemo(() => calibrationOf(props.items));
  return (
    <Show when={found().bins.length > 0}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <p>{text().lead(formatShare(found().error))}</p>
        <DataTable
          name={text().title}
          columns={[{ name: text().promised }, { name: text().right }, { name: text().count }]}
          rows={found().bins.map((bin) => [
            formatShare(bin.confidence),
            formatShare(bin.right),
            formatNumber(bin.count),
          ])}
        />
      </section>
    </Show>
  );
}
