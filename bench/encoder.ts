/**
 * `npm run bench:encoder`: the shipped encoder's states of 200 texts against those of the original's 32-bit weights
 * (models/encoders/reference.py), in Node, in Chromium on WASM with one and two threads, and on WebGPU with the adapter that there is, a
 * software one if need be; texts a second, bytes to fetch, memory. A minute on two cores, and five to ten more for a software
adapter (`-- --webgpu-texts 24`: fewer texts there). Writes
 * `bench/results/encoder.json`: `wasmPerSecond` (Chromium, two threads), `maxDifference` (the largest of all places; states have
 * a root mean square of 0.4), `downloadBytes` (encoder; the WebGPU runtime beside it for those who use it).
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { encoderOf } from '#workers/encoder/opened';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { serveFolder } from '../tests/browser/static-server.ts';
import { findChromium } from '../tools/chromium.ts';
import { ortFiles } from '../tools/ort-files.ts';
import { currentRun } from './bench-run.ts';
import { type Agreement, agreement, type GoldenText, perSecond, together } from './encoder/measuring.ts';
import type { Encoding } from './encoder/page.ts';

declare global {
  /** Only inside `page.evaluate`. */
  var encoding: Encoding;
}

const { values } = parseArgs({ options: { 'webgpu-texts': { type: 'string', default: '200' } } });
const file = 'models/encoders/minilm-l6.onnx';
const times = 3;
// As reference.py writes it.
const { texts: golden } = JSON.parse(readFileSync('tests/unit/encoder/golden.json', 'utf8')) as {
  readonly texts: readonly GoldenText[];
};

interface Place {
  readonly texts: number;
  readonly samePieces: number;
  readonly maxDifference: number;
  readonly maxDifferenceOfMeans: number;
  /** Root of the mean squared difference of states, as a share of their own root mean square. */
  readonly relativeDifference: number;
  readonly perSecond: number;
  /** To the first states, from the file. */
  readonly startMs?: number;
  readonly memoryBytes?: number;
  /** What a run says after the device was lost. */
  readonly whenLost?: string;
}

function placeOf(found: Agreement, perSecond: number): Place {
  const { squaredDifference, squares, maxDifference, maxDifferenceOfMeans, ...counts } = found;
  const short = (value: number): number => Number(value.toPrecision(4));
  return {
    ...counts,
    maxDifference: short(maxDifference),
    maxDifferenceOfMeans: short(maxDifferenceOfMeans),
    relativeDifference: short(Math.sqrt(squaredDifference / squares)),
    perSecond: short(perSecond),
  };
}

async function inNode(threads: number): Promise<Place> {
  const before = process.memoryUsage().rss;
  const opened = await encoderOf(createOrtRuntime({ threads }), new Uint8Array(readFileSync(file)));
  if (!opened.ok) throw new Error(opened.error.message);
  const found = placeOf(await agreement(opened.value, golden), await perSecond(opened.value, golden, times));
  return { ...found, memoryBytes: process.memoryUsage().rss - before };
}

/** Private memory of the browser's processes that were started for `profile`; `undefined` where the system does not tell. */
function memoryOf(profile: string): number | undefined {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined;
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) continue;
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      for (const [, kb] of rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm))
        sum += 1024 * Number(kb);
    } catch {
      // It has ended.
    }
  }
  return sum;
}

async function inChromium(url: string, place: 'wasm' | 'webgpu', threads: number): Promise<Place> {
  const executablePath = findChromium();
  const graphics = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
  // It would end a software adapter in the middle of a product.
  graphics.push('--disable-gpu-watchdog');
  const profile = join(process.cwd(), `test-results/encoder-${place}-${threads}`);
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', ...(place === 'webgpu' ? graphics : [])],
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'encoding' in globalThis);
    const before = memoryOf(profile) ?? 0;
    const started = await page.evaluate(([where, count]) => encoding.start(where, count), [
      place,
      threads,
    ] as const);
    const texts = place === 'wasm' ? golden : golden.slice(0, Number(values['webgpu-texts']));
    const parts: Agreement[] = [];
    const begin = performance.now();
    for (let from = 0; from < texts.length; from += 20) {
      const some = texts.slice(from, from + 20);
      parts.push(await page.evaluate((few) => encoding.agreement(few), some));
    }
    // A software adapter is too slow to be asked twice.
    const rate =
      place === 'webgpu'
        ? (1000 * texts.length) / (performance.now() - begin)
        : await page.evaluate(([few, count]) => encoding.perSecond(few, count), [golden, times] as const);
    const after = memoryOf(profile);
    const lost =
      place === 'webgpu' ? await page.evaluate((few) => encoding.lost(few), texts.slice(0, 1)) : undefined;
    return {
      ...placeOf(together(parts), rate),
      ...started,
      ...(lost === undefined ? {} : { whenLost: lost }),
      ...(after === undefined ? {} : { memoryBytes: after - before }),
    };
  } finally {
    await context.close();
  }
}

const outDir = join(process.cwd(), 'test-results/encoder');
await build({
  configFile: false,
  root: join(process.cwd(), 'bench/encoder'),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [ortFiles()],
  build: { outDir, emptyOutDir: true, target: 'es2022', minify: false },
});
const host = await serveFolder(outDir, { isolate: true });
const places: Record<string, Place> = {};
const note = (name: string, found: Place): void => {
  places[name] = found;
  console.log(name, JSON.stringify(found));
};
try {
  note('node, 1 thread', await inNode(1));
  note('chromium wasm, 1 thread', await inChromium(host.url, 'wasm', 1));
  note('chromium wasm, 2 threads', await inChromium(host.url, 'wasm', 2));
  note('chromium webgpu', await inChromium(host.url, 'webgpu', 1));
} finally {
  await host.close();
}
const all = Object.values(places);
const runtimeFile = createRequire(import.meta.url).resolve(
  'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm',
);
const metrics = {
  wasmPerSecond: places['chromium wasm, 2 threads']?.perSecond,
  maxDifference: Math.max(...all.map(({ maxDifference }) => maxDifference)),
  downloadBytes: statSync(file).size,
  webgpuDownloadBytes: statSync(runtimeFile).size,
};
console.log(metrics);
const result = { ...currentRun(0), tolerance: 0.2, metrics, places };
writeFileSync('bench/results/encoder.json', `${JSON.stringify(result, null, 2)}\n`);
const wrong = all.filter(({ samePieces, texts, maxDifference }) => samePieces < texts || maxDifference > 0.2);
const { whenLost } = places['chromium webgpu'] ?? {};
if (whenLost?.includes('the device was lost') !== true) {
  console.error(`A lost device was not noticed: ${whenLost}`);
  process.exitCode = 1;
}
if (wrong.length > 0) {
  console.error('States are further from the original’s than they may be.');
  process.exit(1);
}
