/** Reads files of any supported format and puts them into the database, batch by batch. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import {
  detectFormats,
  foldersOf,
  type ImportIssue,
  inspectTable,
  type ParseBatch,
  type ParsedDocument,
  type ParseOptions,
  parsePlan,
  planImport,
  type SourceFile,
} from '#core/formats';
import type { Importer, Store } from '#store';
import { workerStore } from '../platform/worker-store.ts';
import { type JobContext, serve } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type {
  ImportMethods,
  ImportProgress,
  ImportRequest,
  ImportSummary,
  Inspection,
  InspectRequest,
  ResumeRequest,
} from './import-contract.ts';
import { asImport } from './import-lock.ts';
import { openProject, previewBackup, previewProject, restoreBackup } from './open-project.ts';
import { keepSources, readSources } from './sources.ts';

const previewSize = 20;
const maxIssues = 1000;
/** Texts of one transaction: each costs some reading around it, and is as long as a cancelling waits. */
const writtenAtOnce = 1000;

serve<ImportMethods>({
  inspect,
  run: async (request, job) => {
    const store = await workerStore();
    return store.ok ? run(store.value, request, job) : store;
  },
  resume: async (request, job) => {
    const store = await workerStore();
    return store.ok ? resume(store.value, request, job) : store;
  },
  previewProject: async ({ file }) => {
    const store = await workerStore();
    return store.ok ? previewProject(store.value, file) : store;
  },
  openProject: async (request) => {
    const store = await workerStore();
    return store.ok ? openProject(store.value, request) : store;
  },
  previewBackup: async ({ id }) => {
    const store = await workerStore();
    return store.ok ? previewBackup(store.value, id) : store;
  },
  restoreBackup: async ({ id }) => {
    const store = await workerStore();
    return store.ok ? restoreBackup(store.value, id) : store;
  },
});

const nothing = {
  formatId: '',
  preview: [],
  attachments: 0,
  issues: [],
  before: { sameFiles: false, known: 0, named: 0 },
  documentPer: 'line' as const,
  isProject: false,
};

async function inspect(request: InspectRequest): Promise<Result<Inspection, Problem>> {
  const sources = await readSources(request.files);
  if (!sources.ok) return sources;
  keepSources(request.files, sources.value);
  const detected = detectFormats(sources.value);
  const plan = planImport(sources.value, request.formatId === '' ? undefined : request.formatId);
  const candidates = detected.map(({ format, score }) => ({ formatId: format.id, confidence: score }));
  const found = { candidates, formatIds: plan.parts.map((part) => part.format.id), refused: plan.refused };
  const chosen = plan.parts[0]?.format;
  if (chosen?.parse === undefined) {
    return ok({ ...found, ...nothing });
  }
  const options = await withLabels(request.projectId, request.options);
  const parsing = parsePlan(plan, { ...options, batchSize: previewSize });
  // The first batches may be empty: a format says how far it is before it has a text.
  const documents: ParsedDocument[] = [];
  const issues: ImportIssue[] = [];
  let attachments = 0;
  while (documents.length < previewSize && issues.length < maxIssues) {
    const step = parsing.next();
    if (step.done === true) {
      if (!step.value.ok && documents.length === 0) return step.value;
      break;
    }
    documents.push(...step.value.documents);
    attachments += step.value.attachments.length;
    issues.push(...step.value.issues);
  }
  return ok({
    ...found,
    formatId: chosen.id,
    preview: documents.slice(0, previewSize).map(shortened),
    attachments,
    ...inspectTable(chosen.id, plan.parts[0]?.files ?? [], request.options),
    issues: issues.slice(0, maxIssues),
    before: await cameBefore(request, documents),
    documentPer: foldersOf(plan, options).labels.size > 0 ? 'file' : 'line',
    isProject: chosen.holds?.project === true,
  });
}

/** With the names of the project's labels, by which some files are read. */
async function withLabels(projectId: string, options: ParseOptions): Promise<ParseOptions> {
  const store = await workerStore();
  if (!store.ok) return options;
  const labels = await store.value.labels.list(projectId);
  return { ...options, projectLabels: labels.flatMap(({ kind, name }) => (kind === 'text' ? [name] : [])) };
}

/** What of these files is here already, as far as the first texts tell. */
async function cameBefore(
  { projectId, files }: InspectRequest,
  documents: readonly ParsedDocument[],
): Promise<Inspection['before']> {
  const store = await workerStore();
  if (!store.ok) return nothing.before;
  const ids = documents.flatMap((doc) => doc.meta['id'] ?? []);
  const known = await store.value.importer(projectId).known(ids);
  const names = files.map((file) => file.name);
  return {
    sameFiles: await store.value.imports.hasFiles(projectId, names),
    known: known.size,
    named: new Set(ids).size,
  };
}

/** A document of 1 MB is not sent to the page for a preview; spans beyond the cut are left out. */
function shortened(doc: ParsedDocument): ParsedDocument {
  const limit = 2000;
  if (doc.text.length <= limit) return doc;
  const inside = (span: { readonly to: number }): boolean => span.to <= limit;
  return {
    ...doc,
    text: `${doc.text.slice(0, limit)}…`,
    annotations: doc.annotations.filter(({ target }) => {
      return (target.kind === 'span' || target.kind === 'aspect') && inside(target);
    }),
    ...(doc.tokens === undefined ? {} : { tokens: doc.tokens.filter(inside) }),
  };
}

async function run(
  store: Store,
  request: ImportRequest,
  job: JobContext<ImportProgress>,
): Promise<Result<ImportSummary, Problem>> {
  const sources = await readSources(request.files);
  if (!sources.ok) return sources;

  const importer = store.importer(request.projectId);
  // Kept with it: an import that goes on is read by the labels of its beginning.
  const options = await withLabels(request.projectId, request.options);
  return asImport(importer.importId, async () => {
    const begun = await importer.begin({
      files: request.files.map((one) => one.name),
      ...(request.formatId === undefined ? {} : { formatId: request.formatId }),
      options,
      sources: request.files,
    });
    return begun.ok ? bringIn(importer, sources.value, { ...request, options }, job) : begun;
  });
}

async function resume(
  store: Store,
  { importId }: ResumeRequest,
  job: JobContext<ImportProgress>,
): Promise<Result<ImportSummary, Problem>> {
  return asImport(importId, async () => {
    const record = await store.imports.get(importId);
    const files = await store.imports.files(importId);
    if (record === undefined || files === undefined || record.finishedAt !== undefined) {
      return err(problem('not-found', 'This import has come to its end already.'));
    }
    const sources = await readSources(files);
    if (!sources.ok) return sources;
    const how = {
      // `run` wrote them down as they were given to it.
      options: record.options as ParseOptions,
      ...(record.formatId === undefined ? {} : { formatId: record.formatId }),
    };
    return bringIn(store.importer(record.projectId, importId), sources.value, how, job, record);
  });
}

/** Reads all of `sources`, which gives the same in the same order each time; the first `there` of it came in before. */

async function bringIn(
  importer: Importer,
  sources: readonly SourceFile[],
  request: Pick<ImportRequest, 'formatId' | 'options'>,
  job: JobContext<ImportProgress>,
  there?: { readonly documents: number; readonly attachments: number },
): Promise<Result<ImportSummary, Problem>> {
  let { documents: knownDocuments, attachments: knownAttachments } = there ?? {
    documents: 0,
    attachments: 0,
  };
  const issues: ImportIssue[] = [];
  let [documents, annotations, explanations, issueCount] = [0, 0, 0, 0];
  const note = (issue: ImportIssue): void => {
    issueCount++;
    if (issues.length < maxIssues) issues.push(issue);
  };
  const file = sources[0]?.name ?? '';
  const yieldTurn = createYielding();
  const takeBack = async (found: Problem): Promise<Result<ImportSummary, Problem>> => {
    // What came in before may have been worked on since: one that went on stays as far as it is, and is offered again.
    if (there !== undefined) return err(found);
    const undone = await importer.rollback();
    return undone.ok ? err(found) : undone;
  };

  const options = { ...request.options, batchSize: writtenAtOnce };
  const parsing = parsePlan(planImport(sources, request.formatId), options);
  let [leftOut, leftOutLater, predictions, alreadyHere] = [0, 0, 0, 0];
  for (;;) {
    const step = parsing.next();
    if (step.done === true) {
      if (!step.value.ok) return takeBack(step.value.error);
      leftOut = step.value.value.leftOut;
      if (alreadyHere > 0) note(alreadyThere(file, alreadyHere));
      break;
    }
    const fresh = request.options.leaveKnown === true ? await withoutKnown(step.value, importer) : step.value;
    alreadyHere += step.value.documents.length - fresh.documents.length;
    const batch = withoutFirst(fresh, knownDocuments, knownAttachments);
    knownDocuments -= fresh.documents.length - batch.documents.length;
    knownAttachments -= step.value.attachments.length - batch.attachments.length;
    for (const issue of batch.issues) note(issue);
    const written = await importer.appendBatch(batch.documents);
    if (!written.ok) return takeBack(written.error);
    documents += written.value.documents;
    annotations += written.value.annotations;
    explanations += written.value.explanations;
    predictions += written.value.predictions;
    leftOutLater += written.value.refused.length;
    for (const { index, problem: found } of written.value.refused) {
      const line = batch.documents[index]?.line ?? 0;
      note({
        file,
        line,
        code: 'unsupported',
        severity: 'warning',
        message: found.message,
        params: { what: found.code },
      });
    }
    const attached = batch.attachments.length === 0 ? undefined : await importer.attach(batch.attachments);
    if (attached?.ok === false) return takeBack(attached.error);
    explanations += attached?.value.explanations ?? 0;
    for (const { index } of attached?.value.refused ?? []) {
      const { file: name = file, line = 0, documentId = '' } = batch.attachments[index] ?? {};
      const params = { reference: documentId.slice(0, 80) };
      note({
        file: name,
        line,
        code: 'explanation-without-target',
        severity: 'error',
        message: 'It explains nothing that is here.',
        params,
      });
    }
    job.progress({ done: batch.done, total: batch.total, documents, issues: issueCount });
    await yieldTurn();
    if (job.stop.stopped) return takeBack(problem('cancelled', 'The import was cancelled.'));
  }
  const finished = await importer.finish();
  if (!finished.ok) return finished;
  return ok({
    importId: importer.importId,
    documents,
    annotations,
    explanations,
    predictions,
    leftOut: leftOut + leftOutLater,
    issues,
    issueCount,
  });
}

/** Texts whose name is in the project from another import stay out. */
async function withoutKnown(batch: ParseBatch, importer: Importer): Promise<ParseBatch> {
  const known = await importer.known(batch.documents.flatMap((doc) => doc.meta['id'] ?? []));
  return { ...batch, documents: batch.documents.filter((doc) => !known.has(doc.meta['id'] ?? '')) };
}

function alreadyThere(file: string, count: number): ImportIssue {
  const message = 'Texts of the same names are here already; they were not brought in again.';
  return { file, line: 0, code: 'already-here', severity: 'error', message, params: { count } };
}

/** A batch may have come in with its documents and not yet with what is attached to others. */
function withoutFirst(batch: ParseBatch, documents: number, attachments: number): ParseBatch {
  if (documents === 0 && attachments === 0) return batch;
  return {
    ...batch,
    documents: batch.documents.slice(documents),
    attachments: batch.attachments.slice(attachments),
  };
}
