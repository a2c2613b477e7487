/** How far people agree, counted bit by bit, so that it can be stopped. */
import { type AgreementReport, agreementReport, peopleOfText, type SharedText } from '#core/agreement';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { tokenize } from '#core/text';
import type { LayeredDocument, Store } from '#store';
import type { Progress } from '../rpc/job.ts';
import type { JobContext } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { ReportRequest } from './contract.ts';

/** Texts read at once. */
const chunkSize = 200;
/** The share of the work that reading texts is. */
const readingShare = 0.2;

export async function report(
  store: Store,
  { projectId, people, goneLabel }: ReportRequest,
  job: JobContext<Progress>,
): Promise<Result<AgreementReport, Problem>> {
  const cancelled = err(problem('cancelled', 'It was cancelled.'));
  const labels = await store.labels.list(projectId);
  const shared = (await store.people.documents(projectId)).flatMap((document) => {
    const all = peopleOfText(document.annotations, document.statuses);
    const wanted = people ?? all;
    return all.length > 1 && wanted.every((person) => all.includes(person))
      ? [{ document, people: wanted }]
      : [];
  });
  const breathe = createYielding();
  const tell = (share: number): void => job.progress({ done: Math.round(share * 1000), total: 1000 });
  const texts: SharedText[] = [];
  for (let i = 0; i < shared.length; i += chunkSize) {
    texts.push(...(await textsOf(store, shared.slice(i, i + chunkSize))));
    tell((readingShare * i) / shared.length);
    await breathe();
    if (job.stop.stopped) return cancelled;
  }
  const byId = new Map(labels.map(({ id, name }) => [id, name]));
  const steps = agreementReport(
    texts,
    labels.map(({ name }) => name),
    (id) => byId.get(id) ?? goneLabel,
  );
  for (;;) {
    const step = steps.next();
    if (step.done === true) return ok(step.value);
    tell(readingShare + (1 - readingShare) * step.value);
    await breathe();
    if (job.stop.stopped) return cancelled;
  }
}

interface Shared {
  readonly document: LayeredDocument;
  readonly people: readonly string[];
}

async function textsOf(store: Store, shared: readonly Shared[]): Promise<readonly SharedText[]> {
  const found = await store.people.texts(shared.map(({ document }) => document.id));
  const texts = new Map(found.map((one) => [one.id, one]));
  return shared.flatMap(({ document, people }): SharedText[] => {
    const text = texts.get(document.id);
    if (text === undefined) return [];
    return [
      {
        documentId: document.id,
        length: text.text.length,
        tokens: text.tokens ?? tokenize(text.text),
        people: people.map((person) => ({
          person,
          annotations: document.annotations.filter((one) => one.annotator === person && one.gold !== true),
        })),
      },
    ];
  });
}
