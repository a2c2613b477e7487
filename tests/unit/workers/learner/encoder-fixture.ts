/** An encoder that a person brought, without its worker: its states are decided by the text. */
import { createRng, ok, type Problem, type Result } from '#core/base';
import type { EncodableDocument, TokenStates } from '#core/encoder';
import { tokensOf } from '#core/text';
import type { EncoderClient } from '#workers/encoder/client';
import type { EncoderReady } from '#workers/encoder/contract';

const dim = 4;
export const name = 'own-0123456789abcdef';
export const ready: EncoderReady = { source: { name, dim }, runner: 'wasm', perSecond: 60 };

function states(document: EncodableDocument): TokenStates {
  const count = tokensOf(document).length;
  const rng = createRng(document.text.length);
  const codes = Int8Array.from({ length: count * dim }, () => Math.floor(254 * rng.next()) - 127);
  return { dim, codes, scales: new Float32Array(count).fill(0.01) };
}

/** An encoder's worker that is there when it is told so. */
export function encoder() {
  let answer: (result: Result<EncoderReady, Problem>) => void = () => undefined;
  const job = <T>(result: Promise<T>) => ({ result, cancel: () => undefined });
  const never = () => job(new Promise<never>(() => undefined));
  const client: EncoderClient = {
    prepare: () =>
      job(
        new Promise((resolve) => {
          answer = resolve;
        }),
      ),
    encode: (_, documents) => job(Promise.resolve(ok(documents.map(states)))),
    compare: () => job(Promise.resolve(ok(ready))),
    ...{ adopt: never, owned: never, forget: never, like: never },
    onCrash: () => undefined,
    close: () => undefined,
  };
  return { client, answer: (result: Result<EncoderReady, Problem>) => answer(result) };
}
