/** What the export worker is asked and answers. */
import type { ExportOptions } from '#core/formats';

export interface ExportRequest {
  readonly projectId: string;
  readonly formatId: string;
  readonly options: Omit<ExportOptions, 'tokenize'>;
}

/** One file, or a zip where the format is made of several. The page saves `blob` under `name`. */
export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** What the chosen format cannot hold of this project, to be said before the export. */
export interface ExportLoss {
  readonly what: string;
  readonly count: number;
}
