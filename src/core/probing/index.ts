export {
  type FormFigures,
  type OfferedRepair,
  type Probe,
  type ProbeAnswer,
  type ProbeOptions,
  type ProbeQuestion,
  type ProbeReason,
  Prober,
  probeOptions,
} from './probe.ts';
