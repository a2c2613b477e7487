export { labelledDocuments, type PipelineProgress, pipelineOf } from './from-project.ts';
export { difference } from './golden.ts';
export {
  answerLine,
  chosenLabels,
  type InputLine,
  type JsonObject,
  type LineOptions,
  readLine,
  usualLineOptions,
} from './lines.ts';
export type { PipelineNetwork, PipelineNetworks } from './networks.ts';
export { Pipeline } from './pipeline.ts';
export { checkPipeline, type PipelineRecord } from './record.ts';
