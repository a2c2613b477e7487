/** Sentences where labels stand: what a model is to write of a text (doccano's sequence to sequence), and no class of it. */

/** What they are called beside the name of their field. */
export const targetName = (field: string): string => `${field} (sentences: sequence to sequence)`;

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

const isSentence = (name: string): boolean =>
  name.trim().split(/\s+/).length > 6 || (unspaced.test(name) && [...name.trim()].length > 20);

/** Whether most of what stands as labels of several texts are sentences, nearly each another one. */
export function areSentences(names: readonly string[]): boolean {
  const sentences = names.filter(isSentence);
  const distinct = new Set(sentences).size;
  return distinct > 1 && sentences.length * 2 > names.length && distinct * 4 > sentences.length * 3;
}

/** The strings of a value: itself, or all of a list. */
export const stringsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** Of a sample that looked at some places twice, each record once; by its strings, since values may nest without end. */
export const onceEach = (records: readonly unknown[]): readonly unknown[] => [
  ...new Map(
    records.map((record) => [Object.values(Object(record)).flatMap(stringsIn).join('\n'), record]),
  ).values(),
];
