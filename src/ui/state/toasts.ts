/**
 * Short messages: they go by themselves, can carry one action, and are read out by screen readers. One that stays until it is
 * dismissed stands in a row of its own above the header (banners), where it covers nothing.
 */
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
const stays = ({ timeoutMs }: Toast): boolean => timeoutMs === Number.POSITIVE_INFINITY;
export const toasts = (): readonly Toast[] => list().filter((toast) => !stays(toast));
export const stayingToasts = (): readonly Toast[] => list().filter(stays);

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
  // The same sentence twice says nothing new; at most three of either kind are shown.
  setList((old) => {
    const all = [...old.filter((other) => other.text !== entry.text), entry];
    return [...all.filter(stays).slice(-3), ...all.filter((toast) => !stays(toast)).slice(-3)];
  });
  return id;
}

export function dismissToast(id: number): void {
  setList((old) => old.filter((toast) => toast.id !== id));
}
