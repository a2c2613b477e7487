/** A small table of figures: what a row is about first, numbers at the end of their columns. It scrolls by itself. */
import { For, type JSX } from 'solid-js';
import './data-table.css';

interface Column {
  readonly name: string;
  /** Words, not numbers: they begin where the column begins. */
  readonly words?: boolean;
}

export function DataTable(props: {
  readonly name: string;
  readonly columns: readonly Column[];
  /** As many as there are columns; the first one names the row. */
  readonly rows: readonly (readonly JSX.Element[])[];
}): JSX.Element {
  const words = (column: number): string | undefined =>
    props.columns[column]?.words === true ? 'data-table-words' : undefined;
  return (
    <section class="data-table-scroll" aria-label={props.name} tabindex="0">
      <table class="data-table">
        <thead>
          <tr>
            <For each={props.columns}>
              {(column, i) => (
                <th scope="col" class={words(i())}>
                  {column.name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">{row[0]}</th>
                <For each={row.slice(1)}>{(cell, i) => <td class={words(i() + 1)}>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
