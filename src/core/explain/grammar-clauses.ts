/** The grammar of explanations, as data: clauses that say that something is there, or what it is, and how clauses make a sentence. */
import {
  applyToWord,
  attributeOf,
  attributeOfBoth,
  comesFirst,
  contrasted,
  contrastedNot,
  directlyThere,
  distributed,
  inOrder,
  linkedTo,
  nextWordIs,
  pairListed,
  sameText,
  sameWord,
  saysWhatIsIn,
  sizeBetween,
  surfacePattern,
  thereWithout,
} from './clause-meanings.ts';
import { located } from './located.ts';
import { conjoin, negate } from './logic.ts';
import { at, atEdge, exactly, phrases, steps } from './phrase-meanings.ts';
import { nowhere } from './place.ts';
import { type Rule, rule } from './rule.ts';
import { apply, applyToSelection, modify, sentenceHas } from './verb-phrase.ts';

export const clauseRules: readonly Rule[] = [
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
  // "The text between X and Y contains 'a' but not 'b'": both are said of that place.
  rule('Clause', ['Sentence', 'Adverbials', 'Predicate'], ([, where, p], context) => {
    const predicate = modify(p, where);
    return predicate === undefined ? undefined : sentenceHas(predicate, context);
  }),
  // "Before X there is 'a' but there is no 'b'": the place holds for what is denied too.
  rule(
    'Clause',
    ['Adverbials', 'There', 'Things', 'And', 'There', 'Not', 'Things'],
    ([where, , a, , , , b], context) => thereWithout(a, b, where, context),
    0.02,
  ),
  rule(
    'Clause',
    ['Adverbials', 'There', 'Things', 'And', 'There', 'Things'],
    ([where, , a, , , b], context) => thereWithout(a, b, where, context, 'stated'),
    0.02,
  ),
  rule(
    'Clause',
    ['Adverbials', 'There', 'Things', 'And', 'Not', 'Things'],
    ([where, , a, , , b], context) => thereWithout(a, b, where, context),
    0.02,
  ),
  rule(
    'Clause',
    ['Adverbials', 'There', 'Things', 'And', 'Things'],
    ([where, , a, , b], context) => thereWithout(a, b, where, context, 'stated'),
    0.02,
  ),
  rule(
    'Clause',
    ['There', 'Things', 'And', 'Things', 'Adverbials'],
    ([, a, , b, where], context) => thereWithout(a, b, where, context, 'stated'),
    0.02,
  ),
  rule(
    'Clause',
    ['There', 'Things', 'And', 'Not', 'Things', 'Adverbials'],
    ([, a, , , b, where], context) => thereWithout(a, b, where, context),
    0.02,
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
  // "Not 'a' but 'b' is there."
  rule(
    'Clause',
    ['Not', 'Things', 'And', 'Things', 'Predicate'],
    ([, a, how, b, p], context) => (how === 'but' ? contrasted(b, a, p, context) : undefined),
    0.01,
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
  // "$T$ was 'overpriced'", "X is 'wife'": said of it, near it.
  rule('Clause', ['Args', 'Be', 'Things'], ([args, , t], context) => attributeOf(args, t, context), 0.35),
  // "X is the 'wife' of Y", "X is 'married to' Y".
  rule('Clause', ['Arg', 'Be', 'Strings', 'Of', 'Arg'], ([a, , s, , b], context) =>
    attributeOfBoth(a, phrases(s.texts, 'word', s.conn === 'and'), b, context),
  ),
  rule('Clause', ['Arg', 'Be', 'Strings', 'Arg'], ([a, , s, b], context) =>
    attributeOfBoth(a, phrases(s.texts, 'word', s.conn === 'and'), b, context),
  ),
  // "Contains 'x' but not 'y'": the sentence does.
  rule(
    'Clause',
    ['Predicate'],
    ([p], context) => (saysWhatIsIn(p) ? sentenceHas(p, context) : undefined),
    0.3,
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
  // "'a' or 'b' and 'c' appear before X": all of them do.
  rule(
    'Clause',
    ['Things', 'Or', 'Things', 'Predicate'],
    ([a, , b, p], context) => distributed('or', a, b, p, context),
    0.1,
  ),
  rule(
    'Clause',
    ['Things', 'And', 'Things', 'Predicate'],
    ([a, , b, p], context) => distributed('and', a, b, p, context),
    0.15,
  ),
  // The word before X, and not any word before it.
  rule('Clause', ['TheWord', 'Place', 'Predicate'], ([, place, p], context) => nextWordIs(place, p, context)),
  rule('Clause', ['Neighbour', 'Of', 'Anchors', 'Predicate'], ([side, , of, p], context) =>
    nextWordIs({ kind: 'side', side, of }, p, context),
  ),
  rule('Clause', ['ArgWord', 'Predicate'], ([part, p]) => applyToWord(part, p)),
  rule('Clause', ['Args', 'Share', 'NamePart'], ([args, , word]) => sameWord(args, word)),
  rule('Clause', ['NamePart', 'Of', 'Args', 'Be', 'Same'], ([word, , args]) => sameWord(args, word), 0.01),
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
