/** The grammar of explanations, as data: clauses that count or compare. */
import {
  among,
  bothOf,
  comparedBy,
  comparedCounts,
  comparedSelection,
  compareNumbers,
  distanceOver,
  exceeded,
  longerThan,
  severalRanges,
  someOf,
} from './clause-meanings.ts';
import { negate, toRange } from './logic.ts';
import { at, exactly, steps, upTo } from './phrase-meanings.ts';
import { anyNumber, nowhere } from './place.ts';
import { type Rule, rule } from './rule.ts';

export const comparisonRules: readonly Rule[] = [
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
  rule('Clause', ['Length', 'Args', 'Be', 'Comparison'], ([, args, , c], context) =>
    comparedSelection(
      { what: { kind: 'units', unit: 'word', count: anyNumber }, where: at({ kind: 'arg', args }) },
      c,
      context,
    ),
  ),
  rule(
    'Clause',
    ['There', 'Amount', 'Counting', 'Adverbials', 'Than', 'Adverbials'],
    ([, is, what, a, , b], context) => comparedCounts(is, { what, where: a }, { what, where: b }, context),
  ),
  rule(
    'Clause',
    ['There', 'Amount', 'Counting', 'Adverbials', 'Than', 'Counting', 'Adverbials'],
    ([, is, what, a, , other, b], context) =>
      comparedCounts(is, { what, where: a }, { what: other, where: b }, context),
  ),
  rule('Clause', ['There', 'Amount', 'Counting', 'Than', 'Counting'], ([, is, what, , other], context) =>
    comparedCounts(is, { what, where: nowhere }, { what: other, where: nowhere }, context),
  ),
  rule(
    'Clause',
    ['There', 'Amount', 'Counting', 'Than', 'Counting', 'Adverbials'],
    ([, is, what, , other, where], context) =>
      comparedCounts(is, { what, where }, { what: other, where }, context),
    0.01,
  ),
  rule('Clause', ['Things', 'Occur', 'AmountOften', 'Than', 'Things'], ([a, , is, , b], context) =>
    comparedCounts(is, { what: a, where: nowhere }, { what: b, where: nowhere }, context),
  ),
  rule(
    'Clause',
    ['Things', 'Occur', 'AmountOften', 'Than', 'Things', 'Adverbials'],
    ([a, , is, , b, where], context) => comparedCounts(is, { what: a, where }, { what: b, where }, context),
    0.01,
  ),
  rule(
    'Clause',
    ['Things', 'Occur', 'AmountOften', 'Adverbials', 'Than', 'Adverbials'],
    ([what, , is, a, , b], context) => comparedCounts(is, { what, where: a }, { what, where: b }, context),
    0.01,
  ),
  rule('Clause', ['Counted', 'Be', 'Compare', 'Counted'], ([a, , c, b], context) =>
    comparedBy(c, a, b, context),
  ),
  rule('Clause', ['Counted', 'Exceed', 'Counted'], ([a, c, b], context) => comparedBy(c, a, b, context)),
  rule('Clause', ['Counted', 'Be', 'Equal', 'Counted'], ([a, , , b], context) =>
    comparedBy('exactly', a, b, context),
  ),
  rule(
    'Clause',
    ['Arg', 'Be', 'Compare', 'Arg'],
    ([a, , c, b], context) => longerThan(a, c, b, context),
    0.02,
  ),
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
];
