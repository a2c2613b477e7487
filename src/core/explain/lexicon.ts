/**
 * The words of the explanation language, as data: each row gives phrases of one category with one meaning.
 * A new wording is a new phrase in a row. `verb~` stands for its regular forms (verb, verbs, verbed, verbing). The first
 * phrase of a row is the one that completions offer. `cost` is what a rarer or more doubtful wording costs.
 *
 * Over 400 lines because it is one table: a row per word or phrase.
 */
import type { Category, CategoryValues } from './values.ts';

export interface LexiconRow<C extends Category = Category> {
  readonly category: C;
  readonly value: CategoryValues[C];
  readonly cost: number;
  readonly phrases: readonly string[];
}

function regularForms(stem: string): readonly string[] {
  if (stem.endsWith('e')) return [stem, `${stem}s`, `${stem}d`, `${stem.slice(0, -1)}ing`];
  if (/[^aeiou]y$/u.test(stem)) {
    return [stem, `${stem.slice(0, -1)}ies`, `${stem.slice(0, -1)}ied`, `${stem}ing`];
  }
  const s = /(?:s|x|ch|sh)$/u.test(stem) ? `${stem}es` : `${stem}s`;
  return [stem, s, `${stem}ed`, `${stem}ing`];
}

function row<C extends Category>(
  category: C,
  value: CategoryValues[C],
  phrases: string,
  cost = 0,
): LexiconRow<C> {
  const expanded = phrases.split('|').flatMap((p) => {
    const phrase = p.trim();
    const verb = /([a-z]+)~/u.exec(phrase)?.[1];
    return verb === undefined ? [phrase] : regularForms(verb).map((f) => phrase.replace(`${verb}~`, f));
  });
  return { category, value, cost, phrases: expanded };
}

export const lexicon: readonly LexiconRow[] = [
  // ── What is looked for ────────────────────────────────────────────────────────────────────────────────────
  row('WordNoun', 'word', 'word|words|term|terms|wrod|wrods|wird|worde'),
  row(
    'WordNoun',
    'word',
    'phrase|phrases|expression|expressions|token|tokens|thing|things|keyword|keywords|key word|key words|sequence|trigger|triggers|phrasing|wording|frase|phrasse|adjective phrase|verb phrase|noun phrase|preposition|conjunction|name|entry|entries|mark|symbol|symbols|sign',
    0.05,
  ),
  row('WordNoun', 'word', 'string|strings|text|part|sequence of words|series of words', 0.05),
  row('WordNoun', 'substring', 'letters|characters|substring|substrings|stem|stems|character sequence|root'),
  row('WordNoun', 'word', 'adjective|verb|adverb|noun|pronoun|number|determiner', 0.3),
  row('UnitNoun', 'word', 'words|word|wrods'),
  row('UnitNoun', 'token', 'tokens|token'),
  row('UnitNoun', 'char', 'characters|character|chars|char|letters|letter|signs|symbols'),
  row('UnitNoun', 'word', 'positions|position|places|place|spaces|steps|terms|term', 0.4),
  row('PosNoun', 'noun', 'nouns|noun'),
  row('PosNoun', 'verb', 'verbs|verb'),
  row('PosNoun', 'adjective', 'adjectives|adjective'),
  row('PosNoun', 'adverb', 'adverbs|adverb'),
  row('PosNoun', 'pronoun', 'pronouns|pronoun'),
  row('PosNoun', 'determiner', 'determiners|determiner|articles|article'),
  row('PosNoun', 'preposition', 'prepositions|preposition'),
  row('PosNoun', 'conjunction', 'conjunctions|conjunction'),
  row('EntityNoun', 'PERSON', 'person|people|persons|person name|person names|name of a person|human|humans'),
  row(
    'EntityNoun',
    'ORGANIZATION',
    'organization|organizations|organisation|organisations|company|companies',
  ),
  row('EntityNoun', 'LOCATION', 'location|locations|city|cities|country|countries'),
  row('EntityNoun', 'DATE', 'date|dates'),
  row('EntityNoun', 'NUMBER', 'numeral|quantity'),
  row('EntityNoun', 'MONEY', 'amount of money|amounts of money|money'),
  row('ShapeAdjective', 'capitalised', 'capitalised|capitalized|in title case|title case|titlecase'),
  row(
    'ShapeAdjective',
    'lowercase',
    'lower case|lowercase|lower-case|in lower case|in lowercase|uncapitalised',
  ),
  row(
    'ShapeAdjective',
    'uppercase',
    'upper case|uppercase|upper-case|in upper case|in uppercase|all caps|in all caps|in capitals|in capital letters',
  ),
  row('ShapeAdjective', 'number', 'a number|numeric|numerical|a digit|numbers|digits'),
  row('ShapeAdjective', 'punctuation', 'punctuation|punctuation marks|a punctuation mark'),
  row(
    'ListNoun',
    null,
    'dictionary|list|dict|lexicon|gazetteer|word list|wordlist|dictionaries|lists|vocabulary',
  ),

  // ── Verbs ─────────────────────────────────────────────────────────────────────────────────────────────────
  row(
    'Be',
    null,
    'is|are|was|were|be|being|been|has been|have been|must be|should be|can be|may be|might be|could be|will be|to be',
  ),
  row('Aux', null, 'does|do|did|has to|have to|must|should|can|may|might|could|will|would|needs to|need to'),
  row(
    'Not',
    null,
    "not|never|n't|doesn't|don't|didn't|isn't|aren't|wasn't|weren't|can't|cannot|won't|doesnt|dont|isnt|arent|wasnt|werent|does not|do not|is not|are not|without being|does never",
  ),
  row(
    'Occur',
    null,
    'appears|appear|appearing|appeared|occurs|occur|occurring|occured|occurred|occurrs|occures|appers|apears|apear|appeares|exists|exist|existing|comes|come|came|coming|stands|stand|stood|sits|sit|lies|lie|falls|fall|goes|go|shows up|show up|turns up|pops up|happens|happen|takes place|resides|arrives|starts|begins|is there|are there',
  ),
  row(
    'Occur',
    null,
    'found|present|used|located|placed|positioned|situated|mentioned|written|said|seen|put|stated|given|included|spoken|observed|listed|contained|shown|noted|typed|expressed|visible|occurring|displayed|inserted|added|told|spotted|featured|available|wedged|sandwiched|nested|inside the sentence|spelled',
    0.02,
  ),
  row('Occur', null, 'follows in|is used|is found|serves', 0.6),
  row(
    'Contain',
    null,
    'contains|contain|containing|includes|include|including|has|have|having|had|mentions|mention|mentioning|says|say|saying|said|reads|features|feature|uses|use|using|contained|comprises|carries|shows|holds|states|mentioned|included|consists of|includes the use of|used|bears|containes|contians',
  ),
  row(
    'Relate',
    'left',
    'precedes|preceed|preceeds|precede|preceding|preceded|leads|leads up to|introduces|prefixes|precceds|preceds|comes ahead of|introduced',
  ),
  row(
    'Relate',
    'right',
    'follows|follow|following|succeeds|succeed|trails|trail|comes after|folllows|folows|follws|followed|succeeding',
  ),
  row(
    'Relate',
    'around',
    'touches|neighbours|neighbors|adjoins|borders|modifies|describes|qualifies|characterises|characterizes',
    0.8,
  ),
  row(
    'Related',
    'left',
    'preceded|preceeded|preceeded|prefixed|introduced|led|preceeded|anteceded|preceed|proceeded|precede',
  ),
  row('Related', 'right', 'followed|succeeded|trailed|suffixed|folowed|follwed|follow|followd'),
  row(
    'Related',
    'around',
    'surrounded|accompanied|flanked|described|modified|qualified|characterised|characterized',
    0.3,
  ),
  row(
    'By',
    null,
    'by|at a distance of|by a distance of|at a number of|a number of|by a number of|by a margin of|at',
  ),
  row('By', null, 'with|via|through|buy|as', 0.05),
  row(
    'Sandwich',
    null,
    'sandwich~|surround~|enclose~|flank~|bracket~|encircle~|frame~|wrap~ around|are on either side of|are on both sides of|are either side of|lie on either side of|stand on either side of|are placed on either side of|appear on either side of|occur on either side of|sandwitch~|sanwich~|envelop~|come on either side of|are around|embrace~',
  ),
  row(
    'Link',
    null,
    'links|link|linking|connects|connect|connecting|joins|join|joining|separates|separate|separating|bridges|bridge|ties|tie|divides|divide|couples|relates|splits|seperates|seperate|intervenes between|combines|associates|glues|unites|lies between|stands between|sits between|falls between|comes between',
  ),
  row(
    'Linked',
    null,
    'linked|connected|joined|separated|bridged|tied|divided|coupled|split|seperated|sandwiching|combined|glued|interrupted|related|spaced|set apart|parted|distanced',
  ),
  row('Exceed', 'more', 'exceeds|exceed|is over|surpasses|is beyond'),
  row(
    'StartsWith',
    null,
    'starts with|start with|begins with|begin with|starting with|beginning with|has the prefix|opens with|started with|starts by',
  ),
  row(
    'EndsWith',
    null,
    'ends with|end with|ends in|end in|ending with|ending in|has the suffix|finishes with|concludes with|ended with',
  ),
  row(
    'Equal',
    null,
    'equals|equal|equal to|the same as|identical to|matches|match|corresponds to|correspond to|exactly equal to|is spelled|reads',
  ),
  row('Equal', null, 'exactly|is exactly|called|named', 0.5),
  row('SameAs', null, 'the same as|same as|identical to|equal to|equals'),
  row('Same', null, 'the same|identical|equal|the same word|the same text'),
  row(
    'OfType',
    null,
    'of type|of the type|an entity of type|a kind of|a type of|tagged as|labelled as|labeled as|of entity type|of kind',
  ),

  // ── Where ─────────────────────────────────────────────────────────────────────────────────────────────────
  row(
    'Side',
    'left',
    'before|left of|on the left of|in front of|prior to|ahead of|preceding|on the left side of|on the left hand side of|to the left hand side of|to the left side of|earlier than|anywhere before|in advance of|on left of|to left of|befor|beofre|bfore|befroe|leading up to|at the left of|infront of|beforehand of|at left of|sooner than|toward the left of',
  ),
  row(
    'Side',
    'right',
    'after|right of|on the right of|following|behind|on the right side of|on the right hand side of|to the right hand side of|to the right side of|later than|subsequent to|succeeding|past|anywhere after|on right of|to right of|afer|aftr|atfer|afetr|at the right of|at right of|followed after|since',
  ),
  row(
    'Side',
    'around',
    'around|surrounding|on either side of|on both sides of|either side of|to either side of|before or after|after or before|to the left or right of|left or right of|to the left or to the right of|in the context of',
  ),
  row('Side', 'around', 'about|regarding|concerning|in reference to|with reference to', 0.3),
  row(
    'BareSide',
    'left',
    'before it|to its left|on its left|to the left|on the left|before|beforehand|earlier|in front|in front of it|ahead|left|before that|on the left side|on the left hand side',
    0.3,
  ),
  row(
    'BareSide',
    'right',
    'after it|to its right|on its right|to the right|on the right|after|afterwards|afterward|later|behind|behind it|right|after that|following it|next|on the right side|on the right hand side|thereafter',
    0.3,
  ),
  row(
    'Beside',
    { min: 1, max: 1 },
    'next to|beside|adjacent to|directly beside|right next to|immediately next to|directly next to|alongside|contiguous to|neighbouring|neighboring|attached to|right beside|adjoining',
  ),
  row(
    'Near',
    null,
    'near|close to|near to|in the vicinity of|in the neighbourhood of|in the neighborhood of|in proximity to|not far from',
  ),
  row('Beside', { min: 0, max: 3 }, 'very near|very close to|really close to|closely near', 0.2),
  row(
    'Of',
    null,
    'of|from|to|away from|apart from|off|off of|with respect to|relative to|of the|around|near',
  ),
  row('Away', null, 'away|apart|off|distant|ahead|behind|or so', 0.1),
  row(
    'Apart',
    null,
    'apart|apart from each other|away from each other|from each other|from one another|away from one another|distant|from each another|in distance',
  ),
  row(
    'Between',
    null,
    'between|in between|betweeen|beween|betwen|bewteen|in the middle of|amid|amidst|in the space between|within the space between|somewhere between|anywhere between|betwixt|in-between|inbetween|btw|from between|bewtween|btween|bettween|the space between|the gap between|separating|joining|connecting|linking|in middle of',
  ),
  row(
    'InBetween',
    null,
    'in between|between|between them|in the middle|between the two|in-between|inbetween|between both|separating them|intervening|in between them|standing between them',
  ),
  row(
    'Direct',
    null,
    'directly|immediately|right|just|straight|immediatly|directely|imediately|immediatelly|direclty|dircetly|immedietly|directy|instantly|promptly|strictly|closely|next',
  ),
  row(
    'Within',
    null,
    'within|in|no further than|no farther than|no more distant than|not further than|not farther than|withing|whithin|wihtin|witihn|inside|up to|within a distance of|within the distance of|within a range of|in a window of|within a window of|in the range of|within the next|within the first|within the previous|within the last|within the preceding|within the following|in the next|in the first|in the last|in the previous|wthin|within about|within just|within only|in a distance of|within the span of|within a span of|within the space of|inside a window of|less than or within|in the space of|in less than or exactly|in the following|in the preceding|no further away than|closer than or at',
  ),
  row(
    'In',
    null,
    'in|inside|within|in the words|among|among the words|one of the words|inside of|part of|in the part|in the region|somewhere in|anywhere in|throughout|contained in|in the list of|a part of|a substring of|amongst|in the portion|in the area',
  ),
  row('In', null, 'on|of|from', 0.6),
  row('With', null, 'with|with only|having|leaving|and has|with just|with exactly'),
  row(
    'Sentence',
    null,
    'the sentence|sentence|the text|text|the review|review|this sentence|this text|the document|document|the passage|the comment|the example|the statement|the instance|the whole sentence|the entire sentence|the given sentence|the tweet|the phrase as a whole|anywhere|everywhere|the context|sentences|the paragraph|the input|the title|the same sentence|sentance|sentense|the sentance|the snippet',
  ),
  row('Sentence', null, 'it|this|we|the author|the writer|the reviewer|the user|one', 0.4),
  row(
    'Edge',
    'start',
    'the start of the sentence|start of the sentence|beginning of the sentence|the beginning of the sentence|sentence start|start of the text|beginning of the text|the start|the beginning|the front of the sentence|start of sentence|beginning of sentence|the very beginning|start|beginning|the sentence start|sentence beginning|the beginning of the text|the start of the text',
  ),
  row(
    'Edge',
    'end',
    'the end of the sentence|end of the sentence|sentence end|end of the text|the end|end of sentence|the very end|the end of the text|the sentence end',
  ),
  row('Ordinal', 'start', 'first|very first|1st'),
  row('Nth', 2, 'second|2nd'),
  row('Nth', 3, 'third|3rd'),
  row('Nth', 4, 'fourth|4th'),
  row('Nth', 5, 'fifth|5th'),
  row('TheWord', null, 'the word|the token|the term'),
  row('NamePart', 'first', 'first name|first names|given name|given names|forename'),
  row('NamePart', 'last', 'last name|last names|surname|surnames|family name|family names'),
  row('Share', null, 'share|shares|share the|share a|have the same|has the same|have the'),
  row('Long', null, 'long|in length'),
  row('Length', null, 'the length of|length of|the size of'),
  row(
    'Like',
    null,
    'like|such as|similar to|for example|for instance|e.g.|e.g|as for example|along the lines of',
  ),
  row('Synonym', null, 'a synonym of|synonyms of|a synonym for|synonyms for|anything like|something like'),
  row(
    'Mention',
    null,
    'another mention of|a second mention of|a further mention of|another occurrence of|a second occurrence of|other mentions of',
  ),
  row('Again', null, 'again|a second time|once more|another time'),
  row('MentionOfType', null, 'a mention of type|mentions of type|mention of type'),
  row('Amount', 'more', 'more'),
  row('Amount', 'less', 'fewer|less'),
  row('Amount', 'equal', 'as many|just as many|exactly as many|equally many'),
  row('AmountOften', 'more', 'more often|more times|more frequently'),
  row('AmountOften', 'less', 'less often|fewer times|less frequently'),
  row('AmountOften', 'equal', 'as often|as many times|just as often|equally often'),
  row('Than', null, 'than|as|then'),
  row('Occurrences', null, 'occurrences of|mentions of|instances of'),
  row('Ordinal', 'end', 'last|final'),

  // ── How many ──────────────────────────────────────────────────────────────────────────────────────────────
  row(
    'Compare',
    'at-most',
    'at most|no more than|not more than|no greater than|not greater than|no larger than|no longer than|not longer than|maximum|a maximum of|maximum of|up to|less than or equal to|smaller than or equal to|fewer than or equal to|at the most|a max of|max|not over|as many as|no further than|not exceeding|<=|not bigger than|no bigger than|does not exceed|do not exceed|no higher than|not larger than|no mor than|no more then|not more then|lesser than or equal to|at most only|only up to|equal to or less than|less or equal to|not above|a maximum distance of|at maximum|utmost|atmost|under or equal to|no farther than|a limit of|the most',
  ),
  row(
    'Compare',
    'less',
    'less than|fewer than|smaller than|under|below|lower than|shorter than|lesser than|<|less then|fewer then|closer than|strictly less than|nearer than|not as many as',
  ),
  row('Compare', 'exactly', 'exactly|precisely|just|=|==|a total of|exact'),
  row(
    'Compare',
    'at-least',
    'at least|no less than|not less than|no fewer than|not fewer than|minimum|a minimum of|minimum of|more than or equal to|greater than or equal to|larger than or equal to|at the least|>=|not under|not below|atleast|at a minimum|as few as|equal to or more than|equal to or greater than|more or equal to|not smaller than|no smaller than|a min of|min|at minimum',
  ),
  row(
    'Compare',
    'more',
    'more than|greater than|larger than|over|above|longer than|higher than|bigger than|>|more then|further than|farther than|beyond|in excess of|strictly more than|exceeding',
  ),
  row(
    'CompareAfter',
    'at-most',
    'or less|or fewer|at most|or under|or below|at the most|max|maximum|or smaller|tops|or lower|or lesser',
  ),
  row(
    'CompareAfter',
    'at-least',
    'or more|or greater|at least|or above|or over|minimum|or larger|and more|and above|or higher|at minimum',
  ),
  row('To', null, 'to|-|–|—|or|up to'),
  row('Times', null, 'times|time|occurrences|occurrence|instances'),
  row('Often', { min: 1, max: 1 }, 'once|exactly once|only once|just once|one time|a single time'),
  row('Often', { min: 2, max: 2 }, 'twice|exactly twice|two times'),
  row(
    'Often',
    { min: 2 },
    'more than once|multiple times|several times|at least twice|repeatedly|many times',
  ),
  row('Often', { min: 1 }, 'at least once'),
  row(
    'Only',
    null,
    'only|just|exactly|solely|nothing but|only the|nothing other than|merely|only a|only a single|just the|precisely|a single|nothing except',
  ),
  row(
    'No',
    null,
    'no|none of|zero|no such|neither|neither of|not any|not a|not an|not any of|no any|not one of|without|no other|none|not a single|not one|without any|not the|no additional|no more',
  ),
  row(
    'Any',
    null,
    'any of|one of|either|either of|at least one of|one or more of|some of|any|any one of|at least one|some|whichever of|any number of|one or more|another|at least any of|at least any one of|one among|one from|any from|a word from|words from',
  ),
  row(
    'All',
    null,
    'all of|both|each of|all|every one of|both of|each|every|all the|the two|the three|each one of|everyone of',
  ),
  row(
    'NumberOf',
    null,
    'the number of|number of|the total number of|total number of|the count of|count of|the amount of|how many|the total count of|the total amount of|amount of|the no of|no. of|nos of',
  ),
  row(
    'Distance',
    null,
    'the distance|distance|the word count|word count|the gap|the space|the length|the spacing|the separation|gap',
  ),
  row('Number', 1, 'one|a single|single'),
  row('Number', 2, 'two|a couple of|couple of|a couple|a pair of'),
  row('Number', 3, 'three|a few|few|tree|thre'),
  row('Number', 4, 'four'),
  row('Number', 5, 'five|several|fve'),
  row('Number', 6, 'six'),
  row('Number', 7, 'seven'),
  row('Number', 8, 'eight'),
  row('Number', 9, 'nine'),
  row('Number', 10, 'ten'),
  row('Number', 11, 'eleven'),
  row('Number', 12, 'twelve|a dozen'),
  row('Number', 13, 'thirteen'),
  row('Number', 14, 'fourteen'),
  row('Number', 15, 'fifteen'),
  row('Number', 16, 'sixteen'),
  row('Number', 17, 'seventeen'),
  row('Number', 18, 'eighteen'),
  row('Number', 19, 'nineteen'),
  row('Number', 20, 'twenty'),
  row('Number', 25, 'twenty-five|twenty five'),
  row('Number', 30, 'thirty'),
  row('Number', 40, 'forty'),
  row('Number', 50, 'fifty'),
  row('Number', 60, 'sixty'),
  row('Number', 70, 'seventy'),
  row('Number', 80, 'eighty'),
  row('Number', 90, 'ninety'),
  row('Number', 100, 'hundred|one hundred|a hundred'),
  row('Number', 0, 'zero'),

  // ── Logic and scaffolding ─────────────────────────────────────────────────────────────────────────────────
  row('There', null, "there're|there'll be"),
  row('Nothing', null, 'nothing|nothing else|no other word|no other words'),
  row(
    'Be',
    null,
    'is said to be|are said to be|was said to be|were said to be|is considered|was considered|is described to be',
    0.05,
  ),
  row('Between', null, 'within|inside of|among|inside', 0.5),
  row('Side', 'left', 'to the left of'),
  row('Side', 'right', 'to the right of'),
  row('Different', null, 'different|not the same|not identical|distinct|not equal|unequal'),
  row('Neighbour', 'right', 'the next word|next word|the following word|following word|the succeeding word'),
  row(
    'Neighbour',
    'left',
    'the previous word|previous word|the preceding word|preceding word|the prior word',
  ),
  row('String', ',', 'a comma|comma|the comma|commas'),
  row('String', '.', 'a period|a full stop|period|full stop'),
  row('String', ';', 'a semicolon|semicolon'),
  row('String', ':', 'a colon|colon'),
  row('String', '-', 'a hyphen|hyphen|a dash|dash'),
  row('String', '?', 'a question mark|question mark'),
  row('String', '!', 'an exclamation mark|exclamation mark|an exclamation point|exclamation point'),
  row('String', '(', 'a parenthesis|an opening parenthesis|parenthesis|an open bracket'),
  row('And', 'but', 'but|but rather|but instead'),
  row('And', null, 'and|&|and also|as well as|but also|and that|plus|and then|and both|ad|adn|nad|an d'),
  row(
    'And',
    null,
    'while|whereas|along with|together with|and in addition|in addition|additionally|moreover|furthermore|yet|however|besides|with the condition that|provided that|given that|such that|so that|although|though|even though|only if|but only if|as long as|on condition that|and where|and there|and is|and are|and it is|, where|, with',
    0.2,
  ),
  row('And', null, 'with|in which|when|if|where|also|;', 0.5),
  row(
    'Or',
    null,
    'or|or else|and/or|or that|or even|or alternatively|alternatively|unless otherwise|, or|otherwise|nor|or the|/',
  ),
  row('Comma', null, ',|;|:'),
  row('Open', null, '(|['),
  row('Close', null, ')|]'),
  row(
    'There',
    null,
    'there is|there are|there exists|there exist|there was|there were|there must be|there should be|there appears|there occurs|there appear|there occur|there comes|there can be|there will be|there lies|we have|we see|we find|you can see|you see|you find|you have|i see|i find|there|exists|exist|one finds|one can find|we can see|we can find|you can find|there is there|there appears to be|there seems to be|there has to be|there have to be|theres|there re|there’re|ther is|ther are|it has|we observe|one can see|there can only be|their is|their are|there may be|there happen to be|there stand|there stands|they are|occurs|appears',
  ),
  row(
    'NotTrue',
    null,
    "it is not the case that|it is not true that|it is false that|not|it is not so that|it isn't true that|it isn't the case that|unless|nothing says that|nothing indicates that|nothing suggests that|nothing shows that|there is no sign that|there is no indication that|it does not say that",
  ),
  row('IsTrue', null, 'it is true that|it is the case that|true if|it holds that', 0.02),
  row('Constant', true, 'true'),
  row('Constant', false, 'false'),
  row(
    'Holding',
    null,
    'these hold|these are true|the following hold|the following are true|the following conditions hold|these conditions hold|the conditions',
  ),
  row(
    'WholeOf',
    null,
    'the noun phrase of|the whole noun phrase of|the noun phrase around|the noun phrase containing|the whole phrase of|the full noun phrase of',
  ),
  row(
    'Order',
    null,
    'the order of appearance in the sentence is|the order of appearance is|the order in the sentence is|the order is|the order of the entities is|the entities appear in the order|the entities occur in the order|the order of appearance in the text is|in the order|the order of mention is|the order of occurrence is',
  ),
  row(
    'PairOf',
    null,
    'the pair of|pair of|the pair|pair|a pair of|the combination of|the tuple of|the pairing of',
  ),
  row('PairNoun', null, 'pair|pairs|combination|tuple'),
  row(
    'Ids',
    null,
    'canonical ids|ids|canonical ids of|identifiers|canonical identifiers|canonical names|id|names',
  ),
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
