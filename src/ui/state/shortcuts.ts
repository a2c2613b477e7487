/**
 * Keyboard shortcuts as data: a component registers what it can do while it is mounted, one listener on the
 * window carries it out, and the `?` dialog lists what is registered. The latest registration of a key wins,
 * so that a pop-up can take a key over while it is open.
 *
 * Keys are written `Mod+Shift+z`, `ArrowDown`, `?`, `a`. `Mod` is ⌘ on Apple devices and Ctrl elsewhere. Characters are compared by
 * what they type, ignoring Shift (so `?` works on every layout), and by their place on the keyboard where the layout is not Latin.
 */
import { createSignal, onCleanup } from 'solid-js';

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

interface Chord {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

function parseKeys(keys: string): Chord {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = (parts.at(-1) ?? '') || '+';
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    mod: has('Mod'),
    alt: has('Alt'),
    shift: has('Shift'),
  };
}

/** The Latin character at the key's place, for layouts that type none (Cyrillic, Greek, Arabic …). */
function placeOf(event: KeyboardEvent): string {
  const match = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9]))$/.exec(event.code);
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').toLowerCase();
}

function matches(chord: Chord, event: KeyboardEvent): boolean {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const otherMod = isApple ? event.ctrlKey : event.metaKey;
  if (otherMod || mod !== chord.mod || event.altKey !== chord.alt) return false;
  if (chord.key.length > 1) return event.key === chord.key && event.shiftKey === chord.shift;
  const typed = event.key.toLowerCase();
  const isLetter = /\p{L}/u.test(chord.key);
  const shiftFits = !isLetter || event.shiftKey === chord.shift;
  if (typed === chord.key) return shiftFits;
  return typed.length === 1 && typed.charCodeAt(0) > 127 && placeOf(event) === chord.key && shiftFits;
}

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
  const inField = isTextField(event.target);
  if (
    (event.key === 'Enter' || event.key === ' ') &&
    isControl(event.target) &&
    !event.ctrlKey &&
    !event.metaKey
  )
    return;
  for (let i = registrations.length - 1; i >= 0; i--) {
    const found = registrations[i];
    if (found === undefined || found.shortcut.listedOnly === true) continue;
    if (inField && found.shortcut.inFields !== true) continue;
    if (!matches(found.chord, event)) continue;
    if (found.shortcut.run(event) !== false) {
      event.preventDefault();
      return;
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
