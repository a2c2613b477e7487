/** The clients of the workers, made (and their code loaded) when first needed; one of each for the whole tab. */
import type { EncoderClient } from '#workers/encoder/client';
import type { ExportClient } from '#workers/files/export-client';
import type { ImportClient } from '#workers/files/import-client';
import type { LearnerClient } from '#workers/learner/client';
import type { ReviewClient } from '#workers/review/client';
import type { RulesClient } from '#workers/rules/client';

let importing: Promise<ImportClient> | undefined;
let exporting: Promise<ExportClient> | undefined;
let learning: Promise<LearnerClient> | undefined;
let encoding: Promise<EncoderClient> | undefined;
let reviewing: Promise<ReviewClient> | undefined;
let ruling: Promise<RulesClient> | undefined;

export function importWorker(): Promise<ImportClient> {
  importing ??= import('#workers/files/import-client').then(({ createImportClient }) => createImportClient());
  return importing;
}

export function exportWorker(): Promise<ExportClient> {
  exporting ??= import('#workers/files/export-client').then(({ createExportClient }) => createExportClient());
  return exporting;
}

export function learnerWorker(): Promise<LearnerClient> {
  learning ??= import('#workers/learner/client').then(({ createLearnerClient }) => createLearnerClient());
  return learning;
}

export function reviewWorker(): Promise<ReviewClient> {
  reviewing ??= import('#workers/review/client').then(({ createReviewClient }) => createReviewClient());
  return reviewing;
}

export const isRulesWorkerMade = (): boolean => ruling !== undefined;

export function rulesWorker(): Promise<RulesClient> {
  ruling ??= import('#workers/rules/client').then(({ createRulesClient }) => createRulesClient());
  return ruling;
}

/** It has read all texts for who looks for another one like them, and holds the memory of a language model. */
const encoderRestMs = 5 * 60_000;

/** For language models that people bring, and what is looked for by meaning; the learner has one of its own, which reads texts. */
export function encoderWorker(): Promise<EncoderClient> {
  encoding ??= import('#workers/encoder/client').then(({ createEncoderClient }) =>
    createEncoderClient(undefined, { restMs: encoderRestMs }),
  );
  return encoding;
}
