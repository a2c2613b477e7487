/** States for the learner's sessions while the encoder comes, dies, fails, and where texts are too many. */
import { describe, expect, it, vi } from 'vitest';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { EncodableDocument, TokenStates } from '#core/encoder';
import type { Task } from '#core/project';
import type { TokenEncoder } from '#core/train';
import type { EncoderClient } from '#workers/encoder/client';
import type { EncoderChoice, EncoderReady } from '#workers/encoder/contract';
import { ContextStates } from '#workers/learner/context-states';

const words: TokenEncoder = { dim: 2, encode: () => undefined };
const ready: EncoderReady = { source: { name: 'e', dim: 3 }, runner: 'wasm', perSecond: 60 };

const labelled = (count: number, length = 10, task: Task = 'sa', own?: string) => ({
  project: { task, settings: own === undefined ? {} : { encoder: { name: own } } },
  labels: [],
  labelled: Array.from({ length: count }, (_, i) => ({
    document: { id: `d${i}`, text: 'x'.repeat(length) },
  })),
});

/** An encoder's worker, as its client sees it; answers when it is told to. */
class Host {
  readonly read: string[] = [];
  /** What was read without a project to keep it with. */
  readonly unkept: string[] = [];
  readonly asked: string[] = [];
  failure: Problem | undefined;
  compared = 0;
  /** The device is lost while texts are read. */
  falls = false;
  #crash: () => void = () => undefined;
  #prepared: (result: Result<EncoderReady, Problem>) => void = () => undefined;

  readonly client: EncoderClient = {
    prepare: (_, own) => ({
      result: new Promise((resolve) => {
        this.asked.push(own ?? 'the app’s');
        this.#prepared = resolve;
      }),
      cancel: () => undefined,
    }),
    adopt: () => ({ result: Promise.resolve(err(problem('own-file', 'no'))), cancel: () => undefined }),
    owned: () => ({ result: Promise.resolve(ok([])), cancel: () => undefined }),
    forget: () => ({ result: Promise.resolve(ok(undefined)), cancel: () => undefined }),
    like: () => ({ result: Promise.resolve(ok([])), cancel: () => undefined }),
    compare: () => ({ result: this.#compare(), cancel: () => undefined }),
    encode: (projectId, documents, changed) => {
      if (projectId === undefined) this.unkept.push(...documents.map(({ text }) => text));
      return { result: this.#encode(documents, changed), cancel: () => undefined };
    },
    onCrash: (listener) => {
      this.#crash = listener;
    },
    close: () => undefined,
  };

  async #compare(): Promise<Result<EncoderReady, Problem>> {
    this.compared += 1;
    return ok({ ...ready, runner: 'webgpu' });
  }

  async #encode(
    documents: readonly EncodableDocument[],
    changed: (ready: EncoderReady) => void,
  ): Promise<Result<readonly TokenStates[], Problem>> {
    if (this.failure !== undefined) return err(this.failure);
    if (this.falls) changed({ ...ready, refused: 'failed' });
    this.read.push(...documents.map(({ id }) => id));
    return ok(documents.map(() => ({ dim: 3, codes: new Int8Array(3), scales: new Float32Array(1) })));
  }

  async answer(result: Result<EncoderReady, Problem>): Promise<void> {
    this.#prepared(result);
    await settled();
  }

  crash(): void {
    this.#crash();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function context(choice: EncoderChoice = 'auto') {
  const host = new Host();
  const told: object[] = [];
  const states = new ContextStates('p', { client: host.client, choice }, (change) => told.push(change));
  return { host, told, states };
}

describe('states in their context', () => {
  it('come when the encoder is there, word vectors serving until then', async () => {
    const { host, told, states } = context();
    const some = labelled(40);
    expect((await states.forTraining(words, some, [], undefined)).encoder).toBe(words);
    expect(states.isOtherThan(undefined, some)).toBe(false);
    await host.answer(ok(ready));
    await settled();
    expect(host.read).toHaveLength(40);
    expect(told).toContainEqual({ encoder: ready });
    // A model of word vectors is outdated now; the next one reads states, and one that does is as it should be.
    expect(states.isOtherThan(undefined, some)).toBe(true);
    const next = await states.forTraining(words, some, [{ id: 'w', text: 'weak' }], undefined);
    expect(next.encoder).toMatchObject({ name: 'e', dim: 5 });
    expect([next.knows('d3'), next.knows('w'), next.knows('other')]).toEqual([true, true, false]);
    expect(states.isOtherThan('e', some)).toBe(false);
    expect(await states.forReading(words, [{ id: 'new', text: 'x' }], 'e')).toMatchObject({ name: 'e' });
    expect(host.read).toHaveLength(42);
    expect(await states.forReading(words, [], undefined)).toBe(words);
  });

  it('are waited for while they come, and not for ever', async () => {
    const { host, told, states } = context();
    const some = labelled(3);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      expect(states.isComing(labelled(3, 10, 'ner'))).toBe(false);
      expect(states.isComing(some)).toBe(true);
      clock.mockReturnValue(22_000);
      expect(states.isComing(some)).toBe(false);
      // It rings, so that what waited goes on.
      vi.advanceTimersByTime(21_000);
      expect(told).toEqual([{}]);
    } finally {
      vi.useRealTimers();
      clock.mockRestore();
    }
    await host.answer(ok(ready));
    await settled();
    expect(host.read).toHaveLength(3);
    expect(states.isComing(some)).toBe(false);
    expect(context('off').states.isComing(some)).toBe(false);
  });

  it('let a model on states go on with what has been read, while an import is read behind it', async () => {
    const { host, states } = context();
    await states.forTraining(words, labelled(10), [], undefined);
    await host.answer(ok(ready));
    const many = await states.forTraining(words, labelled(200), [], 'e');
    expect(many.encoder).toMatchObject({ name: 'e' });
    expect([many.knows('d9'), many.knows('d199')]).toEqual([true, false]);
    await settled();
    expect((await states.forTraining(words, labelled(200), [], 'e')).knows('d199')).toBe(true);
  });

  it.each(['out-of-memory', 'asset-unreachable', 'encoder-unreadable'])(
    'are done without where the encoder cannot be had: %s',
    async (code) => {
      const { host, told, states } = context();
      await states.forTraining(words, labelled(3), [], 'e');
      await host.answer(err(problem(code, 'no')));
      expect(told).toContainEqual({ encoderProblem: expect.objectContaining({ code }) });
      // The stored model reads states, which will not come: a new one takes its place.
      expect(states.isOtherThan('e', labelled(3))).toBe(true);
      expect((await states.forTraining(words, labelled(3), [], 'e')).encoder).toBe(words);
      expect(await states.forReading(words, [], 'e')).toBeUndefined();
    },
  );

  it('survive an encoder that dies, and one that breaks in the middle', async () => {
    for (const end of ['crash', 'break'] as const) {
      const { host, states } = context();
      await states.forTraining(words, labelled(3), [], undefined);
      await host.answer(ok(ready));
      if (end === 'crash') host.crash();
      else {
        host.failure = problem('encoder-broken', 'device lost');
        expect(await states.forReading(words, [{ id: 'later', text: 'x' }], 'e')).toBeUndefined();
      }
      expect(states.isOtherThan('e', labelled(4))).toBe(true);
      expect((await states.forTraining(words, labelled(4), [], 'e')).encoder).toBe(words);
    }
  });

  it('are not made where they are switched off, nor for more text than memory holds', async () => {
    const off = context('off');
    expect(off.states.isOtherThan('e', labelled(3))).toBe(true);
    expect((await off.states.forTraining(words, labelled(3), [], undefined)).encoder).toBe(words);
    const { host, states } = context();
    const large = labelled(11, 100_000);
    await states.forTraining(words, large, [], undefined);
    await host.answer(ok(ready));
    expect((await states.forTraining(words, large, [], undefined)).encoder).toBe(words);
    expect(host.read).toEqual([]);
  });

  it('are not made for entities, and leave a person with the model that was gone back to', async () => {
    const { host, states } = context();
    const entities = labelled(3, 10, 'ner');
    states.prepare(entities);
    expect((await states.forTraining(words, entities, [], undefined)).encoder).toBe(words);
    const opinions = labelled(3);
    await states.forTraining(words, opinions, [], undefined);
    await host.answer(ok(ready));
    expect((await states.forTraining(words, opinions, [], undefined)).encoder).toMatchObject({ name: 'e' });
    expect(states.isOtherThan(undefined, opinions)).toBe(false);
  });

  it('go over to the graphics processor when nothing waits, and hear that it was lost, the model staying', async () => {
    const { host, told, states } = context();
    const some = labelled(3);
    await states.forTraining(words, some, [], undefined);
    await host.answer(ok(ready));
    await settled();
    expect(host.read).toHaveLength(3);
    expect(told.at(-1)).toEqual({ encoder: { ...ready, runner: 'webgpu' } });
    host.falls = true;
    expect(await states.forReading(words, [{ id: 'later', text: 'x' }], 'e')).toMatchObject({ name: 'e' });
    expect(told.at(-1)).toEqual({ encoder: { ...ready, refused: 'failed' } });
    // The states are the same, so no model is trained anew for it.
    await states.forTraining(words, some, [], 'e');
    expect(states.isOtherThan('e', some)).toBe(false);

    const chosen = context('wasm');
    await chosen.states.forTraining(words, some, [], undefined);
    await chosen.host.answer(ok(ready));
    await settled();
    expect([host.compared, chosen.host.compared]).toEqual([1, 0]);
  });

  it('are those of the encoder that a person brought, also for entities, from the moment the project names it', async () => {
    const { host, states } = context();
    const before = labelled(3);
    await states.forTraining(words, before, [], undefined);
    await host.answer(ok(ready));
    expect((await states.forTraining(words, before, [], 'e')).encoder).toMatchObject({ name: 'e' });
    const own: EncoderReady = { ...ready, source: { name: 'own-1', dim: 5 } };
    for (const task of ['sa', 'ner'] as const) {
      const after = labelled(3, 10, task, 'own-1');
      states.prepare(after);
      // Until it has come, the model so far stays.
      if (task === 'sa') expect(states.isOtherThan('e', after)).toBe(false);
      await host.answer(ok(own));
      await settled();
      if (task === 'sa') expect(states.isOtherThan('e', after)).toBe(true);
      const { encoder } = await states.forTraining(words, after, [], 'e');
      expect(encoder).toMatchObject({ name: 'own-1', dim: 7 });
      expect(await states.forReading(words, [], 'e')).toBeUndefined();
    }
    expect(host.asked).toEqual(['the app’s', 'own-1']);

    // A stored model tells which it reads by before there is a lesson; one that is not on this device is done without.
    const stored = context();
    expect(await stored.states.forReading(words, [], 'own-2')).toBeUndefined();
    await stored.host.answer(err(problem('own-missing', 'no')));
    expect(stored.host.asked).toEqual(['own-2']);
    const lesson = labelled(3, 10, 'sa', 'own-2');
    expect(stored.states.isOtherThan('own-2', lesson)).toBe(true);
    expect((await stored.states.forTraining(words, lesson, [], 'own-2')).encoder).toBe(words);
  });

  it('are made once of what labels are called and guidelines say of them, and kept with no project', async () => {
    const { host, states } = context();
    const lesson = (guidelines: string, names: readonly string[] = ['good', 'bad']) => {
      const { project, labelled: documents } = labelled(3);
      const labels = names.map((name) => ({ id: name, kind: 'text' as const, name }));
      return { project: { ...project, guidelines }, labels, labelled: documents };
    };
    const some = lesson('* bad: cold or slow');
    expect((await states.forTraining(words, some, [], undefined)).encoder).toBe(words);
    await host.answer(ok(ready));
    await settled();
    // They come with the labelled texts, so that the first training on states begins by them.
    expect(host.unkept).toEqual(['good', 'cold or slow']);
    expect(host.read).toHaveLength(5);
    const { encoder } = await states.forTraining(words, some, [], undefined);
    expect(encoder).toMatchObject({ name: 'e' });
    await states.forTraining(words, some, [], 'e');
    expect(host.read).toHaveLength(5);
    // Neither a name nor a guideline makes a model outdated or a first one wait.
    const later = lesson('* bad: rude', ['good', 'bad', 'dull']);
    expect([states.isComing(later), states.isOtherThan('e', later)]).toEqual([false, false]);
    await states.forTraining(words, later, [], 'e');
    expect(host.unkept.slice(2)).toEqual(['rude', 'dull']);
    const hundred = lesson(
      '',
      Array.from({ length: 100 }, (_, i) => 'k'.repeat(i + 2)),
    );
    await states.forTraining(words, hundred, [], 'e');
    expect(host.read).toHaveLength(7);
  });
});
