import { describe, expect, it } from 'vitest';
import { bc5cdrSentences, replay } from '../../../bench/replay-ner.ts';
import { loadedNetwork } from '../../../bench/replay-network.ts';
import { bc5cdrLabels, dataFolder, dataIsHere, gloveEncoder } from '../../../bench/train-data.ts';

describe.skipIf(!dataIsHere)(`replaying gold labels through the store (needs ${dataFolder})`, () => {
  it('labels, trains every five annotations, and scores what the store would show', async () => {
    const points = await replay({
      sentences: bc5cdrSentences('dev.txt', 1),
      labels: bc5cdrLabels,
      seed: 1,
      labelled: 5,
      others: 4,
      network: await loadedNetwork('ner'),
      encoderOf: async () => gloveEncoder(),
      schedule: { coldSteps: 2, warmSteps: 1, maxEpochs: 1 },
      marks: [],
    });
    expect(points.map(({ sentences }) => sentences)).toEqual([5]);
    const last = points.at(-1)!;
    // Sessions start in the middle of a document, whenever five labels have come together, and once at the end.
    expect(last.trainings).toBe(Math.floor(last.annotations / 5) + 1);
    expect(last.steps).toBeGreaterThan(0);
    expect(last.model.gold).toBe(last.dictionary.gold);
    expect(last.both.predicted).toBeGreaterThanOrEqual(
      Math.max(last.model.predicted, last.dictionary.predicted),
    );
  }, 60_000);
});
