import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { formatProjectJson, openSources, readProjectFile } from '#core/formats';
import type { ProjectBundle, Weights } from '#core/project';
import { bundleOf, file, parsed, readAll, write } from './helpers.ts';

const base = bundleOf('ner', [
  parsed('Rumble Fish', {
    meta: { id: '1', __proto__x: 'y' },
    tokens: [
      { from: 0, to: 6 },
      { from: 7, to: 11 },
    ],
    split: 'holdout',
    annotations: [
      {
        label: '__proto__',
        target: { kind: 'span', from: 0, to: 11 },
        explanations: [
          { kind: 'trigger', spans: [{ from: 0, to: 6 }] },
          { kind: 'nl', text: 'it is a fish' },
        ],
      },
    ],
  }),
  parsed(''),
]);

const weights: Weights = {
  projectId: base.project.id,
  model: 'ner',
  version: 3,
  tensors: {
    w: { dims: [2, 2], data: new Float32Array([1, -2.5, 3e-8, 4]) },
    __proto: { dims: [0], data: new Float32Array(0) },
  },
  optimiser: { m: { dims: [1], data: new Float32Array([7]) } },
  step: 12,
  metrics: { f1: 0.5 },
  labels: ['l1'],
  trainedAt: 99,
  seed: 5,
  rng: [1, 2, 3, 4],
};

const bundle: ProjectBundle = {
  ...base,
  annotations: base.annotations
    .map((annotation) => ({ ...annotation, annotator: 'Ann' }))
    .concat({
      id: 'gone',
      projectId: base.project.id,
      documentId: 'r1',
      annotator: 'Bo',
      labelId: 'a label that is gone',
      target: { kind: 'text' },
      source: 'manual',
      updatedAt: 5,
      deleted: true,
    }),
  weights: [weights],
};

function reopen(entries: Record<string, Uint8Array>): ReturnType<typeof readProjectFile> {
  const opened = openSources([file('p.leanlife', zipSync(entries))]);
  if (!opened.ok) throw new Error(opened.error.code);
  return readProjectFile(opened.value);
}

const entries = (): Record<string, Uint8Array> =>
  unzipSync(write('project', bundle)[0]?.bytes ?? new Uint8Array());

/** The file as versions without digests wrote it. */
function undigested(): Record<string, Uint8Array> {
  const { 'digests.json': _, ...all } = entries();
  const main = JSON.parse(strFromU8(all['project.json'] ?? new Uint8Array())) as Record<string, unknown>;
  const { digests: _digests, ...rest } = main;
  return { ...all, 'project.json': strToU8(JSON.stringify(rest)) };
}

/** `project.json` of the file with some fields changed. */
function withMain(change: Record<string, unknown>): Record<string, Uint8Array> {
  const all = entries();
  const main = JSON.parse(strFromU8(all['project.json'] ?? new Uint8Array())) as Record<string, unknown>;
  return { ...all, 'project.json': strToU8(JSON.stringify({ ...main, ...change })) };
}

describe('the project file', () => {
  it('holds everything: tombstones, tokens, splits, weights to the bit', () => {
    const content = reopen(entries());
    expect(content.ok && content.value.issues).toEqual([]);
    expect(content.ok && content.value.violations).toEqual([]);
    expect(content.ok && content.value.bundle).toEqual(bundle);
  });

  it('what was understood of a sentence is kept if it is a form, and dropped if it is not', () => {
    const form = { op: 'constant', value: true } as const;
    const withForm = (logicalForm: unknown): ProjectBundle => ({
      ...bundle,
      explanations: bundle.explanations.map((e) =>
        e.kind === 'nl' ? { ...e, logicalForm } : e,
      ) as ProjectBundle['explanations'],
    });
    const read = (of: ProjectBundle): unknown => {
      const content = readProjectFile([file('p.json', formatProjectJson(of))]);
      return (
        content.ok && content.value.bundle.explanations.map((e) => (e.kind === 'nl' ? e.logicalForm : e.kind))
      );
    };
    expect(read(withForm(form))).toEqual(['trigger', form]);
    for (const bad of [{ op: 'eval' }, 'x', { op: 'and', of: [] }, null]) {
      expect(read(withForm(bad))).toEqual(['trigger', undefined]);
    }
  });

  it('the same project gives the same bytes', () => {
    expect(write('project', bundle)).toEqual(write('project', bundle));
  });

  it('as plain JSON: everything but weights', () => {
    const content = readProjectFile([file('p.json', formatProjectJson(bundle))]);
    const { weights: _, ...rest } = bundle;
    expect(content.ok && content.value.bundle).toEqual(rest);
  });

  it('weights can be left out', () => {
    const [source] = write('project', bundle, { weights: false });
    expect(
      Object.keys(unzipSync(source?.bytes ?? new Uint8Array())).some((name) => name.startsWith('weights')),
    ).toBe(false);
  });

  it('one written by a newer version is refused, with both versions', () => {
    const content = reopen(withMain({ version: 99 }));
    expect(content.ok ? undefined : content.error).toMatchObject({
      code: 'newer-version',
      params: { found: 99, supported: 2 },
    });
  });

  it.each([undefined, 0, -1, 1.5, '1', null])('version %s is damage', (version) => {
    const content = reopen(withMain({ version }));
    expect(content.ok ? undefined : content.error.code).toBe('damaged');
  });

  it('one of an older version opens as it did', () => {
    const content = reopen(undigested());
    expect(content.ok && content.value.issues).toEqual([]);
    expect(content.ok && content.value.bundle).toEqual(bundle);
  });

  it('a damaged part is named, and the sound rest opens', () => {
    const all = entries();
    const documents = (all['documents.jsonl'] ?? new Uint8Array()).slice();
    documents[documents.indexOf(82)] = 83; // Rumble → Sumble: as good a text, and not what was saved
    const content = reopen({ ...all, 'documents.jsonl': documents });
    expect(content.ok && content.value.issues.map(({ table, row }) => [table, row])).toEqual([
      ['document', 1],
    ]);
    expect(content.ok && content.value.bundle.documents).toEqual([bundle.documents[1]]);
    const { 'annotations.jsonl': _, ...without } = all;
    const lost = reopen(without);
    expect(lost.ok && lost.value.issues.map(({ table, row }) => [table, row])).toContainEqual([
      'annotation',
      0,
    ]);
    expect(lost.ok && lost.value.bundle.documents).toEqual(bundle.documents);
    const renamed = reopen(withMain({ project: { ...bundle.project, name: 'Another' } }));
    expect(renamed.ok && renamed.value.issues.map(({ table }) => table)).toEqual(['project']);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a model with the number %s is left out and named',
    (bad) => {
      const tensors = { w: { dims: [1], data: new Float32Array([bad]) } };
      const file = write('project', {
        ...bundle,
        weights: [
          { ...weights, tensors },
          { ...weights, model: 're' },
        ],
      });
      const content = reopen(unzipSync(file[0]?.bytes ?? new Uint8Array()));
      expect(content.ok && content.value.issues.map(({ table, row }) => [table, row])).toEqual([
        ['weights', 1],
      ]);
      expect(content.ok && content.value.bundle.weights?.map(({ model }) => model)).toEqual(['re']);
    },
  );

  it('one with a table cut short is truncated, and says which', () => {
    const all = undigested();
    const content = reopen({
      ...all,
      'documents.jsonl': (all['documents.jsonl'] ?? new Uint8Array()).subarray(0, 20),
    });
    // The line that is cut is an issue; the one behind it is missing.
    expect(content.ok ? undefined : content.error).toMatchObject({
      code: 'truncated',
      params: { part: 'documents' },
    });
    const text = formatProjectJson(bundle);
    const plain = readProjectFile([file('p.json', text.slice(0, text.length - 40))]);
    expect(plain.ok ? undefined : plain.error.code).toBe('truncated');
  });

  it('other archives and other JSON are not project files', () => {
    for (const source of [file('x.json', '{"a":1}'), file('x.json', '[]'), file('x', '')]) {
      const content = readProjectFile([source]);
      expect(content.ok).toBe(false);
    }
  });

  it('broken records are left out and named, the rest opens', () => {
    const all = undigested();
    const lines = strFromU8(all['annotations.jsonl'] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    const bad = { ...JSON.parse(lines[0] ?? '{}'), id: 'bad', target: { kind: 'span', from: -1, to: 2 } };
    const content = reopen({
      ...all,
      'annotations.jsonl': strToU8(`${[...lines, JSON.stringify(bad), 'no json'].join('\n')}\n`),
    });
    expect(content.ok && content.value.bundle.annotations).toEqual(bundle.annotations);
    expect(content.ok && content.value.issues.map(({ table, row, path }) => [table, row, path])).toEqual([
      ['annotation', 4, ''],
      ['annotation', 3, 'target.from'],
    ]);
  });

  it('hostile records: duplicate ids, a relation to nothing, spans beyond the end and reversed', () => {
    const [annotation] = base.annotations;
    if (annotation === undefined) throw new Error('the test needs an annotation');
    const label = {
      ...base.labels[0],
      id: 'rel',
      kind: 'relation',
      name: 'r',
    } as ProjectBundle['labels'][number];
    const hostile: ProjectBundle = {
      ...base,
      labels: [...base.labels, label],
      documents: [...base.documents, ...base.documents],
      annotations: [
        ...base.annotations,
        annotation,
        { ...annotation, id: 'beyond', target: { kind: 'span', from: 3, to: 999 } },
        { ...annotation, id: 'reversed', target: { kind: 'span', from: 5, to: 2 } },
        {
          ...annotation,
          id: 'lonely',
          labelId: 'rel',
          target: { kind: 'relation', head: annotation.id, tail: 'nobody' },
        },
      ],
    };
    const content = readProjectFile([file('p.json', formatProjectJson(hostile))]);
    if (!content.ok) throw new Error(content.error.code);
    expect(content.value.violations.map(({ code, id }) => `${code} ${id}`)).toEqual([
      'duplicate-id r1',
      'duplicate-id r6',
      'duplicate-id r2',
      'span beyond',
      'span reversed',
      'relation-end lonely',
    ]);
    expect(content.value.bundle.annotations.filter((a) => !a.deleted)).toEqual(base.annotations);
  });

  it('its documents can be imported like any other file', () => {
    const { documents, issues } = readAll('project', write('project', base));
    expect(issues).toEqual([]);
    expect(
      documents.map(({ text, split, annotations }) => [text, split, annotations.map((a) => a.label)]),
    ).toEqual([
      ['Rumble Fish', 'holdout', ['__proto__']],
      ['', undefined, []],
    ]);
  });
});
