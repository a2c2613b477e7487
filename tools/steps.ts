/** Checks of the house that pass or fail as a whole; those that do not need each other run at the same time. */
import { spawn } from 'node:child_process';

export const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

export interface Step {
  readonly name: string;
  /** What `npx` is given. */
  readonly command: readonly string[];
}

export interface Ended {
  readonly name: string;
  readonly good: boolean;
}

const types: Step = { name: 'types', command: ['tsc', '-b'] };
const lint: Step = { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] };
const layers: Step = { name: 'layers and lengths', command: ['tsx', 'tools/check-layers.ts'] };
const exports: Step = { name: 'unused exports', command: ['knip', '--no-progress'] };
const models: Step = { name: 'models', command: ['tsx', 'tools/models-fresh.ts'] };
const build: Step = { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] };
const budget: Step = { name: 'bundle budget', command: ['tsx', 'tools/check-bundle.ts'] };
const sources: Step = { name: 'addresses and core', command: ['tsx', 'tools/check-sources.ts', '--dist'] };

/** What needs nothing but the sources. */
export const guards: readonly Step[] = [types, lint, layers, exports];
/** One after the other, each only where the one before it was good: the networks, the app with them, what may be in it. */
export const building: readonly Step[] = [models, build, budget, sources];

/** Runs one; what it has to say is shown when it ends, so that those that run at the same time do not mix. */
export async function runStep({ name, command }: Step): Promise<Ended> {
  const began = Date.now();
  const child = spawn(npx, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      said.push(part);
    });
  const good = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(
    `\n── ${name}: ${good ? 'ok' : 'FAILED'} (${seconds} s)\n${Buffer.concat(said).toString().trim()}`,
  );
  return { name, good };
}

/** Each only where the one before it was good. */
export async function inTurn(steps: readonly Step[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const step of steps) {
    ended.push(await runStep(step));
    if (ended.at(-1)?.good !== true) break;
  }
  return ended;
}

/** Runs a command in front of the person; whether it ended well. */
export function runInFront(command: string, ...args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
