/**
 * Single bits of a project file turned round, with a model in it and without. Whatever opens is either what was saved, or comes
 * with a word about what is not.
 */
import { isDeepStrictEqual } from 'node:util';
import { createRng } from '#core/base';
import { buildBundle, joinChunks, openSources, readProjectFile, writeProject } from '#core/formats';
import { countingIds, createProject, type ProjectBundle, type Weights } from '#core/project';
import { type Figures, Tally } from './figures.ts';

function saved(withModel: boolean): {
  readonly bundle: ProjectBundle;
  readonly name: string;
  readonly bytes: Uint8Array;
} {
  const project = createProject({ name: 'Attacked', task: 'ner' }, countingIds('p'), 1);
  const made = buildBundle(
    project,
    Array.from({ length: 12 }, (_, i) => ({
      text: `Ada wrote letter ${i} to Grace in Paris, and it was read.`,
      meta: { id: String(i) },
      file: '',
      line: i,
      annotations: [
        {
          label: 'Person',
          target: { kind: 'span', from: 0, to: 3 } as const,
          explanations: [
            { kind: 'trigger', spans: [{ from: 4, to: 9 }] } as const,
            { kind: 'nl', text: 'The word "wrote" is after it.' } as const,
          ],
        },
      ],
    })),
    countingIds('r'),
    1,
  );
  const rng = createRng(5);
  const tensor = (n: number) => ({ dims: [n], data: Float32Array.from({ length: n }, () => rng.normal()) });
  const weights: Weights = {
    projectId: project.id,
    model: 'ner',
    version: 3,
    tensors: { w: tensor(600), b: tensor(20) },
    step: 12,
    metrics: { f1: 0.5 },
    labels: ['l1'],
    trainedAt: 99,
    seed: 5,
  };
  const bundle = withModel ? { ...made, weights: [weights] } : made;
  const [file] = joinChunks(writeProject(bundle, { name: 'file' }));
  if (file === undefined) throw new Error('nothing was written');
  return { bundle, ...file };
}

/** `flips` bits of the file with a model, and as many of the one without. */
export function flipBits(seed: number, flips: number): Figures {
  const tally = new Tally();
  for (const withModel of [false, true]) {
    const { bundle, name, bytes } = saved(withModel);
    const rng = createRng(seed).fork(withModel ? 1 : 2);
    for (let n = 0; n < flips; n++) {
      const bit = rng.int(bytes.length * 8);
      const turned = bytes.slice();
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      tally.case();
      const what = `bit ${bit} of the file ${withModel ? 'with' : 'without'} a model`;
      const started = performance.now();
      try {
        const opened = openSources([{ name, bytes: turned }]);
        const read = opened.ok ? readProjectFile(opened.value) : opened;
        if (read.ok && read.value.issues.length + read.value.violations.length === 0) {
          if (!isDeepStrictEqual(read.value.bundle, bundle)) tally.fault('silent', what);
        }
      } catch (error) {
        tally.fault('exceptions', `${what}: ${String(error)}`);
      }
      tally.took(performance.now() - started, what);
    }
  }
  return tally.figures;
}
