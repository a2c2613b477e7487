/** One project: what is in it, a button that saves it, and what of it was damaged. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import { joinChunks, writeProject } from '#core/formats';
import type { FoundProject, LeftOut, Salvage } from '#store/salvage';
import { downloadFile, fileNameFrom } from '../state/download.ts';
import { Button } from '../widgets/button.tsx';
import { text } from './words.ts';

/** Damaged records that are named one by one. */
const named = 50;

interface Saved {
  readonly file: string;
  readonly leftOut: readonly LeftOut[];
}

export function ProjectRow(props: {
  readonly project: FoundProject;
  readonly salvage: Salvage;
  /** Given the function that saves the project, for saving all. */
  readonly onReady: (save: () => Promise<void>) => void;
}): JSX.Element {
  const [rows, setRows] = createSignal<number>();
  const [saved, setSaved] = createSignal<Saved>();
  const [failed, setFailed] = createSignal<string>();
  const save = async (): Promise<void> => {
    setRows(0);
    setFailed(undefined);
    setSaved(undefined);
    try {
      const { bundle, leftOut } = await props.salvage.read(props.project.id, setRows);
      const [file] = joinChunks(writeProject(bundle, { name: fileNameFrom(props.project.name) }));
      if (file === undefined) throw new Error('nothing was written');
      downloadFile(file.name, new Uint8Array(file.bytes), 'application/octet-stream');
      setSaved({ file: file.name, leftOut });
    } catch (error) {
      setFailed(String(error));
    }
    setRows(undefined);
  };
  props.onReady(save);
  return (
    <li class="card stack">
      <div class="recovery-project">
        <div>
          <h2 class="recovery-project-name" dir="auto">
            {props.project.name}
          </h2>
          <p class="soft">
            {text.contents(props.project.texts, props.project.annotations, props.project.explanations)}
          </p>
        </div>
        <Button
          busy={rows() !== undefined}
          disabled={rows() !== undefined}
          aria-label={text.saveNamed(props.project.name)}
          onClick={() => void save()}
        >
          {rows() === undefined ? text.save : text.saving(rows() ?? 0)}
        </Button>
      </div>
      <Show when={props.project.isMended}>
        <p class="soft">{text.mended}</p>
      </Show>
      <div class="recovery-status" role="status">
        <Show when={saved()}>{(done) => <Outcome saved={done()} />}</Show>
        <Show when={failed()}>{(reason) => <p class="recovery-failed">{text.failed(reason())}</p>}</Show>
      </div>
    </li>
  );
}

function Outcome(props: { readonly saved: Saved }): JSX.Element {
  const leftOut = () => props.saved.leftOut;
  return (
    <Show when={leftOut().length > 0} fallback={<p>{text.saved(props.saved.file)}</p>}>
      <p>{text.savedBut(props.saved.file, leftOut().length)}</p>
      <ul class="recovery-left-out small soft">
        <For each={leftOut().slice(0, named)}>
          {({ table, key, reason, path, words }) => (
            <li>
              {text.table[table]} {words === undefined ? key : text.quoted(words, key)}: {text.reason[reason]}
              {path === undefined || path === '' ? '' : ` (${path})`}
            </li>
          )}
        </For>
      </ul>
      <Show when={leftOut().length > named}>
        <p class="small soft">{text.more(leftOut().length - named)}</p>
      </Show>
    </Show>
  );
}
