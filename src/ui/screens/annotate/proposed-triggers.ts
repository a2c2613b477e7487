/** Words that the tool proposes as the trigger of a label: those that its proposed explanations stand on. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { Span } from '#core/text';
import { createEnds } from '../../state/explained.ts';
import { useProject } from '../../state/project-context.ts';
import { rulesWorker } from '../../state/workers.ts';
import type { LabelDraft } from './label-draft.ts';

/** Best first, in the document's offsets; `undefined` until they are known. */
export function createProposedTriggers(draft: Accessor<LabelDraft>): Accessor<readonly Span[] | undefined> {
  const { project } = useProject();
  const [found, setFound] = createSignal<readonly Span[]>();
  const target = createMemo(() => draft().target);
  const labelId = createMemo(() => draft().labelId);
  const documentId = createMemo(() => draft().documentId);
  const ends = createEnds(target);
  createEffect(
    on([ends, target, labelId, documentId], ([known, of, label, document]) => {
      setFound(undefined);
      if (known?.ends === undefined || known.target !== of) return;
      let left = false;
      onCleanup(() => {
        left = true;
      });
      const { ends: spans } = known;
      const ask = async (): Promise<void> => {
        const client = await rulesWorker();
        if (left) return;
        const answer = await client.propose({
          projectId: project().id,
          documentId: document,
          labelId: label,
          target: of,
          ...spans,
          sentence: '',
          cursor: 0,
          onlyTriggers: true,
        }).result;
        if (!left && answer.ok) setFound(answer.value.proposals.map(({ words }) => words));
      };
      void ask();
    }),
  );
  return found;
}
