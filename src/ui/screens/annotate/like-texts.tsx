/** A walk through the texts that are like the shown one in meaning, or like the words that are searched for. */
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { usedEncoder } from '../../state/learner.ts';
import { reportProblem } from '../../state/problems.ts';
import { beginWalk } from '../../state/walk.ts';
import { encoderWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import type { Session } from './session.ts';

/** Texts of a walk. */
const most = 30;
/** Reading more would take many minutes. */
const mostTexts = 20_000;

interface Looking {
  readonly done: number;
  readonly total: number;
  readonly cancel: () => void;
}

export function LikeTexts(props: {
  readonly session: Session;
  readonly words: string;
  readonly onGo: (position: number) => void;
}): JSX.Element {
  const text = () => m().annotate.documents;
  const { session } = props;
  const [looking, setLooking] = createSignal<Looking>();
  const isOffered = (): boolean => {
    const { total = 0 } = session.counts() ?? {};
    return usedEncoder() !== 'off' && total > 1 && total <= mostTexts;
  };
  let isGone = false;
  onCleanup(() => {
    isGone = true;
    looking()?.cancel();
  });

  const look = async (): Promise<void> => {
    const doc = session.doc();
    const words = props.words.trim();
    if (looking() !== undefined || (words === '' && (doc === undefined || doc === null))) return;
    const { id: projectId, settings } = session.project();
    let isCancelled = false;
    let cancel = (): void => undefined;
    setLooking({
      ...{ done: 0, total: 0 },
      cancel: () => {
        isCancelled = true;
        cancel();
        setLooking(undefined);
      },
    });
    const choice = usedEncoder();
    if (choice === 'off') return;
    const client = await encoderWorker();
    const ready = await client.prepare(choice, settings.encoder?.name).result;
    if (isCancelled) return;
    const wanted = words === '' ? { documentId: doc?.id ?? '' } : { words };
    const job = client.like({ projectId, wanted, most }, (at) =>
      setLooking((old) => (old === undefined ? undefined : { ...old, ...at })),
    );
    cancel = () => job.cancel();
    const found = ready.ok ? await job.result : ready;
    if (isCancelled || isGone) return;
    setLooking(undefined);
    if (!found.ok) {
      reportProblem(found.error);
      return;
    }
    // The walk leads to texts without these words, too.
    if (words !== '') session.setFilter({});
    const title = words === '' ? text().likeNumber((doc?.position ?? 0) + 1) : text().likeWords(words);
    beginWalk({ projectId, title, stops: found.value.map(({ key }) => ({ documentId: key, words: '' })) });
    const [first] = found.value;
    const position = first && (await session.store.documents.get(first.key))?.position;
    if (position !== undefined) props.onGo(position);
  };

  return (
    <Show when={isOffered()}>
      <div class="documents-found">
        <Show
          when={looking()}
          fallback={
            <Button look="quiet" size="sm" onClick={() => void look()}>
              {props.words.trim() === '' ? text().like : text().byMeaning}
            </Button>
          }
        >
          {(at) => (
            <>
              <span role="status">{text().reading(at().done, at().total)}</span>
              <Button look="quiet" size="sm" onClick={() => at().cancel()}>
                {m().common.cancel}
              </Button>
            </>
          )}
        </Show>
      </div>
    </Show>
  );
}
