/** States of documents: from the store where they are kept, else made now and kept; without a project they are of none and are not. */
import { err, fnv1a, must, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { type EncodableDocument, encodeDocuments, type TextEncoder, type TokenStates } from '#core/encoder';
import { tokensOf } from '#core/text';
import type { Store } from '#store';
import { keptBound } from './contract.ts';

export async function keptOrEncoded(
  store: Store,
  encoder: TextEncoder & { readonly name: string },
  projectId: string | undefined,
  documents: readonly EncodableDocument[],
  stop: StopSignal,
  keeps = true,
): Promise<Result<readonly TokenStates[], Problem>> {
  const { name, dim } = encoder;
  const ids = documents.map(({ id }) => id);
  const hashes = new Map(documents.map((one) => [one.id, hashOf(one)]));
  const found = new Map<string, TokenStates>();
  for (const { documentId, textHash, codes, scales } of await store.states.get(ids, name)) {
    if (textHash === hashes.get(documentId)) found.set(documentId, { dim, codes, scales });
  }
  const missing = documents.filter(({ id }) => !found.has(id));
  const made = await encodeDocuments(encoder, missing, stop);
  if (made === undefined) return err(problem('cancelled', 'It was cancelled.'));
  missing.forEach(({ id }, i) => {
    found.set(id, must(made[i], 'states'));
  });
  // A full disk costs time at the next start, and nothing else.
  if (keeps && projectId !== undefined)
    await store.states.put(
      missing.map(({ id }) => {
        const { codes, scales } = must(found.get(id), 'states');
        return {
          documentId: id,
          projectId,
          encoder: name,
          textHash: must(hashes.get(id), 'hash'),
          codes,
          scales,
        };
      }),
      keptBound,
    );
  return ok(ids.map((id) => must(found.get(id), 'states')));
}

/** Of the text and where its tokens end. */
function hashOf(document: EncodableDocument): number {
  const ends = tokensOf(document).map(({ from, to }) => `${from}-${to}`);
  return fnv1a(`${document.text}\n${ends.join(' ')}`);
}
