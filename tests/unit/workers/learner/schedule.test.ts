/** Which stage comes next, with stages of three lines. */
import { describe, expect, it } from 'vitest';
import { neverStop } from '#core/base';
import { type Report, Schedule, type Stage, type Urgency } from '#workers/learner/schedule';

type Names = 'labels' | 'order' | 'words' | 'rules' | 'model' | 'survey';

/** What each stage answers, slice by slice (`done` where nothing is left), and the order in which they were asked. */
function table(
  answers: Partial<Record<Names, Report[]>> = {},
  urgency: () => Urgency = () => 'usual',
  meanwhile: (name: Names) => void = () => undefined,
) {
  const asked: Names[] = [];
  const stage = (name: Names, after: Names[], extra: Partial<Stage<Names, void>> = {}) => ({
    ...{ name, after, ...extra },
    work: async () => {
      asked.push(name);
      meanwhile(name);
      return answers[name]?.shift() ?? 'done';
    },
  });
  const schedule = new Schedule<Names, void>([
    stage('words', ['labels']),
    stage('rules', ['labels'], { waits: true }),
    stage('model', ['labels', 'order'], { urgency }),
    stage('survey', ['model']),
  ]);
  const settle = async (): Promise<Names[]> => {
    while ((await schedule.step(undefined, neverStop)) !== undefined) {
      if (asked.length > 200) throw new Error('never quiet');
    }
    return asked.splice(0);
  };
  return { schedule, settle };
}

describe('the schedule', () => {
  it('does nothing before anything changed', async () => {
    expect(await table().settle()).toEqual([]);
  });

  it('does what a change makes due, the most urgent first, and what is made from that', async () => {
    const { schedule, settle } = table();
    schedule.changed('labels');
    expect(await settle()).toEqual(['words', 'rules', 'model', 'survey']);
    schedule.changed('order');
    expect(await settle()).toEqual(['model', 'survey']);
    expect(await settle()).toEqual([]);
  });

  it('leaves alone what is made from a stage that had nothing to do', async () => {
    const { schedule, settle } = table({ model: ['idle'] });
    schedule.changed('order');
    expect(await settle()).toEqual(['model']);
  });

  it('goes on with a stage until it is done, and looks at the more urgent ones between two slices', async () => {
    const words: number[] = [];
    const { schedule, settle } = table({ rules: ['more', 'more', 'done'] }, undefined, (name) => {
      if (name === 'rules' && words.push(1) === 1) schedule.changed('labels');
    });
    schedule.changed('labels');
    // Labels came in the middle of the rules' work: words at once, rules to their end and then once more.
    const names = await settle();
    expect(names.slice(0, 4)).toEqual(['words', 'rules', 'words', 'rules']);
    expect(names.filter((name) => name === 'rules')).toHaveLength(4);
    expect(names.indexOf('model')).toBeGreaterThan(names.lastIndexOf('rules'));
  });

  it('gives a training that is due every other slice, however long rules take', async () => {
    const { schedule, settle } = table(
      { rules: Array(10).fill('more'), model: Array(3).fill('more') },
      () => 'due',
    );
    schedule.changed('labels');
    const names = await settle();
    expect(names.slice(0, 9)).toEqual([
      ...['words', 'rules', 'model', 'rules', 'model', 'rules', 'model', 'rules', 'model'],
    ]);
  });

  it('is not starved by a person who goes on labelling', async () => {
    let acts = 12;
    const { schedule, settle } = table(
      { rules: Array(20).fill('more'), model: Array(4).fill('more') },
      () => 'due',
      (name) => {
        if (name === 'rules' && acts-- > 0) schedule.changed('labels');
      },
    );
    schedule.changed('labels');
    const names = await settle();
    // The training's five slices end within fifteen of the first.
    const slices = names.flatMap((name, i) => (name === 'model' ? [i] : []));
    expect(slices[4]).toBeLessThan(15);
  });

  it('has a turn for the last stage, too, of a person who never pauses', async () => {
    let acts = 90;
    const { schedule, settle } = table({ survey: Array(2).fill('more') }, undefined, (name) => {
      if (name === 'words' && acts-- > 0) schedule.changed('labels');
    });
    schedule.changed('labels', 'model');
    const names = await settle();
    // Three slices of the survey, none of which comes later than thirty of others and one of those that wait like it.
    const slices = names.flatMap((name, i) => (name === 'survey' ? [i] : []));
    expect(slices[0]).toBeLessThan(34);
    expect(slices[1]).toBeLessThan(68);
  });

  it('has rules wait for what a person ordered', async () => {
    const { schedule, settle } = table({ rules: ['more'], model: ['more'] }, () => 'ordered');
    schedule.changed('labels', 'order');
    expect(await settle()).toEqual(['words', 'model', 'model', 'rules', 'rules', 'survey']);
  });

  it('makes what is made from a part that is there already, and goes on with the stage', async () => {
    const { schedule, settle } = table({ model: ['part', 'idle'] });
    schedule.changed('order');
    expect(await settle()).toEqual(['model', 'model', 'survey']);
  });

  it('makes everything anew after it forgot', async () => {
    const { schedule, settle } = table();
    schedule.changed('labels');
    await settle();
    schedule.forget();
    expect(await settle()).toEqual(['words', 'rules', 'model', 'survey']);
  });
});
