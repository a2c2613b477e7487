/** Random forms within what the explanation language can say, and sentences to try them on. */
import fc from 'fast-check';
import type {
  Anchor,
  ArgName,
  Count,
  Distance,
  Instance,
  LogicalForm,
  Matcher,
  Range,
  Region,
} from '#core/explain';
import { tokenize } from '#core/text';

const vocabulary = [
  'red',
  'Cat',
  'cats',
  'Paris',
  'sat',
  'on',
  'the',
  'mat',
  'two',
  '7',
  ',',
  'very',
  'pre-war',
];
const lists = [
  { name: 'animals', words: ['cat', 'cats', 'red mat'] },
  { name: 'pairs', words: ['cat\tcats', 'red\tsat', 'on\tthe'] },
];

export const relationInstance: fc.Arbitrary<Instance> = fc
  .tuple(
    fc.array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 14 }),
    fc.nat(1000),
    fc.nat(1000),
  )
  .map(([words, p, q]) => {
    const text = words.join(' ');
    const starts = words.map((_, i) => words.slice(0, i).join(' ').length + (i > 0 ? 1 : 0));
    const i = p % words.length;
    const j = (i + 1 + (q % (words.length - 1))) % words.length;
    const span = (k: number) => ({ from: starts[k]!, to: starts[k]! + words[k]!.length });
    return {
      text,
      tokens: tokenize(text),
      args: { x: { ...span(i), type: 'PERSON' }, y: { ...span(j), type: p % 2 === 0 ? 'PLACE' : 'PERSON' } },
      entities: [{ ...span((i + 2) % words.length), type: 'PLACE' }],
      lists,
    };
  });

const phrase = fc.constantFrom(
  'red',
  'cat',
  'the',
  'very red',
  'sat on',
  'paris',
  'X',
  'say "no"',
  ',',
  '北京',
  'before',
);
const stem = fc.constantFrom('ca', 're', 'at', 'o', 'ary');
const count: fc.Arbitrary<Range> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ min: 1 }) },
  fc.record({ min: fc.integer({ min: 2, max: 3 }) }),
  fc.tuple(fc.nat(2), fc.nat(2)).map(([min, more]) => ({ min, max: min + more })),
);
const anyRange: fc.Arbitrary<Range> = fc.oneof(
  fc.record({ min: fc.nat(4) }),
  fc.tuple(fc.nat(4), fc.nat(4)).map(([min, more]) => ({ min, max: min + more })),
);
const within: fc.Arbitrary<Distance> = fc
  .tuple(
    fc.constantFrom('word' as const, 'token' as const, 'char' as const),
    fc.integer({ min: 1, max: 4 }),
    fc.option(fc.nat(4), { nil: undefined }),
  )
  .map(([unit, min, more]) => (more === undefined ? { unit, min } : { unit, min, max: min + more }));

export function formOf(names: readonly ArgName[]): fc.Arbitrary<LogicalForm> {
  const arg = fc.constantFrom(...names);
  const anchor: fc.Arbitrary<Anchor> = fc.oneof(
    { weight: 4, arbitrary: arg.map((a) => ({ kind: 'arg' as const, arg: a })) },
    { weight: 2, arbitrary: phrase.map((text) => ({ kind: 'phrase' as const, text })) },
    fc.constantFrom('start' as const, 'end' as const).map((edge) => ({ kind: 'edge' as const, edge })),
    arg.map((a) => ({ kind: 'arg' as const, arg: a, whole: true as const })),
  );
  const side = fc
    .tuple(
      fc.constantFrom('left' as const, 'right' as const, 'around' as const),
      anchor,
      fc.option(within, { nil: undefined }),
    )
    .map(([s, of, w]): Region => ({ kind: 'side', side: s, of, ...(w === undefined ? {} : { within: w }) }));
  const between = fc
    .tuple(anchor, anchor, fc.option(within, { nil: undefined }))
    .filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b))
    .map(([a, b, w]): Region => ({ kind: 'between', a, b, ...(w === undefined ? {} : { within: w }) }));
  const inArg = arg.map((a): Region => ({ kind: 'arg', arg: a }));
  const region: fc.Arbitrary<Region> = fc.oneof(
    fc.constant<Region>({ kind: 'sentence' }),
    { weight: 3, arbitrary: side },
    { weight: 3, arbitrary: between },
    inArg,
    fc
      .array(fc.oneof(side, between), { minLength: 2, maxLength: 2 })
      .map((of): Region => ({ kind: 'both', of })),
  );
  const extent: fc.Arbitrary<Region> = fc
    .oneof(side, between, fc.constant<Region>({ kind: 'sentence' }))
    .map((r) => {
      if (!('within' in r)) return r;
      const { within: _, ...bare } = r;
      return bare;
    });
  const matcher: fc.Arbitrary<Exclude<Matcher, { kind: 'arg' }>> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .uniqueArray(phrase, { minLength: 1, maxLength: 3 })
        .map((texts) => ({ kind: 'phrase' as const, texts, match: 'word' as const })),
    },
    fc
      .uniqueArray(phrase, { minLength: 1, maxLength: 3 })
      .map((texts) => ({ kind: 'phrase' as const, texts, match: 'word' as const, like: true as const })),
    arg.map((a) => ({ kind: 'mention' as const, arg: a })),
    fc.constantFrom('PERSON', 'PLACE').map((type) => ({ kind: 'entity' as const, type, all: true as const })),
    fc
      .tuple(
        fc.uniqueArray(stem, { minLength: 1, maxLength: 2 }),
        fc.constantFrom('substring' as const, 'prefix' as const, 'suffix' as const),
      )
      .map(([texts, match]) => ({ kind: 'phrase' as const, texts, match })),
    fc
      .constantFrom('word' as const, 'prefix' as const, 'suffix' as const, 'substring' as const)
      .map((match) => ({ kind: 'list' as const, name: 'animals', match })),
    fc
      .constantFrom(
        'capitalised' as const,
        'lowercase' as const,
        'uppercase' as const,
        'number' as const,
        'punctuation' as const,
      )
      .map((shape) => ({ kind: 'shape' as const, shape })),
    fc
      .constantFrom(
        'noun' as const,
        'verb' as const,
        'adjective' as const,
        'adverb' as const,
        'determiner' as const,
      )
      .map((pos) => ({ kind: 'pos' as const, pos })),
    fc.constantFrom('PERSON', 'PLACE').map((type) => ({ kind: 'entity' as const, type })),
  );
  const quantity: fc.Arbitrary<Count> = fc.oneof(
    fc.record({ kind: fc.constant('occurs' as const), what: matcher, where: region }),
    fc.record({
      kind: fc.constant('size' as const),
      where: extent,
      unit: fc.constantFrom('word' as const, 'token' as const, 'char' as const),
    }),
  );
  const part = fc.tuple(arg, fc.constantFrom('first' as const, 'last' as const));
  const leaf: fc.Arbitrary<LogicalForm> = fc.oneof(
    fc
      .tuple(quantity, fc.constantFrom('more' as const, 'equal' as const), quantity)
      .filter(([left, , right]) => JSON.stringify(left) !== JSON.stringify(right))
      .map(([left, is, right]): LogicalForm => ({ op: 'compare', left, is, right })),
    fc
      .tuple(part, part)
      .filter(([[a], [b]]) => a !== b || names.length === 1)
      .map(
        ([[a, word], [b, other]]): LogicalForm => ({
          op: 'is',
          subject: { kind: 'arg', arg: a, word },
          test: { kind: 'same-as', arg: b, word: other },
        }),
      ),
    fc
      .tuple(part, fc.constantFrom('starts-with' as const, 'ends-with' as const, 'equals' as const), phrase)
      .map(
        ([[a, word], kind, text]): LogicalForm => ({
          op: 'is',
          subject: { kind: 'arg', arg: a, word },
          test: { kind, texts: [text] },
        }),
      ),
    {
      weight: 6,
      arbitrary: fc.record({ op: fc.constant('occurs' as const), what: matcher, where: region, count }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(arg, side)
        .filter(
          ([a, r]) => r.kind === 'side' && (r.of.kind !== 'arg' || (r.of.arg !== a && r.of.whole !== true)),
        )
        .map(
          ([a, where]): LogicalForm => ({
            op: 'occurs',
            what: { kind: 'arg', arg: a },
            where,
            count: { min: 1 },
          }),
        ),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constant('size' as const),
        where: extent,
        unit: fc.constantFrom('word' as const, 'token' as const, 'char' as const),
        range: anyRange,
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.oneof(
            arg.map((a) => ({ kind: 'arg' as const, arg: a })),
            phrase.map((text) => ({ kind: 'literal' as const, text })),
          ),
          fc.oneof(
            fc
              .tuple(
                fc.constantFrom(
                  'equals' as const,
                  'starts-with' as const,
                  'ends-with' as const,
                  'contains' as const,
                  'part-of' as const,
                ),
                fc.uniqueArray(phrase, { minLength: 1, maxLength: 2 }),
              )
              .map(([kind, texts]) => ({ kind, texts })),
            fc.constant({ kind: 'listed' as const, list: 'animals' }),
            fc
              .constantFrom('capitalised' as const, 'lowercase' as const, 'number' as const)
              .map((shape) => ({ kind: 'shape' as const, shape })),
          ),
        )
        .map(([subject, test]): LogicalForm => ({ op: 'is', subject, test })),
    },
    fc
      .constantFrom('PERSON', 'PLACE')
      .chain((type) =>
        arg.map(
          (a): LogicalForm => ({ op: 'is', subject: { kind: 'arg', arg: a }, test: { kind: 'type', type } }),
        ),
      ),
    fc.tuple(fc.nat(5), anyRange).map(([value, range]): LogicalForm => ({ op: 'number', value, range })),
    ...(names.length === 2
      ? [
          fc.constant<LogicalForm>({ op: 'pair-listed', first: 'x', second: 'y', list: 'pairs' }),
          fc.constant<LogicalForm>({
            op: 'is',
            subject: { kind: 'arg', arg: 'x' },
            test: { kind: 'same-as', arg: 'y' },
          }),
        ]
      : []),
  );
  return fc.letrec<{ form: LogicalForm; leaf: LogicalForm }>((tie) => ({
    leaf,
    form: fc.oneof(
      { maxDepth: 2 },
      { weight: 3, arbitrary: tie('leaf') },
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('form'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ op: fc.constant('not' as const), of: tie('form') }),
      fc.record({
        op: fc.constant('number-of' as const),
        of: fc.array(tie('form'), { minLength: 2, maxLength: 3 }),
        range: anyRange,
      }),
    ),
  })).form;
}
