/** What other programs said stays a suggestion, with its score and the name of what made it; never a label. */
import { describe, expect, it } from 'vitest';
import type { ParseOptions } from '#core/formats';
import { bundleOf, file, readAll, write } from './helpers.ts';

const lines = (...values: readonly unknown[]): string =>
  values.map((one) => `${JSON.stringify(one)}\n`).join('');

function suggested(id: string, name: string, text: string, options: Partial<ParseOptions> = {}) {
  const { documents, issues } = readAll(id, file(name, text), options);
  expect(documents.flatMap((doc) => doc.annotations)).toEqual([]);
  const shown = documents.flatMap((doc) =>
    (doc.suggestions ?? []).map(({ label, target, by, score }) => {
      const words = 'from' in target ? `:${doc.text.slice(target.from, target.to)}` : '';
      return `${by} ${label}${words} ${score ?? '-'}`;
    }),
  );
  return [shown, issues.map(({ code }) => code)];
}

describe('columns that a program filled', () => {
  it('are found by their names, with the scores beside them', () => {
    const table = 'text,predicted_label,predicted_label_score\nGood soup,pos,0.9\nBad soup,neg,87%\nSoup,,\n';
    expect(suggested('csv', 'a.csv', table, { task: 'sa' })).toEqual([
      ['predicted_label pos 0.9', 'predicted_label neg 0.87'],
      [],
    ]);
  });

  it('are marked at the import: several, of classes and of spans', () => {
    const table = 'text,gpt,small\nGood soup,pos,neg\n';
    const columns = { text: 'text', predictions: ['gpt', 'small'] };
    expect(suggested('csv', 'a.csv', table, { task: 'sa', columns })).toEqual([
      ['gpt pos -', 'small neg -'],
      [],
    ]);
    const record = {
      text: 'In 😀 Rome',
      gpt: [{ start: 5, end: 9, label: 'GPE', score: 0.7 }],
      old: [[0, 99, 'GPE']],
    };
    const marked = { columns: { text: 'text', predictions: ['gpt', 'old'] } };
    expect(suggested('json', 'a.jsonl', lines(record), marked)).toEqual([
      ['gpt GPE:Rome 0.7'],
      ['span-out-of-range'],
    ]);
    const shares = { text: 'Soup', gpt: { pos: 0.8, neg: 0.2 } };
    expect(suggested('json', 'a.jsonl', lines(shares), { ...marked, task: 'sa' })[0]).toEqual([
      'gpt pos 0.8',
    ]);
  });
});

describe('predictions of tools', () => {
  it('Label Studio: regions, choices and relations of a model', () => {
    const region = (id: string, start: number, end: number) => ({
      id,
      type: 'labels',
      value: { start, end, labels: ['PER'] },
    });
    const result = [
      region('a', 0, 3),
      region('b', 10, 13),
      { type: 'relation', from_id: 'b', to_id: 'a', labels: ['knows'], direction: 'right' },
    ];
    const task = {
      id: 1,
      data: { text: 'Eva meets Bob' },
      annotations: [],
      predictions: [{ model_version: 'm2', score: 0.5, result }],
    };
    expect(suggested('label-studio', 'a.json', JSON.stringify([task]), { task: 're' })[0]).toEqual([
      'm2 PER:Eva 0.5',
      'm2 PER:Bob 0.5',
      'm2 knows 0.5',
    ]);
  });

  it('doccano: what its automatic labelling put in', () => {
    const record = {
      id: 1,
      text: 'In Rome',
      entities: [{ id: 1, label: 'GPE', start_offset: 3, end_offset: 7, prob: 0.6 }],
    };
    expect(suggested('doccano', 'a.jsonl', lines(record))[0]).toEqual(['doccano GPE:Rome 0.6']);
  });

  it('Argilla: suggestions by their agent, responses as labels', () => {
    const record = {
      id: 'x',
      fields: { text: 'In Rome' },
      suggestions: [
        { question_name: 'ner', value: [{ start: 3, end: 7, label: 'GPE' }], score: 0.4, agent: 'gpt' },
      ],
      responses: [],
    };
    expect(suggested('argilla', 'a.jsonl', lines(record))[0]).toEqual(['gpt GPE:Rome 0.4']);
    const answered = {
      fields: { text: 'Good soup' },
      responses: {
        mood: [
          { value: 'pos', user_id: 'u1', status: 'submitted' },
          { value: 'neg', user_id: 'u2', status: 'discarded' },
        ],
      },
      suggestions: { mood: { value: 'neg', score: 0.7, agent: 'm' } },
    };
    const { documents } = readAll('argilla', file('a.json', JSON.stringify([answered])), { task: 'sa' });
    expect(documents[0]?.annotations.map(({ label, annotator }) => [label, annotator])).toEqual([
      ['pos', 'u1'],
    ]);
    expect(documents[0]?.suggestions).toEqual([
      { label: 'neg', target: { kind: 'text' }, by: 'm', score: 0.7 },
    ]);
  });
});

describe('a project file', () => {
  it('holds them, as a project and as documents for another', () => {
    const { documents } = readAll('csv', file('a.csv', 'text,prediction\nGood soup,pos\n'), { task: 'sa' });
    const files = write('project', bundleOf('sa', documents));
    const back = readAll('project', files, { task: 'sa' });
    expect(back.documents[0]?.suggestions).toEqual([
      { label: 'pos', target: { kind: 'text' }, by: 'prediction' },
    ]);
  });
});
