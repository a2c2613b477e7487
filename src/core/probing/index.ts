export { type ProbeOptions, Prober, probeOptions } from './probe.ts';
export type { FormFigures, OfferedRepair, ProbeAnswer, ProbeQuestion, ProbeReason } from './question.ts';
