/**
 * What a project says of its labels, before any is given: their names, and what its guidelines (Markdown, as people write them)
 * say of each by name. It is where the linear expert begins (core/train/label-names.ts).
 */
import { type Label, type Task, taskTraits } from '#core/project';
import { type LabelWords, labelText } from '#core/train';

interface Named {
  readonly labels: readonly Pick<Label, 'id' | 'kind' | 'name'>[];
  /** The project's. */
  readonly guidelines?: string;
}

/** By output; `undefined` for one that is no label. */
export function labelWords(
  { labels, guidelines = '' }: Named,
  ids: readonly string[],
): (LabelWords | undefined)[] {
  const names = new Map(labels.map(({ id, name }) => [id, name]));
  const said = sayings(guidelines, [...names.values()]);
  return ids.map((id) => {
    const name = names.get(id);
    if (name === undefined) return undefined;
    const guideline = said.get(spokenName(name));
    return guideline === undefined ? { name } : { name, guideline };
  });
}

/** The texts that say what a task's labels mean, each once; none for entities, whose expert does not ask. */
export function labelTexts(task: Task, named: Named): { readonly id: string; readonly text: string }[] {
  const { learned, isSequence } = taskTraits[task];
  if (isSequence) return [];
  const own = named.labels.filter(({ kind }) => kind === learned).map(({ id }) => id);
  const texts = new Map<string, string>();
  for (const label of labelWords(named, own)) {
    const one = label === undefined ? undefined : labelText(label);
    if (one !== undefined) texts.set(one.id, one.text);
  }
  return [...texts].map(([id, text]) => ({ id, text }));
}

/** What is read of one label's guideline at most. */
const maxLetters = 300;

/** Both directions of a relation are written of at once: `Cause(e1,e2)` is `cause`. */
const spokenName = (name: string): string =>
  name
    .replace(/\(.*\)$/u, '')
    .trim()
    .toLowerCase();

/** What may stand before a name that a line begins with: signs of headings, lists, tables, emphasis. */
const before = /^(?:[\s#>|*+_`-]|\d+[.)])*/u;
/** What tells that a line is about the name that it began with. */
const behind = /^[*_`\s]{0,9}(?:\([^)]{0,99}\))?[*_`\s]{0,9}(?:[:：=|–—→]|-(?=\s)|$)/u;

/** By spoken name, what the guidelines say of it: behind it in its line, and in the lines that belong to that one. */
function sayings(guidelines: string, names: readonly string[]): ReadonlyMap<string, string> {
  const spoken = [...new Set(names.map(spokenName))].filter((name) => name !== '');
  // The longest first: of `very good` and `very`, a line that begins with both is about the longer one.
  spoken.sort((a, b) => b.length - a.length);
  const longest = spoken[0]?.length ?? 0;
  const said = new Map<string, string>();
  let about: string | undefined;
  let isHeading = false;
  for (const line of guidelines === '' ? [] : guidelines.split('\n')) {
    const bare = line.replace(before, '');
    const lower = bare.slice(0, longest).toLowerCase();
    const name = spoken.find((one) => lower.startsWith(one) && behind.test(bare.slice(one.length)));
    const begins = /^#/u.test(line);
    if (name !== undefined) {
      [about, isHeading] = [name, begins];
      add(name, bare.slice(name.length).replace(behind, ''));
    } else if (begins) about = undefined;
    else if (!isHeading && /^(?:\s*$|[*+|-]|\d+[.)])/u.test(line)) about = undefined;
    else if (about !== undefined) add(about, bare);
  }
  return said;

  function add(name: string, text: string): void {
    const plain = text
      .slice(0, 4 * maxLetters)
      .replace(/[*_`|]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    if (plain === '') return;
    const known = said.get(name);
    const letters = [...(known === undefined ? plain : `${known} ${plain}`)];
    said.set(name, letters.slice(0, maxLetters).join(''));
  }
}
