/**
 * Keys as they are written, and whether a key press is one: `Mod+Shift+z`, `ArrowDown`, `?`, `a`. `Mod` is ⌘ on Apple devices and Ctrl
 * elsewhere. Characters are compared by what they type, ignoring Shift (so `?` works on every layout), and by their place on the
 * keyboard where the layout is not Latin.
 */

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export interface Chord {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export function parseKeys(keys: string): Chord {
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
function placeOf(event: KeyPress): string {
  const match = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9]))$/.exec(event.code);
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').toLowerCase();
}

/** How a key press answers to a chord: by what it types, by its place on the keyboard, or not at all. */
export function matchOf(chord: Chord, event: KeyPress, isApple: boolean): 'typed' | 'placed' | undefined {
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
