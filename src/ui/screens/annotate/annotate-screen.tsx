import type { JSX } from 'solid-js';

export function AnnotateScreen(): JSX.Element {
  return <p>…</p>;
}
