/**
 * Keyboard shortcuts as data: a component registers what it can do while it is mounted, one listener on the
 * window carries it out, and the `?` dialog lists what is registered. The latest registration of a key wins,
 * so that a pop-up can take a key over while it is open.
 */
import { createSignal, onCleanup } from 'solid-js';
import { type Chord, matchOf, parseKeys } from './chords.ts';

export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  /** Gives `false` to let the key pass on to the next registration, and at last to the browser. */
  readonly run: (event: KeyboardEvent) => unknown;
  /** Also while a text field has the focus. */
  readonly inFields?: boolean;
  /** Not listed under `?` (a second key of the same act). */
  readonly hidden?: boolean;
  /** Listed, but carried out elsewhere (by the focused widget). */
  readonly listedOnly?: boolean;
}

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color'].includes(target.type)
  );
}

/** Enter and the space bar belong to the control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a[href], summary, input, select, [role="option"]') !== null
  );
}

interface Registration {
  readonly chord: Chord;
  readonly shortcut: Shortcut;
}

let registrations: readonly Registration[] = [];
const [listed, setListed] = createSignal<readonly Shortcut[]>([]);
/** Everything that works right now, in order of registration. */
export const shortcuts = listed;

const publish = (): void => {
  setListed(registrations.map((r) => r.shortcut).filter((s) => s.hidden !== true));
};

/** Registers until the owner is disposed. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const mine = list.map((shortcut) => ({ chord: parseKeys(shortcut.keys), shortcut }));
  registrations = [...registrations, ...mine];
  publish();
  onCleanup(() => {
    registrations = registrations.filter((r) => !mine.includes(r));
    publish();
  });
}

/** Called by the shell once per key press that nobody has handled. */
export function dispatchShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  // A modal dialog has its own keys, Escape first; what lies behind it is out of reach.
  if (event.target instanceof Element && event.target.closest('dialog[open]') !== null) return;
  // A list takes letters to its entries; it has nothing of its own to undo, find or save.
  const isFree = event.target instanceof HTMLSelectElement && (event.ctrlKey || event.metaKey);
  const inField = isTextField(event.target) && !isFree;
  if (
    (event.key === 'Enter' || event.key === ' ') &&
    isControl(event.target) &&
    !event.ctrlKey &&
    !event.metaKey
  )
    return;
  // What is typed counts before where it lies: on a French keyboard `-` rejects, although it lies on the 6.
  const latest = registrations.toReversed().filter(({ shortcut }) => shortcut.listedOnly !== true);
  for (const how of ['typed', 'placed'] as const) {
    for (const { chord, shortcut } of latest) {
      if (inField && shortcut.inFields !== true) continue;
      if (matchOf(chord, event, isApple) !== how) continue;
      if (shortcut.run(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  }
}

/** `Mod+z` → `['Ctrl', 'Z']`, for showing. */
export function keyCaps(
  keys: string,
  names: Readonly<Record<'ctrl' | 'cmd' | 'alt' | 'shift' | 'space' | 'enter' | 'escape', string>>,
): readonly string[] {
  const chord = parseKeys(keys);
  const caps: string[] = [];
  if (chord.mod) caps.push(isApple ? names.cmd : names.ctrl);
  if (chord.alt) caps.push(names.alt);
  if (chord.shift) caps.push(names.shift);
  const arrows: Readonly<Record<string, string>> = {
    ArrowLeft: '←',
    ArrowRight: '→',
    ArrowUp: '↑',
    ArrowDown: '↓',
    Enter: names.enter,
    Escape: names.escape,
    ' ': names.space,
  };
  caps.push(arrows[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key));
  return caps;
}
