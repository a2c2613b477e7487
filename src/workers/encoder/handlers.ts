/**
 * The encoder worker's answers. The encoder always stands on the processor, and beside it, where that pays or is asked for, on
 * the graphics processor. What fails there is done again on the processor, and the graphics processor is not tried again
 * before the worker starts anew. A broken runtime of the processor is a failed answer, and the next `prepare` begins anew.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { encodeDocuments, type TokenStates } from '#core/encoder';
import type { Store } from '#store';
import type { Handlers } from '../rpc/serve.ts';
import type { EncoderMethods, EncoderReady, GraphicsRefusal, OwnFile } from './contract.ts';
import { keptOrEncoded } from './kept-encoder.ts';
import { LikeTexts } from './like.ts';
import type { LoadedEncoder } from './opened.ts';

/** As long as a sentence of the samples, twenty words. */
const measured =
  'The waiter brought the wrong soup twice , but the manager apologised and the dessert was on the house .';
const measuredTexts = Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, text: measured }));

/**
 * Root of the mean squared difference that states may have between the two, as a share of the states' own: rounding
 * activations to 8 bits, as the processor does, makes about 0.05 of it.
 */
const mostDifferent = 0.15;
/** Times as fast as the processor the graphics processor must be to be worth its memory. */
const worthIt = 1.3;

export interface EncoderPlaces {
  /** `own`: the name of one that a person brought; absent: the app's. */
  readonly processor: (own?: string) => Promise<Result<LoadedEncoder, Problem>>;
  /** `isAsked`: a person chose it. */
  readonly graphics: (
    processor: LoadedEncoder,
    isAsked: boolean,
    own?: string,
  ) => Promise<Result<LoadedEncoder, Problem<GraphicsRefusal>>>;
  readonly adopt: (files: readonly File[]) => Promise<Result<OwnFile, Problem>>;
  readonly owned: () => Promise<readonly OwnFile[]>;
  readonly forget: (name: string) => Promise<void>;
}

interface Measured {
  readonly encoder: LoadedEncoder;
  readonly perSecond: number;
  readonly sample: readonly TokenStates[];
}

export function encoderHandlers(
  open: () => Promise<Result<Store, Problem>>,
  places: EncoderPlaces,
): Handlers<EncoderMethods> {
  let starting: Promise<Result<Measured, Problem>> | undefined;
  let processor: Measured | undefined;
  let graphics: Measured | undefined;
  let refused: GraphicsRefusal | undefined;
  let trying: Promise<void> | undefined;
  let used: string | undefined;
  const likeTexts = new LikeTexts();

  const state = (standing: Measured): EncoderReady => {
    const { encoder, perSecond } = graphics ?? standing;
    const { name, dim, runner } = encoder;
    return {
      source: { name, dim },
      runner,
      perSecond,
      ...(graphics === undefined && refused !== undefined ? { refused } : {}),
    };
  };

  const start = async (): Promise<Result<Measured, Problem>> => {
    const loaded = await places.processor(used);
    return loaded.ok ? ok(await measure(loaded.value)) : loaded;
  };

  const tryGraphics = async (standing: Measured, isAsked: boolean): Promise<void> => {
    const found = await places.graphics(standing.encoder, isAsked, used);
    if (!found.ok) {
      refused = found.error.code;
      return;
    }
    try {
      const there = await measure(found.value);
      if (difference(standing.sample, there.sample) > mostDifferent) refused = 'differs';
      else if (!isAsked && there.perSecond < worthIt * standing.perSecond) refused = 'slower';
      else graphics = there;
    } catch {
      refused = 'failed';
    }
    if (graphics === undefined) leave(found.value);
  };

  /** Once, whoever asks; what was refused for other reasons than the way there stays so. */
  const withGraphics = async (standing: Measured, isAsked: boolean): Promise<void> => {
    const again =
      refused === undefined ||
      refused === 'unreachable' ||
      (isAsked && refused !== 'failed' && refused !== 'differs');
    if (graphics !== undefined || !again) return;
    refused = undefined;
    trying ??= tryGraphics(standing, isAsked).finally(() => {
      trying = undefined;
    });
    await trying;
  };

  /** What fails on the graphics processor, which `changed` is told, is read again on the processor. */
  const onFastest = async <T>(
    read: (encoder: LoadedEncoder) => Promise<Result<T, Problem>>,
    changed: (ready: EncoderReady) => void = () => undefined,
  ): Promise<Result<T, Problem>> => {
    const standing = processor;
    if (standing === undefined) return missing;
    const fast = graphics;
    if (fast !== undefined) {
      try {
        return await read(fast.encoder);
      } catch {
        leave(fast.encoder);
        graphics = undefined;
        refused = 'failed';
        changed(state(standing));
      }
    }
    try {
      return await read(standing.encoder);
    } catch (error) {
      starting = undefined;
      processor = undefined;
      return err(problem('encoder-broken', String(error)));
    }
  };

  return {
    prepare: async ({ choice, own }) => {
      if (own !== used) {
        await trying;
        for (const one of [graphics, processor]) if (one !== undefined) leave(one.encoder);
        [starting, processor, graphics, refused] = [undefined, undefined, undefined, undefined];
        used = own;
      }
      starting ??= start().catch((error: unknown) => err(problem('encoder-broken', String(error))));
      const started = await starting;
      if (!started.ok) {
        starting = undefined;
        return started;
      }
      processor = started.value;
      if (choice === 'webgpu') await withGraphics(processor, true);
      else if (choice === 'wasm' && graphics !== undefined) {
        leave(graphics.encoder);
        graphics = undefined;
      }
      return ok(state(processor));
    },
    compare: async () => {
      if (processor === undefined) return missing;
      await withGraphics(processor, false);
      return ok(state(processor));
    },
    adopt: ({ files }) => places.adopt(files),
    owned: async () => ok(await places.owned()),
    forget: async ({ name }) => {
      await places.forget(name);
      return ok(undefined);
    },
    like: async (request, { stop, progress }) => {
      const store = await open();
      if (!store.ok) return store;
      return onFastest((encoder) => likeTexts.find(store.value, encoder, request, stop, progress));
    },
    encode: async ({ projectId, documents }, { stop, progress }) => {
      const store = await open();
      if (!store.ok) return store;
      return onFastest(
        (encoder) => keptOrEncoded(store.value, encoder, projectId, documents, stop),
        progress,
      );
    },
  };
}

const missing = err(problem('encoder-missing', 'The encoder is not there yet.'));

/** A device that was lost may never answer. */
function leave(encoder: LoadedEncoder): void {
  encoder.graph.dispose().catch(() => undefined);
}

async function measure(encoder: LoadedEncoder): Promise<Measured> {
  await encodeDocuments(encoder, measuredTexts); // the first run plans the memory and compiles shaders
  const begin = performance.now();
  const sample = (await encodeDocuments(encoder, measuredTexts)) ?? [];
  const perSecond = (measuredTexts.length * 1000) / Math.max(1, performance.now() - begin);
  return { encoder, perSecond, sample };
}

/** Root of the mean squared difference, as a share of that of `a`. */
function difference(a: readonly TokenStates[], b: readonly TokenStates[]): number {
  let apart = 0;
  let own = 0;
  a.forEach(({ codes, scales, dim }, text) => {
    const other = b[text];
    codes.forEach((code, i) => {
      const token = Math.floor(i / dim);
      const value = code * (scales[token] ?? 0);
      own += value * value;
      apart += (value - (other?.codes[i] ?? 0) * (other?.scales[token] ?? 0)) ** 2;
    });
  });
  // What is no number is not alike.
  return own === 0 || Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.sqrt(apart / own);
}
