/** What the arguments of an instance can be called in an explanation, as tries: by name, by type, by their own text. */
import { argumentNames, bothArguments, bracketed } from './argument-names.ts';
import type { Instance } from './instance.ts';
import { addPhrase, emptyNode, type TrieNode } from './known-words.ts';
import type { ArgName } from './logical-form.ts';
import { foldText } from './match.ts';
import type { ArgList } from './values.ts';

/** Which arguments an explanation may mention. */
export function argumentsOf(instance: Instance): readonly ArgName[] {
  return (['x', 'y', 'aspect', 'entity'] as const).filter((a) => instance.args[a] !== undefined);
}

const nameTries = new Map<string, TrieNode>();
const ownTries = new WeakMap<Instance, TrieNode>();

/** The names that arguments go by, whatever the text. */
export function nameTrie(args: readonly ArgName[]): TrieNode {
  const key = args.join();
  let root = nameTries.get(key);
  if (root !== undefined) return root;
  root = emptyNode();
  nameTries.set(key, root);
  for (const arg of args) {
    // An argument that stands alone goes by every name.
    const names =
      args.length === 1
        ? [argumentNames[arg], argumentNames.aspect, argumentNames.entity, argumentNames.x].join('|')
        : argumentNames[arg];
    for (const name of names.split('|')) {
      const cost = name === 's' || name === 'o' ? 0.3 : name.length === 1 || name === 'it' ? 0.02 : 0;
      addPhrase(root, name, { category: 'Arg', value: arg, cost });
      for (const n of bracketed(name)) addPhrase(root, n, { category: 'Arg', value: arg, cost: 0 });
    }
  }
  if (args.includes('x') && args.includes('y')) {
    // In a relation "it" is the one or the other.
    addPhrase(root, 'it', { category: 'Arg', value: 'x', cost: 0.5 });
    addPhrase(root, 'it', { category: 'Arg', value: 'y', cost: 0.6 });
    const both: ArgList = { kind: 'args', conn: 'and', args: ['x', 'y'] };
    for (const name of bothArguments.split('|')) {
      addPhrase(root, name, { category: 'Them', value: both, cost: 0.05 });
    }
  }
  return root;
}

/** What this instance's arguments are called besides: their types and their own texts; and its word lists. */
export function ownTrie(instance: Instance): TrieNode {
  let root = ownTries.get(instance);
  if (root !== undefined) return root;
  root = emptyNode();
  ownTries.set(instance, root);
  const args = argumentsOf(instance);
  const types = args.map((a) => foldText(instance.args[a]?.type ?? ''));
  for (const [i, arg] of args.entries()) {
    const type = types[i] ?? '';
    if (type !== '' && types.indexOf(type) === types.lastIndexOf(type)) {
      for (const name of [type, `${type} name`, `${type} mention`, `${type} entity`]) {
        addPhrase(root, name, { category: 'Arg', value: arg, cost: 0.05 });
      }
    }
    const own = instance.args[arg];
    if (own === undefined) continue;
    const text = instance.text.slice(own.from, own.to);
    if (text.length <= 200) {
      addPhrase(root, text.replaceAll(/["'`]/gu, ' '), { category: 'Arg', value: arg, cost: 0.1 });
    }
  }
  for (const list of instance.lists ?? []) {
    addPhrase(root, list.name, { category: 'KnownList', value: list.name, cost: 0 });
  }
  return root;
}
