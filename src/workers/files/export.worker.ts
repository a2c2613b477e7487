/** Writes a project into a file of any supported format. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import {
  type ExportChunk,
  type ExportOptions,
  type Format,
  formatById,
  joinChunks,
  losses,
  packFiles,
} from '#core/formats';
import { copyBundle, labelsForExport, type ProjectBundle } from '#core/project';
import { randomId } from '../platform/identity.ts';
import { workerStore } from '../platform/worker-store.ts';
import type { Progress } from '../rpc/job.ts';
import { type JobContext, serve } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { ExportedFile, ExportMethods, ExportRequest } from './export-contract.ts';
import { removeProject } from './removal.ts';

serve<ExportMethods>({
  run: async (request, job) => {
    // A project file remembers what was deleted, so that a merge does not bring it back; other files hold what is there.
    const format = formatById(request.formatId);
    const { projectId, options, recommended } = request;
    const weights = recommended !== undefined || options.weights !== false;
    const bundle = await readWhole(projectId, format, weights);
    return bundle.ok ? run(await leaving(bundle.value, format, options.annotator), request, job) : bundle;
  },
  model: async (request, job) => {
    const store = await workerStore();
    if (!store.ok) return store;
    // Networks and vectors are read only when a model is wanted.
    const { packModel } = await import('./model-export.ts');
    return packModel(store.value, request, job);
  },
  backUp: async ({ projectId, reason }) => {
    const store = await workerStore();
    return store.ok ? store.value.backups.make(projectId, reason) : store;
  },
  remove: async ({ projectId }) => {
    const store = await workerStore();
    if (!store.ok) return store;
    return removeProject(store.value, projectId);
  },
  runFolder: async (request, job) => {
    const store = await workerStore();
    if (!store.ok) return store;
    const { packRun } = await import('./run-export.ts');
    return packRun(store.value, request, job);
  },
  copy: async ({ projectId, name, texts }) => {
    const store = await workerStore();
    if (!store.ok) return store;
    const bundle = await store.value.bundles.read(projectId);
    if (bundle === undefined) return err(problem('not-found', 'There is no such project.'));
    const wanted = texts ? bundle : { ...bundle, documents: [], annotations: [], explanations: [] };
    const copy = copyBundle(wanted, name, { next: randomId }, Date.now());
    const written = await store.value.bundles.write(copy);
    return written.ok ? ok(copy.project.id) : written;
  },
  losses: async ({ projectId, formatId, annotator }) => {
    const format = formatById(formatId);
    if (format === undefined) return err(problem('unknown-format', `no format ${formatId}`));
    const whole = await readWhole(projectId, format, false);
    return whole.ok ? ok(losses(format, await leaving(whole.value, format, annotator), whole.value)) : whole;
  },
});

async function readWhole(
  projectId: string,
  format: Format | undefined,
  weights: boolean,
): Promise<Result<ProjectBundle, Problem>> {
  const store = await workerStore();
  if (!store.ok) return store;
  const tombstones = format?.holds?.project === true;
  const bundle = await store.value.bundles.read(projectId, { weights, tombstones });
  return bundle === undefined ? err(problem('not-found', 'There is no such project.')) : ok(bundle);
}

/** What of it goes into a file of this format. */
async function leaving(
  bundle: ProjectBundle,
  format: Format | undefined,
  annotator: string | undefined,
): Promise<ProjectBundle> {
  if (format?.holds?.project === true) return bundle;
  const store = await workerStore();
  const me = store.ok ? await store.value.people.name() : '';
  return labelsForExport(bundle, format?.holds?.annotators === true, me, annotator);
}

async function run(
  bundle: ProjectBundle,
  request: ExportRequest,
  job: JobContext<Progress>,
): Promise<Result<ExportedFile, Problem>> {
  const format = formatById(request.formatId);
  if (format?.serialize === undefined) return err(problem('unknown-format', `no format ${request.formatId}`));
  const { options, recommended } = request;
  let answers: ExportOptions['recommended'];
  if (recommended !== undefined) {
    const store = await workerStore();
    if (!store.ok) return store;
    // Networks and vectors are read only when they are needed.
    const { recommendedFor } = await import('./recommended-export.ts');
    const answer = await recommendedFor(store.value, bundle, recommended, job);
    if (!answer.ok) return answer;
    answers = answer.value;
  }
  const yieldTurn = createYielding();
  const chunks: ExportChunk[] = [];
  // The last tenth, where texts were labelled before.
  const before = answers === undefined ? 0 : 9;
  for (const chunk of format.serialize(
    bundle,
    answers === undefined ? options : { ...options, recommended: answers },
  )) {
    chunks.push(chunk);
    job.progress({ done: before * chunk.total + chunk.done, total: (before + 1) * chunk.total });
    await yieldTurn();
    if (job.stop.stopped) return err(problem('cancelled', 'The export was cancelled.'));
  }
  const file = packFiles(joinChunks(chunks), request.options.name);
  // A copy of the view: a Blob takes plain buffers only.
  return ok({ name: file.name, blob: new Blob([new Uint8Array(file.bytes)]) });
}
