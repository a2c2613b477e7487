/** What is stored on this device, project by project, each to be saved as a project file. */
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { knownVersion } from '#store/salvage';
import { downloadFile } from '../state/download.ts';
import { Button } from '../widgets/button.tsx';
import { Backups } from './backups.tsx';
import { ProjectRow } from './project-row.tsx';
import { look, type Stored } from './stored.ts';
import './recovery.css';
import { text } from './words.ts';

const day = (): string => new Date().toISOString().slice(0, 10);

export function RecoveryPage(): JSX.Element {
  const [stored, { refetch }] = createResource(look);
  const problem = () => {
    const found = stored.latest;
    return found !== undefined && 'problem' in found ? found.problem : undefined;
  };
  const there = (): Stored | undefined => {
    const found = stored.latest;
    return found !== undefined && 'salvage' in found ? found : undefined;
  };
  return (
    <>
      <header class="recovery-header">
        <h1 class="recovery-name">{text.title}</h1>
        <a class="button" data-look="header" data-size="md" href="./">
          {text.back}
        </a>
      </header>
      <main class="page stack" id="main">
        <p class="recovery-lead">{text.lead}</p>
        <Switch fallback={<p role="status">{text.reading}</p>}>
          <Match when={stored.error}>
            {(error) => <Problem text={text.failed(String(error()))} again={() => void refetch()} />}
          </Match>
          <Match when={problem()}>
            {(code) => <Problem text={text.problems[code()]} again={() => void refetch()} />}
          </Match>
          <Match when={there()}>{(found) => <Projects stored={found()} />}</Match>
        </Switch>
        <Backups />
        <Show when={there()}>{(found) => <Copy stored={found()} />}</Show>
      </main>
    </>
  );
}

function Problem(props: { readonly text: string; readonly again: () => void }): JSX.Element {
  return (
    <section class="card stack" role="alert">
      <p>{props.text}</p>
      <div class="row">
        <Button onClick={() => props.again()}>{text.again}</Button>
      </div>
    </section>
  );
}

function Projects(props: { readonly stored: Stored }): JSX.Element {
  const savers: (() => Promise<void>)[] = [];
  const [busy, setBusy] = createSignal(false);
  const saveAll = async (): Promise<void> => {
    setBusy(true);
    // One after the other: a project is held in memory while it is saved.
    for (const save of savers) await save();
    setBusy(false);
  };
  return (
    <>
      <Show when={props.stored.salvage.version > knownVersion}>
        <p class="card">{text.newer(props.stored.salvage.version)}</p>
      </Show>
      <Show when={props.stored.projects.length > 0} fallback={<p class="card">{text.none}</p>}>
        <Show when={props.stored.projects.length > 1}>
          <div class="row">
            <Button look="primary" busy={busy()} disabled={busy()} onClick={() => void saveAll()}>
              {text.saveAll}
            </Button>
          </div>
        </Show>
        <ul class="recovery-list">
          <For each={props.stored.projects}>
            {(project) => (
              <ProjectRow
                project={project}
                salvage={props.stored.salvage}
                onReady={(save) => savers.push(save)}
              />
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

function Copy(props: { readonly stored: Stored }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<string>();
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    try {
      const lines: string[] = [];
      for await (const { table, line } of props.stored.salvage.raw()) {
        lines.push(`{"table":${JSON.stringify(table)},"row":${line.trimEnd()}}\n`);
      }
      downloadFile(`lean-life-everything-${day()}.jsonl`, lines, 'application/x-ndjson');
    } catch (error) {
      setFailed(String(error));
    }
    setBusy(false);
  };
  return (
    <section class="card stack">
      <h2 class="card-title">{text.rawTitle}</h2>
      <p class="soft">{text.rawHint}</p>
      <div class="row">
        <Button busy={busy()} disabled={busy()} onClick={() => void save()}>
          {busy() ? text.saving(0) : text.raw}
        </Button>
      </div>
      <Show when={failed()}>{(reason) => <p role="alert">{text.failed(reason())}</p>}</Show>
    </section>
  );
}
