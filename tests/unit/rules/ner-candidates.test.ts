import { describe, expect, it } from 'vitest';
import { InstanceCutter } from '#core/execute';
import { parseExplanation } from '#core/explain';
import { type RuleDocument, RuleEngine } from '#core/rules';
import { nounPhrases, type Span, tokenize } from '#core/text';

const explained = 'Patients developed naloxone-induced hypertension. They recovered.';
const others = [
  'The trial reported cocaine-induced seizures in mice.',
  'Severe hypertension was seen after naloxone.',
  'Alcohol-induced dementia is rare. A walk in the park helps.',
];

const spanOf = (text: string, part: string): Span => {
  const from = text.indexOf(part);
  return { from, to: from + part.length };
};

/** Candidates as a project has them: noun phrases, dictionary hits and the model's spans, each once. */
function candidates(id: string, text: string, extra: readonly Span[] = []): RuleDocument {
  const spans = new Map(
    [...nounPhrases(text, tokenize(text)), ...extra].map((span) => [`${span.from} ${span.to}`, span]),
  );
  return {
    id,
    text,
    instances: [...spans.values()].map(({ from, to }) => ({ target: { kind: 'span', from, to } })),
  };
}

describe('rules for named entities', () => {
  const target = { kind: 'span' as const, ...spanOf(explained, 'hypertension') };
  const { instance } = new InstanceCutter({ text: explained }).cut(target);
  const parsed = parseExplanation('"induced" appears immediately before the entity', instance);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const [reading] = parsed.value;

  it('are executed with each candidate as their argument', () => {
    expect(reading).toMatchObject({ trueHere: true });
    const engine = new RuleEngine({ labels: [{ id: 'Disease' }], threshold: 1 });
    engine.upsertDocument({ id: 'own', text: explained, instances: [{ target, gold: 'Disease' }] });
    others.forEach((text, k) => {
      // A model's span and a dictionary hit beside the noun phrases.
      engine.upsertDocument(
        candidates(`d${k}`, text, [
          spanOf(text, k === 0 ? 'seizures' : k === 1 ? 'hypertension' : 'dementia'),
        ]),
      );
    });
    engine.upsertRule({
      id: 'r',
      labelId: 'Disease',
      form: reading!.form,
      enabled: true,
      explains: { documentId: 'own', target },
    });
    for (const _ of engine.update());
    const found = [...engine.weakLabels()].map(({ documentId, target: span }) => {
      const text = others[Number(documentId.slice(1))]!;
      return span.kind === 'span' ? text.slice(span.from, span.to) : span.kind;
    });
    expect(found).toContain('seizures');
    expect(found).toContain('dementia');
    // Seen after naloxone, but induced by nothing.
    expect(found).not.toContain('hypertension');
    expect(found).not.toContain('park');
    expect(engine.row('r')).toMatchObject({ correct: 0, incorrect: 0, accuracy: undefined });
  });

  it('look at the sentence of the candidate, not at the whole document', () => {
    const engine = new RuleEngine({ labels: [{ id: 'Place' }], threshold: 1 });
    const text = others[2]!;
    engine.upsertDocument(candidates('d', text, [spanOf(text, 'dementia')]));
    const park = { kind: 'span' as const, ...spanOf(text, 'park') };
    const cut = new InstanceCutter({ text }).cut(park);
    const walk = parseExplanation('the word "walk" occurs in the sentence', cut.instance);
    if (!walk.ok) throw new Error(walk.error.message);
    engine.upsertRule({ id: 'r', labelId: 'Place', form: walk.value[0]!.form, enabled: true });
    for (const _ of engine.update());
    const found = [...engine.weakLabels()].flatMap(({ target: span }) =>
      span.kind === 'span' ? [span] : [],
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((span) => span.from >= text.indexOf('A walk'))).toBe(true);
  });
});
