/**
 * One bit of a project file changed, wherever: it opens as it was, or it does not open, or what is wrong is named. Never does
 * something else come in without a word.
 */
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { createRng } from '#core/base';
import { openSources, readProjectFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { bundleOf, file, parsed, write } from '../../unit/formats/helpers.ts';

const texts = Array.from({ length: 40 }, (_, at) =>
  parsed(`Text ${at}: Évry, 北京 and a word number ${at * 7919}`, {
    annotations: [
      { label: at % 2 === 0 ? 'PER' : 'LOC', target: { kind: 'span', from: 0, to: 4 }, explanations: [] },
    ],
  }),
);
const bare = bundleOf('ner', texts);
const trained: ProjectBundle = {
  ...bare,
  weights: [
    {
      projectId: bare.project.id,
      model: 'ner',
      version: 1,
      tensors: { w: { dims: [300], data: Float32Array.from({ length: 300 }, (_, at) => Math.sin(at)) } },
      step: 1,
      metrics: { f1: 0.5 },
      labels: ['l1'],
      trainedAt: 1,
      seed: 1,
    },
  ],
};

it.each([
  ['without a model', bare],
  ['with a model', trained],
])('of 500 single bits, none changes anything without a word, %s (seed 17)', (_, bundle) => {
  const bytes = write('project', bundle)[0]?.bytes ?? new Uint8Array();
  const rng = createRng(17);
  let named = 0;
  for (let flip = 0; flip < 500; flip++) {
    const changed = bytes.slice();
    const at = rng.int(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << rng.int(8));
    const sources = openSources([file('p.leanlife', changed)]);
    const read = sources.ok ? readProjectFile(sources.value) : sources;
    if (!read.ok || read.value.issues.length > 0 || read.value.violations.length > 0) named += 1;
    else expect(isDeepStrictEqual(read.value.bundle, bundle), `byte ${at}`).toBe(true);
  }
  expect(named).toBeGreaterThan(100);
});
