/** All parts of the attack, the quick ones first. */
import { killActs } from './act-kills.ts';
import { killClicks } from './click-kills.ts';
import { attackDatabases } from './databases.ts';
import type { Figures, Part } from './figures.ts';
import { flipBits } from './flips.ts';
import { mutateFiles } from './mutations.ts';
import { evicted, noRoom, portal, threeTabs } from './pressure.ts';
import { killImports, killLearners } from './worker-kills.ts';

const part = (
  name: string,
  about: string,
  slices: number,
  run: (seed: number) => Figures | Promise<Figures>,
): Part => ({ name, about, slices, run: async (_, seed) => run(seed) });

export const parts: readonly Part[] = [
  part('mutations', 'spoilt files of every format through its parser', 10, (seed) => mutateFiles(seed, 300)),
  part('flips', 'single bits of a project file turned round', 1, (seed) => flipBits(seed, 500)),
  part('databases', 'older, newer and corrupt databases', 6, (seed) => attackDatabases(seed, 100)),
  part('tabs', 'three tabs that label at once', 3, (seed) => threeTabs(seed, 40)),
  part('quota', 'disks that are full', 2, (seed) => noRoom(seed)),
  part('eviction', 'everything cleared under an open tab', 1, (seed) => evicted(seed)),
  part('portal', 'login pages in place of files', 1, (seed) => portal(seed)),
  part('imports', 'kills of the worker that imports', 6, (seed) => killImports(seed, 20)),
  part('learner', 'kills of the worker that trains', 5, (seed) => killLearners(seed, 12)),
  part('acts', 'kills while every kind of act is done as fast as it can be', 16, (seed) =>
    killActs(seed, 20),
  ),
  part('clicks', 'kills within a moment of a click in the built app', 26, (seed) => killClicks(seed, 20)),
];
