import { expect, it } from 'vitest';
import { neverStop, StopSource } from '#core/base';
import { slice } from '#workers/rpc/slice';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('begins at the first look and ends with its time', async () => {
  const share = slice(neverStop, 40);
  await wait(60);
  expect(share.stopped).toBe(false);
  await wait(60);
  expect(share.stopped).toBe(true);
});

it('ends at once when its work is stopped', () => {
  const source = new StopSource();
  const share = slice(source, 60_000);
  expect(share.stopped).toBe(false);
  source.stop();
  expect(share.stopped).toBe(true);
});
