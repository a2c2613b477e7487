export type { CharacterKind } from './character.ts';
export { isHyphen } from './compound.ts';
export { nounPhrases } from './noun-phrases.ts';
export { createOffsets, type Offsets } from './offsets.ts';
export { sentenceAt, sentences } from './sentences.ts';
export { compareSpans, type Span, sameSpan, spanKey, spansOverlap, spanText } from './span.ts';
export { rangeOfSpan, snapToTokens, spanOfRange, type TokenRange, tokenAt } from './token-range.ts';
export { tokenize, tokensOf } from './tokenize.ts';
export { indexVocabulary, type Vocabulary, VocabularyBuilder } from './vocabulary.ts';
