/** States in memory: counted once however often they were read at the same time, and never another encoder's. */
import { afterEach, expect, it } from 'vitest';
import { ok } from '#core/base';
import type { TokenStates } from '#core/encoder';
import { createWordVectorEncoder, createWordVectors } from '#core/train';
import type { EncoderClient } from '#workers/encoder/client';
import { ContextStates } from '#workers/learner/context-states';
import { encoder, name, ready } from './encoder-fixture.ts';

const words = createWordVectorEncoder(createWordVectors(new Map([['good', [1, 0]]]), 2));
const texts = (...ids: string[]) => ids.map((id) => ({ id, text: 'good soup' }));
const lesson = (ids: readonly string[], own = name) => ({
  project: { task: 'sa' as const, settings: { encoder: { name: own, label: 'mine' } } },
  labels: [],
  labelled: texts(...ids).map((document) => ({ document })),
});

let context: ContextStates | undefined;
afterEach(() => context?.close());

/** States at work, whose texts are answered when the test says so. */
async function running(states: () => TokenStates) {
  const { client, answer } = encoder();
  const waiting: (() => void)[] = [];
  const encode: EncoderClient['encode'] = (_, documents) => ({
    result: new Promise((resolve) => waiting.push(() => resolve(ok(documents.map(states))))),
    cancel: () => undefined,
  });
  context = new ContextStates('p', { client: { ...client, encode }, choice: 'wasm' }, () => undefined);
  context.prepare(lesson(['first']));
  answer(ok(ready));
  const turns = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  await turns();
  const go = async () => {
    for (const one of waiting.splice(0)) one();
    await turns();
  };
  await go();
  return { context, go };
}

it('counts what two readings that met have made once', async () => {
  // Three such texts fit into memory, four do not.
  const large = (): TokenStates => ({
    dim: 4,
    codes: new Int8Array(40_000_000),
    scales: new Float32Array(2),
  });
  const { context, go } = await running(large);
  const both = [1, 2].map(() => context.forReading(words, texts('a'), name));
  await go();
  await Promise.all(both);
  const rest = context.forReading(words, texts('b'), name);
  await go();
  await rest;
  // `first`, `a` and `b`: asked again, none has to be read.
  const { knows } = await context.forTraining(words, lesson(['first', 'a', 'b']), [], name);
  expect(['first', 'a', 'b', 'c'].map(knows)).toEqual([true, true, true, false]);
});

it('keeps nothing of an encoder that the project has left meanwhile', async () => {
  const small = (): TokenStates => ({ dim: 4, codes: new Int8Array(8), scales: new Float32Array(2) });
  const { context, go } = await running(small);
  const reading = context.forReading(words, texts('a'), name);
  context.prepare(lesson(['a'], 'own-fedcba9876543210'));
  await go();
  expect(await reading).toBeUndefined();
  context.prepare(lesson(['a']));
  expect(context.isOtherThan(undefined, lesson(['a']))).toBe(false);
});
