export { printForm } from './canonical.ts';
export { argumentsIn, checkForm, type FormProblem } from './check-form.ts';
export { countUnits, distanceBetween, evaluate, findMatches } from './evaluate.ts';
export type { Argument, Instance, TypedSpan, WordList } from './instance.ts';
export type { WordWeight } from './keywords.ts';
export {
  type Anchor,
  type ArgName,
  atLeastOne,
  type Count,
  type Distance,
  inRange,
  type LogicalForm,
  type Matcher,
  type MatchMode,
  type Occurs,
  type PartOfSpeech,
  type Range,
  type Region,
  type Shape,
  type Subject,
  type TextTest,
  type Unit,
  type WordOfArgument,
} from './logical-form.ts';
export { looksAtText } from './looks-at-text.ts';
export { type Atom, atomTraits, findOccurrences, foldText, hasWordCharacter, toAtoms } from './match.ts';
export { nearestSentences } from './nearest.ts';
export {
  type Known,
  type Notice,
  type NoticeCode,
  type Question,
  type Refusal,
  type Spread,
  sameMeaning,
  type Understanding,
  understand,
} from './notices.ts';
export { wholePhrase } from './noun-phrase.ts';
export {
  defaultParseOptions,
  isTaken,
  type ParseOptions,
  type ParseProblem,
  parseExplanation,
  type Reading,
} from './parse.ts';
export { type Completion, type SuggestOptions, suggestCompletions } from './suggest.ts';
export { type LabelledWords, tellingWords } from './telling-words.ts';
export { closedClass, guessPartOfSpeech, hasShape } from './word-class.ts';
