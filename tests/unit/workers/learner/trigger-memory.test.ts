/** What the learner remembers of triggers does not grow with the documents that were on the screen. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, it } from 'vitest';
import { neverStop } from '#core/base';
import { defaultSettings, type Label, type LabelledDocument, type Project } from '#core/project';
import { TriggerVotes } from '#workers/learner/trigger-votes';
import { type AssetHost, assetHost } from './asset-host.ts';

const project: Project = {
  ...{ id: 'p', name: 'p', task: 'ner', explanationKinds: ['trigger'], guidelines: '' },
  ...{ settings: defaultSettings, createdAt: 0, updatedAt: 0 },
};
const labels: readonly Label[] = [
  { id: 'dish', projectId: 'p', kind: 'span', name: 'Dish', colour: 0, shortcut: '', position: 0 },
];

function text(i: number, labelled: boolean): LabelledDocument {
  const common = { projectId: 'p', documentId: `d${i}`, updatedAt: 1 };
  return {
    document: {
      ...{ id: `d${i}`, projectId: 'p', position: i, text: `We had pizza on day ${i}.`, meta: {} },
      ...{ status: labelled ? 'done' : 'open', flagged: false, updatedAt: 1 },
    },
    annotations: labelled
      ? [
          {
            ...{ ...common, id: `a${i}`, annotator: '', labelId: 'dish', source: 'manual' },
            target: { kind: 'span', from: 7, to: 12 },
          },
        ]
      : [],
    explanations: labelled
      ? [
          {
            ...{ ...common, id: `x${i}`, annotationId: `a${i}`, enabled: true, kind: 'trigger' },
            spans: [{ from: 3, to: 6 }],
          },
        ]
      : [],
  };
}

let host: AssetHost;
beforeAll(async () => {
  host = await assetHost();
  return () => host.close();
});

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

/** As it is after so many labels, all with the same reason. */
async function heard(votes: TriggerVotes, count: number): Promise<void> {
  const labelled = Array.from({ length: count }, (_, i) => text(i, true));
  const now = { project, labels, labelled, focus: undefined, rests: false, orders: 0, checks: 0 };
  await votes.follow(now, async () => undefined);
  while (!(await votes.encode(neverStop)));
}

async function look(votes: TriggerVotes, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 10) {
    const some = Array.from({ length: 10 }, (_, k) => text(10_000 + at + k, false));
    const said = await votes.recommend(project, some);
    expect(said.size).toBe(10);
  }
}

it('of the texts that were looked at only the last are kept', async () => {
  const votes = new TriggerVotes();
  await heard(votes, 100);
  await look(votes, 0, 150);
  const before = heapMb();
  await look(votes, 150, 350);
  // Two hundred texts more, in each of which a hundred triggers stand, were 30 MB.
  expect(heapMb() - before).toBeLessThan(8);
});

it('of labels that gave the same reason each kept text remembers it once', async () => {
  const votes = new TriggerVotes();
  await heard(votes, 100);
  await look(votes, 0, 100);
  const before = heapMb();
  await heard(votes, 900);
  expect(heapMb() - before).toBeLessThan(8);
});
