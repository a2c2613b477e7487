/**
 * How far chance may have moved a figure: percentile bootstrap (Efron 1979) over texts, since what stands in one text is
 * alike. A figure is counted from numbers that add up over texts, so that a resample is a weighted sum and costs no more
 * than the numbers there are; all figures of a report are resampled alike.
 */
import { createRng } from '#core/base';
import { type Figure, isDefined } from './figure.ts';

const resamples = 200;

/** Numbers of each text by name, as indices into the names. */
export interface Tally {
  readonly names: readonly string[];
  readonly texts: readonly { readonly index: Int32Array; readonly value: Float64Array }[];
}

export function tallyOf(texts: readonly (readonly (readonly [string, number])[])[]): Tally {
  const indexOf = new Map<string, number>();
  const rows = texts.map((entries) => {
    const index = new Int32Array(entries.length);
    const value = new Float64Array(entries.length);
    entries.forEach(([name, count], i) => {
      const known = indexOf.get(name) ?? indexOf.size;
      indexOf.set(name, known);
      index[i] = known;
      value[i] = count;
    });
    return { index, value };
  });
  return { names: [...indexOf.keys()], texts: rows };
}

export class Resampling {
  /** How often each text is drawn, one row a resample. */
  readonly #draws: readonly Uint16Array[];
  readonly #texts: number;

  /** The same number of texts is always resampled alike. */
  constructor(texts: number) {
    this.#texts = texts;
    const rng = createRng(20_14);
    this.#draws = Array.from({ length: texts < 2 ? 0 : resamples }, () => {
      const drawn = new Uint16Array(texts);
      for (let i = 0; i < texts; i++) {
        const one = rng.int(texts);
        drawn[one] = (drawn[one] ?? 0) + 1;
      }
      return drawn;
    });
  }

  /**
   * The figure with the interval in which 95 % of those lie that resampled texts give; of fewer than two texts there is
   * none. Resamples that have no figure are passed over. Yields after each resample.
   */
  *figure(tally: Tally, figureOf: (sums: Float64Array) => Figure): Generator<void, Figure, void> {
    const figure = figureOf(sumOf(tally, new Uint16Array(this.#texts).fill(1)));
    if (!isDefined(figure)) return figure;
    const values: number[] = [];
    for (const drawn of this.#draws) {
      const again = figureOf(sumOf(tally, drawn));
      if (isDefined(again)) values.push(again.value);
      yield;
    }
    if (values.length < 2) return figure;
    values.sort((a, b) => a - b);
    const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? figure.value;
    return { ...figure, low: at(0.025), high: at(0.975) };
  }
}

function sumOf({ names, texts }: Tally, drawn: Uint16Array): Float64Array {
  const sums = new Float64Array(names.length);
  texts.forEach(({ index, value }, t) => {
    const times = drawn[t] ?? 0;
    if (times === 0) return;
    for (let i = 0; i < index.length; i++) {
      const name = index[i] ?? 0;
      sums[name] = (sums[name] ?? 0) + times * (value[i] ?? 0);
    }
  });
  return sums;
}
