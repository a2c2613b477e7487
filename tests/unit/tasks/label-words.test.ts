import { describe, expect, it } from 'vitest';
import type { LabelKind } from '#core/project';
import { labelTexts } from '#core/tasks';
import { labelWords } from '../../../src/core/tasks/label-words.ts';
import { labelOf } from './learning.ts';

const labelled = (kind: LabelKind, names: readonly string[]) =>
  names.map((name, i) => ({ ...labelOf(`${kind}${i}`, kind, i), name }));

function saidOf(guidelines: string, ...names: string[]): (string | undefined)[] {
  const labels = labelled('text', names);
  return labelWords(
    { labels, guidelines },
    labels.map(({ id }) => id),
  ).map((one) => one?.guideline);
}

describe('what guidelines say of a label', () => {
  it.each([
    ['a list', '* positive: The guest liked it.\n* negative – It was bad,\n  or slow.\n* Ask when in doubt.'],
    [
      'bold names',
      '**Positive:** The guest liked it.\n\n**Negative**: It was bad, or slow.\n\nAsk when in doubt.',
    ],
    [
      'headings',
      '# Rules\nAsk.\n## positive\n\nThe guest liked it.\n## `negative`\n- It was bad,\n- or slow.\n# Rest\nAsk.',
    ],
    [
      'a table',
      '| Label | What |\n| --- | --- |\n| positive | The guest liked it. |\n| negative | It was bad, or slow. |',
    ],
    ['numbers', '1. positive: The guest liked it.\r\n2. negative: It was bad, or slow.\r\n3. Ask.'],
  ])('is found in %s', (_, guidelines) => {
    const [positive, negative] = saidOf(guidelines, 'Positive', 'negative');
    expect(positive).toBe('The guest liked it.');
    expect(negative?.replace('- ', '')).toBe('It was bad, or slow.');
  });

  it('is nothing where a name is but a word among others, and the longer of two names has its own line', () => {
    expect(saidOf('Positive words are no opinion.\nMark what is positive: all.', 'positive')).toEqual([
      undefined,
    ]);
    expect(saidOf('- very bad: awful\n- very: much', 'very', 'very bad')).toEqual(['much', 'awful']);
    expect(saidOf('- 消极：不好', '消极', '')).toEqual(['不好', undefined]);
  });

  it('takes no time for lines that are nothing but signs', () => {
    expect(saidOf(`good${' '.repeat(200_000)}x\n${'- '.repeat(100_000)}`, 'good')).toEqual([undefined]);
  });

  it('holds for both directions of a relation, and is read no farther than some sentences', () => {
    const long = `- Cause-Effect: ${'It leads to it. '.repeat(100)}`;
    const [one, other] = saidOf(long, 'Cause-Effect(e1,e2)', 'Cause-Effect(e2,e1)');
    expect(one).toBe(other);
    expect(one).toHaveLength(300);
    // Half a sign is none.
    expect(saidOf(`- good: ${'x'.repeat(299)}😀`, 'good')[0]?.at(-1)).not.toBe('\ud83d');
  });
});

describe('the texts of labels', () => {
  it('are their guidelines, or else their names, each once, and under another id when they change', () => {
    const names = ['Cause-Effect(e1,e2)', 'Cause-Effect(e2,e1)', 'bornIn', 'K27'];
    const labels = [...labelled('relation', names), ...labelled('span', ['Person'])];
    const before = labelTexts('re', { labels });
    expect(before.map(({ text }) => text)).toEqual(['cause effect', 'born in']);
    const after = labelTexts('re', { labels, guidelines: '* bornIn: The place of birth.' });
    expect(after.map(({ text }) => text)).toEqual(['cause effect', 'The place of birth.']);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.id).not.toBe(before[1]?.id);
    expect(labelTexts('ner', { labels })).toEqual([]);
  });
});
