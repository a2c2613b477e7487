/** Where the model and people differ, with the way to the texts. */
import { A } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { JudgedItem } from '#core/project';
import { confusionOf } from '#core/train';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { type ModelRecords, suspected } from './figures.ts';

const mostCells = 12;
const mostLinks = 8;

export interface ItemsProps {
  readonly items: readonly JudgedItem[];
  readonly nameOf: (labelId: string) => string;
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
        <section class="model-scroll" aria-label={text().title} tabindex="0">
          <table class="model-table">
            <thead>
              <tr>
                <th scope="col">{text().people}</th>
                <th scope="col" class="model-words">
                  {text().model}
                </th>
                <th scope="col">{text().times}</th>
                <th scope="col" class="model-words">
                  {text().where}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={cells()}>
                {(cell) => (
                  <tr>
                    <th scope="row">
                      <bdi>{props.nameOf(cell.gold)}</bdi>
                    </th>
                    <td class="model-words">
                      <bdi>{props.nameOf(cell.predicted)}</bdi>
                    </td>
                    <td>{formatNumber(cell.count)}</td>
                    <td class="model-words">
                      <TextLinks ids={cell.documentIds} positions={props.records.positions} />
                    </td>
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

export function Suspects(props: ItemsProps & { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.suspects;
  const found = createMemo(() => suspected(props.items).slice(0, mostCells));
  return (
    <Show when={found().length > 0}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <p class="small soft">{text().lead}</p>
        <ol>
          <For each={found()}>
            {(item) => (
              <li>
                <TextLinks ids={[item.documentId]} positions={props.records.positions} />{' '}
                {text().item(
                  props.nameOf(item.gold),
                  props.nameOf(item.predicted),
                  formatShare(item.confidence),
                )}
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}
