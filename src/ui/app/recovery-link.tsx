/** To the page that gets projects out when this program cannot: a program of its own, hence no route of this one. */
import type { JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import '../widgets/button.css';

export function RecoveryLink(props: { readonly size?: 'md' | 'sm' }): JSX.Element {
  return (
    <a class="button" data-look="plain" data-size={props.size ?? 'md'} href="./recovery.html" rel="external">
      {m().common.recovery}
    </a>
  );
}
