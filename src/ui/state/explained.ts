/** The spans of a relation's two ends, as the rules worker is asked about them; nothing for other targets. */
import { type Accessor, createMemo } from 'solid-js';
import type { Target } from '#core/project';
import type { Store } from '#store';
import type { ExplainRequest } from '#workers/rules/contract';
import { createLive } from './live.ts';

export type Ends = Pick<ExplainRequest, 'head' | 'tail'>;

/** `undefined` where an end is gone. */
export async function endsOf(store: Store, target: Target): Promise<Ends | undefined> {
  if (target.kind !== 'relation') return {};
  const [head, tail] = await Promise.all([
    store.annotations.get(target.head),
    store.annotations.get(target.tail),
  ]);
  if (head?.target.kind !== 'span' || tail?.target.kind !== 'span') return undefined;
  return {
    head: { from: head.target.from, to: head.target.to },
    tail: { from: tail.target.from, to: tail.target.to },
  };
}

/** Kept current, with the target they are the ends of; a target without ends waits for nothing. */
export function createEnds(
  target: Accessor<Target>,
): Accessor<{ readonly target: Target; readonly ends: Ends | undefined } | undefined> {
  const stored = createLive(
    () => (target().kind === 'relation' ? target() : undefined),
    async (store, of) => ({ target: of, ends: await endsOf(store, of) }),
  );
  return createMemo(() => {
    const of = target();
    return of.kind === 'relation' ? stored() : { target: of, ends: {} };
  });
}
