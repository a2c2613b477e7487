/** What the import screen shows for formats with columns: their names and what was guessed of them. */
import { csvHead } from './csv.ts';
import type { ColumnMapping, ParseOptions, SourceFile } from './format.ts';
import { jsonTableHead } from './json-table.ts';
import { makeSample } from './registry.ts';
import { decodeText } from './source.ts';
import { guessColumns } from './table-columns.ts';

export interface TableColumns {
  readonly columns: readonly string[];
  /** Absent where no column could be the text. */
  readonly mapping?: ColumnMapping;
}

/** `undefined` for formats whose layout is fixed. Looks at the first file only. */
export function inspectTable(
  formatId: string,
  files: readonly SourceFile[],
  options: Pick<ParseOptions, 'delimiter' | 'header' | 'columns'>,
): TableColumns | undefined {
  const [first] = files;
  if (first === undefined) return undefined;
  let head: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  if (formatId === 'csv') head = csvHead(decodeText(first.bytes).text, options);
  else if (formatId === 'json') head = jsonTableHead(makeSample(files));
  else return undefined;
  const mapping = options.columns ?? guessColumns(head.columns, head.rows);
  return { columns: head.columns, ...(mapping === undefined ? {} : { mapping }) };
}
