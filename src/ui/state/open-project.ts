/** Opening a project file, of the person or one of the samples that come with the app. */
import { problem } from '#core/base';
import type { Task } from '#core/project';
import type { OpenedProject } from '#workers/files/import-contract';
import { withMessages } from '../messages/index.ts';
import { reportProblem } from './problems.ts';

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
  // The list of projects needs none of it until then, nor the words for what a file may be.
  const { open } = await withMessages(import('./opening.ts'));
  return open(file);
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
