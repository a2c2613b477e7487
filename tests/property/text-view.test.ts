/** Laws of the text view on random text of many scripts and random marks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spansOverlap } from '#core/text';
import { pick } from '../../src/ui/screens/annotate/trigger-draft.ts';
import { characterAt } from '../../src/ui/widgets/text-view/characters.ts';
import { chunkAt, chunksOf } from '../../src/ui/widgets/text-view/chunks.ts';
import { layOut, type Mark } from '../../src/ui/widgets/text-view/marks.ts';
import { segmentsOf } from '../../src/ui/widgets/text-view/segments.ts';

const seed = 20_240_611;
const pieces = [
  'a',
  'word ',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '我',
  'مرحبا ',
  '👨‍👩‍👧',
  '🇫🇷',
  'é',
  'e\u0301',
  '\u202e',
  'long'.repeat(40),
];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 400 }).map((list) => list.join(''));
const span = (length: number): fc.Arbitrary<{ from: number; to: number }> =>
  fc
    .tuple(fc.nat(Math.max(0, length - 1)), fc.nat(Math.max(0, length - 1)))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
const marksOf = (length: number): fc.Arbitrary<Mark[]> =>
  fc
    .array(span(length), { maxLength: 25 })
    .map((spans) =>
      spans.map((one, i) => ({ ...one, id: String(i), kind: 'label' as const, colour: i, tag: `L${i}` })),
    );

describe(`text view, seed ${seed}`, () => {
  test('the blocks of a text, joined, are the text; no block ends inside a character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const chunks = chunksOf(text);
        expect(chunks.map((one) => text.slice(one.from, one.to)).join('')).toBe(text);
        for (const chunk of chunks) {
          if (chunk.to < text.length) expect(characterAt(text, chunk.to).from).toBe(chunk.to);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a line of a million characters is cut into blocks of bounded size', () => {
    const text = 'word '.repeat(200_000);
    const chunks = chunksOf(text);
    expect(Math.max(...chunks.map((one) => one.to - one.from))).toBeLessThanOrEqual(4000);
    expect(chunks.at(-1)?.to).toBe(text.length);
    expect(chunks[chunkAt(chunks, 654_321)]?.from).toBeLessThanOrEqual(654_321);
  });

  test('marks that overlap never share a lane, and none is lost', () => {
    fc.assert(
      fc.property(marksOf(200), (marks) => {
        const laid = layOut(marks);
        expect(laid.map((one) => one.id).sort()).toEqual(marks.map((one) => one.id).sort());
        for (const a of laid) {
          for (const b of laid) {
            if (a.id !== b.id && spansOverlap(a, b)) expect(a.lane).not.toBe(b.lane);
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('segments, joined, are the block; each carries exactly the marks that cover it', () => {
    fc.assert(
      fc.property(marksOf(120), span(120), (marks, block) => {
        const segments = segmentsOf(block, layOut(marks));
        expect(segments[0]?.from).toBe(block.from);
        expect(segments.at(-1)?.to).toBe(block.to);
        segments.forEach((segment, i) => {
          if (i > 0) expect(segment.from).toBe(segments[i - 1]?.to);
          const covering = marks.filter((one) => one.from < segment.to && one.to > segment.from);
          expect(segment.marks.map((one) => one.id).sort()).toEqual(covering.map((one) => one.id).sort());
        });
      }),
      { seed, numRuns: 300 },
    );
  });

  test('the spans of a trigger stay sorted, apart, and without white space at their ends; twice is never', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => text.length > 1),
        fc.infiniteStream(fc.nat(10_000)),
        (text, stream) => {
          const numbers = [...stream.take(12)];
          let group: readonly { from: number; to: number }[] = [];
          for (let i = 0; i + 1 < numbers.length; i += 2) {
            const a = (numbers[i] ?? 0) % text.length;
            const b = (numbers[i + 1] ?? 0) % text.length;
            const drawn = { from: Math.min(a, b), to: Math.max(a, b) + 1 };
            group = pick(text, group, drawn);
            group.forEach((one, at) => {
              expect(one.from).toBeLessThan(one.to);
              expect(text.slice(one.from, one.to).trim()).toBe(text.slice(one.from, one.to));
              if (at > 0) expect(one.from).toBeGreaterThan(group[at - 1]?.to ?? -1);
            });
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});
