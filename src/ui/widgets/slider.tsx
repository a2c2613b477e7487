/** A threshold: moves at once for the eye, is committed when let go. */
import { createSignal, type JSX } from 'solid-js';
import { formatConfidence } from '../messages/format.ts';
import './field.css';

export function Slider(props: {
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly format?: (value: number) => string;
  readonly onInput?: (value: number) => void;
  readonly onCommit: (value: number) => void;
}): JSX.Element {
  const [moving, setMoving] = createSignal<number>();
  const shown = (): number => moving() ?? props.value;
  return (
    <span class="slider">
      <input
        id={props.id}
        aria-describedby={props.describedBy}
        type="range"
        min={props.min ?? 0}
        max={props.max ?? 1}
        step={props.step ?? 0.01}
        value={shown()}
        style={{ '--at': `${(100 * (shown() - (props.min ?? 0))) / ((props.max ?? 1) - (props.min ?? 0))}%` }}
        onInput={(event) => {
          const value = event.currentTarget.valueAsNumber;
          setMoving(value);
          props.onInput?.(value);
        }}
        onChange={(event) => {
          props.onCommit(event.currentTarget.valueAsNumber);
          setMoving(undefined);
        }}
      />
      <output>{(props.format ?? formatConfidence)(shown())}</output>
    </span>
  );
}
