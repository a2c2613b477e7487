/** What all sentences, or all triggers, come to together: their figures, the threshold they match from, and the plot over it. */
import { For, type JSX, lazy, Show, Suspense } from 'solid-js';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { Field } from '../../widgets/field.tsx';
import { Slider } from '../../widgets/slider.tsx';
import type { PlotPoint } from './threshold-plot.tsx';

const ThresholdPlot = lazy(async () => ({ default: (await import('./threshold-plot.tsx')).ThresholdPlot }));

/** Below it nothing is kept: the sliders begin there. */
const lowest = 0.3;

export interface PanelFigure {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
  readonly more?: string;
}

export function ThresholdPanel(props: {
  readonly title: string;
  readonly figures: readonly PanelFigure[];
  readonly sliderLabel: string;
  readonly sliderHint: string;
  readonly value: number;
  readonly curve: readonly PlotPoint[];
  readonly plotTitle: string;
  readonly coverageName: string;
  readonly onInput: (value: number) => void;
  readonly onCommit: (value: number) => void;
}): JSX.Element {
  return (
    <section class="threshold-panel" aria-label={props.title}>
      <dl class="figures">
        <For each={props.figures}>
          {(figure) => (
            <div class="figure" title={figure.hint}>
              <dt class="small soft">{figure.name}</dt>
              <dd class="figure-value">{figure.value}</dd>
              <Show when={figure.more}>
                <dd class="small soft">{figure.more}</dd>
              </Show>
            </div>
          )}
        </For>
      </dl>
      <Field label={props.sliderLabel} hint={props.sliderHint}>
        {(parts) => (
          <Slider
            id={parts.id}
            describedBy={parts['aria-describedby']}
            value={props.value}
            min={lowest}
            max={1}
            onInput={props.onInput}
            onCommit={props.onCommit}
          />
        )}
      </Field>
      <Show when={props.curve.length > 1}>
        <div class="explanations-plot">
          <h3 class="small soft">{props.plotTitle}</h3>
          <Suspense>
            <ThresholdPlot curve={props.curve} threshold={props.value} coverageName={props.coverageName} />
          </Suspense>
          <span class="visually-hidden">
            {m().explanations.threshold.atThreshold(formatConfidence(props.value))}
          </span>
        </div>
      </Show>
    </section>
  );
}
