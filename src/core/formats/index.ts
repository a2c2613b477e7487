export { gzipFile, joinChunks, openSources, packFiles, zipFiles } from './archive.ts';
export { type AttachedExplanation, attachExplanations } from './attach.ts';
export { csvHead, type TableHead } from './csv.ts';
export type {
  ColumnMapping,
  ExportChunk,
  ExportOptions,
  Format,
  Holds,
  OffsetUnit,
  ParseBatch,
  ParseErrorCode,
  ParseOptions,
  ParseSummary,
  Parsing,
  Sample,
  SourceFile,
  TagScheme,
} from './format.ts';
export { inspectTable, type TableColumns } from './inspect-table.ts';
export type { ImportIssue, IssueCode } from './issue.ts';
export { jsonTableHead } from './json-table.ts';
export { type Loss, type LossCode, losses } from './losses.ts';
export { isParquet, parquetAsJsonLines } from './parquet.ts';
export type {
  ParsedAnnotation,
  ParsedAttachment,
  ParsedDocument,
  ParsedExplanation,
  ParsedSuggestion,
  ParsedTarget,
} from './parsed.ts';
export { foldersOf, type ImportPlan, parsePlan, planImport, type RefusedFile } from './plan.ts';
export {
  formatProjectJson,
  type ProjectFileContent,
  projectFileFormat,
  readProjectFile,
  writeProject,
} from './project-file.ts';
export { type RecordIssue, readWeights, weightFiles } from './project-weights.ts';
export { buildBundle } from './records.ts';
export { type Detection, detectFormats, formatById, formats, makeSample } from './registry.ts';
export { type Encoding, encodings } from './source.ts';
export { guessColumns } from './table-columns.ts';
