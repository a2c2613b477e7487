/**
 * A person who labels every 1.5 s with 300 sentences as rules, for 75 s, on a clock of its own: the loop's own order of stages, with
 * what each slice costs. In this scenario no model was made for 75 s before a training that is due had its turn.
 */
import { expect, it } from 'vitest';
import { neverStop } from '#core/base';
import { type Report, Schedule, type Urgency } from '#workers/learner/schedule';
import { type Name, type StageName, type StageWork, stagesOf, theOrder } from '#workers/learner/stages';

const seconds = 75;
const actEveryMs = 1500;
const trainEvery = 5;
/** A slice of anything. */
const sliceMs = 150;
/** After each act all rules are looked at anew: 2.4 s of work where 1.5 s are left. */
const slicesOfRules = 16;
const slicesOfTraining = 20;

/** How many models there are after the time, and the longest wait of an order of a person who gives one every 20 s. */
async function label(
  withUrgency: boolean,
): Promise<{ readonly models: number; readonly longestOrderMs: number }> {
  let [now, acts, pending, models, training, rules] = [0, 0, 0, 0, 0, 0];
  let ordered: number | undefined;
  let longestOrderMs = 0;
  const slice = async (report: Report): Promise<Report> => {
    now += sliceMs;
    return report;
  };
  const works = Object.fromEntries(
    Object.keys(theOrder).map((name) => [name, { work: () => slice('done') }]),
  ) as unknown as Record<StageName, StageWork<void>>; // one for each name of the order
  works['exact rules'] = {
    work: () => {
      rules = rules === 0 ? slicesOfRules : rules - 1;
      return slice(rules > 1 ? 'more' : 'done');
    },
  };
  works.model = {
    urgency: (): Urgency => {
      if (!withUrgency) return 'usual';
      if (ordered !== undefined) return 'ordered';
      return training > 0 || pending >= trainEvery ? 'due' : 'usual';
    },
    work: async () => {
      if (training === 0 && pending < trainEvery && ordered === undefined) return slice('idle');
      if (training === 0) pending = 0;
      training++;
      if (training < slicesOfTraining) return slice('more');
      training = 0;
      models++;
      if (ordered !== undefined) longestOrderMs = Math.max(longestOrderMs, now - ordered);
      ordered = undefined;
      return slice('done');
    },
  };
  const schedule = new Schedule<Name, void>(stagesOf<void>(works));
  while (now < seconds * 1000) {
    while (acts * actEveryMs <= now) {
      acts++;
      pending++;
      rules = 0;
      schedule.changed('labels', 'explanations');
      if (acts % 13 === 0 && ordered === undefined) {
        ordered = now;
        schedule.changed('order');
      }
    }
    if ((await schedule.step(undefined, neverStop)) === undefined) now += sliceMs;
  }
  if (ordered !== undefined) longestOrderMs = Math.max(longestOrderMs, now - ordered);
  return { models, longestOrderMs };
}

it('models are made, and an order is carried out within its own time twice', async () => {
  const { models, longestOrderMs } = await label(true);
  // One in fifteen seconds at least, whatever else the loop has to make.
  expect(models).toBeGreaterThanOrEqual(5);
  expect(longestOrderMs).toBeLessThan(2 * slicesOfTraining * sliceMs);
});

it('the scenario is one that starves a loop without turns', async () => {
  expect((await label(false)).models).toBe(0);
});
