/** Random sentences and random forms over a vocabulary so small that they meet. */
import fc from 'fast-check';
import type {
  Anchor,
  Argument,
  Count,
  Distance,
  Instance,
  LogicalForm,
  Matcher,
  Range,
  Region,
} from '#core/explain';

const words = [
  'the',
  'The',
  'war',
  'WAR',
  'pre',
  'cat',
  'cats',
  'of',
  'Évry',
  'évry',
  'three',
  '12',
  '7',
  'a_b',
  '京',
  '北京',
];
const marks = [',', '.', '-', "'", '’', '"', '“', '(', '[12]', '.*'];
const glue = ['', ' ', ' ', ' ', '  '];
const types = ['PERSON', 'PLACE'] as const;
const tags = ['noun', 'verb', 'adjective'] as const;

const text = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.constantFrom(...marks)),
      fc.constantFrom(...glue),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.map(([piece, space]) => piece + space).join(''));

/** Tokens as a simple tokenizer would cut them; hyphenated and apostrophised words stay whole or not, by `fine`. */
function tokensOf(sentence: string, fine: boolean): { from: number; to: number }[] {
  const pattern = fine ? /[\p{L}\p{N}_]+|[^\s]/gu : /[\p{L}\p{N}_]+(?:[-'’][\p{L}\p{N}_]+)*|[^\s]/gu;
  return [...sentence.matchAll(pattern)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
}

export const instance: fc.Arbitrary<Instance> = fc
  .record({
    text,
    fine: fc.boolean(),
    picks: fc.array(
      fc.record({
        at: fc.nat(20),
        size: fc.integer({ min: 1, max: 2 }),
        type: fc.option(fc.constantFrom(...types), { nil: undefined }),
      }),
      {
        minLength: 5,
        maxLength: 5,
      },
    ),
    present: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    pos: fc.option(fc.array(fc.constantFrom(...tags), { minLength: 60, maxLength: 60 }), { nil: undefined }),
    entities: fc.boolean(),
  })
  .map(({ text: sentence, fine, picks, present, pos, entities }) => {
    const tokens = tokensOf(sentence, fine);
    const span = (k: number): Argument => {
      const pick = picks[k]!;
      const first = pick.at % tokens.length;
      const last = Math.min(first + pick.size - 1, tokens.length - 1);
      const where = { from: tokens[first]!.from, to: tokens[last]!.to };
      return pick.type === undefined ? where : { ...where, type: pick.type };
    };
    const names = (['x', 'y', 'aspect', 'entity'] as const).filter((_, k) => present[k]);
    return {
      text: sentence,
      tokens,
      args: Object.fromEntries(names.map((name, k) => [name, span(k)])),
      lists: [{ name: 'Animals', words: ['cat', 'cats', 'the war', 'cat\tcats', 'war\tcat'] }],
      pos: tokens.map((_, i) => pos?.[i] ?? 'noun'),
      ...(entities ? { entities: [{ from: span(4).from, to: span(4).to, type: 'PERSON' }] } : {}),
    };
  });

const phrase = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  fc.constantFrom(
    'the war',
    'cat of',
    'war-cat',
    'of the',
    "cat's",
    'cat , war',
    '北京',
    '.',
    'pre-war',
    'THE  Cat',
    '-',
  ),
);
const part = fc.constantFrom('ca', 'a', 'at', 'WA', 'r', 'the c', 's', '京', '1', 'é', 'e-w', 't, ');
const range: fc.Arbitrary<Range> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ min: 1 }) },
  fc.record({ min: fc.nat(2) }),
  fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
);
const unit = fc.constantFrom('word' as const, 'token' as const, 'char' as const);
const within: fc.Arbitrary<Distance> = fc
  .tuple(fc.nat(2), fc.nat(5), unit)
  .map(([min, more, u]) => ({ min, max: min + more, unit: u }));
const argName = fc.constantFrom('x' as const, 'y' as const, 'aspect' as const, 'entity' as const);

const anchor: fc.Arbitrary<Anchor> = fc.oneof(
  { weight: 4, arbitrary: argName.map((arg) => ({ kind: 'arg' as const, arg })) },
  { weight: 2, arbitrary: phrase.map((t) => ({ kind: 'phrase' as const, text: t })) },
  fc.constantFrom('start' as const, 'end' as const).map((edge) => ({ kind: 'edge' as const, edge })),
);
const simpleRegion: fc.Arbitrary<Region> = fc.oneof(
  fc.constant({ kind: 'sentence' as const }),
  argName.map((arg) => ({ kind: 'arg' as const, arg })),
  fc.record({
    kind: fc.constant('side' as const),
    side: fc.constantFrom('left' as const, 'right' as const, 'around' as const),
    of: anchor,
  }),
  fc.record({
    kind: fc.constant('side' as const),
    side: fc.constantFrom('left' as const, 'right' as const, 'around' as const),
    of: anchor,
    within,
  }),
  fc.record({ kind: fc.constant('between' as const), a: anchor, b: anchor }),
  fc.record({ kind: fc.constant('between' as const), a: anchor, b: anchor, within }),
);
const region: fc.Arbitrary<Region> = fc.oneof(
  { weight: 6, arbitrary: simpleRegion },
  fc.record({
    kind: fc.constant('both' as const),
    of: fc.array(simpleRegion, { minLength: 1, maxLength: 3 }),
  }),
);
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('phrase' as const),
      texts: fc.array(phrase, { minLength: 1, maxLength: 3 }),
      match: fc.constant('word' as const),
    }),
  },
  fc
    .array(phrase, { minLength: 1, maxLength: 3 })
    .map((of) => ({ kind: 'phrase' as const, texts: of, match: 'word' as const, like: true as const })),
  argName.map((arg) => ({ kind: 'mention' as const, arg })),
  fc.constantFrom(...types).map((type) => ({ kind: 'entity' as const, type, all: true as const })),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('phrase' as const),
      texts: fc.array(part, { minLength: 1, maxLength: 2 }),
      match: fc.constantFrom('substring' as const, 'prefix' as const, 'suffix' as const),
    }),
  },
  fc
    .constantFrom('word' as const, 'prefix' as const)
    .map((match) => ({ kind: 'list' as const, name: 'animals', match })),
  argName.map((arg) => ({ kind: 'arg' as const, arg })),
  fc
    .constantFrom('lowercase' as const, 'uppercase' as const, 'number' as const)
    .map((shape) => ({ kind: 'shape' as const, shape })),
  fc.constantFrom(...tags).map((pos) => ({ kind: 'pos' as const, pos })),
  fc.constantFrom(...types).map((type) => ({ kind: 'entity' as const, type })),
);
const ends = fc.constantFrom('first' as const, 'last' as const);
const wordOfArgument = fc.tuple(argName, ends).map(([arg, word]) => ({ kind: 'arg' as const, arg, word }));
const count: fc.Arbitrary<Count> = fc.oneof(
  fc.record({ kind: fc.constant('occurs' as const), what: matcher, where: region }),
  fc.record({ kind: fc.constant('size' as const), where: region, unit }),
);
const texts = fc.array(fc.oneof(phrase, part), { minLength: 1, maxLength: 2 });

export const form: fc.Arbitrary<LogicalForm> = fc.letrec<{ form: LogicalForm; leaf: LogicalForm }>((tie) => ({
  form: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: tie('leaf') },
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('form'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('form') }),
    fc.record({
      op: fc.constant('number-of' as const),
      of: fc.array(tie('form'), { minLength: 1, maxLength: 3 }),
      range,
    }),
  ),
  leaf: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        op: fc.constant('occurs' as const),
        what: matcher,
        where: region,
        count: range,
      }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('size' as const), where: region, unit, range }) },
    fc.record({
      op: fc.constant('compare' as const),
      left: count,
      is: fc.constantFrom('more' as const, 'equal' as const),
      right: count,
    }),
    fc.record({
      op: fc.constant('is' as const),
      subject: fc.oneof(
        argName.map((arg) => ({ kind: 'arg' as const, arg })),
        wordOfArgument,
        phrase.map((t) => ({ kind: 'literal' as const, text: t })),
      ),
      test: fc.oneof(
        fc.record({
          kind: fc.constantFrom(
            'equals' as const,
            'starts-with' as const,
            'ends-with' as const,
            'contains' as const,
            'part-of' as const,
          ),
          texts,
        }),
        fc.constant({ kind: 'listed' as const, list: 'animals' }),
        fc
          .constantFrom('lowercase' as const, 'uppercase' as const, 'number' as const)
          .map((shape) => ({ kind: 'shape' as const, shape })),
        fc.constantFrom(...types).map((type) => ({ kind: 'type' as const, type })),
        argName.map((arg) => ({ kind: 'same-as' as const, arg })),
        fc.tuple(argName, ends).map(([arg, word]) => ({ kind: 'same-as' as const, arg, word })),
      ),
    }),
    fc.record({
      op: fc.constant('pair-listed' as const),
      first: argName,
      second: argName,
      list: fc.constant('ANIMALS'),
    }),
    fc.record({ op: fc.constant('number' as const), value: fc.nat(3), range }),
    fc.constantFrom(true, false).map((value) => ({ op: 'constant' as const, value })),
  ),
})).form;
