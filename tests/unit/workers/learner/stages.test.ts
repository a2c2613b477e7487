/**
 * The order of the stages: what a person does, and what must be made anew because of it. Taking any entry out of any stage's
 * `after` makes one of these fail, which the last test tries out, entry by entry.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { neverStop } from '#core/base';
import { Schedule } from '#workers/learner/schedule';
import { type Name, type StageName, stagesOf, theOrder } from '#workers/learner/stages';
import { withLoopTable } from '../../../../tools/loop-table.ts';

/** What happens, which name changes by it, and which stages have to look at it even if nothing else comes of it. */
const stories: readonly (readonly [what: string, change: Name, looked: readonly StageName[]])[] = [
  [
    'a label is a term for the dictionary, gold for rules and triggers, and a lesson',
    'labels',
    ['dictionaries', 'trigger votes', 'exact rules', 'model', 'trigger networks'],
  ],
  [
    'a reason is heard at once, as a trigger or as a sentence, and there may be enough to train on',
    'explanations',
    ['trigger votes', 'exact rules', 'trigger networks'],
  ],
  [
    'texts that came in stand ahead, rules have not read them, and some may be unlike all others',
    'documents',
    ['near documents', 'trigger votes', 'exact rules', 'survey'],
  ],
  ['the text on the screen changed', 'focus', ['near documents', 'trigger votes']],
  [
    'sources were switched, thresholds moved, labels renamed or another order of texts chosen',
    'settings',
    ['dictionaries', 'trigger votes', 'exact rules', 'model', 'survey', 'soft rules', 'trigger networks'],
  ],
  ['"Train now" trains all there is', 'order', ['model', 'trigger networks', 'matcher network']],
  [
    'a pause ended: what rested goes on',
    'resumed',
    ['model', 'soft rules', 'trigger networks', 'matcher network', 'thorough training', 'check-up'],
  ],
  ['"Train thoroughly" is heard', 'thoroughly', ['thorough training']],
  ['what a thorough training found is taken into the model', 'thorough training', ['model']],
  [
    'networks that could not be fetched can be tried again',
    'assets',
    [
      'near documents',
      'model',
      'soft rules',
      'trigger networks',
      'matcher network',
      'thorough training',
      'check-up',
    ],
  ],
  ['a person wants to know which labels may have slipped', 'check', ['check-up']],
  [
    'labelled texts have been read in context: a model learns from that, and what it says is shown',
    'states',
    ['near documents', 'model', 'survey'],
  ],
  ['new terms are shown', 'dictionaries', ['near documents']],
  ['a new model recommends, and says what it is unsure of', 'model', ['near documents', 'survey']],
  [
    'exact matches are shown, sway what the model says, teach, come before soft ones, and bring words to match',
    'exact rules',
    ['near documents', 'trigger votes', 'model', 'soft rules', 'matcher network'],
  ],
  ['soft matches are shown, and sway the model', 'soft rules', ['near documents', 'trigger votes']],
  ['what trained triggers say is shown', 'trigger networks', ['trigger votes']],
  ['a new matcher has rules look again', 'matcher network', ['soft rules']],
];

it('stands in the docs as it is', async () => {
  const page = await readFile('docs/learning.md', 'utf8');
  expect(withLoopTable(page), 'run `npm run loop-table`').toBe(page);
});

type Order = typeof theOrder;

/** Which of a story's stages do not look, in an order with or without one entry. */
async function missed(order: Order, change: Name, looked: readonly StageName[]): Promise<string[]> {
  const asked = new Set<StageName>();
  const names = Object.keys(theOrder) as StageName[]; // its own keys
  const schedule = new Schedule<Name, void>(
    names.map((name) => ({
      ...{ name, after: order[name].after },
      work: async () => {
        asked.add(name);
        return 'idle' as const;
      },
    })),
  );
  schedule.changed(change);
  while ((await schedule.step(undefined, neverStop)) !== undefined);
  return looked.filter((name) => !asked.has(name));
}

describe('the order of the stages', () => {
  it.each(stories)('%s', async (_, change, looked) => {
    expect(await missed(theOrder, change, looked)).toEqual([]);
  });

  const entries = Object.entries(theOrder).flatMap(([stage, { after }]) =>
    after.map((entry) => ({ stage: stage as StageName, entry })),
  );

  it.each(entries)('needs "$entry" in front of $stage', async ({ stage, entry }) => {
    const row = theOrder[stage];
    const without = { ...theOrder, [stage]: { ...row, after: row.after.filter((name) => name !== entry) } };
    const failing: string[] = [];
    for (const [what, change, looked] of stories) {
      if ((await missed(without, change, looked)).length > 0) failing.push(what);
    }
    expect(failing).not.toEqual([]);
  });

  it('ends: no stage is made from itself, by whatever detour', () => {
    const reaches = (name: Name, seen: ReadonlySet<Name> = new Set()): Name[] => {
      if (!(name in theOrder) || seen.has(name)) return [name];
      const { after } = theOrder[name as StageName]; // a key of it
      return after.flatMap((one) => [one, ...reaches(one, new Set([...seen, name]))]);
    };
    for (const name of Object.keys(theOrder) as StageName[]) expect(reaches(name)).not.toContain(name);
  });

  it('leaves nothing in front of the dictionaries and the text on the screen', () => {
    const work = { work: async () => 'idle' as const };
    const works = Object.fromEntries(Object.keys(theOrder).map((name) => [name, work]));
    const stages = stagesOf<void>(works as Record<StageName, typeof work>); // a work for each of its keys
    expect(stages.map(({ name }) => name).slice(0, 2)).toEqual(['dictionaries', 'near documents']);
    expect(stages.filter(({ waits }) => waits).map(({ name }) => name)).toEqual([
      'exact rules',
      'soft rules',
    ]);
  });
});
