import { expect, test } from 'vitest';
import type { Document, Recommendation } from '#core/project';
import { tokenize } from '#core/text';
import { ExactFirst, type Trigger, type TriggerMatcher, triggerOf } from '#core/triggers';

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
