import { expect, it } from 'vitest';
import { neverStop, ok, StopSource } from '#core/base';
import { slice } from '#workers/rpc/slice';
import { Turns } from '#workers/rpc/turns';

/** A question that is answered when the test says so. */
function question(log: string[], name: string) {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return {
    answer,
    ask: async () => {
      log.push(name);
      await answered;
      return ok(name);
    },
  };
}

it('answers one question at a time, the prompt ones first', async () => {
  const log: string[] = [];
  const turns = new Turns();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => question(log, name));
  const answers = [
    turns.take(a!.ask, neverStop),
    turns.take(b!.ask, neverStop),
    turns.take(c!.ask, neverStop, 'prompt'),
    turns.take(d!.ask, neverStop),
  ];
  expect(log).toEqual(['a']);
  for (const one of [d, b, c]) one?.answer();
  await Promise.resolve();
  expect(log).toEqual(['a']);
  a!.answer();
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd'].map(ok));
  expect(log).toEqual(['a', 'c', 'b', 'd']);
});

it('goes on after a question that fails, in whatever way', async () => {
  const turns = new Turns();
  const failed = turns.take(async () => Promise.reject(new Error('no')), neverStop);
  const thrown = turns.take(() => {
    throw new Error('at once');
  }, neverStop);
  const next = turns.take(async () => ok('yes'), neverStop);
  await expect(failed).rejects.toThrow('no');
  await expect(thrown).rejects.toThrow('at once');
  expect(await next).toEqual(ok('yes'));
});

it('a question that is given up while it waits is answered at once, and never asked', async () => {
  const log: string[] = [];
  const turns = new Turns();
  const [a, b] = ['a', 'b'].map((name) => question(log, name));
  const stop = new StopSource();
  const first = turns.take(a!.ask, neverStop);
  const second = turns.take(b!.ask, stop);
  const third = turns.take(b!.ask, stop, 'prompt');
  stop.stop();
  expect([await second, await third]).toMatchObject([
    { error: { code: 'cancelled' } },
    { error: { code: 'cancelled' } },
  ]);
  expect(turns.isAwaited).toBe(false);
  a!.answer();
  expect(await first).toEqual(ok('a'));
  expect(log).toEqual(['a']);
});

it('a prompt question does not wait for a whole slice', async () => {
  const turns = new Turns();
  let steps = 0;
  const work = turns.take(async () => {
    const share = slice(neverStop, Number.POSITIVE_INFINITY, turns);
    // Of time it has enough.
    while (!share.stopped && steps < 1000) {
      steps++;
      await Promise.resolve();
      if (steps === 3) void asked();
    }
    return ok(steps);
  }, neverStop);
  const after = turns.take(async () => ok(steps), neverStop);
  let seen: number | undefined;
  const asked = () =>
    turns.take(
      async () => {
        seen = steps;
        return ok(undefined);
      },
      neverStop,
      'prompt',
    );
  expect(await work).toEqual(ok(3));
  expect(await after).toEqual(ok(3));
  expect(seen).toBe(3);
});
