/**
 * What a rule could have been meant as: forms one step from it. Some are narrower (a shorter distance, an order of the
 * arguments, a longer phrase, "and no *not* before it"), some wider (a clause less, a longer distance). Each is a
 * hypothesis that answers about single texts support or contradict (`hypotheses.ts`).
 *
 * Law: no repair is the form itself, and each is true of the text that the rule was given for.
 */
import {
  type ArgName,
  atLeastOne,
  closedClass,
  type Distance,
  evaluate,
  findMatches,
  foldText,
  type Instance,
  type LogicalForm,
  type Matcher,
  type Occurs,
  type Region,
} from '#core/explain';

/** What is done to a form. */
export type RepairKind = 'nearer' | 'order' | 'unless-negated' | 'unless-word' | 'longer-phrase' | 'wider';

export interface Repair {
  readonly kind: RepairKind;
  readonly form: LogicalForm;
  /** What it adds to the form; absent where it changes a clause. */
  readonly added?: LogicalForm;
  /** How likely it is among repairs of its kind, before any answer. */
  readonly weight: number;
}

/** Distances that people name, in words. */
const roundDistances = [1, 2, 3, 5, 8, 12, 20];
/** How far before a word a negation still negates it. */
const negationReach = 3;
const negations = [
  'not',
  'no',
  'never',
  'nothing',
  'without',
  'hardly',
  "don't",
  "didn't",
  "doesn't",
  "isn't",
  "wasn't",
  "weren't",
  "aren't",
  "can't",
  "couldn't",
  "wouldn't",
  "won't",
  "hasn't",
  "haven't",
];
const mostNegations = 4;
/** How much likelier it is that a negation just before the rule's words turns them round than one elsewhere. */
const directNegation = 4;

/** `words`: those of the texts that the rule matches, with how many of them have each, in lower case. */
export function repairsOf(
  form: LogicalForm,
  here: Instance,
  words: ReadonlyMap<string, number>,
  nearness = 2,
): readonly Repair[] {
  const clauses = form.op === 'and' ? form.of : [form];
  const found: Repair[] = [];
  const replace = (kind: RepairKind, at: number, clause: LogicalForm, weight = 1): void => {
    const form = joined(clauses.map((one, k) => (k === at ? clause : one)));
    if (evaluate(form, here)) found.push({ kind, form, weight });
  };
  const add = (kind: RepairKind, clause: LogicalForm, weight = 1): void => {
    const form = joined([...clauses, clause]);
    if (evaluate(form, here)) found.push({ kind, form, added: clause, weight });
  };
  const denials = negationsAmong(words);
  const excluded = wordsToExclude(form, words);
  clauses.forEach((clause, at) => {
    if (clauses.length > 1) {
      found.push({ kind: 'wider', form: joined(clauses.filter((_, k) => k !== at)), weight: 1 });
    }
    // People say a distance that is little more than the one before them: those true here, the shortest first.
    let rank = 0;
    for (const nearer of nearerThan(clause, here)) {
      if (evaluate(nearer, here)) replace('nearer', at, nearer, (++rank) ** -nearness);
    }
    for (const wider of widerThan(clause)) replace('wider', at, wider);
    for (const longer of longerPhrases(clause, here)) replace('longer-phrase', at, longer);
    for (const region of regionsBeside(clause)) {
      const isBefore = region.kind === 'side' && region.of.kind === 'phrase';
      if (denials.length > 0) add('unless-negated', without(denials, region), isBefore ? directNegation : 1);
    }
    const near = regionsBeside(clause)[0];
    if (near !== undefined) for (const word of excluded) add('unless-word', without([word], near));
  });
  const order = orderOf(here);
  if (order !== undefined && !clauses.some((one) => sameJson(one, order))) add('order', order);
  const { x, y } = here.args;
  if (x !== undefined && y !== undefined) {
    const isLimited = clauses.some((one) => one.op === 'size' && one.where.kind === 'between');
    let rank = 0;
    for (const max of isLimited ? [] : roundDistances) {
      if (evaluate(sizeBetween(max), here)) add('nearer', sizeBetween(max), (++rank) ** -nearness);
    }
    if (denials.length > 0) add('unless-negated', without(denials, between));
  }
  if (denials.length > 0) add('unless-negated', without(denials, { kind: 'sentence' }));
  return found;
}

const between: Region = {
  kind: 'between',
  a: { kind: 'arg', arg: 'x' },
  b: { kind: 'arg', arg: 'y' },
};

function joined(clauses: readonly LogicalForm[]): LogicalForm {
  const [only] = clauses;
  return only !== undefined && clauses.length === 1 ? only : { op: 'and', of: clauses };
}

function without(texts: readonly string[], where: Region): LogicalForm {
  return {
    op: 'not',
    of: { op: 'occurs', what: { kind: 'phrase', texts, match: 'word' }, where, count: atLeastOne },
  };
}

function sizeBetween(max: number): LogicalForm {
  return { op: 'size', where: between, unit: 'word', range: { min: 0, max } };
}

function orderOf({ args: { x, y } }: Instance): LogicalForm | undefined {
  if (x === undefined || y === undefined) return undefined;
  const side = x.to <= y.from ? 'left' : y.to <= x.from ? 'right' : undefined;
  if (side === undefined) return undefined;
  const where: Region = { kind: 'side', side, of: { kind: 'arg', arg: 'y' } };
  return { op: 'occurs', what: { kind: 'arg', arg: 'x' }, where, count: atLeastOne };
}

/** The clause with its words nearer to what they stand beside. */
function nearerThan(clause: LogicalForm, here: Instance): LogicalForm[] {
  if (clause.op === 'size') {
    const { max } = clause.range;
    if (max === undefined || clause.unit !== 'word') return [];
    return roundDistances
      .filter((n) => n < max && n >= clause.range.min)
      .map((n) => ({ ...clause, range: { ...clause.range, max: n } }));
  }
  if (clause.op !== 'occurs' || clause.what.kind === 'arg') return [];
  const { where } = clause;
  const at = (region: Region): LogicalForm => ({ ...clause, where: region });
  if (where.kind === 'side' && where.of.kind !== 'edge') {
    const limits = distancesBelow(where.within);
    const sides =
      where.side === 'around' ? (['left', 'right'] as const).map((side) => at({ ...where, side })) : [];
    return [...limits.map((within) => at({ ...where, within })), ...sides];
  }
  if (where.kind === 'sentence') {
    const name = onlyArgument(here);
    if (name !== undefined) {
      const of = { kind: 'arg', arg: name } as const;
      return distancesBelow(undefined).flatMap((within) =>
        (['around', 'left', 'right'] as const).map((side) => at({ kind: 'side', side, of, within })),
      );
    }
    if (here.args.x !== undefined && here.args.y !== undefined) return [at(between)];
  }
  return [];
}

function distancesBelow(within: Distance | undefined): Distance[] {
  if (within !== undefined && within.unit !== 'word') return [];
  const min = Math.max(1, within?.min ?? 1);
  return roundDistances
    .filter((n) => n >= min && n <= 12 && (within?.max === undefined || n < within.max))
    .map((max) => ({ min, max, unit: 'word' }));
}

/** The clause with the next longer distances, or none. */
function widerThan(clause: LogicalForm): LogicalForm[] {
  if (clause.op === 'size') {
    const { max } = clause.range;
    if (max === undefined || clause.unit !== 'word') return [];
    return roundDistances
      .filter((n) => n > max)
      .slice(0, 2)
      .map((n) => ({ ...clause, range: { ...clause.range, max: n } }));
  }
  if (clause.op !== 'occurs' || clause.where.kind !== 'side') return [];
  const { where } = clause;
  const { within } = where;
  if (within?.max === undefined || within.unit !== 'word') return [];
  const { max } = within;
  return roundDistances
    .filter((n) => n > max && n <= 12)
    .slice(0, 2)
    .map((n) => ({ ...clause, where: { ...where, within: { ...within, max: n } } }));
}

/** The clause's words with the next word of the explained text before or after them. */
function longerPhrases(clause: LogicalForm, here: Instance): LogicalForm[] {
  const phrase = phraseOf(clause);
  if (phrase === undefined) return [];
  const { text, tokens } = here;
  return findMatches(phrase.what, here)
    .slice(0, 2)
    .flatMap((span) => {
      const before = tokens.findLast((token) => token.to <= span.from);
      const after = tokens.find((token) => token.from >= span.to);
      const pieces = [
        before === undefined ? '' : text.slice(before.from, span.to),
        after === undefined ? '' : text.slice(span.from, after.to),
      ];
      return pieces.filter(isPlainPhrase).map(
        (piece): LogicalForm => ({
          ...phrase,
          what: { kind: 'phrase', texts: [foldText(piece)], match: 'word' },
        }),
      );
    });
}

const isPlainPhrase = (text: string): boolean => /^[\p{L}\p{N}-]+(?:\s[\p{L}\p{N}-]+)+$/u.test(text);

/** Where a word would stand that turns the clause's words round: before them, then where they are looked for. */
function regionsBeside(clause: LogicalForm): Region[] {
  const phrase = phraseOf(clause);
  if (phrase === undefined) return [];
  const [text, more] = phrase.what.texts;
  const { where } = phrase;
  const out: Region[] = [];
  if (text !== undefined && more === undefined) {
    const within = { min: 1, max: negationReach, unit: 'word' } as const;
    out.push({ kind: 'side', side: 'left', of: { kind: 'phrase', text }, within });
  }
  if (where.kind === 'side' && where.of.kind === 'arg') out.push(where);
  return out;
}

type PhraseClause = Occurs & { readonly what: Extract<Matcher, { kind: 'phrase' }> };

function phraseOf(clause: LogicalForm): PhraseClause | undefined {
  if (clause.op !== 'occurs' || clause.what.kind !== 'phrase') return undefined;
  const { match, like } = clause.what;
  return match === 'word' && like !== true && clause.count.min > 0
    ? { ...clause, what: clause.what }
    : undefined;
}

function negationsAmong(words: ReadonlyMap<string, number>): string[] {
  return negations
    .filter((word) => (words.get(word) ?? 0) > 0)
    .sort((a, b) => (words.get(b) ?? 0) - (words.get(a) ?? 0))
    .slice(0, mostNegations);
}

const mostExcluded = 12;

/** Frequent words of the texts that the rule itself does not mention. */
function wordsToExclude(form: LogicalForm, words: ReadonlyMap<string, number>): string[] {
  const spoken = JSON.stringify(form).toLowerCase();
  return [...words]
    .filter(([word, n]) => n > 1 && !closedClass(word) && !spoken.includes(word) && /^\p{L}+$/u.test(word))
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostExcluded)
    .map(([word]) => word);
}

function onlyArgument({ args }: Instance): ArgName | undefined {
  if (args.aspect !== undefined) return 'aspect';
  return args.entity === undefined ? undefined : 'entity';
}

const sameJson = (a: LogicalForm, b: LogicalForm): boolean => JSON.stringify(a) === JSON.stringify(b);
