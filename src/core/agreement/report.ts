/** All figures of a project's people: over all labels and for each, with confidence, and who called what differently. */

import { Resampling, tallyOf } from './bootstrap.ts';
import { PairCounts } from './counts.ts';
import type { Figure } from './figure.ts';
import { cohenKappa, coincidences, contingency, krippendorffAlpha } from './nominal.ts';
import { countSpans, type SpanMatch, spanF1 } from './spans.ts';
import { judgedIn, type SharedText, spansIn, tokenLabels } from './text.ts';
import { countUnits, unitisingAlpha } from './unitising.ts';

/** Figures of spans, or of things with one label each; those that a project has not are absent. */
export interface Figures {
  readonly kappa?: Figure;
  readonly alpha?: Figure;
  readonly exact?: Figure;
  readonly overlap?: Figure;
  readonly unitising?: Figure;
  readonly tokens?: Figure;
}

export interface LabelFigures extends Figures {
  readonly label: string;
}

export interface Confusion {
  /** `''`: no label. */
  readonly first: string;
  readonly second: string;
  readonly count: number;
  readonly documentIds: readonly string[];
}

export interface AgreementReport {
  /** Texts that at least two of the people are done with. */
  readonly texts: number;
  readonly overall: Figures;
  readonly byLabel: readonly LabelFigures[];
  /** Of two people: what the one called this and the other that, most frequent first. Of more: none. */
  readonly confusion: readonly Confusion[];
}

interface Prepared {
  readonly text: SharedText;
  readonly spans: ReturnType<typeof spansIn>;
  /** What each person called each token. */
  readonly tokens: readonly (readonly string[])[];
  readonly judged: ReturnType<typeof judgedIn>;
}

/** Work that is done bit by bit, with a pause after each. */
type Steps<T> = Generator<void, T, void>;

/** The share of a report that reading the texts takes. */
const readingShare = 0.2;

/**
 * Of two people κ and F1 are given, of any number α. `labels`: names of those that can be given. Yields the share that is
 * done, often; abandoned, it leaves nothing behind.
 */
export function* agreementReport(
  texts: readonly SharedText[],
  labels: readonly string[],
  nameOf: (labelId: string) => string,
): Generator<number, AgreementReport, void> {
  const shared = texts.filter(({ people }) => people.length > 1);
  const prepared: Prepared[] = [];
  for (const text of shared) {
    const spans = spansIn(text, nameOf);
    prepared.push({
      text,
      spans,
      tokens: spans.map((own) => tokenLabels(text.tokens, own)),
      judged: judgedIn(text, nameOf),
    });
    yield (readingShare * prepared.length) / shared.length;
  }
  const by = new Resampling(shared.length);
  const isOfTwo = shared.every(({ people }) => people.length === 2);
  const used = new Set(
    prepared.flatMap(({ spans, judged }) => [
      ...spans.flat().map(({ label }) => label),
      ...judged.flatMap((one) => one.labels),
    ]),
  );
  const named = labels.filter((label) => used.has(label));
  const rows: Figures[] = [];
  for (const label of [undefined, ...named]) {
    const steps = figuresOf(prepared, by, isOfTwo, label);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        rows.push(step.value);
        break;
      }
      yield readingShare + ((1 - readingShare) * rows.length) / (named.length + 1);
    }
  }
  const [overall = {}, ...byLabel] = rows;
  return {
    texts: shared.length,
    overall,
    byLabel: named.map((label, i) => ({ label, ...byLabel[i] })),
    confusion: isOfTwo ? confusionOf(prepared) : [],
  };
}

/** `label`: only whether something is it or not. */
function* figuresOf(
  texts: readonly Prepared[],
  by: Resampling,
  isOfTwo: boolean,
  label: string | undefined,
): Steps<Figures> {
  const seen = (value: string): string => (label === undefined || value === label ? value : '');
  const hasSpans = texts.some(({ spans }) => spans.some((own) => own.length > 0));
  const hasJudged = texts.some(({ judged }) => judged.length > 0);
  return {
    ...(hasJudged || !hasSpans ? yield* nominalFigures(texts, by, isOfTwo, seen) : {}),
    ...(hasSpans ? yield* spanFigures(texts, by, isOfTwo, label, seen) : {}),
  };
}

function* nominalFigures(
  texts: readonly Prepared[],
  by: Resampling,
  isOfTwo: boolean,
  seen: (value: string) => string,
): Steps<Pick<Figures, 'kappa' | 'alpha'>> {
  const values = texts.map(({ judged }) => judged.map((one) => one.labels.map(seen)));
  const alpha = yield* tableFigure(
    values.map(coincidences),
    by,
    krippendorffAlpha,
    values.map(({ length }) => length),
  );
  if (!isOfTwo) return { alpha };
  const tables = values.map((units) => contingency(units.map(([a = '', b = '']) => [a, b] as const)));
  return { kappa: yield* tableFigure(tables, by, cohenKappa), alpha };
}

/** A figure that is counted from a table of pairs, and from a number of units where the table does not tell it. */
function tableFigure(
  tables: readonly PairCounts[],
  by: Resampling,
  figureOf: (table: PairCounts, units: number) => Figure,
  units?: readonly number[],
): Steps<Figure> {
  const tally = tallyOf(
    tables.map((table, t) => [
      ...[...table.cells()].map(([a, b, count]) => [JSON.stringify([a, b]), count] as const),
      ...(units === undefined ? [] : [['units', units[t] ?? 0] as const]),
    ]),
  );
  const cells = tally.names.map((name) =>
    name === 'units' ? undefined : (JSON.parse(name) as [string, string]),
  ); // made above
  return by.figure(tally, (sums) => {
    const table = new PairCounts();
    let counted = 0;
    cells.forEach((cell, i) => {
      const count = sums[i] ?? 0;
      if (cell === undefined) counted = count;
      else if (count > 0) table.add(cell[0], cell[1], count);
    });
    return figureOf(table, counted);
  });
}

function* spanFigures(
  texts: readonly Prepared[],
  by: Resampling,
  isOfTwo: boolean,
  label: string | undefined,
  seen: (value: string) => string,
): Steps<Omit<Figures, 'kappa' | 'alpha'>> {
  const unitising = yield* unitisingFigure(texts, by, label);
  if (!isOfTwo) return { unitising };
  const f1 = (match: SpanMatch): Steps<Figure> => {
    const tally = tallyOf(
      texts.map(({ spans: [a = [], b = []] }) => {
        const own = (span: { readonly label: string }): boolean =>
          label === undefined || span.label === label;
        const counts = countSpans(a.filter(own), b.filter(own), match);
        return spanCounts.map((name) => [name, counts[name]] as const);
      }),
    );
    return by.figure(tally, ([first = 0, second = 0, firstMatched = 0, secondMatched = 0]) =>
      spanF1([{ first, second, firstMatched, secondMatched }]),
    );
  };
  const tables = texts.map(({ tokens: [a = [], b = []] }) =>
    contingency(a.map((one, t) => [seen(one), seen(b[t] ?? '')] as const)),
  );
  return {
    exact: yield* f1('exact'),
    overlap: yield* f1('overlap'),
    unitising,
    tokens: yield* tableFigure(tables, by, cohenKappa),
  };
}

const spanCounts = ['first', 'second', 'firstMatched', 'secondMatched'] as const;

function unitisingFigure(
  texts: readonly Prepared[],
  by: Resampling,
  label: string | undefined,
): Steps<Figure> {
  const names =
    label === undefined
      ? [...new Set(texts.flatMap(({ spans }) => spans.flat().map((span) => span.label)))]
      : [label];
  const people = Math.max(0, ...texts.map(({ spans }) => spans.length));
  const tally = tallyOf(
    texts.map(({ spans, text }) => [
      ['length', text.length] as const,
      ...names.flatMap((name, n) => {
        const own = countUnits(
          spans.map((some) => some.filter((span) => span.label === name)),
          text.length,
        );
        return [
          [`${n} observed`, own.observed] as const,
          ...own.units.map((size) => [`${n} units ${size}`, 1] as const),
          ...own.gaps.map((size) => [`${n} gaps ${size}`, 1] as const),
        ];
      }),
    ]),
  );
  const at = new Map(tally.names.map((name, i) => [name, i]));
  const sizesOf = (n: number, what: string): { readonly size: number; readonly index: number }[] =>
    tally.names
      .flatMap((name, index) => {
        const start = `${n} ${what} `;
        return name.startsWith(start) ? [{ size: Number(name.slice(start.length)), index }] : [];
      })
      .sort((a, b) => b.size - a.size);
  const rows = names.map((_, n) => ({
    observed: at.get(`${n} observed`) ?? -1,
    units: sizesOf(n, 'units'),
    gaps: sizesOf(n, 'gaps'),
  }));
  return by.figure(tally, (sums) => {
    const counted = (sizes: ReturnType<typeof sizesOf>): [number, number][] =>
      sizes.flatMap(({ size, index }): [number, number][] => {
        const count = sums[index] ?? 0;
        return count === 0 ? [] : [[size, count]];
      });
    return unitisingAlpha(
      rows.map((row) => ({
        length: sums[at.get('length') ?? -1] ?? 0,
        people,
        observed: sums[row.observed] ?? 0,
        units: counted(row.units),
        gaps: counted(row.gaps),
      })),
    );
  });
}

/** Spans are the same thing where their words are the same. */
function confusionOf(texts: readonly Prepared[]): Confusion[] {
  const cells = new Map<string, { first: string; second: string; count: number; ids: Set<string> }>();
  const add = (first: string, second: string, documentId: string): void => {
    const key = JSON.stringify([first, second]);
    const cell = cells.get(key) ?? { first, second, count: 0, ids: new Set<string>() };
    cells.set(key, cell);
    cell.count++;
    cell.ids.add(documentId);
  };
  for (const { text, spans, judged } of texts) {
    for (const { labels } of judged) add(labels[0] ?? '', labels[1] ?? '', text.documentId);
    const [a = [], b = []] = spans;
    const places = new Map<string, [string, string]>();
    [a, b].forEach((own, i) => {
      for (const { from, to, label } of own) {
        const place = places.get(`${from} ${to}`) ?? ['', ''];
        places.set(`${from} ${to}`, place);
        place[i === 0 ? 0 : 1] = label;
      }
    });
    for (const [first, second] of places.values()) add(first, second, text.documentId);
  }
  return [...cells.values()]
    .map(({ first, second, count, ids }) => ({ first, second, count, documentIds: [...ids] }))
    .sort((x, y) => y.count - x.count || (x.first < y.first ? -1 : 1));
}
