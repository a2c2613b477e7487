/**
 * What the arguments are called: X, SUBJ, "the first entity", `<e1>`, `[Y]`. A word that looks like a name of an argument and is none
 * here is never taken for a word of the text: it is asked for.
 */

/**
 * Names of the arguments. `x` and `y` only stand for something in relations, `aspect` in sentiment, `entity` in NER; a task
 * without arguments has none.
 */
export const argumentNames = {
  x: 'X|SUBJ|s|the subject|subject|entity 1|entity1|the first entity|first entity|entity one|e1|arg 1|arg1|argument 1|arg one|argument one|the first argument|first argument|head|the head|head entity|the head entity|sbj|subj entity|subject entity|the subject entity|person 1|person1|person x|entity x|the first one|the former|subjects|the sbj|argument x|arg x|entity a|the left entity|subj-o|term 1|ent1|ent 1|first entity mention|the first person|first person|the first term|the first mention|$x$|$x|subjet',
  y: 'Y|OBJ|o|the object|object|entity 2|entity2|the second entity|second entity|entity two|e2|arg 2|arg2|argument 2|arg two|argument two|the second argument|second argument|tail|the tail|tail entity|the tail entity|obj entity|object entity|the object entity|person 2|person2|person y|entity y|the second one|the latter|objects|argument y|arg y|entity b|obj-o|term 2|ent2|ent 2|second entity mention|the second person|second person|the second term|the second mention|$y$|$y|ojbect',
  aspect:
    '$T$|the aspect|aspect|the term|the aspect term|aspect term|the target|target|the target term|the target word|target word|target term|it|$t|the entity|x|term|the opinion target|t|the topic|the subject|the feature|the aspect word|the aspect phrase|the item|the noun|$aspect$|aspect phrase|the category|arg 1|the entity x',
  entity:
    'the entity|it|entity|the term|x|the name|the mention|mention|the span|the span itself|the labelled text|the label|the labelled span|the annotated text|the annotated span|the target|the highlighted text|the named entity|named entity|the selected text|the selection|the word itself|$T$|the entity mention|the phrase itself|subj|the subject|the highlighted words|the highlighted word|arg 1|$e$',
} as const;

/** Both arguments of a relation at once. */
export const bothArguments =
  'them|the two|the two entities|both entities|the entities|both|the two arguments|both arguments|the arguments|each other|one another|the pair|the two terms|the two of them|the subject and object|entities|the two words|both of them|these|these two|the two mentions|these entities|these two entities|the two people|the two persons|each|both terms|the entity pair|the two names|both names|the subject and the object|the two nominals|both nominals|the nominals|they';

/** A name of one word as some write it: `<e1>`, `[X]`, `{SUBJ}`. */
export function bracketed(name: string): readonly string[] {
  return /^[\p{L}\d]+$/u.test(name) ? [`<${name}>`, `[${name}]`, `{${name}}`] : [];
}

const tag = /^<\/?[a-z][\w-]*>$/iu;
const numbered =
  /^(?:e|ent|entity|arg|argument|person|mention|span|term|subj|obj|subject|object)[-_]?[12]$/iu;
const placeholder = /^(?:x|y|subj|obj|sbj|\$[a-z]{1,8}\$?)$/iu;

/** Whether a word can only be meant as the name of an argument. */
export function isArgumentName(word: string): boolean {
  return placeholder.test(word) || numbered.test(word) || tag.test(word);
}
