/**
 * Tables that are laid out in other ways than between commas, semicolons, tabs or single bars, as the same table between tabs, a line
 * for a line: Markdown and the clients of data bases, R's `write.table`, Weka's ARFF, other signs, classes behind a sign. A text that
 * is none of them is given back as it is.
 */
import { csvRows } from './csv-rows.ts';
import { isClassWord } from './table-cells.ts';
import { isColumnName } from './table-columns.ts';

const headChars = 32_768;

/** The first lines that hold anything, whole. */
function headLines(text: string): readonly string[] {
  const head = text.length > headChars ? text.slice(0, text.lastIndexOf('\n', headChars) + 1) : text;
  return head
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
}

const eachLine = (text: string, change: (line: string, at: number) => string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(change)
    .join('\n');

const tabbed = (cells: readonly string[]): string =>
  cells.map((cell) => cell.trim().replace(/\t/g, ' ')).join('\t');

/** Lines of nothing but the frame of a table. */
const isFrame = (line: string): boolean =>
  /^[\s|+:=-]+$/.test(line) && line.includes('--') && /[|+]/.test(line);

function fromBars(text: string, lines: readonly string[]): string | undefined {
  const rows = lines.filter((line) => !isFrame(line));
  if (rows.length < 2 || rows.length === lines.length || !lines.slice(0, 2).some(isFrame)) return undefined;
  if (!rows.every((line) => line.includes('|'))) return undefined;
  return eachLine(text, (line) => {
    if (isFrame(line)) return '';
    const inner = line.trim().replace(/^\||(?<!\\)\|$/g, '');
    return line.trim() === '' ? '' : tabbed(inner.split(/(?<!\\)\|/).map((cell) => cell.replace('\\|', '|')));
  });
}

/** Cells of R's and Weka's rows, without their quotes. */
const unquoted = (cell: string): string =>
  /^(["']).*\1$/s.test(cell.trim()) ? cell.trim().slice(1, -1).replace(/\\(.)/g, '$1') : cell.trim();

const quotedCell = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;

function fromWeka(text: string, lines: readonly string[]): string | undefined {
  const first = lines.find((line) => !line.startsWith('%'));
  if (first === undefined || !/^@relation\b/i.test(first)) return undefined;
  const names: string[] = [];
  let isData = false;
  return eachLine(text, (line) => {
    const name = /^@attribute\s+('[^']*'|"[^"]*"|\S+)/i.exec(line)?.[1];
    if (name !== undefined) names.push(unquoted(name));
    if (/^@data\b/i.test(line)) {
      isData = true;
      return tabbed(names);
    }
    if (!isData || line.startsWith('%') || line.trim() === '') return '';
    const cells = line.match(new RegExp(`(?<=^|,)\\s*(?:${quotedCell}|[^,]*)`, 'g')) ?? [];
    return tabbed(cells.map((cell) => (cell.trim() === '?' ? '' : unquoted(cell))));
  });
}

const rRow = new RegExp(`^(?:${quotedCell}|-?[\\d.]+(?:e[+-]?\\d+)?|NA|TRUE|FALSE)(?: |$)`);

/** R's cells between blanks; `undefined` where a line is none of its rows. */
function rCells(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const cell = rRow.exec(rest)?.[0];
    if (cell === undefined) return undefined;
    cells.push(cell.trim() === 'NA' ? '' : unquoted(cell));
    rest = rest.slice(cell.length);
  }
  return cells;
}

function fromR(text: string, lines: readonly string[]): string | undefined {
  const rows = lines.map((line) => (line.includes('"') ? rCells(line) : undefined));
  const [names] = rows;
  if (names === undefined || names.length < 2 || rows.length < 2) return undefined;
  if (!rows.every((cells) => cells !== undefined && [0, 1].includes(cells.length - names.length)))
    return undefined;
  return eachLine(text, (line) => tabbed(rCells(line) ?? [line]));
}

/** Signs that some put between cells because no text holds them, the longer first. */
const signs = ['|||', '||', '@@@', '::', '^', '~', '@'] as const;

/** The cells of a line; of signs that texts hold too, what stands behind the last one. */
function cellsOf(line: string, sign: string): readonly string[] {
  if (sign !== '@') return line.split(sign);
  const at = line.lastIndexOf(sign);
  return at === -1 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

/** Whether names of columns stand above, or names of classes that recur behind all of the texts. */
function isTable(rows: readonly (readonly string[])[], isKnown: boolean): boolean {
  const [names = [], ...rest] = rows;
  const width = names.length;
  if (width < 2 || rows.some((row) => row.length !== width)) return false;
  const known = names.filter((name) => isColumnName(name)).length;
  if (isKnown && known >= 2 && rest.length > 0) return true;
  const last = rows.map((row) => (row.at(-1) ?? '').trim());
  return (
    width === 2 &&
    (rows.length >= 4 || last.every(isClassWord)) &&
    last.every((cell) => /^[\p{L}\d][\p{L}\d_-]{0,20}$/u.test(cell)) &&
    new Set(last).size > 1 &&
    (new Set(last).size * 2 <= rows.length || last.every(isClassWord))
  );
}

function fromSigns(text: string, lines: readonly string[]): string | undefined {
  if (lines.length < 2 || lines.some((line) => line.includes('\t'))) return undefined;
  const sign = signs.find((one) => {
    if (!lines.every((line) => line.includes(one))) return false;
    return isTable(
      lines.map((line) => cellsOf(line, one)),
      one !== '@',
    );
  });
  return sign === undefined
    ? undefined
    : eachLine(text, (line) => (line.trim() === '' ? '' : tabbed(cellsOf(line, sign))));
}

/** R writes no name above the names of its rows. */
function withRowNames(text: string, lines: readonly string[]): string | undefined {
  const head = `${lines.slice(0, 20).join('\n')}\n`;
  for (const delimiter of ['\t', ',', ';'] as const) {
    const [names, ...rows] = [...csvRows(head, delimiter)].map(({ cells }) => cells);
    if (names === undefined || names.length < 2 || rows.length < 2) continue;
    const isLonger = rows.every((row) => row.length === names.length + 1);
    const own = rows.map((row) => row[0] ?? '');
    const areNames = new Set(own).size === own.length && own.every((name) => name.length <= 40);
    const isFilled = rows.some((row) => (row.at(-1) ?? '').trim() !== '');
    if (isLonger && areNames && isFilled && names.some((name) => isColumnName(name)))
      return `${delimiter}${text}`;
  }
  return undefined;
}

/** The text with its table between tabs, where it holds one of another layout. */
export function plainTable(text: string): string {
  if (/^\s*[[{<]/.test(text.slice(0, 1000))) return text;
  const lines = headLines(text);
  if (lines.length < 2) return text;
  const found =
    fromBars(text, lines) ?? fromWeka(text, lines) ?? fromR(text, lines) ?? fromSigns(text, lines) ?? text;
  return withRowNames(found, headLines(found)) ?? found;
}
