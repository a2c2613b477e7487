import { describe, expect, it } from 'vitest';
import {
  DocumentVotes,
  strengthOf,
  VoteRecord,
  votePowerOf,
  withVotes,
} from '../../../src/core/tasks/rule-votes.ts';
import { withVotedSpans } from '../../../src/core/tasks/voted-spans.ts';

const text = { kind: 'text' } as const;

describe('rules as an expert beside the model', () => {
  it('counts the best vote whole and each further one half', () => {
    expect(strengthOf([1])).toBe(1);
    expect(strengthOf([0.6, 1, 1])).toBeCloseTo(1.8);
    expect(strengthOf([])).toBe(0);
  });

  it('shifts probabilities towards what is voted for, and leaves them where nothing is', () => {
    const before = [0.6, 0.3, 0.1];
    const after = withVotes(before, [0, 1, 0], 2);
    expect(after.indexOf(Math.max(...after))).toBe(1);
    expect(after.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1);
    // What nobody voted on keeps its shares.
    expect((after[0] ?? 0) / (after[2] ?? 1)).toBeCloseTo(6);
    expect([...withVotes(before, undefined, 2)].map((p) => Number(p.toFixed(4)))).toEqual(before);
    expect([...withVotes(before, [0, 1, 0], 0)].map((p) => Number(p.toFixed(4)))).toEqual(before);
  });

  it('reads votes by target and leaves out labels that are gone', () => {
    const votes = new DocumentVotes(
      [
        {
          target: text,
          scores: new Map([
            ['b', [1, 0.5]],
            ['gone', [1]],
          ]),
        },
      ],
      new Map([
        ['a', 0],
        ['b', 1],
      ]),
    );
    expect([...(votes.of(text) ?? [])]).toEqual([0, 1.25]);
    expect(votes.of({ kind: 'aspect', from: 0, to: 3 })).toBeUndefined();
  });

  it('believes rules the more, the more labels bear them out, and not at all where they are wrong', () => {
    const usual = VoteRecord.of({});
    const right = VoteRecord.of({});
    const wrong = VoteRecord.of({});
    for (let i = 0; i < 30; i++) {
      right.add({ probabilities: [0.7, 0.3], votes: [0, 1], gold: 1 });
      wrong.add({ probabilities: [0.7, 0.3], votes: [0, 1], gold: 0 });
    }
    expect(usual.power).toBe(1);
    expect(right.power).toBe(3);
    expect(wrong.power).toBe(0);
    // The next training goes on from what is known.
    expect(VoteRecord.of(right.tensors).power).toBe(3);
    expect(votePowerOf(right.tensors)).toBe(3);
    // Weights of before know nothing of rules.
    expect(votePowerOf({})).toBe(0);
  });

  it('adds a span of the votes where it is likelier than not, and takes away only what is less sure', () => {
    const read = [{ from: 0, to: 5, label: 0, confidence: 0.6 }];
    expect(withVotedSpans(read, [])).toEqual(read);
    expect(withVotedSpans(read, [{ from: 8, to: 9, label: 1, confidence: 0.4 }])).toEqual(read);
    const voted = [{ from: 2, to: 9, label: 1, confidence: 0.9 }];
    expect(withVotedSpans(read, voted)).toEqual(voted);
    const weaker = [{ from: 2, to: 9, label: 1, confidence: 0.55 }];
    expect(withVotedSpans(read, weaker)).toEqual(read);
    const same = [{ from: 0, to: 5, label: 0, confidence: 0.8 }];
    expect(withVotedSpans(read, same)).toEqual(same);
  });
});
