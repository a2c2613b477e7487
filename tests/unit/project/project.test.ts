import { describe, expect, it } from 'vitest';
import {
  addLabel,
  assignShortcut,
  countingIds,
  createProject,
  defaultSettings,
  type Label,
  labelNameProblem,
  type Migration,
  mergeBundles,
  migrateTables,
  type ProjectBundle,
  parseRecord,
  renameLabel,
  reorderLabels,
  shortcutKeys,
  validateBundle,
} from '#core/project';
import { bundleOf, parsed } from '../formats/helpers.ts';

function labelSet(...names: string[]): readonly Label[] {
  return names.reduce<readonly Label[]>(
    (labels, name) => addLabel(labels, { id: name, projectId: 'p', kind: 'span', name }),
    [],
  );
}

describe('label sets', () => {
  it('colours and keys are free ones; after 36 labels there are no keys left', () => {
    const labels = labelSet(...Array.from({ length: 40 }, (_, i) => `l${i}`));
    expect(labels.slice(0, 12).map(({ colour }) => colour)).toEqual([...Array(12).keys()]);
    expect(labels[12]?.colour).toBe(0);
    expect(labels.map(({ shortcut }) => shortcut)).toEqual([...shortcutKeys, '', '', '', '']);
    expect(labels.map(({ position }) => position)).toEqual([...Array(40).keys()]);
  });

  it('a key that is given away is taken from its label', () => {
    const labels = assignShortcut(labelSet('a', 'b'), 'b', '1');
    expect(labels.map(({ shortcut }) => shortcut)).toEqual(['', '1']);
    expect(assignShortcut(labels, 'b', '').map(({ shortcut }) => shortcut)).toEqual(['', '']);
  });

  it('renaming a type renames it in the relations that ask for it', () => {
    const labels = addLabel(labelSet('Person', 'Place'), {
      id: 'r',
      projectId: 'p',
      kind: 'relation',
      name: 'born',
      headTypes: ['Person'],
      tailTypes: ['Place', 'Person'],
    });
    const renamed = renameLabel(labels, 'Person', 'Human');
    expect(renamed[2]).toMatchObject({ headTypes: ['Human'], tailTypes: ['Place', 'Human'] });
    expect(renameLabel(labels, 'nobody', 'x')).toEqual(labels);
  });

  it('names: empty, too long, taken within a kind', () => {
    const labels = labelSet('A');
    expect(labelNameProblem(labels, ' ', 'span')).toBe('empty');
    expect(labelNameProblem(labels, 'x'.repeat(501), 'span')).toBe('too-long');
    expect(labelNameProblem(labels, 'A', 'span')).toBe('taken');
    expect(labelNameProblem(labels, 'A', 'relation')).toBeUndefined();
    expect(labelNameProblem(labels, 'A', 'span', 'A')).toBeUndefined();
    expect(labelNameProblem(labels, '__proto__', 'span')).toBeUndefined();
  });

  it('a new order keeps those that it does not name', () => {
    expect(
      reorderLabels(labelSet('a', 'b', 'c'), ['c', 'a']).map(({ id, position }) => `${id}${position}`),
    ).toEqual(['c0', 'a1', 'b2']);
  });
});

const doc = parsed('Jane is Canadian', {
  annotations: [
    {
      label: 'P',
      target: { kind: 'span', from: 0, to: 4 },
      explanations: [{ kind: 'trigger', spans: [{ from: 5, to: 7 }] }],
    },
    { label: 'N', target: { kind: 'span', from: 8, to: 16 }, explanations: [] },
    {
      label: 'nat',
      target: { kind: 'relation', head: 0, tail: 1 },
      explanations: [{ kind: 'nl', text: 'is' }],
    },
  ],
});
const bundle = bundleOf('re', [doc, parsed('x')]);
const codes = (broken: ProjectBundle): string[] =>
  validateBundle(broken).violations.map(({ code, id }) => `${code} ${id}`);
const [jane, canadian, nationality] = bundle.annotations;
const [trigger, sentence] = bundle.explanations;
if (!jane || !canadian || !nationality || !trigger || trigger.kind !== 'trigger' || !sentence)
  throw new Error('the test needs records');

describe('rules between records', () => {
  it('a sound bundle comes back as it is', () => {
    const { bundle: same, violations } = validateBundle(bundle);
    expect(violations).toEqual([]);
    expect(same).toBe(bundle);
  });

  const broken: [string, Partial<ProjectBundle>, string[]][] = [
    [
      'a record of another project is taken in',
      { documents: bundle.documents.map((d) => ({ ...d, projectId: 'q' })) },
      bundle.documents.map(({ id }) => `foreign-record ${id}`),
    ],
    [
      'two documents at one position',
      { documents: bundle.documents.map((d) => ({ ...d, position: 0 })) },
      [`position ${bundle.documents[1]?.id}`],
    ],
    [
      'tokens outside the text',
      { documents: bundle.documents.map((d, i) => (i === 1 ? { ...d, tokens: [{ from: 0, to: 5 }] } : d)) },
      [`tokens ${bundle.documents[1]?.id}`],
    ],
    [
      'a label that is gone takes its relations along',
      { labels: bundle.labels.filter(({ name }) => name !== 'N') },
      [`missing-label ${canadian.id}`, `relation-end ${nationality.id}`, `missing-annotation ${sentence.id}`],
    ],
    [
      'a relation label on a span',
      { annotations: [{ ...jane, labelId: nationality.labelId }] },
      [`label-kind ${jane.id}`, `missing-annotation ${trigger.id}`, `missing-annotation ${sentence.id}`],
    ],
    [
      'a relation with itself',
      {
        annotations: [
          jane,
          canadian,
          { ...nationality, target: { kind: 'relation', head: jane.id, tail: jane.id } },
        ],
      },
      [`relation-end ${nationality.id}`, `missing-annotation ${sentence.id}`],
    ],
    [
      'a relation whose end was deleted',
      { annotations: [jane, { ...canadian, deleted: true }, nationality] },
      [`relation-end ${nationality.id}`, `missing-annotation ${sentence.id}`],
    ],
    [
      'an explanation that names another document',
      { explanations: [{ ...sentence, documentId: 'elsewhere' }] },
      [`explanation-document ${sentence.id}`],
    ],
    [
      'trigger spans out of order and out of range',
      {
        explanations: [
          {
            ...trigger,
            spans: [
              { from: 9, to: 12 },
              { from: 5, to: 7 },
              { from: 90, to: 99 },
            ],
          },
        ],
      },
      [`trigger-spans ${trigger.id}`],
    ],
    [
      'a trigger with nothing left',
      { explanations: [{ ...trigger, spans: [{ from: 90, to: 99 }] }] },
      [`empty-explanation ${trigger.id}`],
    ],
    [
      'a sentence without words',
      { explanations: [{ ...sentence, kind: 'nl', text: ' ' }] },
      [`empty-explanation ${sentence.id}`],
    ],
  ];
  it.each(broken)('%s', (_, change, expected) => {
    const wrong = { ...bundle, ...change };
    expect(codes(wrong)).toEqual(expected);
    expect(codes(validateBundle(wrong).bundle)).toEqual([]);
  });

  it('two labels of one name become one', () => {
    const [first] = bundle.labels;
    if (first === undefined) throw new Error('the test needs a label');
    const wrong = {
      ...bundle,
      labels: [...bundle.labels, { ...first, id: 'zz' }],
      annotations: bundle.annotations.map((a) => (a === jane ? { ...a, labelId: 'zz' } : a)),
    };
    expect(codes(wrong)).toEqual(['duplicate-label zz']);
    expect(validateBundle(wrong).bundle.annotations[0]?.labelId).toBe(first.id);
  });
});

describe('records from a file', () => {
  it('metadata may use any name', () => {
    const meta = JSON.parse('{"__proto__":"a","constructor":"b"}') as unknown;
    const record = parseRecord('document', { ...bundle.documents[0], meta });
    expect(record.ok && Object.entries(record.value.meta)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('says where a record is wrong', () => {
    const record = parseRecord('annotation', { ...jane, target: { kind: 'span', from: 0.5, to: 2 } });
    expect(record.ok ? '' : record.error.path).toBe('target.from');
    expect(parseRecord('label', { ...bundle.labels[0], name: '' }).ok).toBe(false);
    expect(parseRecord('project', { ...bundle.project, task: 'pos' }).ok).toBe(false);
    expect(parseRecord('explanation', null).ok).toBe(false);
  });

  it('a setting that an older file does not have is the default', () => {
    const { multiLabel: _, ...settings } = defaultSettings;
    const record = parseRecord('project', { ...bundle.project, settings });
    expect(record.ok && record.value.settings).toEqual(defaultSettings);
  });

  it('a logical form from a file is not taken over: it would be a program', () => {
    const record = parseRecord('explanation', { ...sentence, logicalForm: { op: 'and', of: 'x' } });
    expect(record.ok && 'logicalForm' in record.value).toBe(false);
  });
});

describe('merging', () => {
  it('the newer record wins, deletions are remembered', () => {
    const theirs: ProjectBundle = {
      ...bundle,
      annotations: bundle.annotations.map((a) =>
        a.id === jane.id ? { ...a, deleted: true, updatedAt: 2 } : a,
      ),
      documents: bundle.documents.map((d) => ({ ...d, status: 'done', updatedAt: 2 })),
    };
    const merged = mergeBundles(bundle, theirs);
    if (!merged.ok) throw new Error('the two are copies of one project');
    expect(merged.value.annotations.find(({ id }) => id === jane.id)?.deleted).toBe(true);
    expect(merged.value.documents.every(({ status }) => status === 'done')).toBe(true);
    // The relation of the deleted entity goes too, as a deletion that is remembered.
    const sound = validateBundle(merged.value).bundle;
    expect(sound.annotations.find(({ id }) => id === nationality.id)?.deleted).toBe(true);
  });

  it('two projects cannot be merged', () => {
    const other = { ...bundle, project: createProject({ name: 'x', task: 're' }, countingIds('other'), 1) };
    expect(mergeBundles(bundle, other).ok).toBe(false);
  });
});

describe('migrations', () => {
  const tables = { project: {}, labels: [], documents: [1], annotations: [], explanations: [] };
  const steps: readonly Migration[] = [
    { to: 2, up: (t) => ({ ...t, documents: t.documents.map((d) => Number(d) * 10) }) },
    { to: 3, up: (t) => ({ ...t, documents: t.documents.map((d) => Number(d) + 1) }) },
  ];

  it('steps run in order, each once, from the version of the file', () => {
    const run = (from: number): unknown => {
      const result = migrateTables(tables, from, steps, 3);
      return result.ok ? result.value.documents : result.error.code;
    };
    expect([run(1), run(2), run(3), run(4)]).toEqual([[11], [2], [1], 'newer-version']);
  });
});

describe('new projects', () => {
  it('have every setting', () => {
    const project = createProject(
      { name: 'n', task: 'sa', settings: { trainEvery: 9 } },
      countingIds('p'),
      7,
    );
    expect(project).toEqual({
      id: 'p1',
      name: 'n',
      task: 'sa',
      explanationKinds: ['trigger', 'nl'],
      guidelines: '',
      settings: { ...defaultSettings, trainEvery: 9 },
      createdAt: 7,
      updatedAt: 7,
    });
    expect(parseRecord('project', project).ok).toBe(true);
  });
});
