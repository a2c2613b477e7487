export { gzipFile, joinChunks, openSources, packFiles } from './archive.ts';
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
export type { ImportIssue, IssueCode } from './issue.ts';
export { type Loss, type LossCode, losses } from './losses.ts';
export type {
  ParsedAnnotation,
  ParsedAttachment,
  ParsedDocument,
  ParsedExplanation,
  ParsedTarget,
} from './parsed.ts';
export { buildBundle } from './records.ts';
export { type Detection, detectFormats, formatById, formats } from './registry.ts';
