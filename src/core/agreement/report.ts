/** All figures of a project's people: over all labels and for each, with confidence, and who called what differently. */

import { withInterval } from './bootstrap.ts';
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

/** Of two people κ and F1 are given, of any number α. `labels`: names of those that can be given. */
export function agreementReport(
  texts: readonly SharedText[],
  labels: readonly string[],
  nameOf: (labelId: string) => string,
): AgreementReport {
  const shared = texts.filter(({ people }) => people.length > 1);
  const prepared = shared.map((text): Prepared => {
    const spans = spansIn(text, nameOf);
    return {
      text,
      spans,
      tokens: spans.map((own) => tokenLabels(text.tokens, own)),
      judged: judgedIn(text, nameOf),
    };
  });
  const isOfTwo = shared.every(({ people }) => people.length === 2);
  const used = new Set(
    prepared.flatMap(({ spans, judged }) => [
      ...spans.flat().map(({ label }) => label),
      ...judged.flatMap((one) => one.labels),
    ]),
  );
  return {
    texts: shared.length,
    overall: figuresOf(prepared, isOfTwo, undefined),
    byLabel: labels
      .filter((label) => used.has(label))
      .map((label) => ({ label, ...figuresOf(prepared, isOfTwo, label) })),
    confusion: isOfTwo ? confusionOf(prepared) : [],
  };
}

/** `label`: only whether something is it or not. */
function figuresOf(texts: readonly Prepared[], isOfTwo: boolean, label: string | undefined): Figures {
  const seen = (value: string): string => (label === undefined || value === label ? value : '');
  const hasSpans = texts.some(({ spans }) => spans.some((own) => own.length > 0));
  const hasJudged = texts.some(({ judged }) => judged.length > 0);
  return {
    ...(hasJudged || !hasSpans ? nominalFigures(texts, isOfTwo, seen) : {}),
    ...(hasSpans ? spanFigures(texts, isOfTwo, label, seen) : {}),
  };
}

function nominalFigures(
  texts: readonly Prepared[],
  isOfTwo: boolean,
  seen: (value: string) => string,
): Pick<Figures, 'kappa' | 'alpha'> {
  const values = texts.map(({ judged }) => judged.map((one) => one.labels.map(seen)));
  const alphas = values.map((units) => ({ table: coincidences(units), units: units.length }));
  const alpha = withInterval(alphas, (some) =>
    krippendorffAlpha(
      sumOf(some.map(({ table }) => table)),
      some.reduce((sum, { units }) => sum + units, 0),
    ),
  );
  if (!isOfTwo) return { alpha };
  const tables = values.map((units) => contingency(units.map(([a = '', b = '']) => [a, b] as const)));
  return { kappa: withInterval(tables, (some) => cohenKappa(sumOf(some))), alpha };
}

function spanFigures(
  texts: readonly Prepared[],
  isOfTwo: boolean,
  label: string | undefined,
  seen: (value: string) => string,
): Omit<Figures, 'kappa' | 'alpha'> {
  const names =
    label === undefined
      ? [...new Set(texts.flatMap(({ spans }) => spans.flat().map((span) => span.label)))]
      : [label];
  const cut = texts.map(({ spans, text }) =>
    names.map((name) =>
      countUnits(
        spans.map((own) => own.filter((span) => span.label === name)),
        text.length,
      ),
    ),
  );
  const unitising = withInterval(cut, (some) =>
    unitisingAlpha(names.map((_, n) => some.flatMap((text) => text[n] ?? []))),
  );
  if (!isOfTwo) return { unitising };
  const f1 = (match: SpanMatch): Figure =>
    withInterval(
      texts.map(({ spans: [a = [], b = []] }) => {
        const own = (span: { readonly label: string }): boolean =>
          label === undefined || span.label === label;
        return countSpans(a.filter(own), b.filter(own), match);
      }),
      spanF1,
    );
  const tables = texts.map(({ tokens: [a = [], b = []] }) =>
    contingency(a.map((one, t) => [seen(one), seen(b[t] ?? '')] as const)),
  );
  return {
    exact: f1('exact'),
    overlap: f1('overlap'),
    unitising,
    tokens: withInterval(tables, (some) => cohenKappa(sumOf(some))),
  };
}

function sumOf(tables: readonly PairCounts[]): PairCounts {
  const sum = new PairCounts();
  for (const table of tables) sum.addAll(table);
  return sum;
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
