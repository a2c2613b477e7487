import { expect, it } from 'vitest';
import { neverStop } from '#core/base';
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
      return name;
    },
  };
}

it('answers one question at a time, the prompt ones first', async () => {
  const log: string[] = [];
  const turns = new Turns();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => question(log, name));
  const answers = [turns.take(a!.ask), turns.take(b!.ask), turns.take(c!.ask, 'prompt'), turns.take(d!.ask)];
  expect(log).toEqual(['a']);
  for (const one of [d, b, c]) one?.answer();
  await Promise.resolve();
  expect(log).toEqual(['a']);
  a!.answer();
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  expect(log).toEqual(['a', 'c', 'b', 'd']);
});

it('goes on after a question that fails, in whatever way', async () => {
  const turns = new Turns();
  const failed = turns.take(async () => Promise.reject(new Error('no')));
  const thrown = turns.take(() => {
    throw new Error('at once');
  });
  const next = turns.take(async () => 'yes');
  await expect(failed).rejects.toThrow('no');
  await expect(thrown).rejects.toThrow('at once');
  expect(await next).toBe('yes');
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
    return steps;
  });
  const after = turns.take(async () => steps);
  let seen: number | undefined;
  const asked = (): Promise<void> =>
    turns.take(async () => {
      seen = steps;
    }, 'prompt');
  expect(await work).toBe(3);
  expect(await after).toBe(3);
  expect(seen).toBe(3);
});
