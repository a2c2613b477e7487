/** The sample projects: what is committed is what the sources give, opens without a remark, and teaches the truth. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, type Instance, parseExplanation, suggestCompletions } from '#core/explain';
import { formatProjectJson, readProjectFile } from '#core/formats';
import type { Annotation, ProjectBundle } from '#core/project';
import { tokenize } from '#core/text';
import { sampleProject } from '../../../tools/samples/sample-project.ts';
import { samples } from '../../../tools/samples/samples.ts';
import { file } from '../formats/helpers.ts';

const read = (path: string): string => readFileSync(join(process.cwd(), path), 'utf8');

function instanceOf(bundle: ProjectBundle, annotation: Annotation): Instance {
  const document = bundle.documents.find(({ id }) => id === annotation.documentId);
  const text = document?.text ?? '';
  const names = new Map(bundle.labels.map(({ id, name }) => [id, name]));
  const entity = (id: string): { from: number; to: number; type: string } => {
    const found = bundle.annotations.find((other) => other.id === id);
    if (found?.target.kind !== 'span') throw new Error('an end is an entity');
    return { from: found.target.from, to: found.target.to, type: names.get(found.labelId) ?? '' };
  };
  const { target } = annotation;
  const args =
    target.kind === 'relation'
      ? { x: entity(target.head), y: entity(target.tail) }
      : target.kind === 'aspect'
        ? { aspect: { from: target.from, to: target.to } }
        : target.kind === 'span'
          ? { entity: { from: target.from, to: target.to } }
          : {};
  return { text, tokens: tokenize(text), args };
}

describe.each(samples.map((sample) => [sample.id, sample] as const))('%s', (id, sample) => {
  const bundle = sampleProject(sample, read(`tools/samples/${id}.txt`));

  it('is committed as its source gives it (npm run samples)', () => {
    expect(read(`public/samples/${sample.task}.json`)).toBe(formatProjectJson(bundle));
  });

  it('opens without a remark', () => {
    const content = readProjectFile([file(`${id}.json`, read(`public/samples/${sample.task}.json`))]);
    expect(content.ok && content.value).toEqual({ bundle, issues: [], violations: [] });
  });

  it('has enough to learn from, enough to measure by, and enough to do', () => {
    const count = (holdout: boolean, status: string): number =>
      bundle.documents.filter((doc) => (doc.split === 'holdout') === holdout && doc.status === status).length;
    expect(bundle.documents.length).toBeGreaterThanOrEqual(sample.task === 're' ? 80 : 120);
    expect(count(false, 'done')).toBeGreaterThanOrEqual(35);
    expect(count(true, 'done')).toBeGreaterThanOrEqual(12);
    expect(count(false, 'open')).toBeGreaterThanOrEqual(40);
    expect(new Set(bundle.documents.map(({ text }) => text)).size).toBe(bundle.documents.length);
    for (const label of bundle.labels) {
      const explained = new Set(bundle.explanations.map(({ annotationId }) => annotationId));
      const taught = bundle.annotations.filter((a) => a.labelId === label.id && explained.has(a.id));
      const needed = label.name === 'neutral' || (label.kind === 'span' && sample.task === 're') ? 0 : 5;
      expect([label.name, taught.length >= needed]).toEqual([label.name, true]);
    }
  });

  it('no explanation stands in the part that the model is measured by', () => {
    const holdout = new Set(bundle.documents.filter(({ split }) => split === 'holdout').map((doc) => doc.id));
    expect(bundle.explanations.filter(({ documentId }) => holdout.has(documentId))).toEqual([]);
  });

  it('first completions of 20 texts are whole reasons, and true of the text in front of one', () => {
    const labelled = bundle.annotations
      .filter((a) => a.target.kind !== 'span' || sample.task === 'ner')
      .slice(0, 20);
    const offered = labelled.flatMap((annotation) => {
      const instance = instanceOf(bundle, annotation);
      return ['', 'The word '].flatMap((prefix) =>
        suggestCompletions(prefix, instance, { limit: 9 })
          .slice(0, 2)
          .map(({ text, rest }) => ({ whole: `${prefix}${text}${rest}`, instance })),
      );
    });
    expect(offered.length).toBeGreaterThanOrEqual(50);
    const untrue = offered.filter(({ whole, instance }) => {
      const result = parseExplanation(whole, instance);
      return !result.ok || result.value[0] === undefined || !evaluate(result.value[0].form, instance);
    });
    expect(untrue.map(({ whole }) => whole)).toEqual([]);
  });

  const sentences = bundle.explanations.flatMap((e) =>
    e.kind === 'nl' ? [[e.text, e.annotationId] as const] : [],
  );
  it.skipIf(sentences.length === 0)('every explanation is understood and true of its own sentence', () => {
    const wrong = sentences.flatMap(([sentence, annotationId]) => {
      const annotation = bundle.annotations.find((a) => a.id === annotationId);
      if (annotation === undefined) return [`${sentence}: no annotation`];
      const instance = instanceOf(bundle, annotation);
      const readings = parseExplanation(sentence, instance);
      if (!readings.ok) return [`${sentence}: ${readings.error.code} ${readings.error.message}`];
      const [best] = readings.value;
      if (best?.trueHere !== true) return [`${sentence}: false of "${instance.text}" as ${best?.canonical}`];
      return best.leftOut.length > 0
        ? [`${sentence}: left out ${best.leftOut.join(', ')} → ${best.canonical}`]
        : [];
    });
    expect(wrong).toEqual([]);
  });
});
