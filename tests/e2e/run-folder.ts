/** The Run folder that a page makes in Chromium's WASM, loaded in Node as its `run.mjs` does, and held against its own answers. */
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { openEncoder } from '#core/encoder';
import { checkGolden, Pipeline, readFolder } from '#core/pipeline';
import { createWordVectorEncoder, readWordVectors } from '#core/train';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

type Files = Record<string, Uint8Array>;

/** As `run.mjs` loads it, with the WASM runtime in place of the package that the folder asks for. */
async function pipelineOf(files: Files): Promise<Pipeline> {
  const read = await readFolder(async (name) => {
    const bytes = files[name];
    return bytes === undefined ? undefined : new Uint8Array(bytes);
  });
  if (!read.ok) throw new Error(read.error.message);
  const { record, vectors, networks, encoder } = read.value;
  const table = readWordVectors(vectors ?? new Uint8Array());
  if (!table.ok) throw new Error(table.error.message);
  const runtime = createOrtRuntime({ threads: 1 });
  const context = encoder === undefined ? undefined : await openEncoder(runtime, encoder);
  if (context?.ok === false) throw new Error(context.error.message);
  const loaded = Object.fromEntries(
    await Promise.all(
      Object.entries(networks).map(
        async ([role, { manifest, onnx, weights }]) =>
          [role, { manifest, graph: await runtime.load(onnx), weights }] as const,
      ),
    ),
  );
  return new Pipeline(record, {
    vectors: table.value,
    encoder: createWordVectorEncoder(table.value),
    ...(context === undefined ? {} : { context: context.value }),
    ...loaded,
  });
}

/** From the Export screen, where a model is there: the folder's files, its 50 answers found again, the model's among them. */
export async function checkedRunFolder(page: Page, name: string): Promise<Files> {
  const [zip] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download Run folder' }).click(),
  ]);
  expect(zip.suggestedFilename()).toBe(name);
  const files = unzipSync(new Uint8Array(await readFile(await zip.path())));
  const said = new TextDecoder().decode(files['golden.jsonl']);
  const golden = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(golden.length).toBeGreaterThanOrEqual(40);
  expect(said).toContain('"kind":"model"');
  expect(await checkGolden(await pipelineOf(files), golden)).toEqual([]);
  return files;
}
