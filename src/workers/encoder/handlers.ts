/** The encoder worker's answers. One encoder at a time; a broken runtime is a failed answer, and the next `prepare` starts anew. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { encodeDocuments } from '#core/encoder';
import type { Store } from '#store';
import type { Handlers } from '../rpc/serve.ts';
import type { EncoderMethods, EncoderReady } from './contract.ts';
import { keptOrEncoded } from './kept-encoder.ts';
import type { LoadedEncoder } from './opened.ts';

/** As long as a sentence of the samples, twenty words. */
const measured =
  'The waiter brought the wrong soup twice , but the manager apologised and the dessert was on the house .';

export function encoderHandlers(
  open: () => Promise<Result<Store, Problem>>,
  load: () => Promise<Result<LoadedEncoder, Problem>>,
): Handlers<EncoderMethods> {
  let loading: Promise<Result<LoadedEncoder, Problem>> | undefined;
  let ready: EncoderReady | undefined;
  return {
    prepare: async () => {
      loading ??= load();
      const loaded = await loading;
      if (!loaded.ok) {
        loading = undefined;
        return loaded;
      }
      ready ??= await measure(loaded.value);
      return ok(ready);
    },
    encode: async ({ projectId, documents }, { stop }) => {
      const loaded = await loading;
      if (loaded?.ok !== true) return err(problem('encoder-missing', 'The encoder is not there yet.'));
      const store = await open();
      if (!store.ok) return store;
      try {
        return await keptOrEncoded(store.value, loaded.value, projectId, documents, stop);
      } catch (error) {
        loading = undefined;
        ready = undefined;
        return err(problem('encoder-broken', String(error)));
      }
    },
  };
}

async function measure(encoder: LoadedEncoder): Promise<EncoderReady> {
  const texts = Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, text: measured }));
  await encodeDocuments(encoder, texts.slice(0, 1)); // the first run plans the memory
  const begin = performance.now();
  await encodeDocuments(encoder, texts);
  const perSecond = (texts.length * 1000) / Math.max(1, performance.now() - begin);
  const { name, dim, runner } = encoder;
  return { source: { name, dim }, runner, perSecond };
}
