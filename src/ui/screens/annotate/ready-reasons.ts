/**
 * Reasons are proposed the moment a label is given. So that nothing is left to read then, the rules worker is told of each
 * text that is shown, and again when labels or explanations of it were stored.
 */
import { createEffect, createMemo, on, onCleanup } from 'solid-js';
import { isRulesWorkerMade, rulesWorker } from '../../state/workers.ts';
import type { Session } from './session.ts';

/** Fewer texts are read while the pop-up opens; the worker of such a project is made when it is first asked. */
const manyTexts = 1000;
/** What the page does when it opens comes first. */
const openingMs = 1000;

export function keepReasonsReady({ project, doc, annotations, explanations, counts }: Session): void {
  createEffect(
    on(
      [createMemo(() => doc()?.id), annotations, explanations, createMemo(() => counts()?.total)],
      ([documentId, , , total = 0]) => {
        if (documentId === undefined || project().explanationKinds.length === 0) return;
        if (!isRulesWorkerMade() && total < manyTexts) return;
        const ask = async (): Promise<void> => {
          const client = await rulesWorker();
          client.prepare({ projectId: project().id, documentId });
        };
        const timer = setTimeout(() => void ask(), isRulesWorkerMade() ? 0 : openingMs);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
}
