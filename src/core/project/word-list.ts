/** A project's own lists of words: what reasons can name ("a word in the causal list"), and with a label what is recommended with it. */
import type { Label } from './label-set.ts';
import type { Project } from './project.ts';

export interface ProjectWordList {
  /** As reasons call it; unique among a project's lists, whatever the case. */
  readonly name: string;
  /** One word or several each; none twice. */
  readonly words: readonly string[];
  /** The label of an entity that these words are recommended with, wherever they stand. */
  readonly labelId?: string;
}

/** Of all lists of a project together: they are read with each text. */
export const maxListedWords = 20_000;
export const maxListName = 60;
const maxWord = 200;

/** Projects of before there were lists have none. */
export function wordListsOf({ settings }: Pick<Project, 'settings'>): readonly ProjectWordList[] {
  return settings.wordLists ?? [];
}

/** Words with a label that is there, to be recommended. */
export function listedTerms(
  project: Pick<Project, 'settings'>,
  labels: Iterable<Pick<Label, 'id' | 'kind'>>,
): readonly { readonly text: string; readonly labelId: string }[] {
  const entities = new Set([...labels].flatMap(({ id, kind }) => (kind === 'span' ? [id] : [])));
  return wordListsOf(project).flatMap(({ words, labelId }) =>
    labelId === undefined || !entities.has(labelId) ? [] : words.map((text) => ({ text, labelId })),
  );
}

/** Words as a person pastes them or a file has them: one a line, of a table the first column. */
export function readWords(text: string): readonly string[] {
  const words = new Set<string>();
  for (const line of text.replace(/^\ufeff/, '').split(/[\r\n]+/)) {
    const [first = ''] = line.split('\t');
    const quoted = /^\s*"((?:[^"]|"")*)"/.exec(first)?.[1];
    const word = (quoted?.replaceAll('""', '"') ?? first).trim().slice(0, maxWord);
    if (word !== '') words.add(word);
  }
  return [...words];
}

export type WordListFault = 'no-name' | 'name-taken' | 'odd-name' | 'no-words' | 'too-many-words';

/** Why `list` cannot stand beside the others; `undefined` where it can. */
export function wordListFault(
  list: ProjectWordList,
  others: readonly ProjectWordList[],
): WordListFault | undefined {
  const name = list.name.trim();
  if (name === '') return 'no-name';
  // It is said in a sentence: a quoted word is a keyword there.
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _-]*$/u.test(name) || name.length > maxListName) return 'odd-name';
  if (others.some((other) => other.name.trim().toLowerCase() === name.toLowerCase())) return 'name-taken';
  if (list.words.length === 0) return 'no-words';
  const total = others.reduce((sum, { words }) => sum + words.length, list.words.length);
  return total > maxListedWords ? 'too-many-words' : undefined;
}
