export {
  folderFiles,
  type NetworkRole,
  type PackedNetwork,
  packedTensors,
  readFolder,
  readFolderRecord,
} from './folder.ts';
export { folderTexts } from './folder-texts.ts';
export { labelledDocuments, type PipelineProgress, pipelineOf } from './from-project.ts';
export { checkGolden, goldenInputs, goldenLines } from './golden.ts';
export {
  answerLine,
  chosenLabels,
  type InputLine,
  type JsonObject,
  type LineOptions,
  readLine,
} from './lines.ts';
export type { PipelineNetwork, PipelineNetworks } from './networks.ts';
export { Pipeline } from './pipeline.ts';
export type { PipelineRecord } from './record.ts';
