/** The one button. `look` says how loud it is; an icon alone needs `label`, which is its name and its tooltip. */
import { type JSX, Show, splitProps } from 'solid-js';
import './button.css';

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger' | 'header';
  readonly size?: 'md' | 'sm';
  readonly icon?: JSX.Element;
  /** Name for screen readers and tooltip; needed where there is no text. */
  readonly label?: string;
  readonly busy?: boolean;
}

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['look', 'size', 'icon', 'label', 'busy', 'class', 'children']);
  return (
    <button
      type="button"
      aria-label={own.label}
      title={own.label}
      aria-busy={own.busy === true ? 'true' : undefined}
      {...rest}
      class={`button ${own.class ?? ''}`}
      data-look={own.look ?? 'plain'}
      data-size={own.size ?? 'md'}
      data-icon-only={own.children === undefined ? '' : undefined}
    >
      <Show when={own.icon}>
        <span class="button-icon" aria-hidden="true">
          {own.icon}
        </span>
      </Show>
      {own.children}
    </button>
  );
}
