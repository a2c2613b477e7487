/** The clients of the workers, made (and their code loaded) when first needed; one of each for the whole tab. */
import type { ExportClient } from '#workers/export-client';
import type { ImportClient } from '#workers/import-client';

let importing: Promise<ImportClient> | undefined;
let exporting: Promise<ExportClient> | undefined;

export function importWorker(): Promise<ImportClient> {
  importing ??= import('#workers/import-client').then(({ createImportClient }) => createImportClient());
  return importing;
}

export function exportWorker(): Promise<ExportClient> {
  exporting ??= import('#workers/export-client').then(({ createExportClient }) => createExportClient());
  return exporting;
}
