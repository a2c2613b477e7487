export { type ProbeOptions, Prober, probeOptions } from './probe.ts';
export type { FormFigures, OfferedRepair, ProbeAnswer, ProbeReason } from './question.ts';
