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

/** The Latin character at the key's place, for layouts that type another one there (Cyrillic, Greek, Arabic, French digits …). */
function placeOf(event: KeyboardEvent): string {
  const match = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9]))$/.exec(event.code);
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').toLowerCase();
}

/** How a key press answers to a chord: by what it types, by its place on the keyboard, or not at all. */
function matchOf(chord: Chord, event: KeyboardEvent): 'typed' | 'placed' | undefined {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const otherMod = isApple ? event.ctrlKey : event.metaKey;
  if (otherMod || mod !== chord.mod || event.altKey !== chord.alt) return undefined;
  if (chord.key.length > 1) {
    return event.key === chord.key && event.shiftKey === chord.shift ? 'typed' : undefined;
  }
  const typed = event.key.toLowerCase();
  const isLetter = /\p{L}/u.test(chord.key);
  const shiftFits = !isLetter || event.shiftKey === chord.shift;
  if (typed === chord.key) return shiftFits ? 'typed' : undefined;
  if (typed.length !== 1 || placeOf(event) !== chord.key) return undefined;
  // A French keyboard types digits with Shift: without it the key still means the digit that is printed on it.
  if (/[0-9]/.test(chord.key)) return !event.shiftKey && !/[0-9]/.test(typed) ? 'placed' : undefined;
  return typed.charCodeAt(0) > 127 && shiftFits ? 'placed' : undefined;
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
  // What is typed counts before where it lies: on a French keyboard `-` rejects, although it lies on the 6.
  const latest = registrations.toReversed().filter(({ shortcut }) => shortcut.listedOnly !== true);
  for (const how of ['typed', 'placed'] as const) {
    for (const { chord, shortcut } of latest) {
      if (inField && shortcut.inFields !== true) continue;
      if (matchOf(chord, event) !== how) continue;
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
