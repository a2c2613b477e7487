/** Of test files that share their modules and globals (vitest.config.ts): each leaves the globals as it found them. */
import { afterAll, expect } from 'vitest';

/** ONNX Runtime puts Node's own there, as soon as a graph is loaded. */
const expected = new Set(['Worker']);

type Globals = ReadonlyMap<string, PropertyDescriptor | undefined>;

function globals(): Globals {
  const names = Object.getOwnPropertyNames(globalThis);
  return new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
}

/** Names that came, went, or mean something else. Those of Node that are read when they are first used (an accessor) are free. */
function changes(before: Globals, after: Globals): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => {
    if (expected.has(name)) return false;
    const [was, is] = [before.get(name), after.get(name)];
    if (was === undefined || is === undefined) return true;
    return 'value' in was && !Object.is(was.value, is.value);
  });
}

const before = globals();
afterAll(() => {
  expect(changes(before, globals()), 'globals that this file has changed').toEqual([]);
});
