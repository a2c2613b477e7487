/** The client and the served side over a real message channel; "the worker dies" is a port that falls silent. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ok, type Result } from '#core/base';
import { createWorkerClient, type Spawned } from '../../../src/workers/rpc/client.ts';
import type { JobProblem } from '../../../src/workers/rpc/job.ts';
import { serve } from '../../../src/workers/rpc/serve.ts';
import { Turns } from '../../../src/workers/rpc/turns.ts';

interface Methods {
  readonly echo: { readonly request: string; readonly answer: string; readonly progress: number };
  /** Runs until stopped, then answers; a `'deaf'` request does not listen. */
  readonly wait: { readonly request: string; readonly answer: string; readonly progress: number };
  readonly newest: { readonly request: string; readonly answer: string; readonly progress: never };
  /** Lasts until the test releases it; `turn` waits for it. */
  readonly hold: { readonly request: string; readonly answer: string; readonly progress: never };
  readonly turn: { readonly request: string; readonly answer: string; readonly progress: never };
  readonly throws: { readonly request: string; readonly answer: string; readonly progress: never };
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function setUp(options = {}) {
  const log: string[] = [];
  const workers: { crash(reason: string): void; silence(): void; terminated: boolean }[] = [];
  const turns = new Turns();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const spawn = (): Spawned => {
    const { port1, port2 } = new MessageChannel();
    let crashed: (reason: string) => void = () => undefined;
    const worker = {
      crash: (reason: string) => crashed(reason),
      silence: () => port2.close(),
      terminated: false,
    };
    workers.push(worker);
    serve<Methods>(
      {
        echo: async (request, job) => {
          log.push(request);
          for (let i = 0; i < 50; i++) {
            job.progress(i);
            await sleep(2);
          }
          return ok(request);
        },
        wait: async (request, job) => {
          log.push(request);
          while (request === 'deaf' || !job.stop.stopped) await sleep(2);
          log.push(`${request} stopped`);
          return ok(request);
        },
        newest: async (request, job) => {
          for (let i = 0; i < 10 && !job.stop.stopped; i++) await sleep(2);
          return ok(request);
        },
        hold: (request, { stop }) =>
          turns.take(async () => {
            await released;
            return ok(request);
          }, stop),
        turn: (request, { stop }) => turns.take(async () => ok(request), stop),
        throws: (request) => {
          throw new TypeError(request);
        },
      },
      port2,
    );
    return {
      endpoint: port1,
      terminate: () => {
        worker.terminated = true;
        port1.close();
        port2.close();
      },
      onCrash: (listener) => {
        crashed = listener;
      },
    };
  };
  const client = createWorkerClient<Methods>(
    spawn,
    {
      echo: { order: 'queue', retry: true },
      wait: { order: 'queue' },
      newest: { order: 'latest' },
      hold: { order: 'now' },
      turn: { order: 'latest' },
      throws: { order: 'now' },
    },
    options,
  );
  closers.push(() => client.close());
  return { client, log, workers, release };
}

function code<T>(result: Result<T, JobProblem>): string {
  return result.ok ? `ok ${String(result.value)}` : result.error.code;
}

describe('a worker client', () => {
  it('answers in order, one queued job at a time', async () => {
    const { client, log } = setUp();
    const jobs = ['a', 'b', 'c'].map((name) => client.call('echo', name));
    expect((await Promise.all(jobs.map((job) => job.result))).map(code)).toEqual(['ok a', 'ok b', 'ok c']);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('tells progress at most ten times a second, the last value always', async () => {
    const { client } = setUp();
    const told: number[] = [];
    await client.call('echo', 'a', (n) => told.push(n)).result;
    expect(told.length).toBeLessThanOrEqual(6);
    expect(told.at(-1)).toBe(49);
  });

  it('settles a cancelled job at once, and goes on with the next when the worker has stopped', async () => {
    const { client, log } = setUp();
    const first = client.call('wait', 'first');
    const second = client.call('echo', 'second');
    await sleep(20);
    first.cancel();
    expect(code(await first.result)).toBe('cancelled');
    expect(code(await second.result)).toBe('ok second');
    expect(log).toEqual(['first', 'first stopped', 'second']);
  });

  it('never starts a job that was cancelled while it waited', async () => {
    const { client, log } = setUp();
    const first = client.call('echo', 'first');
    const second = client.call('echo', 'second');
    second.cancel();
    expect(code(await second.result)).toBe('cancelled');
    expect(code(await first.result)).toBe('ok first');
    expect(log).toEqual(['first']);
  });

  it('replaces a worker that does not stop when asked', async () => {
    const { client, workers } = setUp({ patienceMs: 50 });
    const deaf = client.call('wait', 'deaf');
    const next = client.call('echo', 'next');
    await sleep(10);
    deaf.cancel();
    expect(code(await next.result)).toBe('ok next');
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
  });

  it('does not take a worker for dead where a cancelled job waits for its turn', async () => {
    // Long enough for a busy machine to answer that it was cancelled.
    const { client, workers, release } = setUp({ patienceMs: 2000 });
    const first = client.call('hold', 'first');
    const [second, third] = ['second', 'third'].map((name) => client.call('turn', name));
    expect(code(await second!.result)).toBe('superseded');
    await sleep(2200);
    release();
    expect([code(await first.result), code(await third!.result)]).toEqual(['ok first', 'ok third']);
    expect(workers.map((worker) => worker.terminated)).toEqual([false]);
  });

  it('drops the answers of superseded requests', async () => {
    const { client } = setUp();
    const jobs = ['a', 'b', 'c'].map((name) => client.call('newest', name));
    expect((await Promise.all(jobs.map((job) => job.result))).map(code)).toEqual([
      'superseded',
      'superseded',
      'ok c',
    ]);
  });

  it('asks a new worker again after a crash where that is harmless, and says so where it is not', async () => {
    const { client, workers } = setUp();
    const echo = client.call('echo', 'harmless');
    await sleep(10);
    workers[0]!.crash('out of memory');
    expect(code(await echo.result)).toBe('ok harmless');
    const wait = client.call('wait', 'harmful');
    await sleep(10);
    workers[1]!.crash('out of memory');
    expect(await wait.result).toMatchObject({ error: { code: 'worker-crashed' } });
    expect(code(await client.call('echo', 'again').result)).toBe('ok again');
  });

  it('gives up on a worker that dies again and again', async () => {
    const { client, workers } = setUp({ maxCrashes: 2 });
    for (let i = 0; i < 2; i++) {
      const job = client.call('wait', 'x');
      await sleep(5);
      workers.at(-1)!.crash('bug');
      expect(code(await job.result)).toBe('worker-crashed');
    }
    expect(code(await client.call('echo', 'x').result)).toBe('worker-unavailable');
  });

  it('notices a worker that fell silent without any event', async () => {
    const { client, workers } = setUp({ pulseMs: 20 });
    const job = client.call('wait', 'x');
    await sleep(10);
    // As when the browser kills a worker for its memory: the port is gone, no event was sent.
    workers[0]!.silence();
    expect(code(await job.result)).toBe('worker-crashed');
  });

  it('turns what a method throws into a problem that names it', async () => {
    const { client } = setUp();
    expect(await client.call('throws', 'no such tensor').result).toEqual({
      ok: false,
      error: { code: 'internal', message: 'TypeError: no such tensor' },
    });
  });

  it('settles everything when it is closed', async () => {
    const { client } = setUp();
    const jobs = [client.call('wait', 'a'), client.call('echo', 'b')];
    await sleep(5);
    client.close();
    expect((await Promise.all(jobs.map((job) => job.result))).map(code)).toEqual(['cancelled', 'cancelled']);
  });

  it('ends a worker that rests, never one at work, and starts a new one when it is asked again', async () => {
    const { client, workers } = setUp({ restMs: 1 });
    const working = client.call('echo', 'a');
    const cancelled = client.call('wait', 'b');
    expect(code(await working.result)).toBe('ok a');
    cancelled.cancel();
    expect(workers).toHaveLength(1);
    await vi.waitFor(() => expect(workers[0]!.terminated).toBe(true));
    const [one, two] = ['c', 'd'].map((name) => client.call('echo', name));
    expect([code(await one!.result), code(await two!.result)]).toEqual(['ok c', 'ok d']);
    expect(workers).toHaveLength(2);
    await vi.waitFor(() => expect(workers[1]!.terminated).toBe(true));
  });
});
