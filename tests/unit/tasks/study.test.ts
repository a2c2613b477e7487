import { describe, expect, it } from 'vitest';
import { hasData } from '../../../bench/rules-data.ts';
import { type Cell, measure, usualCosts } from '../../../bench/study-protocols.ts';
import { readStudy, type StudySize, type StudyTask } from '../../../bench/study-task.ts';
import { gloveEncoder } from '../../../bench/train-data.ts';

/** The same study with test labels dealt out anew: their order turned round. */
function withShuffledTest(task: StudyTask): StudyTask {
  const test = { ...task.test, gold: task.test.gold.toReversed() };
  return { ...task, test };
}

describe.skipIf(!hasData)('the study', () => {
  const encoder = hasData ? gloveEncoder() : undefined;
  const read = (name: 're' | 'sa', size: StudySize) => encoder && readStudy(name, encoder, 1, size);
  const task = read('sa', { limit: 150 });
  const relations = read('re', { limit: 200, written: false });
  const cells: Cell[] = [
    { protocol: 'paper', budget: 10, seed: 1 },
    { protocol: 'strong', budget: 10, seed: 1 },
    { protocol: 'minutes', budget: 30, seed: 1 },
    { protocol: 'rare', budget: 25, seed: 1, relation: 'Cause-Effect' },
  ];

  it.each(cells)('$protocol: chooses the same whatever the test labels are', (cell) => {
    const own = cell.protocol === 'rare' ? relations : task;
    if (own === undefined) throw new Error('no data');
    const [real, dealt] = [own, withShuffledTest(own)].map((one) => measure(one, cell, usualCosts));
    expect(dealt!.choices).toEqual(real!.choices);
    // The labels were read, though: by the score.
    expect(dealt!.arms).not.toEqual(real!.arms);
  });

  it('gives the same result for the same cell', () => {
    if (task === undefined) throw new Error('no data');
    const cell = cells[0]!;
    expect(measure(task, cell, usualCosts)).toEqual(measure(task, cell, usualCosts));
  });
});
