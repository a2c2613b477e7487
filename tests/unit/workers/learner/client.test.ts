/** Orders on their way from the page to the learner: over a real message channel, with the real learner on the other side. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#core/base';
import type { Store } from '#store';
import { createLearnerClient, type LearnerClient } from '#workers/learner/client';
import type { LearnerMethods, LearnerStatus } from '#workers/learner/contract';
import { learnerHandlers } from '#workers/learner/handlers';
import { serve } from '#workers/rpc/serve';
import { type AssetHost, assetHost } from './asset-host.ts';
import { labelSome, learnerProject, untilDone } from './learner-fixture.ts';

let host: AssetHost;
const ends: (() => void)[] = [];
beforeAll(async () => {
  host = await assetHost();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => host.close());

/** A client whose workers open the store given last; `crash` kills the one there is. */
function page(store: Store) {
  let crash: (reason: string) => void = () => undefined;
  const at = { store };
  const client = createLearnerClient(() => {
    const { port1, port2 } = new MessageChannel();
    let isDead = false;
    const silence = (): void => {
      isDead = true;
      port2.close();
    };
    const handlers = learnerHandlers(async () => ok(at.store), silence);
    // What a killed worker was doing ends with it.
    const work: typeof handlers.work = (request, { stop, progress }) =>
      handlers.work(request, {
        progress,
        stop: {
          get stopped() {
            return isDead || stop.stopped;
          },
        },
      });
    serve<LearnerMethods>({ ...handlers, work }, port2);
    port1.start();
    return {
      endpoint: port1,
      terminate: () => {
        silence();
        port1.close();
      },
      onCrash: (listener) => {
        crash = listener;
      },
    };
  });
  ends.push(() => client.close());
  return { client, at, crash: () => crash('killed for a test') };
}

async function until(client: LearnerClient, holds: (status: LearnerStatus) => boolean): Promise<void> {
  await untilDone(
    'so',
    () => holds(client.status),
    () => client.status,
  );
}

describe('an order to train', () => {
  it('given before the learner was started is carried out when it is there', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    await labelSome(project, 0, 3);
    const { client } = page(project.store);
    client.trainNow();
    expect(client.status.order).toBe('waiting');
    client.start(project.projectId);
    await until(client, ({ version, order }) => version === 1 && order === 'done');
  });

  it('reaches the project that is open, while the one before it still ends', async () => {
    const first = await learnerProject(60, { trainEvery: 0 });
    const second = await learnerProject(60, { trainEvery: 0 });
    for (const one of [first, second]) await labelSome(one, 0, 3);
    const { client, at } = page(first.store);
    client.start(first.projectId);
    client.trainNow();
    await until(client, ({ phase }) => phase === 'training');
    at.store = second.store;
    client.start(second.projectId);
    client.trainNow();
    expect(client.status).toMatchObject({ projectId: second.projectId, order: 'waiting' });
    await until(client, (now) => now.projectId === second.projectId && now.version === 1);
  });

  it('is given again to the learner that takes the place of one that died', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    await labelSome(project, 0, 3);
    const { client, crash } = page(project.store);
    client.start(project.projectId);
    client.trainNow();
    await until(client, ({ phase }) => phase === 'training');
    crash();
    await until(client, ({ phase, problem }) => phase === 'failed' && problem?.code === 'worker-crashed');
    await until(client, ({ version, order }) => version > 0 && order === 'done');
  });

  it('is not carried over to another project', async () => {
    const first = await learnerProject(60, { trainEvery: 0 });
    const second = await learnerProject(60, { trainEvery: 0 });
    await labelSome(second, 0, 3);
    const { client, at } = page(first.store);
    client.start(first.projectId);
    client.pause();
    client.trainNow();
    await until(client, ({ phase }) => phase === 'paused');
    at.store = second.store;
    client.resume();
    client.start(second.projectId);
    await until(client, (now) => now.projectId === second.projectId && now.phase === 'idle');
    expect(client.status).toMatchObject({ version: 0, order: 'none' });
  });
});
