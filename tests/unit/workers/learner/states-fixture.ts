/** An encoder that somebody brought, without one: states by chance, the same for the same text. */
import { createRng, ok, type Problem, type Result } from '#core/base';
import type { EncodableDocument, TokenStates } from '#core/encoder';
import { tokensOf } from '#core/text';
import type { EncoderClient } from '#workers/encoder/client';
import type { EncoderReady } from '#workers/encoder/contract';

const dim = 4;
export const name = 'own-0123456789abcdef';
export const ready: EncoderReady = { source: { name, dim }, runner: 'wasm', perSecond: 60 };

function states(document: EncodableDocument, scale: number): TokenStates {
  const count = tokensOf(document).length;
  const rng = createRng(document.text.length);
  const codes = Int8Array.from({ length: count * dim }, () => Math.floor(254 * rng.next()) - 127);
  return { dim, codes, scales: new Float32Array(count).fill(scale) };
}

/** An encoder's worker that is there when it is told so. What it says of `wild` texts is a thousand times as large. */
export function encoder(wild: ReadonlySet<string> = new Set()) {
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
    encode: (_, documents) =>
      job(Promise.resolve(ok(documents.map((one) => states(one, wild.has(one.id) ? 10 : 0.01))))),
    compare: () => job(Promise.resolve(ok(ready))),
    ...{ adopt: never, owned: never, forget: never, like: never },
    onCrash: () => undefined,
    close: () => undefined,
  };
  return { client, answer: (result: Result<EncoderReady, Problem>) => answer(result) };
}
