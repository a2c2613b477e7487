import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import '../widgets/button.css';

export function NotFound(): JSX.Element {
  return (
    <main class="empty" id="main">
      <h1 class="empty-title">{m().common.notFound.title}</h1>
      <p class="soft">{m().common.notFound.body}</p>
      <A href="/" class="button" data-look="primary" data-size="md">
        {m().common.notFound.action}
      </A>
    </main>
  );
}
