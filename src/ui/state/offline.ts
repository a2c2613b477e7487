/**
 * The files of the app that this device keeps: whether they are all here, and their repair. Written by the service
 * worker's registration (app/service.ts), shown in Settings.
 */
import { createSignal } from 'solid-js';
import type { HeavyProgress, RepairReport } from '#workers/offline/contract';

const [progress, setProgress] = createSignal<HeavyProgress>();
/** Of the files that are fetched after the first screen; `undefined` until the service worker has told of them. */
export const filesProgress = progress;
export const tellFiles = setProgress;

const [repairing, setRepairing] = createSignal(false);
export const filesRepairing = repairing;

const [report, setReport] = createSignal<RepairReport | 'nothing-kept'>();
/** What the last repair found. */
export const repairReport = report;

export async function repairApp(): Promise<void> {
  if (repairing()) return;
  setRepairing(true);
  try {
    const { repairFiles } = await import('#workers/offline/client');
    const found = await repairFiles('serviceWorker' in navigator ? navigator.serviceWorker : undefined);
    setReport(found ?? 'nothing-kept');
  } finally {
    setRepairing(false);
  }
}
