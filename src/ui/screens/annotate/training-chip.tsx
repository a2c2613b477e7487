/** What the model does right now, in the header. */
import { type JSX, Show } from 'solid-js';
import type { Project } from '#core/project';
import { formatConfidence, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { learnerStatus } from '../../state/learner.ts';
import { problemText } from '../../state/problems.ts';

export function TrainingChip(props: { readonly project: Project }): JSX.Element {
  const text = () => m().annotate.training;
  const status = () => learnerStatus();
  const words = (): string => {
    const { phase, step, steps, version } = status();
    switch (phase) {
      case 'training':
        return text().training(formatShare(steps === 0 ? 0 : step / steps));
      case 'failed':
        return text().failed;
      case 'paused':
        return text().paused;
      case 'elsewhere':
      case 'loading':
      case 'recommending':
      case 'idle':
      case 'off':
        if (props.project.settings.trainEvery === 0) return text().paused;
        return version === 0 ? text().never : text().idle(version);
      default:
        return phase satisfies never;
    }
  };
  // Why it failed, and what to do, or when it trains.
  const hint = (): string => {
    const { phase, problem } = status();
    return phase === 'failed' && problem !== undefined
      ? problemText(problem)
      : text().hint(props.project.settings.trainEvery);
  };
  const f1 = (): number | undefined => status().metrics?.['f1'];
  return (
    <span class="chip" data-phase={status().phase} title={hint()}>
      <span class="chip-dot" aria-hidden="true" />
      <span class="chip-more">{words()}</span>
      <Show when={f1() !== undefined}>
        <span>{text().scored(formatConfidence(f1() ?? 0))}</span>
      </Show>
    </span>
  );
}
