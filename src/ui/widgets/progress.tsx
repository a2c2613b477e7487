/** How much is done, as a thin line with words. */
import type { JSX } from 'solid-js';
import './progress.css';

export function Progress(props: {
  readonly value: number;
  /** 0: not known yet. */
  readonly max: number;
  readonly label: string;
  readonly hideLabel?: boolean;
}): JSX.Element {
  const share = (): number => (props.max === 0 ? 0 : Math.min(1, props.value / props.max));
  return (
    <div class="progress">
      <div
        class="progress-track"
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={props.max === 0 ? undefined : props.max}
        aria-valuenow={props.max === 0 ? undefined : props.value}
      >
        <div class="progress-fill" style={{ width: `${share() * 100}%` }} />
      </div>
      {props.hideLabel === true ? null : <span class="progress-label">{props.label}</span>}
    </div>
  );
}
