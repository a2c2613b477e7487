/**
 * A predicate (a verb phrase, kept as data) applied to its subject gives a logical form, or `undefined` where the two do not
 * go together (the type error of the grammar), so that a derivation that means nothing never comes to be.
 */
import { isPlain, located } from './located.ts';
import { conjoin, everyDefined, negate } from './logic.ts';
import {
  type Anchor,
  atLeastOne,
  type LogicalForm,
  type Matcher,
  type MatchMode,
  type Range,
  type TextTest,
} from './logical-form.ts';
import { anchorsOf, type Context, mergeAdverbials, nowhere } from './place.ts';
import type {
  Adverbial,
  Connective,
  Entity,
  Place,
  Predicate,
  Reach,
  Selection,
  Things,
  Units,
} from './values.ts';

const opposite = { left: 'right', right: 'left', around: 'around' } as const;

/** Adds adverbials to a verb phrase that has room for them. */
export function modify(predicate: Predicate, where: Adverbial): Predicate | undefined {
  switch (predicate.kind) {
    case 'located':
    case 'relation':
    case 'passive':
    case 'contains':
    case 'sandwiches':
    case 'links': {
      const merged = mergeAdverbials(predicate.where, where);
      return merged === undefined ? undefined : { ...predicate, where: merged };
    }
    case 'not': {
      const of = modify(predicate.of, where);
      return of === undefined ? undefined : { kind: 'not', of };
    }
    case 'both':
    case 'either': {
      const [a, b] = predicate.of.map((one) => modify(one, where));
      return a === undefined || b === undefined ? undefined : { ...predicate, of: [a, b] };
    }
    default:
      return undefined;
  }
}

export function apply(subject: Entity, predicate: Predicate, context: Context): LogicalForm | undefined {
  switch (predicate.kind) {
    case 'located': {
      if (predicate.only !== true) return located(subject, predicate.where, context);
      return subject.kind === 'things'
        ? located({ ...subject, only: true }, predicate.where, context)
        : undefined;
    }
    case 'relation':
      return related(subject, predicate.side, predicate.object, predicate.where, context);
    case 'passive':
      return related(predicate.object, predicate.side, subject, predicate.where, context);
    case 'sandwiches':
      return betweenArgs(subject, predicate.object, predicate.where, context);
    case 'links':
      return betweenArgs(predicate.object, subject, predicate.where, context);
    case 'contains':
      return contains(subject, predicate.object, predicate.where, context);
    case 'affix':
      return affixed(subject, predicate.mode, predicate.object, context);
    case 'long':
      return subject.kind === 'args'
        ? located(
            { kind: 'units', unit: predicate.unit, count: predicate.range },
            { ...nowhere, places: [{ kind: 'arg', args: subject }] },
            context,
          )
        : undefined;
    case 'again':
      return mentionedAgain(subject, predicate.where, context);
    case 'apart':
      return apart(subject, predicate.unit, predicate.range);
    case 'test':
      return tested(subject, predicate.tests, predicate.conn);
    case 'not': {
      // "'a' and 'b' are not there": neither is.
      if (subject.kind === 'things' && subject.quantifier === 'all' && subject.matchers.length > 1) {
        return negate(apply({ ...subject, quantifier: 'any' }, predicate.of, context));
      }
      if (subject.kind === 'args' && subject.args.length > 1 && predicate.of.kind === 'test') {
        return negate(apply({ ...subject, conn: 'or' }, predicate.of, context));
      }
      return negate(apply(subject, predicate.of, context));
    }
    case 'both':
    case 'either': {
      const clauses = everyDefined(predicate.of.map((p) => apply(subject, p, context)));
      return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
    }
    default:
      return predicate satisfies never;
  }
}

function related(
  what: Entity,
  side: 'left' | 'right' | 'around',
  object: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  const turned = what.kind === 'args' && object.kind !== 'args';
  const theme = turned ? object : what;
  const of = anchorsOf(turned ? what : object);
  if (of === undefined) return undefined;
  const place: Place = { kind: 'side', side: turned ? opposite[side] : side, of };
  const merged = mergeAdverbials({ places: [place], placesConn: 'and' }, where);
  return merged === undefined ? undefined : located(theme, merged, context);
}

function betweenArgs(
  ends: Entity,
  what: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  if (what.kind === 'args' && ends.kind === 'args') return undefined;
  const anchors = anchorsOf(ends)?.anchors;
  const [a, b, more] = anchors ?? [];
  if (a === undefined || b === undefined || more !== undefined) return undefined;
  const same = where.places.filter((p) => p.kind !== 'between');
  const merged = mergeAdverbials(
    { places: [{ kind: 'between', a, b }], placesConn: 'and' },
    { ...where, places: same },
  );
  return merged === undefined ? undefined : located(what, merged, context);
}

function contains(
  subject: Entity,
  object: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  if (subject.kind === 'args') {
    // "X and Y have 'w' between them"
    if (where.places.length > 0) return located(object, where, context);
    if (object.kind !== 'things') return undefined;
    return affixed(subject, 'substring', object, context);
  }
  if (where.places.length > 0 || object.kind !== 'things') return undefined;
  return affixed(subject, 'substring', object, context);
}

/** "The sentence contains …" */
export function sentenceHas(predicate: Predicate, context: Context): LogicalForm | undefined {
  switch (predicate.kind) {
    case 'contains':
      return located(predicate.object, predicate.where, context);
    case 'not':
      return negate(sentenceHas(predicate.of, context));
    case 'both':
    case 'either': {
      const clauses = everyDefined(predicate.of.map((p) => sentenceHas(p, context)));
      return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
    }
    case 'affix': {
      const atStart = predicate.mode === 'prefix';
      const edge: Anchor = { kind: 'edge', edge: atStart ? 'start' : 'end' };
      const place: Place = {
        kind: 'side',
        side: atStart ? 'right' : 'left',
        of: { conn: 'and', anchors: [edge] },
      };
      const reach: Reach = { unit: 'word', range: { min: 1, max: 1 } };
      return located(predicate.object, { places: [place], placesConn: 'and', reach }, context);
    }
    default:
      return undefined;
  }
}

const testOfMode = {
  prefix: 'starts-with',
  suffix: 'ends-with',
  substring: 'contains',
  word: 'equals',
} as const;

/** "X starts with 'w'", "a word contains 'w'": by the matchers of `object` in the mode given. */
export function affixed(
  subject: Entity,
  mode: MatchMode,
  object: Things,
  context: Context,
): LogicalForm | undefined {
  const inMode = object.matchers.map(
    (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: mode } : m),
  );
  if (subject.kind === 'units') {
    return subject.unit === 'char'
      ? undefined
      : located({ ...object, matchers: inMode, count: subject.count }, nowhere, context);
  }
  if (subject.kind === 'args' && inMode.some((m) => m.kind !== 'phrase')) {
    const place: Place = { kind: 'arg', args: subject };
    return located({ ...object, matchers: inMode }, { ...nowhere, places: [place] }, context);
  }
  if (typeof object.quantifier === 'object') return undefined;
  const tests: TextTest[] = [];
  for (const m of object.matchers) {
    if (m.kind !== 'phrase') return undefined;
    tests.push({ kind: testOfMode[mode], texts: m.texts });
  }
  const form = tested(subject, tests, object.quantifier === 'all' ? 'and' : 'or');
  return object.quantifier === 'none' ? negate(form) : form;
}

/** "X is mentioned again after Y". */
function mentionedAgain(subject: Entity, where: Adverbial, context: Context): LogicalForm | undefined {
  if (subject.kind !== 'args') return undefined;
  const each = everyDefined(
    subject.args.map((arg) =>
      located(
        { kind: 'things', matchers: [{ kind: 'mention', arg }], quantifier: 'any', count: atLeastOne },
        where,
        context,
      ),
    ),
  );
  return each === undefined ? undefined : conjoin(subject.conn, each);
}

function apart(subject: Entity, unit: Reach['unit'], range: Range): LogicalForm | undefined {
  const [a, b, more] = anchorsOf(subject)?.anchors ?? [];
  if (a === undefined || b === undefined || more !== undefined) return undefined;
  return { op: 'size', where: { kind: 'between', a, b }, unit, range };
}

function tested(subject: Entity, tests: readonly TextTest[], conn: Connective): LogicalForm | undefined {
  if (subject.kind === 'args') {
    const perArg = subject.args.map((arg) =>
      conjoin(
        conn,
        tests.map((test): LogicalForm => ({ op: 'is', subject: { kind: 'arg', arg }, test })),
      ),
    );
    const each = everyDefined(perArg);
    return each === undefined ? undefined : conjoin(subject.conn, each);
  }
  if (subject.kind !== 'things' || !isPlain(subject.count) || typeof subject.quantifier === 'object') {
    return undefined;
  }
  if (tests.some((t) => t.kind === 'type' || t.kind === 'same-as')) return undefined;
  const forms: LogicalForm[] = [];
  for (const m of subject.matchers) {
    if (m.kind !== 'phrase') return undefined;
    for (const text of m.texts) {
      const form = conjoin(
        conn,
        tests.map((test): LogicalForm => ({ op: 'is', subject: { kind: 'literal', text }, test })),
      );
      if (form === undefined) return undefined;
      forms.push(form);
    }
  }
  const form = conjoin(subject.quantifier === 'all' ? 'and' : 'or', forms);
  return subject.quantifier === 'none' ? negate(form) : form;
}

/** What a word must be like for the test to hold of it. */
function toMatcher(test: TextTest): Matcher | undefined {
  switch (test.kind) {
    case 'equals':
      return { kind: 'phrase', texts: test.texts, match: 'word' };
    case 'starts-with':
      return { kind: 'phrase', texts: test.texts, match: 'prefix' };
    case 'ends-with':
      return { kind: 'phrase', texts: test.texts, match: 'suffix' };
    case 'contains':
      return { kind: 'phrase', texts: test.texts, match: 'substring' };
    case 'listed':
      return { kind: 'list', name: test.list, match: 'word' };
    case 'shape':
      return { kind: 'shape', shape: test.shape };
    case 'pos':
      return { kind: 'pos', pos: test.pos };
    case 'type':
      return { kind: 'entity', type: test.type };
    default:
      return undefined;
  }
}

/** "A word between X and Y contains 'induc'". */
export function applyToSelection(
  selection: Selection,
  predicate: Predicate,
  context: Context,
): LogicalForm | undefined {
  const { what, where } = selection;
  if (predicate.kind === 'not') return negate(applyToSelection(selection, predicate.of, context));
  if (predicate.kind === 'both' || predicate.kind === 'either') {
    const clauses = everyDefined(predicate.of.map((p) => applyToSelection(selection, p, context)));
    return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
  }
  if (what.kind !== 'units' || what.unit === 'char') return undefined;
  if (predicate.kind === 'contains' && predicate.where.places.length === 0) {
    if (predicate.object.kind !== 'things') return undefined;
    const matchers = predicate.object.matchers.map(
      (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: 'substring' } : m),
    );
    return located({ ...predicate.object, matchers, count: what.count }, where, context);
  }
  if (predicate.kind === 'affix') {
    const matchers = predicate.object.matchers.map(
      (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: predicate.mode } : m),
    );
    return located({ ...predicate.object, matchers, count: what.count }, where, context);
  }
  if (predicate.kind !== 'test') return undefined;
  const matchers = everyDefined(predicate.tests.map(toMatcher));
  if (matchers === undefined) return undefined;
  const things: Things = {
    kind: 'things',
    matchers,
    quantifier: predicate.conn === 'and' && matchers.length > 1 ? 'all' : 'any',
    count: what.count,
  };
  return located(things, where, context);
}

/** "The number of words between X and Y" put to a comparison. */
export function counted(selection: Selection, range: Range, context: Context): LogicalForm | undefined {
  const { what, where } = selection;
  if (what.kind === 'args') return undefined;
  const some: Units | Things = { ...what, count: range };
  return located(some, where, context);
}
