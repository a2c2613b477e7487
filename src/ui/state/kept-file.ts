/**
 * A project that lives in a file on the person's disk (File System Access, where the browser has it): saved in place a moment after
 * each change, by a worker. After a restart the browser asks the person again; until then, and where somebody else has written
 * the file meanwhile, it is left alone and that is said.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { KeptFile, Store } from '#store';
import { m } from '../messages/index.ts';
import { fileNameFrom } from './download.ts';
import { openProjectFile } from './open-project.ts';
import { useStore } from './store-context.ts';
import { showToast } from './toasts.ts';
import { exportWorker } from './workers.ts';

/** What the compiler's library does not know yet. */
interface Picker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string;
    readonly types: readonly {
      readonly description: string;
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }): Promise<FileSystemFileHandle>;
}
type Asking = FileSystemFileHandle & {
  queryPermission?(of: { readonly mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(of: { readonly mode: 'readwrite' }): Promise<PermissionState>;
};

export type KeptState =
  | 'saved'
  | 'saving'
  /** The browser wants the person's word first. */
  | 'waiting'
  /** Somebody else has written it since. */
  | 'changed'
  | 'failed';

export interface KeptFileView {
  readonly projectId: string;
  readonly name: string;
  readonly state: KeptState;
}

const quietMs = 2000;

const [view, setView] = createSignal<KeptFileView>();
/** The file of the open project. */
export const keptFile = view;

export const canKeepFiles = (): boolean => 'showSaveFilePicker' in globalThis;

let save: (() => Promise<void>) | undefined;
let isBusy: Promise<void> = Promise.resolve();

/** Saves the project for as long as the calling component lives. */
export function useKeptFile(projectId: Accessor<string>): void {
  const store = useStore();
  createEffect(
    on(projectId, (id) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isDirty = false;
      const saveNow = async (): Promise<void> => {
        clearTimeout(timer);
        timer = undefined;
        isDirty = false;
        isBusy = isBusy.then(() => saveOnce(store, id)).catch(() => undefined);
        await isBusy;
      };
      save = saveNow;
      void isBusy
        .then(() => begin(store, id))
        .then(() => (view()?.state === 'saved' ? saveNow() : undefined));
      const changes = store
        .live(async () => [await store.projects.summary(id), await store.history.state(id)])
        .subscribe(() => {
          if (view()?.projectId !== id) return;
          isDirty = true;
          timer ??= setTimeout(() => void saveNow(), quietMs);
        });
      const hidden = (): void => {
        if (document.visibilityState === 'hidden' && isDirty) void saveNow();
      };
      document.addEventListener('visibilitychange', hidden);
      onCleanup(() => {
        changes.unsubscribe();
        document.removeEventListener('visibilitychange', hidden);
        if (isDirty) void saveNow();
        clearTimeout(timer);
      });
    }),
  );
}

async function begin(store: Store, projectId: string): Promise<void> {
  const kept = await store.keptFiles.get(projectId).catch(() => undefined);
  if (kept === undefined) {
    setView(undefined);
    return;
  }
  const { handle } = kept;
  const right = await (handle as Asking).queryPermission?.({ mode: 'readwrite' });
  const isWaiting = right === 'prompt' || right === 'denied';
  setView({ projectId, name: handle.name, state: isWaiting ? 'waiting' : 'saved' });
  if (isWaiting)
    showToast({
      text: m().settings.storage.file.waiting(handle.name),
      tone: 'alert',
      timeoutMs: Number.POSITIVE_INFINITY,
      action: { label: m().settings.storage.file.allow, run: () => void allowFile(store) },
    });
}

async function saveOnce(store: Store, projectId: string, overwrite = false): Promise<void> {
  const kept = await store.keptFiles.get(projectId).catch(() => undefined);
  const now = view();
  if (kept === undefined || now?.projectId !== projectId || now.state === 'waiting') return;
  const tell = (state: KeptState): void => {
    setView({ projectId, name: kept.handle.name, state });
  };
  tell('saving');
  try {
    const isForeign = async (): Promise<boolean> =>
      !overwrite && kept.savedAs !== 0 && (await kept.handle.getFile()).lastModified !== kept.savedAs;
    if (await isForeign()) {
      tell('changed');
      return;
    }
    const client = await exportWorker();
    const written = await client.run({ projectId, formatId: 'project', options: { name: 'project' } }).result;
    if (!written.ok) throw new Error(written.error.message);
    // Packing a large project takes a while.
    if (await isForeign()) {
      tell('changed');
      return;
    }
    await put(store, projectId, kept, written.value.blob);
    tell('saved');
  } catch {
    tell('failed');
  }
}

/** Stands in the file when all of it is written: a tab that is killed meanwhile leaves the file as it was. */
async function put(store: Store, projectId: string, { handle }: KeptFile, content: Blob): Promise<void> {
  const stream = await handle.createWritable();
  try {
    await stream.write(content);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
  const { lastModified } = await handle.getFile();
  await store.keptFiles.put(projectId, { handle, savedAs: lastModified });
}

/** Asks the person where, and saves it there from now on. */
export async function keepInFile(store: Store, projectId: string, projectName: string): Promise<void> {
  const picker = globalThis as Picker;
  let handle: FileSystemFileHandle | undefined;
  try {
    handle = await picker.showSaveFilePicker?.({
      suggestedName: `${fileNameFrom(projectName)}.leanlife`,
      types: [{ description: 'LEAN-LIFE', accept: { 'application/x-leanlife': ['.leanlife'] } }],
    });
  } catch {
    return; // nothing was chosen
  }
  if (handle === undefined) return;
  await store.keptFiles.put(projectId, { handle, savedAs: 0 });
  setView({ projectId, name: handle.name, state: 'saved' });
  await save?.();
}

/** For a click: browsers ask only then. */
export async function allowFile(store: Store): Promise<void> {
  const now = view();
  const kept = now && (await store.keptFiles.get(now.projectId));
  if (kept === undefined || now === undefined) return;
  const right = await (kept.handle as Asking).requestPermission?.({ mode: 'readwrite' });
  if (right === 'granted' || right === undefined) setView({ ...now, state: 'saved' });
  await save?.();
}

/** Takes in what somebody else has written there, by a merge, then saves both. */
export async function takeInFile(store: Store): Promise<void> {
  const now = view();
  const kept = now && (await store.keptFiles.get(now.projectId));
  if (kept === undefined || now === undefined) return;
  const file = await kept.handle.getFile().catch(() => undefined);
  if (file === undefined || (await openProjectFile(file)) === undefined) return;
  await saveOnce(store, now.projectId, true);
}

export const saveFileNow = (): void => void save?.();

export async function stopKeeping(store: Store, projectId: string): Promise<void> {
  await store.keptFiles.remove(projectId);
  setView(undefined);
}
