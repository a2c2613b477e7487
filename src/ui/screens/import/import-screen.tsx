/** Import: a file is chosen, looked at, and only then brought in. Each step stands below the one before it. */
import { useNavigate } from '@solidjs/router';
import { createEffect, createSignal, type JSX, Match, onCleanup, Switch, untrack } from 'solid-js';
import type { ParseOptions } from '#core/formats';
import type { ImportProgress, ImportSummary, Inspection } from '#workers/files/import-contract';
import type { Job } from '#workers/rpc/job';
import { projectPath } from '../../app/addresses.ts';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { incomingFiles, takeFiles } from '../../state/incoming-files.ts';
import { openProjectFile } from '../../state/open-project.ts';
import { problemText, reportProblem } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { onStartAgain } from '../../state/start-again.ts';
import { importToResume, resumeEnded, takeImportToResume } from '../../state/stopped-import.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { importWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Progress } from '../../widgets/progress.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ImportResult } from './import-result.tsx';
import { Inspect } from './inspect.tsx';
import { asked } from './request.ts';
import './import-screen.css';

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'reading' }
  | { readonly at: 'inspect'; readonly inspection: Inspection }
  | {
      readonly at: 'running';
      readonly progress: ImportProgress;
      readonly isResumed: boolean;
      readonly cancel: () => void;
    }
  | { readonly at: 'result'; readonly summary: ImportSummary };

export function ImportScreen(): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const navigate = useNavigate();
  const [step, setStep] = createSignal<Step>({ at: 'choose' });
  const [files, setFiles] = createSignal<readonly File[]>([]);
  const [formatId, setFormatId] = createSignal<string>();
  const [options, setOptions] = createSignal<Partial<ParseOptions>>({});
  let job: Job<unknown> | undefined;
  onCleanup(() => job?.cancel());

  const allOptions = (): ParseOptions => ({ task: project().task, ...options() });

  const inspect = async (): Promise<void> => {
    const client = await importWorker();
    const chosen = formatId();
    const answer = await client.inspect(asked(project().id, files(), allOptions(), chosen)).result;
    if (answer.ok) {
      setStep({ at: 'inspect', inspection: answer.value });
      return;
    }
    if (answer.error.code === 'superseded' || answer.error.code === 'cancelled') return;
    if (step().at === 'inspect') {
      // A wrong choice of format: what was chosen stays, the preview is empty.
      setStep({
        at: 'inspect',
        inspection: {
          candidates: [],
          formatIds: [],
          refused: [],
          formatId: chosen ?? '',
          preview: [],
          attachments: 0,
          issues: [],
          before: { sameFiles: false, known: 0, named: 0 },
          documentPer: 'line',
          isProject: false,
        },
      });
    } else setStep({ at: 'choose' });
    showToast({ text: `${m().importing.failed} ${problemText(answer.error)}`, tone: 'alert' });
  };

  const choose = (chosen: readonly File[]): void => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    setFormatId(undefined);
    setOptions({});
    setStep({ at: 'reading' });
    void inspect();
  };
  createEffect(() => {
    if (importToResume() !== undefined) untrack(takeOrder);
  });
  createEffect(() => {
    if (incomingFiles().length > 0 && step().at !== 'running') choose(takeFiles());
  });

  // The way here from here leads to another file; what runs goes on.
  onStartAgain('import', () => {
    if (step().at === 'inspect' || step().at === 'result') setStep({ at: 'choose' });
  });

  const run = async (): Promise<void> => {
    const client = await importWorker();
    await follow((progress) => client.run(asked(project().id, files(), allOptions(), formatId()), progress));
  };

  const takeOrder = (): void => {
    const importId = takeImportToResume();
    if (importId === undefined) return;
    if (step().at !== 'running') {
      void resume(importId);
      return;
    }
    resumeEnded();
    showToast({ text: m().importing.stopped.busy });
  };

  /** Goes on with an import that was interrupted: with its own files, format and options. */
  const resume = async (importId: string): Promise<void> => {
    setStep({ at: 'reading' });
    const client = await importWorker();
    await follow((progress) => client.resume({ importId }, progress), true);
    resumeEnded();
  };

  /** Shows a job that imports, and what came of it. */
  const follow = async (
    begin: (progress: (value: ImportProgress) => void) => Job<ImportSummary>,
    isResumed = false,
  ): Promise<void> => {
    const start: ImportProgress = { done: 0, total: 0, documents: 0, issues: 0 };
    const running = begin((progress) => {
      if (job === running) setStep({ at: 'running', progress, isResumed, cancel: () => running.cancel() });
    });
    job = running;
    setStep({ at: 'running', progress: start, isResumed, cancel: () => running.cancel() });
    const answer = await running.result;
    job = undefined;
    if (answer.ok) {
      setStep({ at: 'result', summary: answer.value });
      announce(m().importing.result.title(answer.value.documents));
      return;
    }
    setStep({ at: 'choose' });
    if (answer.error.code === 'cancelled') {
      // One that went on is not taken back: it is offered again.
      if (!isResumed) showToast({ text: m().importing.cancelled });
    } else reportProblem(answer.error);
  };

  const openAsProject = async (): Promise<void> => {
    const [file] = files();
    if (file === undefined) return;
    setStep({ at: 'reading' });
    const opened = await openProjectFile(file);
    setStep({ at: 'choose' });
    if (opened !== undefined) navigate(projectPath(opened.projectId, 'annotate'));
  };

  const takeBack = async (summary: ImportSummary): Promise<void> => {
    if (await succeeded(store.importer(project().id, summary.importId).rollback())) {
      showToast({ text: m().importing.cancelled });
      setStep({ at: 'choose' });
    }
  };

  return (
    <div class="page">
      <header class="page-head">
        <h2 class="page-title">{m().importing.title}</h2>
        <p class="page-lead">{m().importing.lead}</p>
      </header>
      <Switch>
        <Match when={step().at === 'choose'}>
          <ChooseFile onFiles={choose} />
        </Match>
        <Match when={step().at === 'reading'}>
          <section class="card" aria-busy="true">
            <Progress value={0} max={0} label={m().importing.reading} />
          </section>
        </Match>
        <Match when={matching(step(), 'inspect')}>
          {(now) => (
            <Inspect
              files={files()}
              inspection={now().inspection}
              task={project().task}
              options={options()}
              onFormat={(id) => {
                setFormatId(id);
                void inspect();
              }}
              onOptions={(next) => {
                setOptions(next);
                void inspect();
              }}
              onStart={() => void run()}
              onOpenProject={() => void openAsProject()}
              onAgain={() => setStep({ at: 'choose' })}
            />
          )}
        </Match>
        <Match when={matching(step(), 'running')}>
          {(now) => (
            <section class="card stack" aria-live="polite">
              <Progress
                value={now().progress.done}
                max={now().progress.total}
                label={m().importing.progress(now().progress.documents)}
              />
              <div>
                <Button onClick={() => now().cancel()}>
                  {now().isResumed ? m().importing.stopped.stop : m().importing.cancel}
                </Button>
              </div>
            </section>
          )}
        </Match>
        <Match when={matching(step(), 'result')}>
          {(now) => (
            <ImportResult
              summary={now().summary}
              onAnnotate={() => navigate(projectPath(project().id, 'annotate'))}
              onTakeBack={() => void takeBack(now().summary)}
              onAgain={() => setStep({ at: 'choose' })}
            />
          )}
        </Match>
      </Switch>
    </div>
  );
}

function matching<At extends Step['at']>(step: Step, at: At): Extract<Step, { at: At }> | undefined {
  return step.at === at ? (step as Extract<Step, { at: At }>) : undefined; // narrowed by `at`, which TypeScript cannot see
}
