/** All parts of the attack, the quick ones first. */
import { killActs } from './act-kills.ts';
import { killClicks } from './click-kills.ts';
import { attackDatabases } from './databases.ts';
import type { Figures, Part } from './figures.ts';
import { flipBits } from './flips.ts';
import { mutateFiles } from './mutations.ts';

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
  part('acts', 'kills while every kind of act is done as fast as it can be', 16, (seed) =>
    killActs(seed, 20),
  ),
  part('clicks', 'kills within a moment of a click in the built app', 26, (seed) => killClicks(seed, 20)),
];
