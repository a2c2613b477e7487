/**
 * The grammar of explanations, as data: one row per rule, from phrases up to sentences. See `values.ts` for what each
 * category means and `docs/explanations.md` for the language it describes. Rules that cost 0.3 or more understand loose
 * wording and are never offered as completions. The file is long because it is a table.
 */
import {
  anchorsOf,
  anyNumber,
  apply,
  applyToSelection,
  conjoin,
  counted,
  isRange,
  located,
  mergeAdverbials,
  modify,
  negate,
  nowhere,
  sentenceHas,
  toRange,
} from './compose.ts';
import type { LogicalForm, Matcher, Range } from './logical-form.ts';
import { makeGrammar, type Rule, readings, rule } from './rule.ts';
import type { Adverbial, AnchorList, ArgList, Entity, Place, Predicate, Reach, Things } from './values.ts';

const some: Range = { min: 1 };
const exactly = (n: number): Range => ({ min: n, max: n });

const at = (...places: readonly Place[]): Adverbial => ({ places, placesConn: 'and' });
const reaching = (reach: Reach): Adverbial => ({ places: [], placesConn: 'and', reach });
const besides = (side: 'left' | 'right' | 'around', of: AnchorList, reach?: Reach): Adverbial =>
  at({ kind: 'side', side, of, ...(reach === undefined ? {} : { reach }) });
const steps = (range: Range): Reach => ({ unit: 'word', range });
const alone = (anchor: AnchorList['anchors'][number]): AnchorList => ({ conn: 'and', anchors: [anchor] });

/** "within 3 words": up to 3; "within at most 3" is the same. */
const upTo = ({ unit, range }: Reach): Reach =>
  range.max === undefined || range.min !== range.max
    ? { unit, range }
    : { unit, range: { min: 0, max: range.max } };
/** "with at most 2 words in between": a step more than the words between. */
const withBetween = ({ unit, range }: Reach): Reach => {
  const by = unit === 'char' ? 0 : 1;
  const min = range.min + by;
  return { unit, range: range.max === undefined ? { min } : { min, max: range.max + by }, gap: range };
};

const phrases = (texts: readonly string[], match: 'word' | 'substring', all: boolean): Things => ({
  kind: 'things',
  matchers: all
    ? texts.map((t): Matcher => ({ kind: 'phrase', texts: [t], match }))
    : [{ kind: 'phrase', texts, match }],
  quantifier: all && texts.length > 1 ? 'all' : 'any',
  count: some,
});
/** Whole words, or perhaps stems: "contains 'induc'". Short words are no stems. */
const phraseReadings = (
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
const oneMatcher = (matcher: Matcher): Things => ({
  kind: 'things',
  matchers: [matcher],
  quantifier: 'any',
  count: some,
});
const listThings = (name: string) =>
  readings<Things>(
    [oneMatcher({ kind: 'list', name, match: 'word' }), 0],
    [oneMatcher({ kind: 'list', name, match: 'substring' }), 0.4],
  );
/** How a thing's phrases match; the two halves of a list match alike. */
const modeOf = (t: Things): string => {
  const [first] = t.matchers;
  return first?.kind === 'phrase' || first?.kind === 'list' ? first.match : 'word';
};
const join = (a: Things, b: Things, conn: 'and' | 'or'): Things | undefined => {
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
const items = (t: Things): readonly Matcher[] =>
  t.matchers.flatMap((m) =>
    m.kind === 'phrase' ? m.texts.map((text): Matcher => ({ ...m, texts: [text] })) : [m],
  );
const inMode = (t: Things, match: 'prefix' | 'suffix' | 'substring'): Things | undefined => {
  if (t.matchers.some((m) => m.kind !== 'phrase' && m.kind !== 'list')) return undefined;
  return {
    ...t,
    matchers: t.matchers.map((m) => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match } : m)),
  };
};
const numberOfThings = (range: Range, t: Things): Things | undefined => {
  if (t.quantifier === 'none' || typeof t.quantifier === 'object' || t.only === true) return undefined;
  const each = items(t);
  const [only, more] = each;
  if (only !== undefined && more === undefined) return { ...t, matchers: [only], count: range };
  if (range.min === range.max && range.min === each.length)
    return { ...t, matchers: each, quantifier: 'all' };
  if (range.min === 1 && range.max === undefined) return { ...t, matchers: each, quantifier: 'any' };
  return { ...t, matchers: each, quantifier: range };
};
const located0 = (where: Adverbial): Predicate => ({ kind: 'located', where });
const testing = (...tests: Extract<Predicate, { kind: 'test' }>['tests']): Predicate => ({
  kind: 'test',
  tests,
  conn: 'or',
});
const isOneOf = (t: Things, kind: 'equals' | 'part-of'): Predicate | undefined => {
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
const inOrder = (list: ArgList, context: Parameters<typeof located>[2]): LogicalForm | undefined => {
  const [a, b, more] = list.args;
  if (a === undefined || b === undefined || more !== undefined || a === b) return undefined;
  return located(
    { kind: 'args', conn: 'and', args: [a] },
    besides('left', alone({ kind: 'arg', arg: b })),
    context,
  );
};
const compareNumbers = (
  left: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
  right: { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[] },
): LogicalForm | undefined => {
  const forms = left.values.map((value) =>
    conjoin(
      right.conn,
      right.ranges.map((range) => ({ op: 'number', value, range })),
    ),
  );
  const all = conjoin(
    left.conn === 'and' ? 'and' : 'or',
    forms.filter((f) => f !== undefined),
  );
  return left.conn === 'none' ? negate(all) : all;
};
const among = (
  left: readonly number[],
  right: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
): LogicalForm | undefined =>
  conjoin(
    right.conn === 'and' ? 'and' : 'or',
    right.values.map(
      (value) =>
        conjoin(
          'or',
          left.map((n) => ({ op: 'number', value, range: exactly(n) })),
        ) ?? { op: 'constant', value: false },
    ),
  );
const pairListed = (pair: ArgList, list: { list: string; not: boolean }): LogicalForm | undefined => {
  const [first, second, more] = pair.args;
  if (first === undefined || second === undefined || more !== undefined) return undefined;
  const form: LogicalForm = { op: 'pair-listed', first, second, list: list.list };
  return list.not ? negate(form) : form;
};
const mergedReach = (p: Predicate, reach: Reach): Predicate | undefined => modify(p, reaching(reach));
const isReachOnly = (a: Adverbial): boolean => a.places.length === 0 && a.times === undefined;

const rules: readonly Rule[] = [
  // ── Numbers and measures ──────────────────────────────────────────────────────────────────────────────────
  rule('Range', ['Compare', 'Number'], ([c, n]) => toRange(c, n)),
  rule('Range', ['Number'], ([n]) => exactly(n)),
  rule('Range', ['Number', 'CompareAfter'], ([n, c]) => toRange(c, n), 0.01),
  rule('Range', ['Between', 'Number', 'And', 'Number'], ([, a, , b]) => isRange({ min: a, max: b }), 0.01),
  rule('Range', ['Number', 'To', 'Number'], ([a, , b]) => (a < b ? { min: a, max: b } : undefined), 0.1),
  rule('Range', ['Only', 'Number'], ([, n]) => exactly(n), 0.02),
  rule('Measure', ['Range', 'UnitNoun'], ([range, unit]) => ({ unit, range })),
  rule(
    'Measure',
    ['Number', 'UnitNoun', 'CompareAfter'],
    ([n, unit, c]) => measured(toRange(c, n), unit),
    0.01,
  ),
  rule('Measure', ['No', 'UnitNoun'], ([, unit]) => ({ unit, range: exactly(0) }), 0.02),
  rule('Measure', ['Range'], ([range]) => (range.max === 0 ? undefined : steps(range)), 0.7),
  rule('Reach', ['Within', 'Measure'], ([, m]) => upTo(m)),
  rule('Reach', ['Measure'], ([m]) => m, 0.01),
  rule('Reach', ['By', 'Measure'], ([, m]) => m),
  rule('Reach', ['By', 'Within', 'Measure'], ([, , m]) => upTo(m), 0.1),
  rule('Reach', ['Measure', 'Away'], ([m]) => ({ ...m, away: true }), 0.02),
  rule('Reach', ['Within', 'Measure', 'Away'], ([, m]) => ({ ...upTo(m), away: true }), 0.05),
  rule('Reach', ['With', 'Measure', 'InBetween'], ([, m]) => withBetween(m), 0.01),
  rule('Reach', ['With', 'Measure'], ([, m]) => withBetween(m), 0.4),
  rule('Reach', ['Direct'], () => ({ ...steps(exactly(1)), direct: true })),

  // ── Anchors, places, adverbials ───────────────────────────────────────────────────────────────────────────
  rule('Anchor', ['Arg'], ([arg]) => ({ kind: 'arg', arg })),
  rule('Anchor', ['WholeOf', 'Arg'], ([, arg]) => ({ kind: 'arg', arg, whole: true })),
  rule('Anchor', ['WordNoun', 'Arg'], ([, arg]) => ({ kind: 'arg', arg }), 0.01),
  rule('Anchor', ['Arg', 'WordNoun'], ([arg]) => ({ kind: 'arg', arg }), 0.1),
  rule('Anchor', ['String'], ([text]) => ({ kind: 'phrase', text }), 0.1),
  rule('Anchor', ['WordNoun', 'String'], ([, text]) => ({ kind: 'phrase', text })),
  rule('Anchor', ['WordNoun', 'Bare'], ([, text]) => ({ kind: 'phrase', text }), 0.3),
  rule('Anchor', ['Bare'], ([text]) => ({ kind: 'phrase', text }), 0.9),
  rule('Anchor', ['Edge'], ([edge]) => ({ kind: 'edge', edge })),
  rule('Anchors', ['Anchor'], ([a]) => alone(a)),
  rule('Anchors', ['Anchor', 'And', 'Anchor'], ([a, , b]) => ({ conn: 'and', anchors: [a, b] }), 0.1),
  rule('Anchors', ['Anchor', 'Or', 'Anchor'], ([a, , b]) => ({ conn: 'or', anchors: [a, b] })),
  rule('Anchors', ['Them'], ([t]) => anchorsOf(t)),
  rule('Anchors', ['All', 'Anchors'], ([, a]) => ({ ...a, conn: 'and' }), 0.02),
  rule('Anchors', ['Any', 'Anchors'], ([, a]) => ({ ...a, conn: 'or' }), 0.02),
  rule('Place', ['Side', 'Anchors'], ([side, of]) => ({ kind: 'side', side, of })),
  rule('Place', ['BareSide'], ([side]) => ({ kind: 'bare-side', side }), 0.2, true),
  rule('Place', ['Between', 'Anchor', 'And', 'Anchor'], ([, a, , b]) => ({ kind: 'between', a, b })),
  rule('Place', ['Between', 'Anchor', 'Comma', 'Anchor'], ([, a, , b]) => ({ kind: 'between', a, b }), 0.5),
  rule('Place', ['Between', 'Anchor', 'To', 'Anchor'], ([, a, , b]) => ({ kind: 'between', a, b }), 0.8),
  rule('Place', ['Between', 'Anchor', 'Anchor'], ([, a, b]) => ({ kind: 'between', a, b }), 0.6),
  rule(
    'Place',
    ['Between', 'All', 'Anchor', 'And', 'Anchor'],
    ([, , a, , b]) => ({ kind: 'between', a, b }),
    0.05,
  ),
  rule('Place', ['Between', 'Them'], ([, t]) => betweenAll(anchorsOf(t))),
  rule(
    'Place',
    ['InBetween'],
    (_, { args }) => betweenAll({ conn: 'and', anchors: args.map((arg) => ({ kind: 'arg', arg })) }),
    0.2,
    true,
  ),
  rule('Place', ['In', 'Sentence'], () => ({ kind: 'sentence' })),
  rule('Place', ['In', 'Args'], ([, args]) => ({ kind: 'arg', args }), 0.2, true),
  rule('Place', ['In', 'Place'], ([, p]) => p, 0.02, true),
  rule('Place', ['In', 'UnitNoun', 'Place'], ([, , p]) => p, 0.03, true),
  rule('Adverbial', ['Place'], ([p]) => at(p)),
  rule('Adverbial', ['Reach'], ([r]) => reaching(r)),
  rule('Adverbial', ['Reach', 'Place'], ([reach, p]) => reachingPlace(reach, p)),
  rule('Adverbial', ['Place', 'Reach'], ([p, reach]) =>
    (p.kind === 'side' || (p.kind === 'between' && reach.away === true)) && p.reach === undefined
      ? at({ ...p, reach })
      : undefined,
  ),
  rule('Adverbial', ['Reach', 'Of', 'Anchors'], ([r, , of]) => besides('around', of, r), 0.01),
  rule('Adverbial', ['Beside', 'Anchors'], ([range, of]) => besides('around', of, steps(range))),
  rule('Adverbial', ['Often'], ([times]) => ({ ...nowhere, times })),
  rule('Adverbial', ['Compare', 'Often'], ([c, often]) =>
    often.max === undefined ? undefined : timesOf(toRange(c, often.min)),
  ),
  rule('Adverbial', ['Range', 'Times'], ([times]) => ({ ...nowhere, times })),
  rule('Adverbial', ['Edge'], ([edge]) => atEdge(edge, steps(exactly(1))), 0.05),
  rule('Adverbial', ['In', 'Edge'], ([, edge]) => atEdge(edge, steps(exactly(1))), 0.05),
  rule('Adverbial', ['Ordinal', 'WordNoun'], ([edge]) => atEdge(edge, steps(exactly(1))), 0.05),
  rule('Adverbial', ['Ordinal', 'Measure'], ([edge, m]) => atEdge(edge, upTo(m)), 0.05),
  rule('Adverbial', ['In', 'Ordinal', 'Measure'], ([, edge, m]) => atEdge(edge, upTo(m)), 0.02),
  rule('Adverbials', ['Adverbial'], ([a]) => a),
  rule('Adverbials', ['Adverbials', 'Adverbial'], ([a, b]) => {
    const merged = mergeAdverbials(a, b);
    const isLoose = merged?.reach !== undefined && merged.places.some((p) => p.kind === 'between');
    return readings<Adverbial>([merged, isLoose ? 0.2 : 0]);
  }),
  rule('Adverbials', ['Adverbials', 'And', 'Adverbial'], ([a, , b]) => mergeAdverbials(a, b), 0.03),
  rule('Adverbials', ['Adverbials', 'Or', 'Adverbial'], ([a, , b]) => mergeAdverbials(a, b, 'or'), 0.03),

  // ── What is looked for ────────────────────────────────────────────────────────────────────────────────────
  rule('Strings', ['String'], ([s]) => ({ conn: 'list', texts: [s] })),
  rule('Strings', ['Strings', 'Comma', 'String'], ([a, , s]) =>
    a.conn === 'list' ? { conn: 'list', texts: [...a.texts, s] } : undefined,
  ),
  rule(
    'Strings',
    ['Strings', 'String'],
    ([a, s]) => (a.conn === 'list' ? { conn: 'list', texts: [...a.texts, s] } : undefined),
    0.5,
  ),
  rule('Strings', ['Strings', 'And', 'String'], ([a, , s]) =>
    a.conn === 'or' ? undefined : { conn: 'and', texts: [...a.texts, s] },
  ),
  rule('Strings', ['Strings', 'Or', 'String'], ([a, , s]) =>
    a.conn === 'and' ? undefined : { conn: 'or', texts: [...a.texts, s] },
  ),
  rule('Strings', ['Open', 'Strings', 'Close'], ([, s]) => s, 0.02),
  rule('OneThing', ['Strings'], ([s]) => phraseReadings(s, 0.35), 0.01),
  rule('OneThing', ['WordNoun', 'Strings'], ([match, s]) =>
    match === 'substring' ? phrases(s.texts, 'substring', s.conn !== 'or') : phraseReadings(s, 0.8),
  ),
  rule('OneThing', ['Strings', 'WordNoun'], ([s]) => phraseReadings(s, 0.3), 0.05),
  rule('OneThing', ['WordNoun', 'Bare'], ([, text]) => phrases([text], 'word', false), 0.3),
  rule('OneThing', ['Bare', 'WordNoun'], ([text]) => phrases([text], 'word', false), 1),
  rule('OneThing', ['Bare'], ([text]) => phrases([text], 'word', false), 0.8),
  rule('OneThing', ['WordNoun', 'Bare', 'And', 'Bare'], ([, a, , b]) => phrases([a, b], 'word', true), 0.5),
  rule('OneThing', ['WordNoun', 'Bare', 'Or', 'Bare'], ([, a, , b]) => phrases([a, b], 'word', false), 0.5),
  rule('OneThing', ['PosNoun'], ([pos]) => oneMatcher({ kind: 'pos', pos })),
  rule('OneThing', ['EntityNoun'], ([type]) => oneMatcher({ kind: 'entity', type })),
  rule('OneThing', ['ShapeAdjective'], ([shape]) => oneMatcher({ kind: 'shape', shape }), 0.05),
  rule('OneThing', ['ShapeAdjective', 'WordNoun'], ([shape]) => oneMatcher({ kind: 'shape', shape })),
  rule('OneThing', ['KnownList', 'WordNoun'], ([name]) => listThings(name)),
  rule('OneThing', ['Unknown', 'WordNoun'], ([name]) => listThings(name), 0.6),
  rule('OneThing', ['WordNoun', 'In', 'ListName'], ([, , name]) => listThings(name), 0.01),
  rule('OneThing', ['WordNoun', 'ListName'], ([, name]) => listThings(name), 0.1),
  rule('OneThing', ['WordNoun', 'StartsWith', 'OneThing'], ([, , t]) => inMode(t, 'prefix')),
  rule('OneThing', ['WordNoun', 'EndsWith', 'OneThing'], ([, , t]) => inMode(t, 'suffix')),
  rule('OneThing', ['WordNoun', 'Contain', 'OneThing'], ([, , t]) => inMode(t, 'substring'), 0.02),
  rule('OneThing', ['WordNoun', 'Of', 'ListName'], ([, , name]) => listThings(name), 0.01),
  rule('OneThing', ['OfType', 'EntityNoun'], ([, type]) => oneMatcher({ kind: 'entity', type })),
  rule(
    'OneThing',
    ['OfType', 'Unknown'],
    ([, type]) => oneMatcher({ kind: 'entity', type: type.toUpperCase() }),
    0.1,
  ),
  rule(
    'OneThing',
    ['OfType', 'String'],
    ([, type]) => oneMatcher({ kind: 'entity', type: type.toUpperCase() }),
    0.02,
  ),
  rule('OneThing', ['ListName'], ([name]) => listThings(name), 0.3),
  rule('ListName', ['KnownList', 'ListNoun'], ([name]) => name),
  rule('ListName', ['ListNoun', 'KnownList'], ([, name]) => name, 0.01),
  rule('ListName', ['ListNoun', 'Of', 'KnownList', 'WordNoun'], ([, , name]) => name, 0.02),
  rule('ListName', ['KnownList'], ([name]) => name, 0.02),
  rule('ListName', ['String', 'ListNoun'], ([name]) => name, 0.1),
  rule('ListName', ['ListNoun', 'String'], ([, name]) => name, 0.1),
  rule('ListName', ['Unknown', 'ListNoun'], ([name]) => name, 0.4),
  rule('ListName', ['ListNoun', 'Unknown'], ([, name]) => name, 0.5),
  rule('Things', ['OneThing'], ([t]) => t),
  rule('Things', ['Things', 'And', 'OneThing'], ([a, , b]) => join(a, b, 'and'), 0.05),
  rule('Things', ['Things', 'Or', 'OneThing'], ([a, , b]) => join(a, b, 'or'), 0.05),
  rule(
    'Things',
    ['Things', 'Comma', 'OneThing'],
    ([a, , b]) => join(a, b, a.quantifier === 'any' && a.matchers.length > 1 ? 'or' : 'and'),
    0.3,
    true,
  ),
  rule('Things', ['No', 'Things'], ([, t]) =>
    t.quantifier === 'none' || typeof t.quantifier === 'object' ? undefined : { ...t, quantifier: 'none' },
  ),
  rule(
    'Things',
    ['Any', 'Things'],
    ([, t]) => (typeof t.quantifier === 'object' ? undefined : { ...t, quantifier: 'any' }),
    0.01,
  ),
  rule(
    'Things',
    ['All', 'Things'],
    ([, t]) =>
      typeof t.quantifier === 'object' ? undefined : { ...t, matchers: items(t), quantifier: 'all' },
    0.01,
  ),
  rule('Things', ['Range', 'Things'], ([range, t]) => numberOfThings(range, t), 0.02),
  rule('Things', ['Range', 'Of', 'Things'], ([range, , t]) => numberOfThings(range, t), 0.1),
  rule(
    'Things',
    ['Range', 'Times', 'Of', 'Things'],
    ([count, , , t]) => (t.only === true ? undefined : { ...t, count }),
    0.01,
  ),
  rule(
    'Things',
    ['No', 'Times', 'Of', 'Things'],
    ([, , , t]) => (t.quantifier === 'none' ? undefined : { ...t, quantifier: 'none' }),
    0.02,
  ),
  rule('Things', ['Only', 'Things'], ([, t]) => onlyReadings(t)),
  rule('Things', ['Only', 'Number', 'Things'], ([, n, t]) => (n === 1 ? onlyReadings(t) : undefined)),
  rule('Units', ['UnitNoun'], ([unit]) => ({ kind: 'units', unit, count: some }), 0.02),
  rule('Units', ['Any', 'UnitNoun'], ([, unit]) => ({ kind: 'units', unit, count: some })),
  rule('Units', ['Nothing'], () => ({ kind: 'units', unit: 'word', count: exactly(0) })),
  rule('Units', ['Measure'], ([m]) => ({ kind: 'units', unit: m.unit, count: m.range })),
  rule('Args', ['Arg'], ([arg]) => ({ kind: 'args', conn: 'and', args: [arg] })),
  rule('Args', ['WordNoun', 'Arg'], ([, arg]) => ({ kind: 'args', conn: 'and', args: [arg] }), 0.01),
  rule('Args', ['Arg', 'WordNoun'], ([arg]) => ({ kind: 'args', conn: 'and', args: [arg] }), 0.1),
  rule('Args', ['Arg', 'And', 'Arg'], ([a, , b]) => twoArgs(a, b, 'and')),
  rule('Args', ['Arg', 'Or', 'Arg'], ([a, , b]) => twoArgs(a, b, 'or')),
  rule('Args', ['Arg', 'Comma', 'Arg'], ([a, , b]) => twoArgs(a, b, 'and'), 0.1),
  rule('Args', ['Them'], ([t]) => t),
  rule('Args', ['All', 'Args'], ([, t]) => ({ ...t, conn: 'and' }), 0.02),
  rule('Args', ['Any', 'Args'], ([, t]) => ({ ...t, conn: 'or' }), 0.05),
  rule('Entity', ['Args'], ([a]) => a),
  rule('Entity', ['Things'], ([t]) => t),
  rule('Entity', ['Units'], ([u]) => u),

  // ── Verb phrases ──────────────────────────────────────────────────────────────────────────────────────────
  rule('VerbPhrase', ['Occur', 'Adverbials'], ([, where]) => located0(where)),
  rule('VerbPhrase', ['Adverbials'], ([where]) => located0(where), 0.1),
  rule('VerbPhrase', ['Occur'], () => located0(nowhere), 0.05),
  rule('VerbPhrase', ['Reach', 'VerbPhrase'], ([reach, p]) => mergedReach(p, reach), 0.02),
  rule('VerbPhrase', ['Relate', 'Entity'], ([side, object]) => ({
    kind: 'relation',
    side,
    object,
    where: nowhere,
  })),
  rule(
    'VerbPhrase',
    ['Relate', 'Reach', 'Entity'],
    ([side, reach, object]) => ({ kind: 'relation', side, object, where: reaching(reach) }),
    0.1,
  ),
  rule('VerbPhrase', ['Passive', 'Entity'], ([p, object]) => ({
    kind: 'passive',
    side: p.side,
    object,
    where: p.reach === undefined ? nowhere : reaching(p.reach),
  })),
  rule('Passive', ['Related', 'By'], ([side]) => ({ side })),
  rule('Passive', ['Related'], ([side]) => ({ side }), 0.6),
  rule('Passive', ['Reach', 'Related', 'By'], ([reach, side]) => ({ side, reach })),
  rule('Passive', ['Related', 'Reach', 'By'], ([side, reach]) => ({ side, reach })),
  rule('Passive', ['Related', 'By', 'Reach'], ([side, , reach]) => ({ side, reach }), 0.1),
  rule(
    'VerbPhrase',
    ['VerbPhrase', 'Adverbials'],
    ([p, where]) => (p.kind === 'located' && !isReachOnly(where) ? undefined : modify(p, where)),
    0.01,
  ),
  rule('VerbPhrase', ['Contain', 'Entity'], ([, object]) => ({ kind: 'contains', object, where: nowhere })),
  rule('VerbPhrase', ['Contain', 'Things', 'And', 'Not', 'Things'], ([, a, , , b]) => ({
    kind: 'both',
    of: [
      { kind: 'contains', object: a, where: nowhere },
      { kind: 'not', of: { kind: 'contains', object: b, where: nowhere } },
    ],
  })),
  rule('VerbPhrase', ['Be', 'Only', 'WordNoun', 'Adverbials'], ([, , , where]) => ({
    kind: 'located',
    where,
    only: true,
  })),
  rule('VerbPhrase', ['Sandwich', 'Entity'], ([, object]) => ({
    kind: 'sandwiches',
    object,
    where: nowhere,
  })),
  rule('VerbPhrase', ['Link', 'Args'], ([, object]) => ({ kind: 'links', object, where: nowhere })),
  rule('VerbPhrase', ['Linked', 'By', 'Entity'], ([, , object]) => ({
    kind: 'sandwiches',
    object,
    where: nowhere,
  })),
  rule('VerbPhrase', ['Measure', 'Apart'], ([m]) => ({ kind: 'apart', unit: m.unit, range: m.range })),
  rule('VerbPhrase', ['Within', 'Measure', 'Apart'], ([, m]) => ({ kind: 'apart', ...upTo(m) }), 0.02),
  rule('VerbPhrase', ['Test'], ([t]) => t),
  rule('VerbPhrase', ['Be', 'Things'], ([, t]) => isOneOf(t, 'equals'), 0.15),
  rule('VerbPhrase', ['Be', 'VerbPhrase'], ([, p]) => p),
  rule('VerbPhrase', ['Aux', 'VerbPhrase'], ([, p]) => p, 0.02),
  rule('VerbPhrase', ['Not', 'VerbPhrase'], ([, p]) => ({ kind: 'not', of: p }), 0.02),
  rule('VerbPhrase', ['Link', 'Arg', 'Of', 'Arg'], ([, a, , b]) => linking(a, b)),
  rule('Test', ['StartsWith', 'Things'], ([, t]) => ({ kind: 'affix', mode: 'prefix', object: t })),
  rule('Test', ['EndsWith', 'Things'], ([, t]) => ({ kind: 'affix', mode: 'suffix', object: t })),
  rule('Test', ['ShapeAdjective'], ([shape]) => testing({ kind: 'shape', shape })),
  rule('Test', ['PosNoun'], ([pos]) => testing({ kind: 'pos', pos }), 0.02),
  rule('Test', ['EntityNoun'], ([type]) => testing({ kind: 'type', type }), 0.02),
  rule('Test', ['OfType', 'EntityNoun'], ([, type]) => testing({ kind: 'type', type })),
  rule('Test', ['OfType', 'Unknown'], ([, type]) => testing({ kind: 'type', type: type.toUpperCase() }), 0.1),
  rule('Test', ['OfType', 'String'], ([, type]) => testing({ kind: 'type', type: type.toUpperCase() }), 0.02),
  rule('Test', ['Equal', 'Things'], ([, t]) => isOneOf(t, 'equals')),
  rule('Test', ['In', 'ListName'], ([, list]) => testing({ kind: 'listed', list })),
  rule('Test', ['In', 'Things'], ([, t]) => isOneOf(t, 'part-of'), 0.15, true),
  rule('Test', ['SameAs', 'Arg'], ([, arg]) => testing({ kind: 'same-as', arg })),
  rule('Predicate', ['VerbPhrase'], ([p]) => p),
  rule('Predicate', ['Predicate', 'And', 'VerbPhrase'], ([a, , b]) => ({ kind: 'both', of: [a, b] }), 0.03),
  rule('Predicate', ['Predicate', 'Or', 'VerbPhrase'], ([a, , b]) => ({ kind: 'either', of: [a, b] }), 0.03),

  // ── Clauses ───────────────────────────────────────────────────────────────────────────────────────────────
  rule('Clause', ['Entity', 'Predicate'], ([e, p], context) => apply(e, p, context)),
  rule(
    'Clause',
    ['Adverbials', 'Entity', 'Predicate'],
    ([where, e, p], context) => {
      const predicate = modify(p, where);
      return predicate === undefined ? undefined : apply(e, predicate, context);
    },
    0.01,
  ),
  rule('Clause', ['There', 'Entity', 'Adverbials'], ([, e, where], context) => located(e, where, context)),
  rule(
    'Clause',
    ['There', 'Not', 'Entity', 'Adverbials'],
    ([, , e, where], context) => negate(located(e, where, context)),
    0.02,
  ),
  rule('Clause', ['There', 'Entity'], ([, e], context) => located(e, nowhere, context), 0.05),
  rule(
    'Clause',
    ['There', 'Not', 'Entity'],
    ([, , e], context) => negate(located(e, nowhere, context)),
    0.05,
  ),
  rule('Clause', ['There', 'Entity', 'Predicate'], ([, e, p], context) => apply(e, p, context), 0.12),
  rule(
    'Clause',
    ['Adverbials', 'There', 'Entity'],
    ([where, , e], context) => located(e, where, context),
    0.02,
  ),
  rule(
    'Clause',
    ['Adverbials', 'There', 'Not', 'Entity'],
    ([where, , , e], context) => negate(located(e, where, context)),
    0.03,
  ),
  rule('Clause', ['Adverbials', 'Be', 'Entity'], ([where, , e], context) => located(e, where, context), 0.02),
  rule(
    'Clause',
    ['Adverbials', 'Be', 'Not', 'Entity'],
    ([where, , , e], context) => negate(located(e, where, context)),
    0.03,
  ),
  rule(
    'Clause',
    ['Adverbials', 'Occur', 'Entity'],
    ([where, , e], context) => located(e, where, context),
    0.02,
  ),
  rule('Clause', ['Adverbials', 'Entity'], ([where, e], context) => located(e, where, context), 0.5),
  rule('Clause', ['Sentence', 'Predicate'], ([, p], context) => sentenceHas(p, context), 0.01),
  rule(
    'Clause',
    ['Adverbials', 'Sentence', 'Predicate'],
    ([where, , p], context) => {
      const predicate = modify(p, where);
      return predicate === undefined ? undefined : sentenceHas(predicate, context);
    },
    0.1,
  ),
  rule('Selection', ['Units', 'Adverbials'], ([what, where]) => ({ what, where })),
  rule('Clause', ['Selection', 'Predicate'], ([s, p], context) => applyToSelection(s, p, context)),
  rule(
    'Clause',
    ['There', 'Selection', 'Predicate'],
    ([, s, p], context) => applyToSelection(s, p, context),
    0.02,
  ),
  rule(
    'Clause',
    ['There', 'Units', 'Test', 'Adverbials'],
    ([, what, p, where], context) => applyToSelection({ what, where }, p, context),
    0.05,
  ),
  rule(
    'Clause',
    ['There', 'Units', 'Contain', 'Things', 'Adverbials'],
    ([, what, , object, where], context) =>
      applyToSelection({ what, where }, { kind: 'contains', object, where: nowhere }, context),
    0.05,
  ),
  rule('Counted', ['NumberOf', 'Entity', 'Adverbials'], ([, what, where]) => ({ what, where })),
  rule('Counted', ['NumberOf', 'Entity'], ([, what]) => ({ what, where: nowhere }), 0.05),
  rule('Counted', ['Distance', 'Adverbials'], ([, where]) => distanceOver(where)),
  rule('Counted', ['Distance', 'Of', 'Anchor', 'Of', 'Anchor'], ([, , a, , b]) =>
    distanceOver(at({ kind: 'between', a, b })),
  ),
  rule(
    'Counted',
    ['Distance', 'In', 'UnitNoun', 'Adverbials'],
    ([, , unit, where]) => distanceOver(where, unit),
    0.02,
  ),
  rule('Comparison', ['Range'], ([range]) => ({ conn: 'and', ranges: [range] })),
  rule('Comparison', ['Measure'], ([m]) => ({ conn: 'and', ranges: [m.range], unit: m.unit }), 0.01),
  rule(
    'Comparison',
    ['Equal', 'Measure'],
    ([, m]) => ({ conn: 'and', ranges: [m.range], unit: m.unit }),
    0.01,
  ),
  rule(
    'Comparison',
    ['Within', 'Measure'],
    ([, m]) => ({ conn: 'and', ranges: [upTo(m).range], unit: m.unit }),
    0.02,
  ),
  rule('Comparison', ['Within', 'Range'], ([, r]) => ({ conn: 'and', ranges: [upTo(steps(r)).range] }), 0.02),
  rule('Comparison', ['Equal', 'Range'], ([, range]) => ({ conn: 'and', ranges: [range] })),
  rule('Comparison', ['Compare', 'Numbers'], ([c, numbers]) => severalRanges(numbers, (n) => toRange(c, n))),
  rule('Comparison', ['Equal', 'Numbers'], ([, numbers]) => severalRanges(numbers, exactly)),
  rule('Clause', ['Counted', 'Be', 'Comparison'], ([s, , c], context) => comparedSelection(s, c, context)),
  rule('Clause', ['Counted', 'Comparison'], ([s, c], context) => comparedSelection(s, c, context), 0.05),
  rule(
    'Clause',
    ['Counted', 'Be', 'Not', 'Comparison'],
    ([s, , , c], context) => negate(comparedSelection(s, c, context)),
    0.01,
  ),
  rule(
    'Clause',
    ['Counted', 'Not', 'Comparison'],
    ([s, , c], context) => negate(comparedSelection(s, c, context)),
    0.05,
  ),
  rule('Clause', ['Counted', 'Exceed', 'Number'], ([s, c, n], context) =>
    comparedSelection(
      s,
      severalRanges({ conn: 'and', values: [n] }, (k) => toRange(c, k)),
      context,
    ),
  ),
  rule(
    'Clause',
    ['Counted', 'Exceed', 'Measure'],
    ([s, c, m], context) => comparedSelection(s, exceeded(c, m), context),
    0.01,
  ),
  rule('Clause', ['Counted', 'Not', 'Exceed', 'Number'], ([s, , c, n], context) =>
    negate(
      comparedSelection(
        s,
        severalRanges({ conn: 'and', values: [n] }, (k) => toRange(c, k)),
        context,
      ),
    ),
  ),
  rule(
    'Clause',
    ['Counted', 'Not', 'Exceed', 'Measure'],
    ([s, , c, m], context) => negate(comparedSelection(s, exceeded(c, m), context)),
    0.01,
  ),
  rule(
    'Clause',
    ['Things', 'And', 'Not', 'Things', 'Predicate'],
    ([a, , , b, p], context) => {
      const forms = [apply(a, p, context), negate(apply(b, p, context))];
      const known = forms.filter((f) => f !== undefined);
      return known.length === 2 ? conjoin('and', known) : undefined;
    },
    0.02,
  ),
  rule('Clause', ['Sentence', 'StartsWith', 'Args'], ([, , args], context) =>
    located(args, atEdge('start', steps(exactly(1))), context),
  ),
  rule('Clause', ['Sentence', 'EndsWith', 'Args'], ([, , args], context) =>
    located(args, atEdge('end', steps(exactly(1))), context),
  ),
  rule('Clause', ['Args', 'Be', 'Linked', 'Of', 'Args', 'By', 'Entity'], ([a, , , , b, , what], context) =>
    linkedTo(a, b, what, context),
  ),
  rule(
    'Clause',
    ['Arg', 'Occur', 'Ordinal'],
    ([arg, , edge], context) => comesFirst(arg, edge, context),
    0.02,
  ),
  rule('Clause', ['Arg', 'Be', 'Ordinal'], ([arg, , edge], context) => comesFirst(arg, edge, context), 0.02),
  rule('Clause', ['Arg', 'Bare', 'Arg'], ([a, text, b], context) => surfacePattern(a, text, b, context), 1.2),
  rule(
    'Clause',
    ['Things', 'Predicate', 'And', 'Things', 'Not'],
    ([a, p, , b], context) => contrasted(a, b, p, context),
    0.05,
  ),
  rule(
    'Clause',
    ['Things', 'Predicate', 'Comma', 'Things', 'Not'],
    ([a, p, , b], context) => contrasted(a, b, p, context),
    0.1,
  ),
  rule(
    'Clause',
    ['Things', 'Predicate', 'Comma', 'Not', 'Things'],
    ([a, p, , , b], context) => contrasted(a, b, p, context),
    0.1,
  ),
  rule(
    'Clause',
    ['Things', 'Predicate', 'And', 'Not', 'Things'],
    ([a, p, , , b], context) => contrasted(a, b, p, context),
    0.1,
  ),
  rule(
    'Clause',
    ['Things', 'Predicate', 'And', 'Things', 'Aux'],
    ([a, p, , b], context) => contrastedNot(a, b, p, context),
    0.05,
  ),
  rule(
    'Clause',
    ['Things', 'Link', 'Anchor', 'Of', 'Anchor'],
    ([t, , a, , b], context) => located(t, at({ kind: 'between', a, b }), context),
    0.05,
  ),
  rule(
    'Clause',
    ['Things', 'Link', 'Anchor', 'And', 'Anchor'],
    ([t, , a, , b], context) => located(t, at({ kind: 'between', a, b }), context),
    0.1,
  ),
  rule(
    'Clause',
    ['Things', 'Be', 'WordNoun', 'Place'],
    ([t, , , place], context) => directlyThere(t, place, context),
    0.02,
  ),
  // "$T$ was 'overpriced'": said of it.
  rule(
    'Clause',
    ['Args', 'Be', 'Things'],
    ([args, , t], context) =>
      context.args.length === 1
        ? located(
            t,
            besides('around', { conn: 'and', anchors: args.args.map((arg) => ({ kind: 'arg', arg })) }),
            context,
          )
        : undefined,
    0.35,
  ),
  rule(
    'Clause',
    ['No', 'Args', 'Predicate'],
    ([, args, p], context) => negate(apply({ ...args, conn: 'or' }, p, context)),
    0.02,
  ),
  rule(
    'Clause',
    ['Anchor', 'And', 'Anchor', 'Be', 'Linked', 'By', 'Measure'],
    ([a, , b, , , , m]) => sizeBetween(a, b, m),
    0.05,
  ),
  rule(
    'Clause',
    ['Anchor', 'And', 'Anchor', 'Be', 'Measure', 'Apart'],
    ([a, , b, , m]) => sizeBetween(a, b, m),
    0.05,
  ),
  rule('Clause', ['WordNoun', 'Place', 'Be', 'Things'], ([, place, , t], context) =>
    directlyThere(t, place, context),
  ),
  rule('Clause', ['Measure', 'Place', 'Be', 'Things'], ([, place, , t], context) =>
    directlyThere(t, place, context),
  ),
  rule('Clause', ['Neighbour', 'Be', 'Things'], ([side, , t], context) =>
    directlyThere(t, { kind: 'bare-side', side }, context),
  ),
  rule('Clause', ['Neighbour', 'Of', 'Anchors', 'Be', 'Things'], ([side, , of, , t], context) =>
    directlyThere(t, { kind: 'side', side, of }, context),
  ),
  rule('Clause', ['Args', 'Be', 'Different'], ([args]) => negate(sameText(args)), 0.02),
  rule(
    'Clause',
    ['Arg', 'Be', 'Not', 'Arg'],
    ([a, , , b]) => (a === b ? undefined : negate(sameText({ kind: 'args', conn: 'and', args: [a, b] }))),
    0.3,
  ),
  rule(
    'Clause',
    ['Strings'],
    ([t], context) => located(phrases(t.texts, 'word', t.conn !== 'or'), nowhere, context),
    1,
  ),
  rule(
    'Clause',
    ['WordNoun', 'Strings'],
    ([, t], context) => located(phrases(t.texts, 'word', t.conn !== 'or'), nowhere, context),
    0.9,
  ),
  rule(
    'Clause',
    ['WordNoun', 'Bare'],
    ([, text], context) => located(phrases([text], 'word', false), nowhere, context),
    1,
  ),
  rule('Clause', ['Order', 'Args'], ([, args], context) => inOrder(args, context)),
  rule('Clause', ['Args', 'Be', 'Same'], ([args]) => sameText(args), 0.02),
  rule('Pair', ['PairOf', 'Args'], ([, args]) => args),
  rule('Pair', ['PairOf', 'Ids', 'Of', 'Args'], ([, , , args]) => args),
  rule('Pair', ['PairOf', 'Ids', 'Args'], ([, , args]) => args, 0.02),
  rule('Pair', ['PairOf', 'Args', 'Ids'], ([, args]) => args, 0.01),
  rule('Pair', ['Args', 'PairNoun'], ([args]) => args, 0.01),
  rule('PairListed', ['In', 'ListName'], ([, list]) => ({ list, not: false })),
  rule('PairListed', ['Equal', 'PairNoun', 'In', 'ListName'], ([, , , list]) => ({ list, not: false })),
  rule('PairListed', ['Be', 'In', 'ListName'], ([, , list]) => ({ list, not: false })),
  rule('PairListed', ['Occur', 'In', 'ListName'], ([, , list]) => ({ list, not: false })),
  rule('PairListed', ['Be', 'Not', 'In', 'ListName'], ([, , , list]) => ({ list, not: true })),
  rule('PairListed', ['Not', 'In', 'ListName'], ([, , list]) => ({ list, not: true })),
  rule('PairListed', ['Not', 'Occur', 'In', 'ListName'], ([, , , list]) => ({ list, not: true })),
  rule('PairListed', ['Be', 'Occur', 'In', 'ListName'], ([, , , list]) => ({ list, not: false })),
  rule('Clause', ['Pair', 'PairListed'], ([pair, list]) => pairListed(pair, list)),
  rule('Cases', ['Open', 'Root', 'Close'], ([, f]) => [f]),
  rule('Cases', ['Cases', 'Comma', 'Open', 'Root', 'Close'], ([of, , , f]) => [...of, f]),
  rule('Clause', ['Range', 'Of', 'Holding', 'Cases'], ([range, , , of]) =>
    of.length < 2 ? undefined : { op: 'number-of', of, range },
  ),
  rule('Clause', ['Constant'], ([value]) => ({ op: 'constant', value })),
  rule('Numbers', ['Number'], ([n]) => ({ conn: 'and', values: [n] })),
  rule('Numbers', ['Numbers', 'Comma', 'Number'], ([a, , n]) => ({ ...a, values: [...a.values, n] })),
  rule('Numbers', ['Numbers', 'And', 'Number'], ([a, , n]) => ({ conn: 'and', values: [...a.values, n] })),
  rule('Numbers', ['Numbers', 'Or', 'Number'], ([a, , n]) => ({ conn: 'or', values: [...a.values, n] })),
  rule('Numbers', ['Open', 'Numbers', 'Close'], ([, a]) => a),
  rule('Numbers', ['Any', 'Open', 'Numbers', 'Close'], ([, , a]) => ({ ...a, conn: 'or' })),
  rule('Numbers', ['All', 'Open', 'Numbers', 'Close'], ([, , a]) => ({ ...a, conn: 'and' })),
  rule('Numbers', ['No', 'Open', 'Numbers', 'Close'], ([, , a]) => ({ ...a, conn: 'none' })),
  rule('Clause', ['Numbers', 'Be', 'Comparison'], ([n, , c]) => compareNumbers(n, c), 0.1, true),
  rule('Clause', ['Numbers', 'Not', 'Comparison'], ([n, , c]) => negate(compareNumbers(n, c)), 0.1, true),
  rule('Clause', ['Numbers', 'Comparison'], ([n, c]) => compareNumbers(n, c), 0.2, true),
  rule(
    'Clause',
    ['Numbers', 'Be', 'Not', 'Comparison'],
    ([n, , , c]) => negate(compareNumbers(n, c)),
    0.1,
    true,
  ),
  rule('Clause', ['Numbers', 'Contain', 'Numbers'], ([a, , b]) => among(a.values, b), 0.1, true),
  rule('Clause', ['Numbers', 'Be', 'In', 'Numbers'], ([a, , , b]) => among(b.values, a), 0.1, true),
  rule('Clause', ['Numbers', 'Not', 'In', 'Numbers'], ([a, , , b]) => negate(among(b.values, a)), 0.1, true),
  rule(
    'Clause',
    ['Numbers', 'Be', 'Not', 'In', 'Numbers'],
    ([a, , , , b]) => negate(among(b.values, a)),
    0.1,
    true,
  ),
  rule(
    'Clause',
    ['Numbers', 'Be', 'Comparison', 'And', 'Comparison'],
    ([n, , a, , b]) => bothOf(compareNumbers(n, a), compareNumbers(n, b)),
    0.1,
    true,
  ),
  rule(
    'Clause',
    ['Numbers', 'Not', 'Comparison', 'And', 'Not', 'Comparison'],
    ([n, , a, , , b]) => bothOf(negate(compareNumbers(n, a)), negate(compareNumbers(n, b))),
    0.1,
    true,
  ),
  rule(
    'Clause',
    ['Numbers', 'Be', 'Not', 'Comparison', 'And', 'Not', 'Comparison'],
    ([n, , , a, , , b]) => bothOf(negate(compareNumbers(n, a)), negate(compareNumbers(n, b))),
    0.1,
    true,
  ),
  rule(
    'Clause',
    ['No', 'Numbers', 'Be', 'Comparison'],
    ([, n, , c]) => compareNumbers({ ...n, conn: 'none' }, c),
    0.12,
    true,
  ),
  rule(
    'Clause',
    ['Range', 'Of', 'Numbers', 'Be', 'Comparison'],
    ([range, , n, , c]) => someOf(range, n.values, c),
    0.1,
    true,
  ),
  rule('Clause', ['Numbers', 'In', 'Numbers'], ([a, , b]) => among(b.values, a), 0.1, true),

  // ── Sentences ─────────────────────────────────────────────────────────────────────────────────────────────
  rule('Literal', ['Clause'], ([f]) => f),
  rule('Literal', ['NotTrue', 'Literal'], ([, f]) => negate(f)),
  rule('Literal', ['IsTrue', 'Literal'], ([, f]) => f, 0.02, true),
  rule('Literal', ['Open', 'Root', 'Close'], ([, f]) => f),
  rule('And2', ['Literal'], ([f]) => f),
  rule('And2', ['And2', 'And', 'Literal'], ([a, , b]) => conjoin('and', [a, b])),
  rule('And2', ['And2', 'Comma', 'Literal'], ([a, , b]) => conjoin('and', [a, b]), 0.4),
  rule('Or2', ['And2'], ([f]) => f),
  rule('Or2', ['Or2', 'Or', 'And2'], ([a, , b]) => conjoin('or', [a, b])),
  rule('Root', ['Or2'], ([f]) => f),
];

/**
 * "within 3 words before X"; and "within 100 characters between X and Y", which the gold sets take as near both of them and
 * which may also mean between them, and near both.
 */
function reachingPlace(reach: Reach, p: Place) {
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

function linking(a: ArgList['args'][number], b: ArgList['args'][number]): Predicate | undefined {
  const object = twoArgs(a, b, 'and');
  return object === undefined ? undefined : { kind: 'links', object, where: nowhere };
}

/** "'a' appears between X and Y but 'b' does not". */
function contrasted(
  a: Things,
  b: Things,
  p: Predicate,
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  const holds = apply(a, p, context);
  const fails = negate(apply(b, p, context));
  return holds === undefined || fails === undefined ? undefined : conjoin('and', [holds, fails]);
}

/** "'a' does not appear after X but 'b' does". */
function contrastedNot(
  a: Things,
  b: Things,
  p: Predicate,
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  if (p.kind !== 'not') return undefined;
  const fails = apply(a, p, context);
  const holds = apply(b, p.of, context);
  return holds === undefined || fails === undefined ? undefined : conjoin('and', [fails, holds]);
}

function timesOf(times: Range | undefined): Adverbial | undefined {
  return times === undefined ? undefined : { ...nowhere, times };
}

function bothOf(a: LogicalForm | undefined, b: LogicalForm | undefined): LogicalForm | undefined {
  return a === undefined || b === undefined ? undefined : conjoin('and', [a, b]);
}

/** "At least two of (1, 2, 3) are less than 3". */
function someOf(
  range: Range,
  values: readonly number[],
  comparison: { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[] },
): LogicalForm | undefined {
  const of = values.map((value) => compareNumbers({ conn: 'and', values: [value] }, comparison));
  const known = of.filter((f) => f !== undefined);
  return known.length < 2 || known.length < of.length ? undefined : { op: 'number-of', of: known, range };
}

function sizeBetween(
  a: AnchorList['anchors'][number],
  b: AnchorList['anchors'][number],
  m: Reach,
): LogicalForm | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined;
  return { op: 'size', where: { kind: 'between', a, b }, unit: m.unit, range: m.range };
}

/** "The word before X is 'w'": the very next one. */
function directlyThere(
  t: Things,
  place: Place,
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  if (place.kind !== 'side' && place.kind !== 'bare-side') return undefined;
  if ('reach' in place && place.reach !== undefined) return undefined;
  return located(t, { ...at(place), reach: { ...steps(exactly(1)), direct: true } }, context);
}

function measured(range: Range | undefined, unit: Reach['unit']): Reach | undefined {
  return range === undefined ? undefined : { unit, range };
}

/** "X is connected to Y by 'w'". */
function linkedTo(
  a: ArgList,
  b: ArgList,
  what: Entity,
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  const [first] = a.args;
  const [second] = b.args;
  const ends = first === undefined || second === undefined ? undefined : twoArgs(first, second, 'and');
  return ends === undefined
    ? undefined
    : apply(ends, { kind: 'sandwiches', object: what, where: nowhere }, context);
}

/** "X comes first": before the other argument. */
function comesFirst(
  arg: ArgList['args'][number],
  edge: 'start' | 'end',
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  const [other, more] = context.args.filter((a) => a !== arg);
  if (other === undefined || more !== undefined) return undefined;
  return edge === 'start'
    ? inOrder({ kind: 'args', conn: 'and', args: [arg, other] }, context)
    : inOrder({ kind: 'args', conn: 'and', args: [other, arg] }, context);
}

/** "SUBJ was born in OBJ": these words, and nothing else, between them in this order. */
function surfacePattern(
  a: ArgList['args'][number],
  text: string,
  b: ArgList['args'][number],
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  if (/^(?:and|or|but)$/iu.test(text)) return undefined;
  const order = inOrder({ kind: 'args', conn: 'and', args: [a, b] }, context);
  const between: Place = { kind: 'between', a: { kind: 'arg', arg: a }, b: { kind: 'arg', arg: b } };
  const words = located({ ...phrases([text], 'word', false), only: true }, at(between), context);
  return order === undefined || words === undefined ? undefined : conjoin('and', [words, order]);
}

function betweenAll(list: AnchorList | undefined): Place | undefined {
  const [a, b, more] = list?.anchors ?? [];
  return a === undefined || b === undefined || more !== undefined ? undefined : { kind: 'between', a, b };
}

function atEdge(edge: 'start' | 'end', reach: Reach): Adverbial {
  return besides(edge === 'start' ? 'right' : 'left', alone({ kind: 'edge', edge }), reach);
}

function twoArgs(
  a: ArgList['args'][number],
  b: ArgList['args'][number],
  conn: 'and' | 'or',
): ArgList | undefined {
  return a === b ? undefined : { kind: 'args', conn, args: [a, b] };
}

/** "only the word 'w'": nothing else is there; or else: it is there once. */
function onlyReadings(t: Things) {
  if (t.only === true || t.quantifier === 'none' || typeof t.quantifier === 'object') return undefined;
  const [first, more] = t.matchers;
  if (first?.kind !== 'phrase') return { ...t, count: exactly(1) };
  return readings<Things>(
    [more === undefined ? { ...t, only: true } : undefined, 0],
    [{ ...t, count: exactly(1) }, 0.4],
    [t, 0.7],
  );
}

function distanceOver(where: Adverbial, unit: 'word' | 'token' | 'char' = 'word') {
  const [place, more] = where.places;
  if (place?.kind !== 'between' || more !== undefined || where.reach !== undefined) return undefined;
  return { what: { kind: 'units' as const, unit, count: anyNumber }, where };
}

function severalRanges(
  numbers: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
  toOne: (n: number) => Range | undefined,
) {
  if (numbers.conn === 'none') return undefined;
  const ranges = numbers.values.map(toOne).filter((r) => r !== undefined);
  return ranges.length === numbers.values.length ? { conn: numbers.conn, ranges } : undefined;
}

function exceeded(comparator: Parameters<typeof toRange>[0], m: Reach) {
  const range = m.range.min === m.range.max ? toRange(comparator, m.range.min) : undefined;
  return range === undefined ? undefined : { conn: 'and' as const, ranges: [range], unit: m.unit };
}

function comparedSelection(
  selection: { readonly what: Entity; readonly where: Adverbial },
  comparison:
    | { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[]; readonly unit?: Reach['unit'] }
    | undefined,
  context: Parameters<typeof located>[2],
): LogicalForm | undefined {
  if (comparison === undefined) return undefined;
  const { what } = selection;
  const { unit } = comparison;
  const inUnit =
    unit !== undefined && what.kind === 'units' && what.unit === 'word'
      ? { ...selection, what: { ...what, unit } }
      : selection;
  const forms = comparison.ranges.map((r) => counted(inUnit, r, context));
  const known = forms.filter((f) => f !== undefined);
  return known.length === forms.length ? conjoin(comparison.conn, known) : undefined;
}

function sameText(args: ArgList): LogicalForm | undefined {
  const [a, b] = args.args;
  if (a === undefined || b === undefined) return undefined;
  return { op: 'is', subject: { kind: 'arg', arg: a }, test: { kind: 'same-as', arg: b } };
}

export const grammar = makeGrammar(rules);
