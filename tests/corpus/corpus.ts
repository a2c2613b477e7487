/**
 * The corpus's notation for a sentence and its arguments: `@re [X Marie] lives in [Y Lyon] .`, `@sa The [A food] …`,
 * `@ner with [E lithium]`; `@re:PERSON,CITY` gives the types of X and Y.
 */
import type { ArgName, Argument, Instance } from '#core/explain';
import { tokenize } from '#core/text';

const names: Readonly<Record<string, ArgName>> = { X: 'x', Y: 'y', A: 'aspect', E: 'entity' };

export function corpusInstance(line: string): Instance {
  const [, types = '', marked = ''] = /^@(?:re|sa|ner)(?::(\S+))?\s+(.*)$/u.exec(line) ?? [];
  const args: { [name in ArgName]?: Argument } = {};
  let text = '';
  let at = 0;
  for (const m of marked.matchAll(/\[([XYAE]) ([^\]]+)\]/gu)) {
    text += marked.slice(at, m.index);
    at = m.index + m[0].length;
    const inner = m[2] ?? '';
    const name = names[m[1] ?? ''] as ArgName; // the pattern allows these four
    const type = types.split(',')[name === 'y' ? 1 : 0];
    args[name] = {
      from: text.length,
      to: text.length + inner.length,
      ...(type === undefined || type === '' ? {} : { type }),
    };
    text += inner;
  }
  text += marked.slice(at);
  return { text, tokens: tokenize(text), args };
}
