import type { JSX } from 'solid-js';

export function ExportScreen(): JSX.Element {
  return <p>…</p>;
}
