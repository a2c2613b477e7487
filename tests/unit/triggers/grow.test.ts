import { describe, expect, it } from 'vitest';
import { growSpans, type TriggerReading } from '#core/triggers';

/** A reading whose spans stand in brackets, all of label 0. */
function reading(marked: string): TriggerReading {
  const words: string[] = [];
  const spans: { from: number; to: number }[] = [];
  let from = -1;
  for (const piece of marked.split(' ')) {
    if (piece === '[') from = words.length;
    else if (piece === ']') spans.push({ from, to: words.length });
    else words.push(piece);
  }
  const voted = spans.map((span) => ({ ...span, label: 0, share: 1, confidence: 0.9, voters: [0] }));
  return { words, ballots: [], verdict: { spans: voted, outside: new Float32Array(words.length) } };
}

const shown = (readings: readonly TriggerReading[]): string[] =>
  readings.map(({ words, verdict }) =>
    words
      .map((word, t) => {
        const begins = verdict.spans.some((s) => s.from === t) ? '[ ' : '';
        const ends = verdict.spans.some((s) => s.to === t + 1) ? ' ]' : '';
        return `${begins}${word}${ends}`;
      })
      .join(' '),
  );

const grown = (...marked: string[]): string[] => shown(growSpans(marked.map(reading)));

describe('spans that end too early', () => {
  it('grow to the word that stands beside them nearly everywhere, also across an apostrophe', () => {
    expect(
      grown(
        "patients with [ Parkinson ] ' s disease",
        "[ Parkinson ' s disease ] is old",
        "the parkinson ' s disease of",
        'we gave 5 - [ fluorouracil ] twice',
        'then 5 - fluorouracil again',
        'and 5 - fluorouracil alone',
      ).slice(0, 4),
    ).toEqual([
      "patients with [ Parkinson ' s disease ]",
      "[ Parkinson ' s disease ] is old",
      "the parkinson ' s disease of",
      'we gave [ 5 - fluorouracil ] twice',
    ]);
  });

  it('do not grow to a word that stands beside all kinds of things', () => {
    const others = Array.from({ length: 120 }, (_, i) => `the a${i}`);
    const marked = ['the [ pain ]', 'the pain', 'the pain', ...others];
    expect(grown(...marked)[0]).toBe('the [ pain ]');
    expect(shown(growSpans(marked.map(reading), { back: 0 }))[0]).toBe('[ the pain ]');
  });

  it('do not grow where the neighbour varies, nor from fewer than three occurrences', () => {
    expect(grown('[ vitamin ] D', 'vitamin K', 'vitamin E')[0]).toBe('[ vitamin ] D');
    expect(grown('[ amphotericin ] B', 'amphotericin B')[0]).toBe('[ amphotericin ] B');
    expect(grown('[ amphotericin ] B', 'amphotericin B', 'amphotericin B')[0]).toBe('[ amphotericin B ]');
  });

  it('do not grow into punctuation or over a sentence', () => {
    expect(grown('[ ADR ] )', 'ADR )', 'ADR )')[0]).toBe('[ ADR ] )');
  });

  it('never overlap afterwards', () => {
    const readings = ['[ renal ] [ failure ]', 'renal failure', 'renal failure'].map(reading);
    expect(shown(growSpans(readings))[0]).toBe('[ renal failure ]');
    expect(growSpans(readings)[0]!.verdict.spans).toHaveLength(1);
  });
});
