import type { JSX } from 'solid-js';

export function DeviceScreen(): JSX.Element {
  return <p>…</p>;
}
