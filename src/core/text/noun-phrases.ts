/**
 * Noun phrases of English text without a trained tagger: a small lexicon of closed-class words and frequent verbs,
 * suffixes, capitals, and one look at the neighbours decide a coarse part of speech; the longest runs of adjectives
 * and nouns that end in a noun are the phrases. Determiners and pronouns stay outside, because a label rarely
 * includes them. It proposes, a person decides: precision is modest, but it is fast (one pass) and never fails on
 * any script. Text in another script yields runs of its letters at most, never an error.
 */
import { characterKind } from './character.ts';
import { compoundPrefixes } from './compound.ts';
import type { Span } from './span.ts';
import { tokenize } from './tokenize.ts';

type Tag = 'noun' | 'name' | 'adjective' | 'number' | 'verb' | 'function' | 'hyphen' | 'punctuation';

const words = (list: string): string[] => list.trim().split(/\s+/u);

const functionWords = new Set(
  words(`a an the this that these those each every either neither some any no all both half such what which whose my
  your his her its our their i you he she it we they me him us them mine yours hers ours theirs myself yourself
  himself herself itself ourselves themselves who whom whoever whatever there here where when why how and or but nor
  so yet for if unless until while because although though since as than whether in on at by to from of off with
  without within into onto upon over under above below between among through during before after about against along
  across around behind beside besides beyond despite down up out near per toward towards via versus vs like except
  not n't never also too very quite rather just only even still already again ever often always sometimes usually
  perhaps maybe however therefore thus hence moreover meanwhile instead else then now once twice soon later ago
  more most less least much many few several enough other another same own one's 's ' yes oh please both
  today tomorrow yesterday tonight well really almost nearly anyway etc together away back ahead apart hi hello
  something anything nothing everything someone anyone everyone somebody anybody nobody everybody none`),
);

const verbs = new Set(
  words(`am is are was were be been being have has had having do does did done doing can could will would shall should
  may might must ought 'm 're 've 'll 'd ca wo go goes went gone get gets got gotten make makes made take takes took
  taken come comes came see sees saw seen know knows knew known think thinks thought say says said tell tells told
  give gives gave given find finds found want wants ask asks seem seems feel feels felt become becomes became leave
  leaves left put puts mean means meant keep keeps kept let lets begin begins began begun show shows showed shown hear
  hears heard run runs ran move moves bring brings brought happen happens write writes wrote written sit sits sat stand
  stands stood lose loses lost pay pays paid meet meets met include includes continue continues set sets learn learns
  lead leads led understand understood speak speaks spoke read reads spend spent grow grows grew grown open opens walk
  win wins won buy buys bought eat eats ate eaten love loves like likes need needs try tries use uses work works call
  calls cause causes contain contains produce produces remain remains suggest suggests follow follows receive receives
  develop develops induce induces occur occurs appear appears serve serves recommend recommends enjoy enjoys born
  increase increases decrease decreases reduce reduces sold sell sells sent send sends fell fall falls built build builds
  drink drinks drank chose choose chooses wore wear wears knew held hold holds thank thanks`),
);

/** Common adjectives that no suffix gives away. */
const adjectives = new Set(
  words(`good bad great big small large little long short high low old new young hot cold warm cool nice fine best
  better worst worse free full empty easy hard early late fast slow cheap expensive rich poor fresh dry wet clean dirty
  dark light bright deep wide narrow thick thin heavy soft loud quiet sweet sour strong weak safe sick happy sad angry
  kind busy main major minor acute chronic severe mild next last first second third former latter top rare common single
  double whole entire certain sure able due red blue green black white yellow brown grey gray pink orange real true
  false right wrong left public private local national global human`),
);

const adjectiveSuffix = /(?:ous|ful|less|ive|ible|able|ish|ary|ic|ical|ial|al|ian|ese|ant|ent|some)$/u;
const nounSuffix =
  /(?:tion|sion|ment|ness|ity|ship|ance|ence|ism|ist|age|ure|ery|ian|hood|dom|itis|osis|emia|pathy|ant|ent)$/u;

/** Adjective endings that nouns share. */
const nominal = /(?:al|ive|ary|ic|ant|ent|ian|ese)$/u;

/** Phrases longer than this are cut off: nobody labels them whole, and a long list stays cheap. */
const maxTokens = 8;

/** Laws: sorted, not overlapping, each starts and ends at a token's edge; equal inputs give equal outputs. */
export function nounPhrases(text: string, tokens: readonly Span[] = tokenize(text)): Span[] {
  const tags = tag(text, tokens);
  const out: Span[] = [];
  let begin = -1;
  let lastNoun = -1;
  const close = (): void => {
    if (begin >= 0 && lastNoun >= begin && lastNoun - begin < maxTokens) {
      const first = tokens[begin];
      const last = tokens[lastNoun];
      if (first !== undefined && last !== undefined) out.push({ from: first.from, to: last.to });
    }
    begin = -1;
    lastNoun = -1;
  };
  tags.forEach((found, i) => {
    switch (found) {
      case 'adjective':
      case 'number':
        // `the United States last week`: an adjective after a noun begins a phrase of its own.
        if (lastNoun >= 0 && tags[i - 1] !== 'hyphen') close();
        if (begin < 0) begin = i;
        return;
      case 'noun':
      case 'name':
        if (
          begin >= 0 &&
          lastNoun === i - 1 &&
          tags[i - 1] === 'name' &&
          found === 'noun' &&
          isPlace(text, tokens, i)
        ) {
          close();
        }
        if (begin < 0) begin = i;
        lastNoun = i;
        return;
      case 'hyphen':
        return;
      case 'verb':
      case 'function':
      case 'punctuation':
        close();
        return;
      default:
        found satisfies never;
    }
  });
  close();
  return out;
}

/** `Paris weather`: kept whole; a name followed by a lower-case plural that could be a verb is cut. */
function isPlace(text: string, tokens: readonly Span[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined) return false;
  const next = tokens[i + 1];
  const follower = next === undefined ? '' : short(text, next).toLowerCase();
  return text.charCodeAt(token.to - 1) === 0x73 && determiners.has(follower);
}

const determiners = new Set(
  words('a an the this that these those my your his her its our their me him us them'),
);

function short(text: string, token: Span): string {
  return text.slice(token.from, Math.min(token.to, token.from + 40));
}

function tag(text: string, tokens: readonly Span[]): Tag[] {
  const tags: Tag[] = [];
  let sentenceStart = true;
  tokens.forEach((token, i) => {
    const word = short(text, token);
    const previous = tags[i - 1];
    const glued = i > 0 && tokens[i - 1]?.to === token.from;
    const article = i > 0 && determiners.has(short(text, tokens[i - 1] ?? token).toLowerCase());
    tags.push(tagOf(word, sentenceStart, previous, article || (glued && previous === 'hyphen')));
    const mark = word.charCodeAt(0);
    sentenceStart =
      mark === 0x2e || mark === 0x21 || mark === 0x3f || (sentenceStart && !/\p{L}/u.test(word));
  });
  // A hyphen belongs to a phrase only when glued on both sides: `follow-up visit`, not `well - known`.
  tokens.forEach((token, i) => {
    if (tags[i] !== 'hyphen') return;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    if (before?.to === token.from && after?.from === token.to) {
      const prefix = compoundPrefixes.has(short(text, before).toLowerCase());
      if (prefix || tags[i - 1] === 'verb' || tags[i - 1] === 'function') tags[i - 1] = 'adjective';
      const bound = tags[i + 1];
      if (bound === 'verb' || bound === 'function') tags[i + 1] = 'adjective';
      return;
    }
    tags[i] = 'punctuation';
  });
  // `the hospital`, `drug withdrawal`: what looks like an adjective is a noun where no noun follows.
  tokens.forEach((token, i) => {
    if (tags[i] !== 'adjective' || tags[i - 1] === 'verb' || i === 0) return;
    const next = tags[i + 1];
    if (next === 'noun' || next === 'name' || next === 'adjective' || next === 'number' || next === 'hyphen')
      return;
    const word = short(text, token).toLowerCase();
    if (word.length > 4 && !adjectives.has(word) && nominal.test(word)) tags[i] = 'noun';
  });
  return tags;
}

/** `modifier`: right after a determiner or a hyphen, where a participle is no verb. */
function tagOf(word: string, sentenceStart: boolean, previous: Tag | undefined, modifier: boolean): Tag {
  const first = word.codePointAt(0) ?? 0;
  const kind = characterKind(first);
  if (kind === 'digit') return /\p{L}/u.test(word) ? 'adjective' : 'number';
  if (word === '-' || word === '‐' || word === '‑') return 'hyphen';
  if (word.startsWith("'") || word.startsWith('’')) return 'function';
  if (kind !== 'letter') return 'punctuation';
  const lower = word.toLowerCase();
  const capital = word !== lower;
  if (functionWords.has(lower)) return 'function';
  if (verbs.has(lower) && !(capital && !sentenceStart)) {
    // `the need`, `a call`: after an adjective a bare verb is a noun.
    return previous === 'adjective' && !lower.endsWith('s') && lower.length > 3 ? 'noun' : 'verb';
  }
  if (capital && !sentenceStart) return 'name';
  if (adjectives.has(lower)) return 'adjective';
  if (lower.endsWith('ly') && lower.length > 4) return 'function';
  if (lower.endsWith('ing') && lower.length > 4)
    return previous === 'function' || modifier ? 'adjective' : 'verb';
  if (lower.endsWith('ed') && lower.length > 3)
    return modifier || previous === 'adjective' ? 'adjective' : 'verb';
  if (capital) return 'name';
  if (nounSuffix.test(lower)) return 'noun';
  if (lower.length > 4 && adjectiveSuffix.test(lower)) return 'adjective';
  return 'noun';
}
