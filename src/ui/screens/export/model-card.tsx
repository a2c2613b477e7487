/** The trained model, to take away. */
import Download from 'lucide-solid/icons/download';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { VocabularyWords } from '#core/train';
import type { Progress } from '#workers/rpc/job';
import { formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadFile, fileNameFrom } from '../../state/download.ts';
import { createLive } from '../../state/live.ts';
import { reportProblem } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { showToast } from '../../state/toasts.ts';
import { exportWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, FieldSet } from '../../widgets/field.tsx';

const choices: readonly VocabularyWords[] = ['labelled', 'all'];

export function ModelCard(): JSX.Element {
  const { project } = useProject();
  const text = () => m().exporting;
  const [progress, setProgress] = createSignal<Progress>();
  // What others need not see is not in the file unless it is asked for.
  const [words, setWords] = createSignal<VocabularyWords>('labelled');
  const version = createLive(
    () => ({ id: project().id, task: project().task }),
    async (store, { id, task }) => (await store.weights.get(id, task))?.version ?? 0,
  );
  const download = async (): Promise<void> => {
    setProgress({ done: 0, total: 0 });
    const client = await exportWorker();
    const name = fileNameFrom(project().name);
    const answer = await client.model({ projectId: project().id, name, words: words() }, setProgress).result;
    setProgress(undefined);
    if (!answer.ok) {
      reportProblem(answer.error);
      return;
    }
    downloadFile(answer.value.name, answer.value.blob, answer.value.blob.type);
    showToast({ text: text().ready(answer.value.name) });
  };
  return (
    <section class="card export-model">
      <h3 class="card-title">{text().model.title}</h3>
      <p>{text().model.lead}</p>
      <FieldSet legend={text().model.words} hint={text().model.wordsHint}>
        <For each={choices}>
          {(choice) => (
            <Choice
              kind="radio"
              name="model-words"
              checked={words() === choice}
              onChange={() => setWords(choice)}
              title={text().model.wordsOf[choice]}
              hint={text().model.wordsOfHint[choice]}
            />
          )}
        </For>
      </FieldSet>
      <div class="row export-acts">
        <Button
          icon={<Download />}
          disabled={progress() !== undefined || (version() ?? 0) === 0}
          onClick={() => void download()}
        >
          <Show when={progress()} fallback={text().model.download}>
            {(now) => text().packing(formatShare(now().total === 0 ? 0 : now().done / now().total))}
          </Show>
        </Button>
        <span class="small soft">
          {(version() ?? 0) === 0 ? text().model.none : text().model.version(version() ?? 0)}
        </span>
      </div>
    </section>
  );
}
