export { type Figure, isDefined, type Undefined } from './figure.ts';
export {
  type AgreementReport,
  agreementReport,
  type Confusion,
  disagreementIn,
  type Figures,
  type LabelFigures,
} from './report.ts';
export type { PersonsLabels, SharedText } from './text.ts';
