/** What every benchmark's result says about the run that made it. */
import { execSync } from 'node:child_process';
import { cpus } from 'node:os';

export interface BenchRun {
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  readonly seed: number;
}

export function currentRun(seed: number): BenchRun {
  const processors = cpus();
  return {
    machine: `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}`,
    node: process.version,
    commit: execSync('git rev-parse --short HEAD', { encoding: 'utf8' }).trim(),
    seed,
  };
}
