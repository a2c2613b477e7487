/**
 * The words of the explanation language, as data: each row gives phrases of one category with one meaning.
 * A new wording is a new phrase in a row. `verb~` stands for its regular forms (verb, verbs, verbed, verbing). The first
 * phrase of a row is the one that completions offer. `cost` is what a rarer or more doubtful wording costs.
 */
import { clauseWords } from './lexicon-clauses.ts';
import { countWords } from './lexicon-counts.ts';
import { placeWords } from './lexicon-places.ts';
import type { LexiconRow } from './lexicon-row.ts';
import { thingWords } from './lexicon-things.ts';
import { verbWords } from './lexicon-verbs.ts';

export const lexicon: readonly LexiconRow[] = [
  ...thingWords,
  ...verbWords,
  ...placeWords,
  ...countWords,
  ...clauseWords,
];

/** Phrases that carry nothing: skipped at the cost given. */
export const fillers: readonly (readonly [number, string])[] = [
  [0.01, 'the|a|an|this|that|these|those|very|some|its|his|her|their'],
  [0.02, '.|,|!|:|;|-|–|—|*|?|…|~|/|#'],
  [0.05, 'that|which|who|whose|such that it|that also'],
  [
    0.05,
    'because|since|label true because|label false because|true because|false because|label this true because|as|i labelled it because|i labeled it because|i labelled this because|i labeled this because|i think|i believe|we know that|i know|the reason is that|the reason is|reason|explanation|this is because|it is because|due to the fact that|given|it is clear that|we can see that|you can see that|note that|clearly|obviously|simply|actually|also|then|too|as well|together|somewhere|anywhere|literally|specific|specifically|particular|following|given that|in that|namely|itself|themselves|own|in the sentence that|always|usually|either|both|here|specified|certain|overall|positive because|negative because|is positive because|is negative because|neutral because|polarity is positive because|polarity is negative because|the label is|the relation holds because|hence|thus|therefore|so|if|when|where|total|actual|target|i can see that|we see that|one can see that|that is|i.e|e.g|etc|literal|the fact that|in order|in this case|english|apart',
  ],
  [
    0.3,
    'is|are|was|were|be|has|have|used|found|present|mentioned|of|in|to|for|with|it|do|does|they|we|you|i|us|from|on|at|well|name|names|called|entity|entities|argument|arguments|word|words|phrase|term|token|string|noun|verb|adjective|sentence|text|one|ones|other|others|another',
  ],
  [0.5, 'about|approximately|roughly|around|by'],
];

/** Words that people use and the language has not, with what to say instead. */
export const advice: Readonly<Record<string, string>> = {
  nearby: 'within N words of',
  close: 'within N words of',
  shortly: 'within N words of',
  soon: 'within N words after',
  similar: 'a word like "…" or "…" appears',
  synonym: 'a word like "…" or "…" appears',
};
