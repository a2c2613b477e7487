/** How far chance may have moved a figure: percentile bootstrap (Efron 1979) over texts, since what stands in one text is alike. */
import { createRng } from '#core/base';
import { type Figure, isDefined } from './figure.ts';

const resamples = 200;

/**
 * The figure with the interval in which 95 % of those lie that resampled texts give. The same texts give the same interval;
 * of fewer than two texts there is none. Resamples that have no figure are passed over.
 */
export function withInterval<T>(texts: readonly T[], figureOf: (texts: readonly T[]) => Figure): Figure {
  const figure = figureOf(texts);
  if (!isDefined(figure) || texts.length < 2) return figure;
  const rng = createRng(20_14);
  const values: number[] = [];
  for (let n = 0; n < resamples; n++) {
    const drawn = texts.map(() => texts[rng.int(texts.length)] as T); // below the length
    const again = figureOf(drawn);
    if (isDefined(again)) values.push(again.value);
  }
  if (values.length < 2) return figure;
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? figure.value;
  return { ...figure, low: at(0.025), high: at(0.975) };
}
