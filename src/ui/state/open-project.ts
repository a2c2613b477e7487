/** Opening a project file, of the person or one of the samples that come with the app. */
import { problem } from '#core/base';
import type { Task } from '#core/project';
import type { OpenedProject } from '#workers/files/import-contract';
import { m } from '../messages/index.ts';
import { downloadFile } from './download.ts';
import { reportProblem, settled } from './problems.ts';
import { showToast } from './toasts.ts';
import { importWorker } from './workers.ts';

export interface Sample {
  readonly task: Task;
  readonly file: string;
}

/** One per task, written for this app, part of what is precached: they open offline. */
export const samples: readonly Sample[] = [
  { task: 'ner', file: 'samples/ner.json' },
  { task: 're', file: 'samples/re.json' },
  { task: 'sa', file: 'samples/sa.json' },
];

/**
 * Where a copy of the project is here, it is shown first what the file would do. `undefined` after the reason was said, or when
 * the person would not have it.
 */
export async function openProjectFile(file: File): Promise<OpenedProject | undefined> {
  const { lookedAt } = await import('./merge-first.ts');
  const request = await lookedAt(file);
  if (request === undefined) return undefined;
  const opened = await settled((await importWorker()).openProject(request).result);
  if (opened !== undefined && opened.issues.length > 0) sayLeftOut(opened);
  return opened;
}

/** Puts a backup in the place of the project; `undefined` after the reason was said. */
export async function restoreBackup(id: string): Promise<OpenedProject | undefined> {
  const client = await importWorker();
  const opened = await settled(client.restoreBackup(id).result);
  if (opened !== undefined && opened.issues.length > 0) sayLeftOut(opened);
  return opened;
}

/** A damaged part is said, and stays said until it is read: what was sound is open by now. */
function sayLeftOut({ issues, issueCount }: OpenedProject): void {
  const list = issues.map(({ line, message }) => (line > 0 ? `${line}: ${message}` : message)).join('\n');
  showToast({
    text: m().projects.leftOut(issueCount),
    tone: 'alert',
    timeoutMs: Number.POSITIVE_INFINITY,
    action: {
      label: m().projects.saveLeftOut,
      run: () => downloadFile('left-out.txt', `${list}\n`, 'text/plain'),
    },
  });
}

export async function openSample(task: Task): Promise<OpenedProject | undefined> {
  const sample = samples.find((one) => one.task === task);
  if (sample === undefined) return undefined;
  try {
    const response = await fetch(new URL(sample.file, document.baseURI));
    if (!response.ok) throw new Error(response.statusText);
    return await openProjectFile(new File([await response.blob()], sample.file));
  } catch (error) {
    reportProblem(problem('sample-missing', String(error)));
    return undefined;
  }
}
