/** The way back to the list of projects, at the start of the blue header. */
import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import type { JSX } from 'solid-js';
import { m } from '../messages/index.ts';

export function HomeLink(): JSX.Element {
  return (
    <A
      href="/"
      class="button frame-home mirrored"
      data-look="header"
      data-size="md"
      title={m().common.nav.projects}
    >
      <span class="button-icon" aria-hidden="true">
        <ChevronLeft />
      </span>
      <span class="visually-hidden">{m().common.nav.projects}</span>
    </A>
  );
}
