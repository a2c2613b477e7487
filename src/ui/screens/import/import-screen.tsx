import type { JSX } from 'solid-js';

export function ImportScreen(): JSX.Element {
  return <p>…</p>;
}
