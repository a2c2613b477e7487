/** The spans of a relation's two ends, as the rules worker is asked about them; nothing for other targets. */
import type { Target } from '#core/project';
import type { Store } from '#store';
import type { ExplainRequest } from '#workers/rules/contract';

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
