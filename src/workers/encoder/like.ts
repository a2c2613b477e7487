/**
 * Texts of a project that are like one of them, or like some words. The mean state of each text that has been read is kept in
 * memory, so that only the first question waits; states of texts that nothing is learned from are not kept on the device, where they
 * would push out those of texts that something is learned from.
 */
import { err, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { encodeDocuments, type Like, meanState, mostLike, type TextEncoder } from '#core/encoder';
import type { Store } from '#store';
import type { Progress } from '../rpc/job.ts';
import type { LikeRequest } from './contract.ts';
import { keptOrEncoded } from './kept-encoder.ts';

const atOnce = 64;

export class LikeTexts {
  #of = '';
  readonly #means = new Map<string, Float32Array>();

  async find(
    store: Store,
    encoder: TextEncoder & { readonly name: string },
    { projectId, wanted, most }: LikeRequest,
    stop: StopSignal,
    progress: (at: Progress) => void,
  ): Promise<Result<readonly Like<string>[], Problem>> {
    const of = `${projectId} ${encoder.name}`;
    if (of !== this.#of) this.#means.clear();
    this.#of = of;
    const { total } = await store.documents.counts(projectId);
    const texts = new Map<string, Float32Array>();
    for (let position = 0; ; ) {
      const some = (await store.documents.chunk(projectId, position, atOnce)).map(({ document }) => document);
      const last = some.at(-1);
      if (last === undefined) break;
      position = last.position + 1;
      const missing = some.filter(({ id }) => !this.#means.has(id));
      const states = await keptOrEncoded(store, encoder, projectId, missing, stop, false);
      if (!states.ok) return states;
      states.value.forEach((one, i) => {
        this.#means.set(missing[i]?.id ?? '', meanState(one));
      });
      for (const { id } of some) texts.set(id, this.#means.get(id) ?? new Float32Array(encoder.dim));
      progress({ done: texts.size, total });
    }
    if ('words' in wanted) {
      const read = await encodeDocuments(encoder, [{ id: '', text: wanted.words }], stop);
      const asked = read?.[0];
      return asked === undefined ? cancelled : ok(mostLike(meanState(asked), texts, most));
    }
    const asked = texts.get(wanted.documentId);
    if (asked === undefined) return err(problem('not-found', 'There is no such text.'));
    texts.delete(wanted.documentId);
    return ok(mostLike(asked, texts, most));
  }
}

const cancelled = err(problem('cancelled', 'It was cancelled.'));
