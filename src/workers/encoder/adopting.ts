/** From files that a person brings to an encoder of this device. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { adoptEncoder } from '#core/encoder';
import { openSources, type SourceFile } from '#core/formats';
import { loadRuntime } from '../platform/assets.ts';
import type { OwnFile } from './contract.ts';
import { keepOwn } from './own-files.ts';

/** Of the files: more than a model may have, so that it is refused by its size and not by its archive's. */
const mostBytes = 1_000_000_000;

export async function adoptFiles(files: readonly File[]): Promise<Result<OwnFile, Problem>> {
  const sources: SourceFile[] = [];
  try {
    for (const file of files)
      sources.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  } catch (error) {
    return err(problem('unreadable-file', String(error)));
  }
  const limits = { fileBytes: mostBytes, totalBytes: mostBytes, entries: 10_000 };
  const opened = openSources(sources, limits);
  if (!opened.ok) return opened;
  const found = filesOf(opened.value);
  if (found === undefined)
    return err(
      problem(
        'own-file',
        opened.value
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 200),
      ),
    );
  const runtime = await loadRuntime();
  if (!runtime.ok) return runtime;
  const model = found.model.bytes.slice();
  const digests = await Promise.all(
    [model, found.tokenizer.bytes.slice()].map((bytes) => crypto.subtle.digest('SHA-256', bytes)),
  );
  const fingerprint = hexOf(await crypto.subtle.digest('SHA-256', await new Blob(digests).arrayBuffer()));
  const label = labelOf(files);
  const clock = (): number => performance.now();
  const brought = { label, model, tokenizer: new TextDecoder().decode(found.tokenizer.bytes) };
  const adopted = await adoptEncoder(runtime.value, brought, fingerprint, clock);
  if (!adopted.ok) return adopted;
  const file = { name: adopted.value.name, label, bytes: adopted.value.bytes.length };
  await keepOwn(file, adopted.value.bytes);
  return ok(file);
}

/** The model and its tokenizer, wherever in the folder; of several models the one that is named as an export names it. */
function filesOf(
  sources: readonly SourceFile[],
): { readonly model: SourceFile; readonly tokenizer: SourceFile } | undefined {
  const base = (name: string): string => name.split('/').at(-1) ?? '';
  const models = sources.filter(({ name }) => name.endsWith('.onnx'));
  const model = models.find(({ name }) => base(name) === 'model.onnx') ?? models[0];
  const tokenizer = sources.find(({ name }) => base(name) === 'tokenizer.json');
  return model === undefined || tokenizer === undefined ? undefined : { model, tokenizer };
}

/** The name of the archive, or of the folder that the files come from. */
function labelOf(files: readonly File[]): string {
  const [first] = files;
  const folder = first?.webkitRelativePath.split('/')[0] ?? '';
  const named = folder === '' ? (files.length === 1 ? (first?.name ?? '') : 'model') : folder;
  return named.replace(/\.(?:zip|onnx)$/i, '').slice(0, 100);
}

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
