/** The grammar of explanations, as data: what is said of a thing. */
import {
  butRather,
  isOneOf,
  isReachOnly,
  linking,
  located0,
  mergedReach,
  reaching,
  testing,
  upTo,
  vaguelyNear,
} from './phrase-meanings.ts';
import { nowhere } from './place.ts';
import { type Rule, rule } from './rule.ts';
import { modify } from './verb-phrase.ts';

export const verbRules: readonly Rule[] = [
  rule('VerbPhrase', ['Occur', 'Adverbials'], ([, where]) => located0(where)),
  rule('VerbPhrase', ['Adverbials'], ([where]) => located0(where), 0.1),
  rule('VerbPhrase', ['Occur'], () => located0(nowhere), 0.05),
  rule('VerbPhrase', ['Reach', 'VerbPhrase'], ([reach, p]) => mergedReach(p, reach), 0.02),
  rule('VerbPhrase', ['Relate', 'Entity'], ([side, object]) => ({
    kind: 'relation',
    side,
    object,
    where: side === 'around' ? reaching(vaguelyNear) : nowhere,
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
    where: p.reach !== undefined ? reaching(p.reach) : p.side === 'around' ? reaching(vaguelyNear) : nowhere,
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
  rule('VerbPhrase', ['Contain', 'Not', 'Things', 'And', 'Things'], ([, , a, how, b]) =>
    butRather(a, how, b),
  ),
  rule('VerbPhrase', ['Not', 'Contain', 'Things', 'And', 'Things'], ([, , a, how, b]) =>
    butRather(a, how, b),
  ),
  rule('VerbPhrase', ['Related', 'Not', 'By', 'Things', 'And', 'By', 'Things'], ([side, , , a, how, , b]) =>
    how === 'but'
      ? {
          kind: 'both',
          of: [
            { kind: 'not', of: { kind: 'passive', side, object: a, where: nowhere } },
            { kind: 'passive', side, object: b, where: nowhere },
          ],
        }
      : undefined,
  ),
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
  rule('VerbPhrase', ['Be', 'Measure', 'Long'], ([, m]) => ({ kind: 'long', unit: m.unit, range: m.range })),
  rule('VerbPhrase', ['Be', 'Measure'], ([, m]) => ({ kind: 'long', unit: m.unit, range: m.range }), 0.2),
  rule(
    'VerbPhrase',
    ['Contain', 'Measure'],
    ([, m]) => ({ kind: 'long', unit: m.unit, range: m.range }),
    0.02,
  ),
  rule('VerbPhrase', ['Occur', 'Again'], () => ({ kind: 'again', where: nowhere }), 0.01),
  rule('VerbPhrase', ['Occur', 'Again', 'Adverbials'], ([, , where]) => ({ kind: 'again', where }), 0.01),
  rule('VerbPhrase', ['Occur', 'Adverbials', 'Again'], ([, where]) => ({ kind: 'again', where }), 0.02),
  rule('VerbPhrase', ['Measure', 'Apart'], ([m]) => ({ kind: 'apart', unit: m.unit, range: m.range })),
  rule('VerbPhrase', ['Within', 'Measure', 'Apart'], ([, m]) => ({ kind: 'apart', ...upTo(m) }), 0.02),
  rule('VerbPhrase', ['Test'], ([t]) => t),
  rule('VerbPhrase', ['Be', 'Things'], ([, t]) => isOneOf(t, 'equals'), 0.15),
  rule(
    'VerbPhrase',
    ['Be', 'Not', 'Things'],
    ([, , t]) => {
      const of = isOneOf(t, 'equals');
      return of === undefined ? undefined : { kind: 'not', of };
    },
    0.15,
  ),
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
  rule('Test', ['SameAs', 'ArgWord'], ([, { arg, word }]) => testing({ kind: 'same-as', arg, word })),
  rule('Test', ['SameAs', 'Arg'], ([, arg]) => testing({ kind: 'same-as', arg })),
  // "And" binds closer than "or".
  rule('AndPredicate', ['VerbPhrase'], ([p]) => p),
  rule(
    'AndPredicate',
    ['AndPredicate', 'And', 'VerbPhrase'],
    ([a, , b]) => ({ kind: 'both', of: [a, b] }),
    0.03,
  ),
  rule('Predicate', ['AndPredicate'], ([p]) => p),
  rule(
    'Predicate',
    ['Predicate', 'Or', 'AndPredicate'],
    ([a, , b]) => ({ kind: 'either', of: [a, b] }),
    0.03,
  ),
];
