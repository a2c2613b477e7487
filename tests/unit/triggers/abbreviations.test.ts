import { describe, expect, it } from 'vitest';
import { type Ballot, corpusAbbreviations, spellOut, type TriggerReading } from '#core/triggers';

/** A reading of one silent ballot, with spans of these labels. */
function reading(text: string, ...spans: [from: number, to: number, label: number][]): TriggerReading {
  const words = text.split(' ');
  const ballot: Ballot = {
    tags: new Int32Array(words.length),
    spans: [],
    marginals: new Float32Array(words.length * 5),
    logProbability: 0,
    posterior: () => 0,
  };
  const voted = spans.map(([from, to, label]) => ({
    from,
    to,
    label,
    share: 1,
    confidence: 0.9,
    voters: [0],
  }));
  return { words, ballots: [ballot], verdict: { spans: voted, outside: new Float32Array(words.length) } };
}

const spelled = (readings: readonly TriggerReading[], atLeast?: number) =>
  spellOut(readings, corpusAbbreviations(readings), atLeast).map(({ verdict }) =>
    verdict.spans.map(({ from, to, label }) => [from, to, label]),
  );

describe('abbreviations', () => {
  const defined = reading('patients with acute renal failure ( ARF ) died', [2, 5, 1]);

  it('are of the label that their long form has, wherever they stand', () => {
    expect(
      spelled([defined, reading('ARF was rare'), reading('no ARF'), reading('the arf of dogs')]),
    ).toEqual([
      [
        [2, 5, 1],
        [6, 7, 1],
      ],
      [[0, 1, 1]],
      [[1, 2, 1]],
      [],
    ]);
  });

  it('are nothing where their long form never is', () => {
    const enzyme = reading('angiotensin converting enzyme ( ACE ) rose', [4, 5, 0]);
    expect(spelled([enzyme, reading('an ACE inhibitor', [1, 2, 0])])).toEqual([[], []]);
  });

  it('stay as the vote has them where definitions disagree or there is none', () => {
    const other = reading('the atrial rhythm ( ARF ) of flutter');
    const alone = reading('ARF again', [0, 1, 0]);
    // "atrial rhythm" has no f: it is no definition.
    expect(corpusAbbreviations([defined, other]).get('ARF')).toEqual({ definitions: 1, label: 1, share: 1 });
    const third = reading('a reduced flow ( ARF ) of blood');
    expect(corpusAbbreviations([defined, third]).get('ARF')).toEqual({
      definitions: 2,
      label: 1,
      share: 0.5,
    });
    expect(spelled([defined, third, alone])[2]).toEqual([[0, 1, 0]]);
    expect(spelled([defined, third, alone], 0.5)[2]).toEqual([[0, 1, 1]]);
    expect(spelled([reading('ARF again', [0, 1, 0])])).toEqual([[[0, 1, 0]]]);
  });

  it('leave longer spans around them alone, and sentences that no trigger reads', () => {
    const inside = reading('severe ARF syndrome', [0, 3, 1]);
    const unread = { ...reading('ARF'), ballots: [] };
    expect(spelled([defined, inside, unread]).slice(1)).toEqual([[[0, 3, 1]], []]);
  });

  it('are short, and half of them capitals', () => {
    const bare = [
      'rats ( n = 6 )',
      'a group ( a ) of',
      'see table ( Table ) one',
      'in milligrams ( mg ) a day',
    ];
    expect(corpusAbbreviations(bare.map((text) => reading(text))).size).toBe(0);
    expect(corpusAbbreviations([reading('heparin ( Hp ) and levodopa ( L-DOPA )')]).size).toBe(2);
  });
});
