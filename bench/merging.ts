/**
 * `npm run bench:merging`: three people's copies of a project of 5 000 texts become one. Each labels every fourth text or
 * so in a layer of their own, renames and deletes labels, and deletes texts, with clocks an hour apart. Checks that it does not
 * matter in which order and how often the copies are opened, and says what it costs. Writes `bench/results/merging.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRng } from '#core/base';
import { type Annotation, countingIds, createProject, mergeBundles, type ProjectBundle } from '#core/project';
import { currentRun } from './bench-run.ts';

const texts = 5000;
const hour = 3_600_000;

function base(): ProjectBundle {
  const project = createProject({ name: 'merging', task: 'ner' }, countingIds('p'), 0);
  const projectId = project.id;
  return {
    project: { ...project, settings: { ...project.settings, people: true } },
    labels: ['Person', 'Place', 'Thing'].map((name, position) => ({
      id: `l${position}`,
      projectId,
      kind: 'span',
      name,
      colour: position,
      shortcut: `${position}`,
      position,
      updatedAt: 0,
    })),
    documents: Array.from({ length: texts }, (_, position) => ({
      id: `d${position}`,
      projectId,
      position,
      text: `Text ${position} is about Ada, who lived in London for some years of her life.`,
      meta: {},
      status: 'open',
      flagged: false,
      updatedAt: 0,
    })),
    annotations: [],
    explanations: [],
  };
}

/** What one person made of it. */
function copyOf(start: ProjectBundle, person: string, seed: number): ProjectBundle {
  const rng = createRng(seed);
  const now = (): number => 100 * hour + seed * hour + rng.int(hour);
  const annotations: Annotation[] = [];
  const documents = start.documents.map((doc) => {
    if (rng.int(200) === 0) return { ...doc, text: '', meta: {}, deleted: true as const, updatedAt: now() };
    if (rng.int(4) !== 0) return doc;
    for (let k = 0; k < 3; k++) {
      const from = rng.int(60);
      annotations.push({
        id: `${person}-${doc.id}-${k}`,
        projectId: doc.projectId,
        documentId: doc.id,
        annotator: person,
        labelId: `l${rng.int(3)}`,
        target: { kind: 'span', from, to: from + 1 + rng.int(8) },
        source: 'manual',
        updatedAt: now(),
        ...(rng.int(20) === 0 ? { deleted: true as const } : {}),
      });
    }
    const at = now();
    return { ...doc, statuses: { [person]: { status: 'done' as const, at } }, updatedAt: at };
  });
  const labels = start.labels.map((label, i) =>
    i === seed % 3
      ? { ...label, name: `${label.name} of ${person}`, updatedAt: now() }
      : i === (seed + 1) % 3 && seed === 2
        ? { ...label, deleted: true as const, updatedAt: now() }
        : label,
  );
  return { ...start, labels, documents, annotations };
}

const start = base();
const copies = ['ann', 'bob', 'cleo'].map((person, i) => copyOf(start, person, i + 1));
const [ann, bob, cleo] = copies as [ProjectBundle, ProjectBundle, ProjectBundle]; // three were made
const times: number[] = [];
function merged(a: ProjectBundle, b: ProjectBundle): ProjectBundle {
  const begin = performance.now();
  const result = mergeBundles(a, b);
  times.push(performance.now() - begin);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const whole = merged(merged(ann, bob), cleo);
/** Fields in one order, since that says nothing. */
const plain = (bundle: ProjectBundle): string =>
  JSON.stringify(bundle, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value,
  );
const text = plain(whole);
const same = (other: ProjectBundle): boolean => plain(other) === text;
const laws = {
  associative: same(merged(ann, merged(bob, cleo))),
  commutative: same(merged(merged(cleo, bob), ann)) && same(merged(merged(bob, ann), cleo)),
  idempotent: same(merged(whole, whole)) && same(merged(whole, bob)) && same(merged(cleo, whole)),
};
const living = whole.annotations.filter((one) => one.deleted !== true).length;
const metrics = {
  texts: whole.documents.filter((doc) => doc.deleted !== true).length,
  labels: living,
  lawsHold: Number(Object.values(laws).every(Boolean)),
  mergeMs: Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0),
  mergeMsMost: Math.round(Math.max(...times)),
  heapMb: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
};
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/merging.json',
  `${JSON.stringify({ ...currentRun(1), seeds: [1, 2, 3], metrics, laws }, undefined, 1)}\n`,
);
console.log(laws, metrics);
if (metrics.lawsHold === 0) process.exit(1);
