/** Random projects with the strings that hurt, and a view of them that two formats can be compared by. */
import * as fc from 'fast-check';
import type { Holds, ParsedAnnotation, ParsedDocument, ParsedExplanation } from '#core/formats';
import type { Task } from '#core/project';
import type { Span } from '#core/text';

export const hostileTexts = [
  '我爱北京天安门',
  'مرحبا بالعالم',
  'Évry',
  'Москва is big',
  '👨‍👩‍👧 love 🇫🇷',
  'see [12] Jane Roe (',
  'a.*b (c',
  'cat and dog, cat and dog.',
  'pre-war',
  'two\r\nlines\rand\nmore',
  '\ufeffmark inside',
  '',
  ' leading and trailing ',
  '"quoted", \'single\'; a\tb',
  "=1+1 and '=2",
  '=HYPERLINK("x")',
  '-5 @home +1',
  '<b>&amp; ]]> <e1>x</e1></b>',
  '# text = x',
  '-DOCSTART- O',
  'a\\b [c] d_e | f->g; h* \\n',
  'T-0 B-PER O',
  'one\u2028two\u0085three\u00a0four',
  ':*:*:',
];

export const hostileLabels = [
  '__proto__',
  'constructor',
  'toString',
  '=1+1',
  '<img src=x onerror=alert(1)>',
  'x'.repeat(500),
  'right\u202eleft',
  'Two Words',
  'B-PER',
  'O',
  '_',
  '*',
  'a|b[1]',
  'über,"q"',
  '标签',
];

/** Well-formed text: UTF-8 files cannot hold a lone surrogate. */
const anyText = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.constantFrom(...hostileTexts), { minLength: 2, maxLength: 4 })
        .map((t) => t.join(' ')),
    },
  )
  .map((text) => (text === '' ? 'x' : text));

const anyLabel = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileLabels) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((l) => l.trim() !== ''),
  },
);

/** Offsets at which a character that is not white space begins, and ends. */
function wordBounds(text: string): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const char of text) {
    if (/[^\s\u0085]/u.test(char)) {
      starts.push(at);
      ends.push(at + char.length);
    }
    at += char.length;
  }
  return { starts, ends };
}

function anySpan(text: string): fc.Arbitrary<Span> {
  const { starts, ends } = wordBounds(text);
  const last = Math.max(starts.length - 1, 0);
  return fc.tuple(fc.nat(last), fc.nat({ max: 8 })).map(([first, more]) => ({
    from: starts[first] ?? 0,
    to: ends[Math.min(first + more, last)] ?? 0,
  }));
}

/** Not overlapping and not touching: several runs of words. */
function anyTrigger(text: string): fc.Arbitrary<ParsedExplanation> {
  return fc.array(anySpan(text), { minLength: 1, maxLength: 3 }).map((spans) => {
    const kept: Span[] = [];
    for (const span of spans.toSorted((a, b) => a.from - b.from)) {
      const before = kept.at(-1);
      if (before === undefined || /\S/u.test(text.slice(before.to, span.from))) kept.push(span);
    }
    return { kind: 'trigger', spans: kept };
  });
}

function anyExplanations(text: string): fc.Arbitrary<ParsedExplanation[]> {
  const sentence = fc.oneof(
    fc.constantFrom('The word "x" is before it.', '=cmd|x', 'a; b\tc "d"'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  const nl = sentence.filter((s) => s.trim() !== '').map((s): ParsedExplanation => ({ kind: 'nl', text: s }));
  return fc.uniqueArray(fc.oneof(anyTrigger(text), nl), { maxLength: 2, selector: (e) => JSON.stringify(e) });
}

const unique = (annotation: ParsedAnnotation): string =>
  JSON.stringify([annotation.label, annotation.target]);

function anyAnnotations(text: string, task: Task): fc.Arbitrary<ParsedAnnotation[]> {
  if (!/\S/u.test(text)) return fc.constant([]);
  const annotation = (target: fc.Arbitrary<ParsedAnnotation['target']>): fc.Arbitrary<ParsedAnnotation> =>
    fc.record({
      label: anyLabel,
      target,
      explanations: anyExplanations(text),
      annotator: fc.constantFrom('Ann', 'Bo =1'),
    });
  if (task === 'sa') {
    const target = fc.oneof(
      fc.constant({ kind: 'text' } as const),
      anySpan(text).map((span) => ({ kind: 'aspect', ...span }) as const),
    );
    return fc.uniqueArray(annotation(target), { maxLength: 4, selector: unique });
  }
  const spans = fc.uniqueArray(
    annotation(anySpan(text).map((span) => ({ kind: 'span', ...span }) as const)),
    { maxLength: 4, selector: unique },
  );
  if (task === 'ner') return spans;
  return spans.chain((entities) => {
    if (entities.length < 2) return fc.constant(entities);
    const last = entities.length - 1;
    const ends = fc.tuple(fc.nat(last), fc.nat(last)).filter(([a, b]) => a !== b);
    const relation = annotation(ends.map(([head, tail]) => ({ kind: 'relation', head, tail }) as const));
    return fc
      .uniqueArray(relation, { maxLength: 3, selector: unique })
      .map((relations) => [...entities, ...relations]);
  });
}

const anyMeta = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('source', '__proto__', 'a b', 'text', '=x'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
  {
    maxLength: 2,
    selector: ([key]) => key,
  },
);

export function anyDocuments(task: Task): fc.Arbitrary<ParsedDocument[]> {
  const document = anyText.chain((text) =>
    fc.record({ annotations: anyAnnotations(text, task), meta: anyMeta }).map(({ annotations, meta }) => ({
      text,
      annotations,
      meta,
    })),
  );
  return fc.array(document, { minLength: 1, maxLength: 4 }).map((documents) =>
    documents.map(({ text, annotations, meta }, index) => ({
      text,
      annotations,
      meta: Object.fromEntries([...meta, ['id', `d${index}`]]),
      file: '',
      line: index + 1,
    })),
  );
}

/** What a format that holds `holds` is to give back: one string per annotation, sorted. */
export function view(
  document: ParsedDocument,
  holds: Holds,
  rename: (label: string) => string = (label) => label,
): { text: string; annotations: string[]; meta: string } {
  const target = (annotation: ParsedAnnotation): unknown => {
    const { target: of } = annotation;
    if (of.kind !== 'relation') return of;
    const end = (index: number): unknown => {
      const entity = document.annotations[index];
      return [entity && holds.entities ? rename(entity.label) : '', entity?.target];
    };
    return { kind: 'relation', head: end(of.head), tail: end(of.tail) };
  };
  const explanation = (e: ParsedExplanation): unknown[] => {
    if (e.kind === 'nl') return holds.nl ? [{ kind: 'nl', text: e.text }] : [];
    return holds.triggers === 'offsets' ? [{ kind: 'trigger', spans: e.spans }] : [];
  };
  const held = ({ target: of }: ParsedAnnotation): boolean => {
    switch (of.kind) {
      case 'span':
        return holds.entities && holds.spans !== 'no';
      case 'aspect':
        return holds.aspects;
      case 'relation':
        return holds.relations;
      case 'text':
        return holds.textLabels !== 'no';
      default:
        return of satisfies never;
    }
  };
  // Where labels lose what tells them apart, two annotations may become one: their explanations are joined.
  const joined = new Map<string, Set<string>>();
  for (const annotation of document.annotations.filter(held)) {
    const by = holds.annotators ? (annotation.annotator ?? '') : '';
    const key = JSON.stringify([rename(annotation.label), target(annotation), by]);
    const explanations = joined.get(key) ?? new Set<string>();
    for (const e of annotation.explanations.flatMap(explanation)) explanations.add(JSON.stringify(e));
    joined.set(key, explanations);
  }
  const { id, ...meta } = document.meta;
  return {
    text: document.text,
    annotations: [...joined]
      .map(([key, explanations]) => `${key} ${[...explanations].sort().join(' ')}`)
      .sort(),
    meta: holds.meta ? JSON.stringify([id, Object.entries(meta).sort()]) : '',
  };
}
