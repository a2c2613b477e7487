import { expect, test } from 'vitest';
import type { Document, Recommendation } from '#core/project';
import { tokenize } from '#core/text';
import {
  ExactFirst,
  PhraseMatcher,
  type PhraseVectors,
  type Trigger,
  type TriggerMatcher,
  triggerOf,
} from '#core/triggers';

const documentOf = (id: string, text: string): Document =>
  ({
    id,
    projectId: 'p',
    position: 0,
    text,
    tokens: tokenize(text),
    meta: {},
    status: 'open',
    flagged: false,
    updatedAt: 0,
  }) as Document; // the fields that are read
const source = documentOf('own', 'We had lunch at Rumble Fish today.');
const spanIn = (text: string, words: string) => ({
  from: text.indexOf(words),
  to: text.indexOf(words) + words.length,
});
const explanation = {
  id: 'lunch',
  projectId: 'p',
  annotationId: 'a',
  documentId: 'own',
  kind: 'trigger',
  spans: [spanIn(source.text, 'had lunch at')],
  enabled: true,
  updatedAt: 0,
} as const;
const trigger = triggerOf(source, explanation, 'restaurant', spanIn(source.text, 'Rumble Fish'))!;
const stranger = {
  kind: 'trigger',
  explanationId: 'other',
  phrase: 'walked along',
  similarity: 0.74,
  documentId: 'x',
} as const;

/** A network that is sure of the wrong things: what it says of each document is given. */
const network = (said: Readonly<Record<string, readonly Recommendation[]>>): TriggerMatcher =>
  ({
    triggers: new Map<string, Trigger>(),
    addTriggers: async () => new Set(),
    addDocuments: async () => undefined,
    matchesOf: () => [{ explanationId: 'other', similarity: 0.99 }],
    propose: async (id: string) => [...(said[id] ?? [])],
  }) as unknown as TriggerMatcher; // what is asked of it here

test('the very words of a trigger are first and surest, whatever the network says', async () => {
  const exact = documentOf('exact', 'They had lunch at Silver Perch.');
  const loose = documentOf('loose', 'Brunch at Silver Perch.');
  const span = (one: Document) => ({ kind: 'span', ...spanIn(one.text, 'Silver Perch') }) as const;
  const said = (one: Document, confidence: number, labelId = 'restaurant'): Recommendation => ({
    target: span(one),
    labelId,
    confidence,
    provenance: [stranger],
  });
  const adviser = new ExactFirst(
    network({ exact: [said(exact, 0.72), said(exact, 0.9, 'place')], loose: [said(loose, 0.76)] }),
  );
  await adviser.addTriggers([trigger]);
  await adviser.addDocuments([exact, loose]);
  const [first, other] = await adviser.propose('exact');
  const [likely] = await adviser.propose('loose');
  expect(first).toMatchObject({ labelId: 'restaurant', target: span(exact) });
  expect(first!.provenance[0]).toMatchObject({ explanationId: 'lunch', similarity: 1 });
  expect(first!.confidence).toBeGreaterThan(likely!.confidence);
  expect(other!.labelId).toBe('place');
  expect(other!.confidence).toBeLessThan(first!.confidence);
  expect(adviser.matchesOf('exact')[0]).toMatchObject({ explanationId: 'lunch', similarity: 1 });
});

/** Words in a plane: meals lie beside each other, and short words are frequent. */
const meals = new Set(['lunch', 'breakfast']);
const vectors: PhraseVectors = {
  dims: 2,
  size: 1000,
  rank: (word) => (word.length < 4 ? 0 : 900),
  fill: (out, offset, word) => {
    out[offset] = meals.has(word) ? 1 : 0;
    out[offset + 1] = meals.has(word) ? word.length / 100 : word.length;
  },
};

test('of several triggers the very words are named first, before there is a network too', async () => {
  const other = documentOf('other', 'We enjoyed breakfast at Rumble Fish.');
  const spans = [spanIn(other.text, 'enjoyed breakfast at')];
  const loose = triggerOf(
    other,
    { ...explanation, id: 'breakfast', spans },
    'restaurant',
    spanIn(other.text, 'Rumble Fish'),
  )!;
  const bare = triggerOf(
    source,
    { ...explanation, spans: [spanIn(source.text, 'at')] },
    'restaurant',
    spanIn(source.text, 'Rumble Fish'),
  )!;
  const matcher = new PhraseMatcher({ soft: true, threshold: 0.3, vectors });
  await matcher.addTriggers([loose, bare]);
  await matcher.addDocuments([documentOf('new', 'They enjoyed lunch at Silver Perch.')]);
  const [first] = await matcher.propose('new');
  expect(first?.provenance.map((why) => (why.kind === 'trigger' ? why.explanationId : ''))).toEqual([
    'lunch',
    'breakfast',
  ]);
});
