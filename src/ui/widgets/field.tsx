/** A labelled control with a hint and an error: the label is always visible, the rest is tied to it for screen readers. */
import { createUniqueId, type JSX, Show } from 'solid-js';
import './field.css';

export interface FieldParts {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export function Field(props: {
  readonly label: JSX.Element;
  readonly hint?: JSX.Element;
  readonly error?: string | undefined;
  readonly children: (parts: FieldParts) => JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const hintId = createUniqueId();
  const errorId = createUniqueId();
  const parts: FieldParts = {
    id,
    get 'aria-describedby'() {
      const ids = [props.hint === undefined ? '' : hintId, props.error === undefined ? '' : errorId].filter(
        (one) => one !== '',
      );
      return ids.length === 0 ? undefined : ids.join(' ');
    },
    get 'aria-invalid'() {
      return props.error === undefined ? undefined : ('true' as const);
    },
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      {props.children(parts)}
      <Show when={props.hint}>
        <p class="field-hint" id={hintId}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.error}>
        <p class="field-error" id={errorId} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  );
}

/** A group of choices with a heading. */
export function FieldSet(props: {
  readonly legend: JSX.Element;
  readonly hint?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <fieldset class="field">
      <legend class="field-label">{props.legend}</legend>
      <Show when={props.hint}>
        <p class="field-hint">{props.hint}</p>
      </Show>
      {props.children}
    </fieldset>
  );
}

/** A box or a dot to tick, with a title and a quieter line below. */
export function Choice(props: {
  readonly kind: 'checkbox' | 'radio' | 'switch';
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title: JSX.Element;
  readonly hint?: JSX.Element;
  readonly card?: boolean;
  readonly disabled?: boolean;
}): JSX.Element {
  return (
    <label class="choice" data-card={props.card === true ? '' : undefined}>
      <input
        class="choice-input"
        data-kind={props.kind}
        type={props.kind === 'radio' ? 'radio' : 'checkbox'}
        role={props.kind === 'switch' ? 'switch' : undefined}
        name={props.name}
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="choice-text">
        <span class="choice-title">{props.title}</span>
        <Show when={props.hint}>
          <span class="choice-hint">{props.hint}</span>
        </Show>
      </span>
    </label>
  );
}
