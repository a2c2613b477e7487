/** Which rows of the table are shown, and in which order. Pure, so that it is quick to test. */
import type { RuleRow } from '#workers/rules/contract';

export type Column =
  | 'text'
  | 'label'
  | 'matches'
  | 'overlaps'
  | 'conflicts'
  | 'right'
  | 'wrong'
  | 'accuracy'
  | 'weight';

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

export const showings = ['all', 'on', 'off', 'conflicting', 'wrong', 'unread', 'silent'] as const;
export type Showing = (typeof showings)[number];

export interface RowFilter {
  readonly text: string;
  readonly labelId: string;
  readonly show: Showing;
}

export const noFilter: RowFilter = { text: '', labelId: '', show: 'all' };

function isShown(row: RuleRow, show: Showing): boolean {
  const { figures } = row;
  switch (show) {
    case 'all':
      return true;
    case 'on':
      return row.enabled;
    case 'off':
      return !row.enabled;
    case 'conflicting':
      return (figures?.conflicts ?? 0) > 0;
    case 'wrong':
      return (figures?.incorrect ?? 0) > 0;
    case 'unread':
      return figures === undefined;
    case 'silent':
      return figures !== undefined && figures.matches <= 1;
  }
}

/** Texts are compared in lower case, never as a pattern. */
export function filterRows(rows: readonly RuleRow[], filter: RowFilter): RuleRow[] {
  const wanted = filter.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      isShown(row, filter.show) &&
      (filter.labelId === '' || row.labelId === filter.labelId) &&
      (wanted === '' ||
        row.text.toLowerCase().includes(wanted) ||
        (row.understood ?? '').toLowerCase().includes(wanted)),
  );
}

/** What a row is sorted by; rows without the figure come last in either direction. */
function keyOf(row: RuleRow, column: Column, labelName: (id: string) => string): string | number | undefined {
  const { figures } = row;
  switch (column) {
    case 'text':
      return row.text.toLowerCase();
    case 'label':
      return labelName(row.labelId).toLowerCase();
    case 'matches':
      return figures?.matches;
    case 'overlaps':
      return figures?.overlaps;
    case 'conflicts':
      return figures?.conflicts;
    case 'right':
      return figures?.correct;
    case 'wrong':
      return figures?.incorrect;
    case 'accuracy':
      return figures?.accuracy;
    case 'weight':
      return figures?.weight;
  }
}

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}

/** Stable: rows that are equal in the column keep the order in which they were given. */
export function sortRows(
  rows: readonly RuleRow[],
  order: Order | undefined,
  labelName: (id: string) => string,
): RuleRow[] {
  if (order === undefined) return rows.slice();
  const sign = order.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, order.column, labelName) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return Number(a.key === undefined) - Number(b.key === undefined);
    return sign * compareKeys(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}
