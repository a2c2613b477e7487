/**
 * What kind of word a word is, when the instance brings no tags: shape by its characters, part of speech guessed
 * from closed lists and endings. The guess is rough and says so in the documentation; it serves "a noun before X" in
 * projects without a tagger.
 */
import type { PartOfSpeech, Shape } from './logical-form.ts';

const closedClasses: readonly (readonly [PartOfSpeech, string])[] = [
  [
    'determiner',
    'the a an this that these those each every some any no all both either neither another such',
  ],
  [
    'pronoun',
    'i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself himself herself itself ourselves themselves who whom whose which what somebody someone anybody anyone nobody everyone everybody something anything nothing everything',
  ],
  [
    'preposition',
    'of in to for with on at from by about as into like through after over between out against during without before under around among within along across behind beyond near toward towards upon inside outside onto off above below beneath beside besides despite except since until via per',
  ],
  ['conjunction', 'and or but nor so yet because although though while whereas if unless than whether'],
  [
    'verb',
    'is are was were be been being am do does did done has have had having can could will would shall should may might must get gets got go goes went gone make makes made say says said take takes took come comes came see saw seen know knew give gave find found think thought tell told become became leave left feel felt put bring brought begin began keep kept hold held write wrote stand stood hear heard let mean meant set meet met run ran pay paid sit sat speak spoke lie lay lead led read grow grew lose lost fall fell send sent build built understand understood draw drew break broke spend spent cut buy bought',
  ],
  [
    'adverb',
    'not very too also just only even still again never always often sometimes here there now then soon already almost quite rather really well perhaps maybe however therefore once twice away back down up',
  ],
  [
    'adjective',
    'good bad great small large big new old high low long short young early late best worst better worse first last other same different own few many much more most less least nice poor rich fair fine',
  ],
];
const closed = new Map<string, PartOfSpeech>();
for (const [pos, words] of closedClasses)
  for (const w of words.split(' ')) if (!closed.has(w)) closed.set(w, pos);

/** Function words: few of them explain anything by themselves. */
export function closedClass(word: string): boolean {
  return closed.has(word.toLowerCase());
}

const adjectiveEnding = /(?:able|ible|ful|less|ous|ive|ish|ical|ary|esque|ial|eal|ant|ent|ic)$/u;
const adverbEnding = /[a-z]{2}ly$/u;
const verbEnding = /(?:ed|ing|ize|izes|ise|ises|ify|ifies)$/u;

/** `undefined` for tokens without letters. */
export function guessPartOfSpeech(token: string): PartOfSpeech | undefined {
  const word = token.toLowerCase();
  if (!/\p{L}/u.test(word)) return undefined;
  const known = closed.get(word);
  if (known !== undefined) return known;
  if (/^\p{Lu}/u.test(token)) return 'noun';
  if (word.length > 4 && adverbEnding.test(word)) return 'adverb';
  if (word.length > 4 && verbEnding.test(word)) return 'verb';
  if (word.length > 5 && adjectiveEnding.test(word)) return 'adjective';
  return 'noun';
}

export const numberWords: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];
const writtenNumbers = new Set([
  ...numberWords,
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
  'hundred',
  'thousand',
  'million',
  'billion',
]);

export function hasShape(text: string, shape: Shape): boolean {
  switch (shape) {
    case 'capitalised':
      return /^\P{L}*[\p{Lu}\p{Lt}]/u.test(text);
    case 'lowercase':
      return /\p{Ll}/u.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text);
    case 'uppercase':
      return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
    case 'number':
      return (
        /^[+-]?[\p{Nd}][\p{Nd}.,:/%-]*$/u.test(text.trim()) || writtenNumbers.has(text.trim().toLowerCase())
      );
    case 'punctuation':
      return /^[\p{P}\p{S}]+$/u.test(text.trim());
    default:
      return shape satisfies never;
  }
}
