/** A button that opens a list of acts, with the keyboard behaviour that people know from their system. */
import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { For, type JSX, Show } from 'solid-js';
import './button.css';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: JSX.Element;
  readonly run: () => void;
  readonly danger?: boolean;
  readonly current?: boolean;
}

export function Menu(props: {
  readonly label: string;
  readonly icon?: JSX.Element;
  readonly children?: JSX.Element;
  readonly look?: 'plain' | 'quiet' | 'header';
  readonly items: readonly MenuItem[];
}): JSX.Element {
  return (
    <DropdownMenu placement="bottom-end" gutter={4} preventScroll={false} modal={false}>
      <DropdownMenu.Trigger
        class="button"
        data-look={props.look ?? 'quiet'}
        data-size="md"
        data-icon-only={props.children === undefined ? '' : undefined}
        aria-label={props.children === undefined ? props.label : undefined}
        title={props.label}
      >
        <Show when={props.icon}>
          <span class="button-icon" aria-hidden="true">
            {props.icon}
          </span>
        </Show>
        {props.children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu">
          <For each={props.items}>
            {(item) => (
              <DropdownMenu.Item
                class="menu-item"
                data-danger={item.danger === true ? '' : undefined}
                data-current={item.current === true ? '' : undefined}
                onSelect={() => item.run()}
              >
                <span class="menu-icon" aria-hidden="true">
                  {item.icon}
                </span>
                {item.label}
              </DropdownMenu.Item>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
