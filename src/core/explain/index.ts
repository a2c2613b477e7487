export type { Argument, Instance, TypedSpan, WordList } from './instance.ts';
export {
  type Anchor,
  type ArgName,
  atLeastOne,
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
} from './logical-form.ts';
