/**
 * Everything on this device as a file: the way out when storage fails, a screen breaks, or the person wants a copy.
 * Written on the page itself, without a worker, so that it works when little else does.
 */
import { InternalError } from '#core/base';
import type { SourceFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import type { Store } from '#store';
import { m } from '../messages/index.ts';
import { downloadFile, fileNameFrom } from './download.ts';
import { showToast } from './toasts.ts';

const stamp = (): string => new Date().toISOString().slice(0, 10);

async function projectFile(bundle: ProjectBundle): Promise<SourceFile[]> {
  const { formatById, joinChunks } = await import('#core/formats');
  const format = formatById('project');
  if (format?.serialize === undefined) throw new InternalError('no project file format');
  return joinChunks(format.serialize(bundle, { name: `${fileNameFrom(bundle.project.name)}-${stamp()}` }));
}

async function save(files: readonly SourceFile[], name: string): Promise<void> {
  const { packFiles } = await import('#core/formats');
  const packed = packFiles(files, name);
  downloadFile(packed.name, new Uint8Array(packed.bytes), 'application/octet-stream');
}

async function bundleOf(store: Store, projectId: string): Promise<ProjectBundle | undefined> {
  const records = await store.bundles.read(projectId, { tombstones: true });
  return records && { ...records, weights: await store.weights.list(projectId) };
}

/** Several project files in one zip, each under its name. */
export async function downloadBundles(
  bundles: readonly { readonly name: string; readonly bundle: ProjectBundle }[],
  name: string,
): Promise<void> {
  const { formatById, joinChunks } = await import('#core/formats');
  const format = formatById('project');
  if (format?.serialize === undefined) throw new InternalError('no project file format');
  const files = bundles.flatMap((one) =>
    joinChunks(format.serialize?.(one.bundle, { name: one.name }) ?? []),
  );
  await save(files, name);
}

/** One project as its project file. */
export async function downloadProject(store: Store, projectId: string): Promise<void> {
  const bundle = await bundleOf(store, projectId);
  if (bundle === undefined) return;
  await save(await projectFile(bundle), fileNameFrom(bundle.project.name));
}

/**
 * All projects: their project files in one zip. One that cannot be read (a damaged row) does not keep the others from
 * being saved; it is named, with the way to get out what is sound in it.
 */
export async function downloadEverything(store: Store): Promise<void> {
  const files: SourceFile[] = [];
  const failed: string[] = [];
  for (const { project } of await store.projects.list()) {
    try {
      const bundle = await bundleOf(store, project.id);
      if (bundle === undefined) continue;
      for (const file of await projectFile(bundle)) {
        // Two projects may bear one name.
        const taken = files.some((other) => other.name === file.name);
        files.push(taken ? { ...file, name: `${files.length}-${file.name}` } : file);
      }
    } catch {
      failed.push(project.name);
    }
  }
  if (files.length > 0) await save(files, `lean-life-backup-${stamp()}`);
  if (failed.length > 0) showToast({ text: m().common.crash.someFailed(failed), tone: 'alert' });
}
