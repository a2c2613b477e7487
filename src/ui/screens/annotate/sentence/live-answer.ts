/**
 * What the rules worker says of the sentence being typed: at each key press what is understood and what could come next,
 * after a short pause how it fares on the other texts. Answers to an older sentence are dropped; the last one stands until
 * a newer one is there, so that nothing flickers.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Target } from '#core/project';
import type {
  CorpusAnswer,
  ExplainAnswer,
  ExplainRequest,
  ProposedExplanation,
} from '#workers/rules/contract';
import { createEnds } from '../../../state/explained.ts';
import { withKeptParts } from '../../../state/kept-parts.ts';
import { rulesWorker } from '../../../state/workers.ts';

/** Typing pauses this long before the corpus is asked. */
const pauseMs = 60;

/** Proposals for an empty field go first, if they do not take longer than this: the first ones of a session may. */
const headStartMs = 100;

const pause = (pauseMs: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, pauseMs));

export interface Asked {
  readonly projectId: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
}

export interface LiveAnswer {
  readonly answer: Accessor<ExplainAnswer | undefined>;
  readonly corpus: Accessor<CorpusAnswer | undefined>;
  /** `undefined` until the first answer. Those of an older sentence stand until the newer ones are there. */
  readonly proposals: Accessor<readonly ProposedExplanation[] | undefined>;
  /** The sentence that `answer` is about. */
  readonly about: Accessor<string>;
}

export function createLiveAnswer(
  asked: Accessor<Asked>,
  sentence: Accessor<string>,
  cursor: Accessor<number>,
): LiveAnswer {
  const [answer, setAnswer] = createSignal<ExplainAnswer>();
  const [corpus, setCorpus] = createSignal<CorpusAnswer>();
  const [proposals, setProposals] = createSignal<readonly ProposedExplanation[]>();
  const [about, setAbout] = createSignal('');
  const ends = createEnds(() => asked().target);

  createEffect(
    on([asked, ends, sentence, cursor], ([{ projectId, documentId, labelId, target }, found, text, at]) => {
      if (found?.ends === undefined || found.target !== target) return;
      let left = false;
      onCleanup(() => {
        left = true;
      });
      const request: ExplainRequest = {
        projectId,
        documentId,
        labelId,
        target,
        ...found.ends,
        sentence: text,
        cursor: at,
      };
      const run = async (): Promise<void> => {
        const client = await rulesWorker();
        if (left) return;
        const propose = async (): Promise<void> => {
          const proposed = await client.propose(request).result;
          if (!left && proposed.ok) setProposals((old) => withKeptParts(old, proposed.value.proposals));
        };
        // Nothing typed: at once. Typing goes first, and a proposal is asked for when it pauses.
        if (text.trim() === '') await Promise.race([propose(), pause(headStartMs)]);
        if (left) return;
        const read = await client.explain(request).result;
        if (left || !read.ok) return;
        setAnswer(read.value);
        setAbout(text);
        const { logicalForm } = read.value;
        if (logicalForm === undefined) {
          setCorpus(undefined);
          if (text.trim() !== '') await pause(pauseMs);
          if (text.trim() !== '' && !left) await propose();
          return;
        }
        await pause(pauseMs);
        if (left) return;
        const spread = await client.corpus({ ...request, logicalForm }).result;
        if (!left && spread.ok) setCorpus(spread.value);
        if (!left && text.trim() !== '') await propose();
      };
      void run();
    }),
  );
  return { answer, corpus, proposals, about };
}
