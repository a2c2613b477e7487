/**
 * Project files as they were written by each version of the records. The fixtures are frozen: a change of the records
 * adds a migration and a fixture, and never touches an old one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from '#core/formats';
import { recordsVersion } from '#core/project';
import { file } from '../formats/helpers.ts';

const fixture = (version: number): string =>
  readFileSync(join(process.cwd(), `tests/unit/project/fixtures/records-${version}.json`), 'utf8');

describe.each(Array.from({ length: recordsVersion }, (_, i) => i + 1))('records of version %i', (version) => {
  const content = readProjectFile([file('old.json', fixture(version))]);

  it('open without a remark', () => {
    expect(content.ok && [content.value.issues, content.value.violations]).toEqual([[], []]);
  });

  it('say what they said', () => {
    if (!content.ok) throw new Error(content.error.code);
    const { project, labels, documents, annotations, explanations } = content.value.bundle;
    expect(project).toMatchObject({
      task: 're',
      name: 'Test',
      settings: { trainEvery: 5, acquisition: 'sequential' },
    });
    expect(labels.map(({ name, kind, shortcut }) => `${kind} ${name} ${shortcut}`)).toEqual([
      'span Person 1',
      'span Nation 2',
      'relation nationality 3',
    ]);
    expect(documents.map(({ text, status, split, tokens }) => [text, status, split, tokens?.length])).toEqual(
      [
        ['Jane is a Canadian citizen.', 'done', undefined, 6],
        ['Émile 👨‍👩‍👧', 'skipped', 'holdout', undefined],
      ],
    );
    expect(annotations.map(({ target, deleted }) => [target.kind, deleted ?? false])).toEqual([
      ['span', false],
      ['span', false],
      ['relation', false],
      ['span', true],
    ]);
    expect(explanations.map(({ kind, enabled }) => `${kind} ${enabled}`)).toEqual([
      'trigger true',
      'nl true',
    ]);
  });
});
