/** What the model does right now, in the header; its menu trains, pauses and goes on. */

import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import { createEffect, createMemo, type JSX, on, Show } from 'solid-js';
import type { Project } from '#core/project';
import { formatConfidence, formatShare } from '../../messages/format.ts';
import { formatWait } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { learnerStatus, pauseLearner, trainNow } from '../../state/learner.ts';
import { problemText } from '../../state/problems.ts';
import { showToast } from '../../state/toasts.ts';
import { orderWords } from '../../state/training-order.ts';
import { Menu } from '../../widgets/menu.tsx';

/** A time left that is shorter is not worth reading. */
const shortestMs = 3000;

export function TrainingChip(props: { readonly project: Project }): JSX.Element {
  const text = () => m().annotate.training;
  const status = () => learnerStatus();
  const words = (): string => {
    const { phase, step, steps, leftMs, version, order } = status();
    switch (phase) {
      case 'training':
        return text().training(
          formatShare(steps === 0 ? 0 : step / steps),
          leftMs < shortestMs ? '' : formatWait(leftMs),
        );
      case 'failed':
        return text().failed;
      case 'paused':
        return text().paused;
      case 'elsewhere':
        return text().elsewhere;
      case 'loading':
      case 'recommending':
      case 'idle':
      case 'off':
        if (order === 'waiting') return text().asked;
        if (props.project.settings.trainEvery === 0) return text().off;
        return version === 0 ? text().never : text().idle(version);
      default:
        return phase satisfies never;
    }
  };
  // Who asked is answered, also where the chip shows nothing new.
  const answer = (): string | undefined => {
    const { order, phase } = status();
    const isHeldUp = order === 'waiting' && (phase === 'paused' || phase === 'elsewhere');
    return isHeldUp || order === 'nothing-to-learn' || order === 'failed' ? orderWords(status()) : undefined;
  };
  createEffect(
    on(
      createMemo(answer),
      (words) => {
        if (words !== undefined) showToast({ text: words });
      },
      { defer: true },
    ),
  );
  const reason = (): string | undefined => {
    const { phase, problem } = status();
    return phase === 'failed' && problem !== undefined ? problemText(problem) : undefined;
  };
  // Each reason once: it is tried again and again.
  createEffect(
    on(reason, (words, before) => {
      if (words !== undefined && words !== before) showToast({ text: words, tone: 'alert' });
    }),
  );
  const f1 = (): number | undefined => status().metrics?.['f1'];
  const measuredOn = (): string => {
    const { f1Low = 0, f1High = 1, texts = 0 } = status().metrics ?? {};
    return text().scoredOn(formatConfidence(f1Low), formatConfidence(f1High), texts);
  };
  const isPaused = (): boolean => status().phase === 'paused';
  return (
    <Menu
      label={text().menu}
      look="header"
      items={[
        { label: text().now, icon: <Play size={16} />, run: trainNow },
        isPaused()
          ? { label: text().resume, icon: <Play size={16} />, run: () => pauseLearner(false) }
          : { label: text().pause, icon: <Pause size={16} />, run: () => pauseLearner(true) },
      ]}
    >
      <span
        class="chip"
        data-phase={status().phase}
        data-order={status().order}
        title={[
          ...(reason() === undefined ? [] : [reason()]),
          orderWords(status()) ?? text().hint(props.project.settings.trainEvery),
          ...(f1() === undefined ? [] : [measuredOn()]),
        ].join(' ')}
      >
        <span class="chip-dot" aria-hidden="true" />
        <span class="chip-more">{words()}</span>
        <Show when={f1() !== undefined}>
          <span>
            {text().score(formatConfidence(f1() ?? 0))}
            <span class="chip-more">{text().onTexts(status().metrics?.['texts'] ?? 0)}</span>
          </span>
        </Show>
      </span>
    </Menu>
  );
}
