import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Recommendation, recommendedKey } from '#core/project';
import { Dictionary, mergeRecommendations } from '#core/recommend';
import { spanText, tokenize } from '#core/text';
import { allowedTags, flatten, passagesOf, spansOfTags } from '#core/train';

const seed = 20_261_124;
const word = fc.constantFrom('a', 'b', 'c', 'cat', '我');
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe(`laws of recommendations (seed ${seed})`, () => {
  it('a dictionary finds what trying every term at every place finds', () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 6 }), fc.array(word, { maxLength: 12 }), (terms, words) => {
        const dictionary = new Dictionary();
        for (const text of terms) dictionary.add({ text, labelId: 'l' });
        const text = words.join(' ');
        const tokens = tokenize(text).map((token) => spanText(text, token));
        const split = terms.map((term) => tokenize(term).map((token) => spanText(term, token)));
        const expected: string[] = [];
        for (let i = 0; i < tokens.length; ) {
          const fitting = split.filter((term) => term.every((w, k) => tokens[i + k] === w));
          const longest = Math.max(0, ...fitting.map((term) => term.length));
          if (longest > 0) expected.push(tokens.slice(i, i + longest).join(' '));
          i += Math.max(1, longest);
        }
        const found = dictionary.find(text).map((m) =>
          tokenize(m.term)
            .map((t) => spanText(m.term, t))
            .join(' '),
        );
        expect(found).toEqual(expected);
      }),
      { seed, numRuns: 500 },
    );
  });

  const span = fc
    .tuple(fc.nat(12), fc.integer({ min: 1, max: 5 }), fc.nat(1))
    .map(([from, length, label]) => ({ from, to: from + length, label }));

  it('flattened spans do not overlap, and each one left out overlaps one that is not shorter', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const kept = flatten(spans);
        kept.forEach((one, i) => {
          const next = kept[i + 1];
          if (next !== undefined) expect(next.from).toBeGreaterThanOrEqual(one.to);
        });
        for (const { from, to } of spans) {
          expect(kept.some((k) => from < k.to && k.from < to && k.to - k.from >= to - from)).toBe(true);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('the tags of a finished document spell its flattened spans', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
        // One token a code unit, so that spans of text and of tokens are the same.
        const text = '我'.repeat(17);
        const [passage] = passagesOf({ id: 'd', text });
        const allowed = allowedTags(passage!, spans, 2, true);
        const tags = Array.from({ length: 17 }, (_, t) => allowed.slice(t * 5, (t + 1) * 5).indexOf(1));
        const found = spansOfTags(tags).map(({ from, to, label }) => ({ from, to, label }));
        expect(found).toEqual(flatten(spans));
      }),
      { seed, numRuns: 500 },
    );
  });

  const item = fc
    .record({
      from: fc.nat(6),
      length: fc.integer({ min: 1, max: 3 }),
      label: fc.option(fc.constantFrom('a', 'b')),
      p: fc.nat(10),
    })
    .map(({ from, length, label, p }): Recommendation => {
      return {
        target: { kind: 'span', from, to: from + length },
        ...(label === null ? {} : { labelId: label }),
        confidence: p / 10,
        provenance: [label === null ? { kind: 'noun-phrase' } : { kind: 'model', version: p }],
      };
    });

  it('merging is idempotent, repeats nothing, and obeys what was rejected', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), fc.array(item, { maxLength: 2 }), (items, refused) => {
        const rejected = refused.map(({ target, labelId }) => ({
          target,
          ...(labelId === undefined ? {} : { labelId }),
        }));
        const merged = mergeRecommendations([items], { rejected });
        expect(mergeRecommendations([merged], { rejected })).toEqual(merged);
        const keys = merged.map(({ target, labelId }) => `${recommendedKey(target)} ${labelId}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { target, labelId } of refused) {
          const hit = (m: Recommendation): boolean =>
            recommendedKey(m.target) === recommendedKey(target) &&
            (labelId === undefined || m.labelId === labelId);
          expect(merged.some(hit)).toBe(false);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
