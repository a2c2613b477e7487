export { decisionOf } from './decision.ts';
export { type Figure, isDefined } from './figure.ts';
export { dealtOut, partOf } from './parts.ts';
export {
  type AgreementReport,
  agreementReport,
  type Figures,
} from './report.ts';
export type { SharedText } from './text.ts';
export {
  disagreementOf,
  goldVersions,
  majorityOf,
  peopleOfText,
  type Version,
  versionsOf,
  withEnds,
} from './versions.ts';
