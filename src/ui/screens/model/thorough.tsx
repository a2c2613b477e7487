/** *Train thoroughly*: what it does, how far it is, and what came of it. */
import { type JSX, Match, Show, Switch } from 'solid-js';
import type { ThoroughStatus } from '#workers/learner/contract';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { formatWait } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { learnerStatus, trainThoroughly } from '../../state/learner.ts';
import { Button } from '../../widgets/button.tsx';
import { Progress } from '../../widgets/progress.tsx';

/** As everywhere on this screen, but with a tenth: the two may be close. */
const score = (f1: number): string => formatNumber(f1, { style: 'percent', maximumFractionDigits: 1 });

type Ended = Extract<ThoroughStatus, { readonly before: number }>;

export function Thorough(): JSX.Element {
  const text = () => m().model.thorough;
  const status = () => learnerStatus().thorough;
  const isOn = (): boolean => status().phase === 'training' || status().phase === 'waiting';
  const running = () => {
    const now = status();
    return now.phase === 'training' ? now : undefined;
  };
  const ended = (): Ended | undefined => {
    const now = status();
    return now.phase === 'better' || now.phase === 'not-better' ? now : undefined;
  };
  const canTrain = (): boolean => {
    const { phase, version } = learnerStatus();
    return version > 0 && phase !== 'paused' && phase !== 'elsewhere';
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p>{text().lead}</p>
      <Show when={isOn()}>
        <Progress
          label={text().progress}
          value={running()?.step ?? 0}
          max={running()?.steps ?? 0}
          hideLabel
        />
      </Show>
      {/* Not a status: it changes all the time, and nobody wants it read out each time. */}
      <Show when={running()}>
        {(now) => (
          <p>
            {text().running(
              formatShare(now().step / (now().steps || 1)),
              // Before the first step there is no pace.
              now().step === 0 ? '' : formatWait(now().leftMs),
            )}
          </p>
        )}
      </Show>
      <div role="status">
        <Switch>
          <Match when={status().phase === 'waiting'}>{text().waiting}</Match>
          <Match when={status().phase === 'nothing-to-learn'}>{text().nothing}</Match>
          <Match when={ended()}>
            {(found) =>
              text().ended[found().phase](score(found().before), score(found().after), found().judgedOn)
            }
          </Match>
        </Switch>
      </div>
      <div class="row">
        <Show
          when={isOn()}
          fallback={
            <Button disabled={!canTrain()} onClick={() => trainThoroughly()}>
              {text().start}
            </Button>
          }
        >
          <Button onClick={() => trainThoroughly(true)}>{text().stop}</Button>
        </Show>
        <Show when={!canTrain() && !isOn()}>
          <span class="small soft">{text().cannot}</span>
        </Show>
      </div>
    </section>
  );
}
