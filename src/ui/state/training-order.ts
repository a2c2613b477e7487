/** What has become of "Train now", as a sentence: an order is always answered. */
import type { LearnerStatus } from '#workers/learner/contract';
import { m } from '../messages/index.ts';

export function orderWords({ order, phase }: LearnerStatus): string | undefined {
  const text = m().annotate.training.order;
  switch (order) {
    case 'none':
      return undefined;
    case 'waiting':
      if (phase === 'paused') return text.paused;
      if (phase === 'elsewhere') return text.elsewhere;
      return phase === 'failed' ? text.unreachable : text.waiting;
    case 'training':
      return text.training;
    case 'done':
      return text.done;
    case 'nothing-to-learn':
      return text.nothing;
    case 'failed':
      return text.failed;
    default:
      return order satisfies never;
  }
}
