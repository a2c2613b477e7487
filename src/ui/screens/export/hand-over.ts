/** What becomes of a finished export: a download and a word about it, or why there is none. Nothing where it was cancelled. */
import type { Problem, Result } from '#core/base';
import { m } from '../../messages/index.ts';
import { downloadFile } from '../../state/download.ts';
import { reportProblem } from '../../state/problems.ts';
import { showToast } from '../../state/toasts.ts';

export function handOver(answer: Result<{ readonly name: string; readonly blob: Blob }, Problem>): void {
  if (answer.ok) {
    downloadFile(answer.value.name, answer.value.blob, answer.value.blob.type);
    showToast({ text: m().exporting.ready(answer.value.name) });
  } else if (answer.error.code !== 'cancelled') reportProblem(answer.error);
}
