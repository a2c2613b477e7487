/**
 * The table of rules. Only the rows in view are in the page (500 rules stay quick); to screen readers it is a table of
 * its full length. Where there is no room for columns a row becomes a card with the same figures.
 */
import { createVirtualizer } from '@tanstack/solid-virtual';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import { createEffect, createMemo, For, type JSX, on, Show } from 'solid-js';
import type { Label } from '#core/project';
import type { RuleRow } from '#workers/rules/contract';
import { formatConfidence, formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { hueOf } from '../../theme/palette.ts';
import type { Column, Order } from './table-order.ts';
import './rules-table.css';

const columns: readonly { readonly id: Column; readonly number: boolean }[] = [
  { id: 'text', number: false },
  { id: 'label', number: false },
  { id: 'matches', number: true },
  { id: 'overlaps', number: true },
  { id: 'conflicts', number: true },
  { id: 'right', number: true },
  { id: 'wrong', number: true },
  { id: 'accuracy', number: true },
  { id: 'weight', number: true },
];

const hintOf = (column: Column): string | undefined =>
  column === 'text' || column === 'label' ? undefined : m().explanations.columnHint[column];

export function RulesTable(props: {
  readonly rows: readonly RuleRow[];
  readonly labelOf: (id: string) => Label | undefined;
  readonly order: Order | undefined;
  readonly chosen: string | undefined;
  readonly onOrder: (column: Column) => void;
  readonly onChoose: (row: RuleRow) => void;
  readonly onSwitch: (row: RuleRow, enabled: boolean) => void;
}): JSX.Element {
  let viewport: HTMLDivElement | undefined;
  const virtual = createVirtualizer({
    get count() {
      return props.rows.length;
    },
    getScrollElement: () => viewport ?? null,
    estimateSize: () => 68,
    getItemKey: (index) => props.rows[index]?.explanationId ?? index,
    overscan: 8,
  });
  createEffect(
    on(
      createMemo(() => props.order),
      () => virtual.scrollToOffset(0),
      { defer: true },
    ),
  );

  return (
    <div class="rules" role="table" aria-label={m().explanations.title} aria-rowcount={props.rows.length + 1}>
      <div class="rules-head" role="row" aria-rowindex={1}>
        <span class="rules-cell rules-on" role="columnheader">
          {m().explanations.column.on}
        </span>
        <For each={columns}>
          {(column) => (
            <span
              class="rules-cell"
              role="columnheader"
              data-column={column.id}
              data-number={column.number ? '' : undefined}
              aria-sort={
                props.order?.column !== column.id
                  ? 'none'
                  : props.order.descending
                    ? 'descending'
                    : 'ascending'
              }
            >
              <button
                type="button"
                class="rules-sort"
                title={hintOf(column.id)}
                aria-label={m().explanations.sort(m().explanations.column[column.id])}
                onClick={() => props.onOrder(column.id)}
              >
                {m().explanations.column[column.id]}
                <Show when={props.order?.column === column.id}>
                  {props.order?.descending === true ? <ArrowDown size={14} /> : <ArrowUp size={14} />}
                </Show>
              </button>
            </span>
          )}
        </For>
      </div>
      <div class="rules-viewport" ref={viewport} role="rowgroup" tabindex={0}>
        <div class="rules-length" style={{ height: `${virtual.getTotalSize()}px` }}>
          <For each={virtual.getVirtualItems()}>
            {(item) => (
              <Show when={props.rows[item.index]}>
                {(row) => (
                  <div
                    class="rules-row"
                    role="row"
                    aria-rowindex={item.index + 2}
                    data-index={item.index}
                    data-off={row().enabled ? undefined : ''}
                    data-chosen={props.chosen === row().explanationId ? '' : undefined}
                    ref={(element) => queueMicrotask(() => virtual.measureElement(element))}
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <RowCells
                      row={row()}
                      label={props.labelOf(row().labelId)}
                      onChoose={props.onChoose}
                      onSwitch={props.onSwitch}
                    />
                  </div>
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
    </div>
  );
}

function RowCells(props: {
  readonly row: RuleRow;
  readonly label: Label | undefined;
  readonly onChoose: (row: RuleRow) => void;
  readonly onSwitch: (row: RuleRow, enabled: boolean) => void;
}): JSX.Element {
  const figures = () => props.row.figures;
  const t = () => m().explanations;
  return (
    <>
      <span class="rules-cell rules-on" role="cell">
        <input
          type="checkbox"
          role="switch"
          aria-checked={props.row.enabled}
          class="choice-input"
          data-kind="switch"
          aria-label={t().row.switchOn(props.row.text)}
          checked={props.row.enabled}
          onChange={(event) => props.onSwitch(props.row, event.currentTarget.checked)}
        />
      </span>
      <span class="rules-cell" role="cell" data-column="text">
        <button
          type="button"
          class="rules-open"
          aria-label={t().row.open(props.row.text)}
          onClick={() => props.onChoose(props.row)}
        >
          <bdi class="rules-text" data-kind={props.row.kind}>
            {props.row.text}
          </bdi>
          <Show
            when={props.row.reason === undefined}
            fallback={
              <span class="rules-flag">
                {t().row.notUnderstood}: {props.row.reason}
              </span>
            }
          >
            <span class="rules-understood">
              {props.row.kind === 'trigger' ? t().row.trigger : props.row.understood}
            </span>
          </Show>
        </button>
      </span>
      <span class="rules-cell" role="cell" data-column="label">
        <span class="rules-label" data-hue={hueOf(props.label?.colour ?? 0)}>
          <bdi>{props.label?.name}</bdi>
        </span>
      </span>
      <Show when={figures()} fallback={<span class="rules-cell" role="cell" data-column="none" />}>
        {(known) => (
          <>
            <Figure
              name="matches"
              value={formatNumber(known().matches)}
              more={formatShareFinely(known().coverage)}
            />
            <Figure name="overlaps" value={formatShareFinely(known().overlaps)} />
            <Figure
              name="conflicts"
              value={formatShareFinely(known().conflicts)}
              bad={known().conflicts > 0}
            />
            <Figure name="right" value={formatNumber(known().correct)} />
            <Figure name="wrong" value={formatNumber(known().incorrect)} bad={known().incorrect > 0} />
            <Figure
              name="accuracy"
              value={known().accuracy === undefined ? '–' : formatShare(known().accuracy ?? 0)}
            />
            <Figure name="weight" value={formatConfidence(known().weight)} />
          </>
        )}
      </Show>
    </>
  );
}

function Figure(props: {
  readonly name: Exclude<Column, 'text' | 'label'>;
  readonly value: string;
  readonly more?: string;
  readonly bad?: boolean;
}): JSX.Element {
  return (
    <span
      class="rules-cell"
      role="cell"
      data-column={props.name}
      data-number=""
      data-bad={props.bad === true ? '' : undefined}
    >
      <span class="rules-name">{m().explanations.column[props.name]}</span>
      <span>{props.value}</span>
      <Show when={props.more}>
        <span class="rules-more">{props.more}</span>
      </Show>
    </span>
  );
}

/** Small shares matter here: 0.4 % of 100 000 texts are 400. */
export function formatShareFinely(share: number): string {
  // Little is not nothing.
  if (share > 0 && share < 0.0005)
    return `< ${formatNumber(0.001, { style: 'percent', maximumFractionDigits: 1 })}`;
  const digits = share > 0 && share < 0.0995 ? 1 : 0;
  return formatNumber(share, { style: 'percent', maximumFractionDigits: digits });
}
