export { type Area, areaBeside, areasBetween, areasInAll } from './area.ts';
export { printForm } from './canonical.ts';
export { argumentsIn, checkForm } from './check-form.ts';
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
  type Range,
  type Region,
  type Subject,
  type TextTest,
  type Unit,
  type WordOfArgument,
} from './logical-form.ts';
export { looksAtText } from './looks-at-text.ts';
export { atomTraits, findOccurrences, foldText, hasWordCharacter, toAtoms } from './match.ts';
export { nearestSentences } from './nearest.ts';
export {
  type Known,
  type NoticeCode,
  sameMeaning,
  understand,
} from './notices.ts';
export { wholePhrase } from './noun-phrase.ts';
export {
  defaultParseOptions,
  isTaken,
  parseExplanation,
} from './parse.ts';
export { suggestCompletions } from './suggest.ts';
export { type LabelledWords, tellingWords } from './telling-words.ts';
export { closedClass, guessPartOfSpeech, hasShape } from './word-class.ts';
