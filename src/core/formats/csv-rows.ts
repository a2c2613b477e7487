/**
 * Rows of a delimited file (RFC 4180, read leniently) and back. Own code because each row has to carry the line
 * on which it began, reading must be stoppable between rows, and an unclosed quote must not swallow the file.
 *
 * Formula safety (OWASP): a cell that a spreadsheet would calculate gets an apostrophe in front when written.
 * Law: `unguardCell(guardCell(x)) === x` for every string.
 */

export interface CsvRow {
  readonly cells: readonly string[];
  /** 1-based line on which the row begins. */
  readonly line: number;
  /** Offset after the row, in UTF-16 units of the text. */
  readonly next: number;
  /** A quote was opened and never closed; the row holds what came up to the end of its first line. */
  readonly unclosed?: true;
}

/**
 * All rows; a line without any character is a row with one empty cell. With `quotes` false they are characters like
 * others (GLUE and many corpora write TSV so).
 */
export function* csvRows(text: string, delimiter: string, quotes = true): Generator<CsvRow, void, void> {
  let at = 0;
  let line = 1;
  const lastQuote = quotes ? text.lastIndexOf('"') : -1;
  while (at < text.length) {
    const obeyed = quotes && at <= lastQuote ? readRow(text, at, line, delimiter, true) : undefined;
    const row = obeyed ?? readRow(text, at, line, delimiter, false);
    if (row === undefined) return;
    const unclosed = quotes && at <= lastQuote && obeyed === undefined;
    yield unclosed ? { ...row.row, unclosed: true } : row.row;
    at = row.row.next;
    line += row.lines;
  }
}

/** A row from `start`; `undefined` when `quotes` are obeyed and one is not closed. */
function readRow(
  text: string,
  start: number,
  line: number,
  delimiter: string,
  quotes: boolean,
): { row: CsvRow; lines: number } | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    let cell = '';
    const quoted = quotes ? quoteBehindBlanks(text, at, delimiter) : at;
    const isSpaced = quoted > at;
    at = quoted;
    if (quotes && text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote === -1) return undefined;
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      lines += countBreaks(cell);
    }
    const to = endOfCell(text, at, delimiter);
    cells.push(isSpaced ? cell : cell + text.slice(at, to));
    at = to;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < text.length) at += 1;
    return { row: { cells, line, next: at }, lines };
  }
}

/**
 * Where a quoted cell begins behind blanks (`"text", "label"`), if it is quoted to its end; else `at`. With tabs between cells
 * blanks are what was written.
 */
function quoteBehindBlanks(text: string, at: number, delimiter: string): number {
  if (text[at] !== ' ' || delimiter === '\t') return at;
  let open = at;
  while (text[open] === ' ') open += 1;
  if (text[open] !== '"') return at;
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) return at;
  let next = close + 1;
  while (text[next] === ' ') next += 1;
  return next >= text.length || text[next] === delimiter || text[next] === '\n' || text[next] === '\r'
    ? open
    : at;
}

/**
 * Whether the quotes of a file are to be obeyed. A program that quotes doubles each quote inside a cell, so a cell
 * with a lone one was written by one that does not; then quotes are obeyed only where the rows are more alike
 * with them than without.
 */
export function obeysQuotes(text: string, delimiter: string): boolean {
  if (!text.includes('"')) return true;
  const plain = new Map<number, number>();
  let [rows, naked] = [0, 0];
  for (const { cells } of csvRows(text, delimiter, false)) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    plain.set(cells.length, (plain.get(cells.length) ?? 0) + 1);
    rows += 1;
    for (const own of cells) {
      const cell = delimiter === '\t' ? own : own.trim();
      const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
      if ((quoted ? cell.slice(1, -1) : cell).replaceAll('""', '').includes('"')) naked += 1;
    }
  }
  if (naked === 0 || isQuotedThroughout(text, delimiter)) return true;
  if (plain.size === 1 && !plain.has(1)) return false;
  const obeyed = new Map<number, number>();
  let [count, unclosed] = [0, 0];
  for (const row of csvRows(text, delimiter)) {
    if (row.cells.length === 1 && row.cells[0]?.trim() === '') continue;
    obeyed.set(row.cells.length, (obeyed.get(row.cells.length) ?? 0) + 1);
    count += 1;
    if (row.unclosed) unclosed += 1;
  }
  const most = (of: ReadonlyMap<number, number>): number => Math.max(0, ...of.values());
  return (most(obeyed) - unclosed) / count >= most(plain) / rows;
}

/** Whether every quote begins or ends a cell or is doubled, and all rows are then of one width: nobody writes so by chance. */
function isQuotedThroughout(text: string, delimiter: string): boolean {
  const ends = new Set([delimiter, '\n', '\r', undefined]);
  for (let open = text.indexOf('"'); open !== -1; ) {
    if (open > 0 && !ends.has(text[open - 1]) && text[open - 1] !== '\ufeff') return false;
    let close = text.indexOf('"', open + 1);
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close === -1 || !ends.has(text[close + 1])) return false;
    open = text.indexOf('"', close + 1);
  }
  const widths = new Set<number>();
  for (const { cells } of csvRows(text, delimiter))
    if (cells.length > 1 || cells[0]?.trim() !== '') widths.add(cells.length);
  return widths.size === 1 && !widths.has(1);
}

function endOfCell(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === delimiter || char === '\n' || char === '\r') return at;
  }
  return text.length;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) count += 1;
  }
  return count;
}

/**
 * What a spreadsheet may calculate: a sign that begins a formula, with something behind it. Plain numbers and
 * single signs ("-" is a frequent word) are harmless and stay as they are.
 */
function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]./su.test(cell) && !/^[+-]?\d+(?:\.\d+)?$/.test(cell);
}

const withoutApostrophes = (cell: string): string => cell.replace(/^'+/, '');

/** Puts an apostrophe before what a spreadsheet would take for a formula (and before one that has one already). */
export function guardCell(cell: string): string {
  return isFormula(withoutApostrophes(cell)) ? `'${cell}` : cell;
}

export function unguardCell(cell: string): string {
  return cell.startsWith("'") && isFormula(withoutApostrophes(cell)) ? cell.slice(1) : cell;
}

/** One row with its line break (CRLF, as RFC 4180 has it), every cell guarded and quoted where it must be. */
export function formatCsvRow(cells: readonly string[], delimiter = ','): string {
  const written = cells.map((cell) => {
    const safe = guardCell(cell);
    const quote =
      safe.includes('"') || safe.includes(delimiter) || /[\r\n]/.test(safe) || safe.trim() !== safe;
    return quote ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  const only = written.length === 1 && written[0] === '' ? '""' : written.join(delimiter);
  return `${only}\r\n`;
}

function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}

/** The delimiter whose number of cells is the same over the first rows and largest; a comma where none is. */
export function guessDelimiter(head: string): ',' | '\t' | ';' | '|' {
  let best: ',' | '\t' | ';' | '|' = ',';
  let bestScore = 0;
  for (const delimiter of [',', '\t', ';', '|'] as const) {
    const counts: number[] = [];
    for (const row of csvRows(head, delimiter)) {
      if (row.cells.length === 1 && row.cells[0] === '') continue;
      counts.push(row.cells.length);
      if (counts.length === 50) break;
    }
    // The first row counts; where it is of one cell (a comment, a title), the one that most have does.
    const width = counts[0] !== undefined && counts[0] > 1 ? counts[0] : mostFrequent(counts);
    const same = counts.filter((count) => count === width).length / counts.length;
    if (width < 2 || same < 0.5) continue;
    // Texts hold commas; hardly any holds as many tabs as all others.
    const score = same * 10 + Math.min(width, 9) / 10 + (delimiter === '\t' && same === 1 ? 1 : 0);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
