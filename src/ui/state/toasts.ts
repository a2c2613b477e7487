/** Short messages in the corner: they go by themselves, can carry one action, and are read out by screen readers. */
import { createSignal } from 'solid-js';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'alert';
  readonly action?: { readonly label: string; readonly run: () => void };
  /** `Infinity`: stays until it is dismissed. */
  readonly timeoutMs: number;
}

const [list, setList] = createSignal<readonly Toast[]>([]);
export const toasts = list;

let nextId = 1;

export function showToast(toast: {
  text: string;
  tone?: Toast['tone'];
  action?: NonNullable<Toast['action']>;
  timeoutMs?: number;
}): number {
  const id = nextId++;
  const tone = toast.tone ?? 'plain';
  const entry: Toast = {
    id,
    text: toast.text,
    tone,
    timeoutMs: toast.timeoutMs ?? (tone === 'alert' ? 12_000 : toast.action === undefined ? 4_000 : 8_000),
    ...(toast.action === undefined ? {} : { action: toast.action }),
  };
  // The same sentence twice says nothing new; at most three are shown.
  setList((old) => [...old.filter((other) => other.text !== entry.text), entry].slice(-3));
  return id;
}

export function dismissToast(id: number): void {
  setList((old) => old.filter((toast) => toast.id !== id));
}
