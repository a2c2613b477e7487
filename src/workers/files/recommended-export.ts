/** What the program says of the texts that nobody has finished, for a file: as the Annotate screen would show it, of every text. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { chosenLabels, labelledDocuments } from '#core/pipeline';
import { type ProjectBundle, type ProjectSettings, type Recommendation, recommendedKey } from '#core/project';
import type { Store } from '#store';
import type { Progress } from '../rpc/job.ts';
import type { JobContext } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { WantedRecommendations } from './export-contract.ts';
import { openPipeline } from './project-pipeline.ts';

/** Texts that are read at once: what they need in memory is gone with them. */
const batchSize = 64;

/** Shares of the progress: what is learned of the rules, and the labelling; the rest is writing the file. */
const [learningShare, labellingShare] = [20, 70];

/**
 * By document: labels that do not overlap, the surest of each place, from the confidence on that is asked for; without what a
 * person labelled or rejected there. Only of open documents. Works under the names of `bundle`, which holds weights.
 */
export async function recommendedFor(
  store: Store,
  bundle: ProjectBundle,
  { threshold, source }: WantedRecommendations,
  job: JobContext<Progress>,
): Promise<Result<ReadonlyMap<string, readonly Recommendation[]>, Problem>> {
  const documents = labelledDocuments(bundle);
  const progress = (from: number, share: number, done: number, total: number): void =>
    job.progress({ done: from + (share * done) / Math.max(1, total), total: 100 });
  const opened = await openPipeline(
    bundle,
    documents,
    job.stop,
    ({ done, total }) => progress(0, learningShare, done, total),
    (record) => ({
      ...record,
      settings: {
        ...record.settings,
        confidenceThreshold: threshold,
        sources: source === undefined ? record.settings.sources : only(record.settings.sources, source),
      },
    }),
  );
  if (!opened.ok) return opened;
  const rejected = new Map<string, Set<string>>();
  for (const { documentId, target, labelId } of await store.recommendations.rejected(bundle.project.id)) {
    const own = rejected.get(documentId) ?? new Set();
    rejected.set(documentId, own.add(`${recommendedKey(target)} ${labelId ?? ''}`));
  }
  const open = documents.filter(({ document }) => document.status === 'open');
  const byDocument = new Map<string, readonly Recommendation[]>();
  const yieldTurn = createYielding();
  for (let at = 0; at < open.length; at += batchSize) {
    const batch = open.slice(at, at + batchSize);
    const answers = await opened.value.pipeline.label(batch);
    for (const [i, { document }] of batch.entries()) {
      const no = rejected.get(document.id);
      const wanted = (answers[i] ?? []).filter(({ target, labelId }) => {
        const key = recommendedKey(target);
        return no === undefined || !(no.has(`${key} `) || no.has(`${key} ${labelId ?? ''}`));
      });
      const chosen = chosenLabels(wanted, { all: false, threshold });
      if (chosen.length > 0) byDocument.set(document.id, chosen);
    }
    progress(learningShare, labellingShare, at + batch.length, open.length);
    await yieldTurn();
    if (job.stop.stopped) return err(problem('cancelled', 'The export was cancelled.'));
  }
  return ok(byDocument);
}

function only(
  sources: ProjectSettings['sources'],
  source: WantedRecommendations['source'],
): ProjectSettings['sources'] {
  return {
    ...sources,
    dictionary: source === 'dictionary',
    model: source === 'model',
    explanations: source === 'explanations',
  };
}
