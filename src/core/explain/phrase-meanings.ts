import type { Matcher, Range } from './logical-form.ts';
import { nowhere } from './place.ts';
import { readings } from './rule.ts';
import type { Adverbial, AnchorList, ArgList, Place, Predicate, Reach, Things } from './values.ts';
import { modify } from './verb-phrase.ts';

export const some: Range = { min: 1 };

export const exactly = (n: number): Range => ({ min: n, max: n });

export const at = (...places: readonly Place[]): Adverbial => ({ places, placesConn: 'and' });

export const reaching = (reach: Reach): Adverbial => ({ places: [], placesConn: 'and', reach });

export const besides = (side: 'left' | 'right' | 'around', of: AnchorList, reach?: Reach): Adverbial =>
  at({ kind: 'side', side, of, ...(reach === undefined ? {} : { reach }) });

/** "Near X", where no number is said. */
export const vaguelyNear: Reach = { unit: 'word', range: { min: 0, max: 5 }, vague: true };

/** "Words like 'a' and 'b'": a class, by examples. */
export const classThings = (texts: readonly string[]): Things => ({
  kind: 'things',
  matchers: [{ kind: 'phrase', texts: [...new Set(texts)], match: 'word', like: true }],
  quantifier: 'any',
  count: some,
});

/** "The second word before X"; -1: "the last word before X", which is the first one from it. */
export function nthFrom(n: number, place: Place): Adverbial | undefined {
  if (place.kind !== 'side' && place.kind !== 'bare-side') return undefined;
  if (place.side === 'around' || ('reach' in place && place.reach !== undefined)) return undefined;
  if (n < 0 && place.side === 'right') return undefined;
  return { ...at(place), reach: { ...steps(exactly(Math.abs(n))), direct: true } };
}

export const steps = (range: Range): Reach => ({ unit: 'word', range });

export const alone = (anchor: AnchorList['anchors'][number]): AnchorList => ({
  conn: 'and',
  anchors: [anchor],
});

/** "within 3 words": up to 3; "within at most 3" is the same. */
export const upTo = ({ unit, range }: Reach): Reach =>
  range.max === undefined || range.min !== range.max
    ? { unit, range }
    : { unit, range: { min: 0, max: range.max } };

/** "with at most 2 words in between": a step more than the words between. */
export const withBetween = ({ unit, range }: Reach): Reach => {
  const by = unit === 'char' ? 0 : 1;
  const min = range.min + by;
  return { unit, range: range.max === undefined ? { min } : { min, max: range.max + by }, gap: range };
};

export const phrases = (texts: readonly string[], match: 'word' | 'substring', all: boolean): Things => ({
  kind: 'things',
  matchers: all
    ? texts.map((t): Matcher => ({ kind: 'phrase', texts: [t], match }))
    : [{ kind: 'phrase', texts, match }],
  quantifier: all && texts.length > 1 ? 'all' : 'any',
  count: some,
});

/** Whole words, or perhaps stems: "contains 'induc'". Short words are no stems. */
export const phraseReadings = (
  s: { readonly conn: 'and' | 'or' | 'list'; readonly texts: readonly string[] },
  stemCost: number,
) => {
  const substringCost = stemCost + (s.texts.some((t) => t.length < 4) ? 1 : 0);
  return readings<Things>(
    [phrases(s.texts, 'word', s.conn !== 'or'), 0],
    [phrases(s.texts, 'substring', s.conn !== 'or'), substringCost],
    ...(s.conn === 'list'
      ? ([
          [phrases(s.texts, 'word', false), 0.1],
          [phrases(s.texts, 'substring', false), substringCost + 0.1],
        ] as const)
      : []),
  );
};

export const oneMatcher = (matcher: Matcher): Things => ({
  kind: 'things',
  matchers: [matcher],
  quantifier: 'any',
  count: some,
});

export const listThings = (name: string) =>
  readings<Things>(
    [oneMatcher({ kind: 'list', name, match: 'word' }), 0],
    [oneMatcher({ kind: 'list', name, match: 'substring' }), 0.4],
  );

/** How a thing's phrases match; the two halves of a list match alike. */
export const modeOf = (t: Things): string => {
  const [first] = t.matchers;
  return first?.kind === 'phrase' || first?.kind === 'list' ? first.match : 'word';
};

export const join = (a: Things, b: Things, conn: 'and' | 'or'): Things | undefined => {
  const wanted = conn === 'and' ? 'all' : 'any';
  if (a.only === true || b.only === true || b.matchers.length !== 1 || b.quantifier !== 'any')
    return undefined;
  if (JSON.stringify(a.count) !== JSON.stringify(b.count)) return undefined;
  if (modeOf(a) !== modeOf(b)) return undefined;
  if (a.matchers.length > 1 && a.quantifier !== wanted) return undefined;
  if (a.quantifier !== 'any' && a.quantifier !== wanted) return undefined;
  const many = [...a.matchers, ...b.matchers].find((m) => m.kind === 'phrase' && m.texts.length > 1);
  if (many !== undefined && wanted === 'all') return undefined;
  return { ...a, matchers: [...a.matchers, ...b.matchers], quantifier: wanted };
};

/** Splits "'a' or 'b'" into its two matchers. */
/** One matcher a phrase; a class of words is one thing, however many examples it is named by. */
export const items = (t: Things): readonly Matcher[] =>
  t.matchers.flatMap((m) =>
    m.kind === 'phrase' && m.like !== true ? m.texts.map((text): Matcher => ({ ...m, texts: [text] })) : [m],
  );

export const inMode = (t: Things, match: 'prefix' | 'suffix' | 'substring'): Things | undefined => {
  if (t.matchers.some((m) => m.kind !== 'phrase' && m.kind !== 'list')) return undefined;
  return {
    ...t,
    matchers: t.matchers.map((m) => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match } : m)),
  };
};

export const numberOfThings = (range: Range, t: Things): Things | undefined => {
  if (t.quantifier === 'none' || typeof t.quantifier === 'object' || t.only === true) return undefined;
  const each = items(t);
  const [only, more] = each;
  if (only !== undefined && more === undefined) return { ...t, matchers: [only], count: range };
  if (range.min === range.max && range.min === each.length)
    return { ...t, matchers: each, quantifier: 'all' };
  if (range.min === 1 && range.max === undefined) return { ...t, matchers: each, quantifier: 'any' };
  return { ...t, matchers: each, quantifier: range };
};

export const located0 = (where: Adverbial): Predicate => ({ kind: 'located', where });

export const testing = (...tests: Extract<Predicate, { kind: 'test' }>['tests']): Predicate => ({
  kind: 'test',
  tests,
  conn: 'or',
});

export const isOneOf = (t: Things, kind: 'equals' | 'part-of'): Predicate | undefined => {
  if (t.quantifier === 'none' || typeof t.quantifier === 'object' || t.only === true) return undefined;
  const texts: string[] = [];
  for (const m of t.matchers) {
    if (m.kind !== 'phrase') return undefined;
    texts.push(...m.texts);
  }
  return t.quantifier === 'all' && texts.length > 1
    ? { kind: 'test', conn: 'and', tests: texts.map((text) => ({ kind, texts: [text] })) }
    : testing({ kind, texts });
};

export const mergedReach = (p: Predicate, reach: Reach): Predicate | undefined => modify(p, reaching(reach));

export const isReachOnly = (a: Adverbial): boolean => a.places.length === 0 && a.times === undefined;

/**
 * "within 3 words before X"; and "within 100 characters between X and Y", which the gold sets take as near both of them and
 * which may also mean between them, and near both.
 */
export function reachingPlace(reach: Reach, p: Place) {
  if (p.kind === 'side') return p.reach === undefined ? at({ ...p, reach }) : undefined;
  if (p.kind !== 'between' || p.reach !== undefined || reach.direct === true) return undefined;
  const near = (anchor: AnchorList['anchors'][number]): Place => ({
    kind: 'side',
    side: 'around',
    of: alone(anchor),
    reach,
  });
  return readings<Adverbial>([at(near(p.a), near(p.b)), 0]);
}

export function timesOf(times: Range | undefined): Adverbial | undefined {
  return times === undefined ? undefined : { ...nowhere, times };
}

export function measured(range: Range | undefined, unit: Reach['unit']): Reach | undefined {
  return range === undefined ? undefined : { unit, range };
}

export function betweenAll(list: AnchorList | undefined): Place | undefined {
  const [a, b, more] = list?.anchors ?? [];
  return a === undefined || b === undefined || more !== undefined ? undefined : { kind: 'between', a, b };
}

export function atEdge(edge: 'start' | 'end', reach: Reach): Adverbial {
  return besides(edge === 'start' ? 'right' : 'left', alone({ kind: 'edge', edge }), reach);
}

export function twoArgs(
  a: ArgList['args'][number],
  b: ArgList['args'][number],
  conn: 'and' | 'or',
): ArgList | undefined {
  return a === b ? undefined : { kind: 'args', conn, args: [a, b] };
}

/** "only the word 'w'": nothing else is there; or else: it is there once. */
export function onlyReadings(t: Things) {
  if (t.only === true || t.quantifier === 'none' || typeof t.quantifier === 'object') return undefined;
  const [first, more] = t.matchers;
  if (first?.kind !== 'phrase') return { ...t, count: exactly(1) };
  return readings<Things>(
    [more === undefined ? { ...t, only: true } : undefined, 0],
    [{ ...t, count: exactly(1) }, 0.4],
    [t, 0.7],
  );
}

export function linking(a: ArgList['args'][number], b: ArgList['args'][number]): Predicate | undefined {
  const object = twoArgs(a, b, 'and');
  return object === undefined ? undefined : { kind: 'links', object, where: nowhere };
}

/** "Contains not 'a' but 'b'". */
export const butRather = (a: Things, how: 'but' | null, b: Things): Predicate | undefined =>
  how !== 'but' || a.quantifier === 'none' || b.quantifier === 'none'
    ? undefined
    : {
        kind: 'both',
        of: [
          { kind: 'not', of: { kind: 'contains', object: a, where: nowhere } },
          { kind: 'contains', object: b, where: nowhere },
        ],
      };
