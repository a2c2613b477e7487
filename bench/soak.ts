/**
 * `npm run bench:soak [-- --minutes 60 --texts 5000 --rules 700 --every-ms 2000 --window 0]`: the learner's memory while a person goes on
 * labelling, in Chromium. Some texts are labelled with sentences before it starts, so that rules are at work; then one text after
 * the other, every other with a sentence. Memory is what the worker's heap and buffers hold after a collection. `soakGrowth`: of the
 * last quarter's mean over that of the second; the first warms up. With a window only so many of the labels that he gives stay, and
 * the older ones are taken away again: a project that does not grow, so that what grows is what nobody let go of. `residentGrowth`: the same of all that the page's process holds,
 * where the system tells (Linux). What was measured so far is written after each sample.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { currentRun } from './bench-run.ts';
import { inHarness } from './in-chromium.ts';

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    texts: { type: 'string', default: '5000' },
    rules: { type: 'string', default: '700' },
    'every-ms': { type: 'string', default: '2000' },
    window: { type: 'string', default: '0' },
    out: { type: 'string', default: 'bench/results/soak.json' },
  },
});

interface Sample {
  readonly minute: number;
  readonly heapMb: number;
  readonly buffersMb: number;
  /** Of the page's process. */
  readonly residentMb?: number;
  readonly acts: number;
  readonly version: number;
}

const parts = 16;
const samples: Sample[] = [];

/** Asks the worker's own inspector: a session in a session. */
async function inspector(session: CDPSession): Promise<(method: string) => Promise<Record<string, number>>> {
  const found = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker' && targetInfo.title.includes('learner')) resolve(sessionId);
      if (targetInfo.url.includes('learner')) resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    ...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false },
  });
  const sessionId = await found;
  let ids = 0;
  const waiting = new Map<number, (result: Record<string, number>) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: Record<string, number> }; // the protocol's shape
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  return (method) =>
    new Promise((resolve) => {
      const id = ++ids;
      waiting.set(id, resolve);
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
}

/** What the largest process of a page holds, in megabytes. */
async function resident(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.flatMap(({ type, id }) => {
    const file = `/proc/${id}/status`;
    if (type !== 'renderer' || !existsSync(file)) return [];
    return [Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024];
  });
  return sizes.length === 0 ? undefined : Math.round(Math.max(...sizes) * 10) / 10;
}

async function setUp(page: Page): Promise<void> {
  await page.evaluate(
    async ({ texts, rules }) => {
      const store = await harness.open();
      const id = await harness.restaurants(store, texts);
      const reason = (i: number): string =>
        `The word "day" is within ${2 + (i % 9)} words after the entity and the word "${i}" is in the sentence`;
      for (const { document } of await store.documents.chunk(id, 0, rules)) {
        await harness.label(store, id, document, reason(document.position));
      }
      const learner = harness.createLearnerClient();
      learner.start(id);
      Object.assign(globalThis, { soak: { store, id, learner, reason, acts: rules } });
    },
    { texts: Number(flags.texts), rules: Number(flags.rules) },
  );
}

interface Soak {
  readonly store: Awaited<ReturnType<typeof harness.open>>;
  readonly id: string;
  readonly learner: ReturnType<typeof harness.createLearnerClient>;
  readonly reason: (i: number) => string;
  acts: number;
}

async function labelFor(page: Page, ms: number): Promise<{ acts: number; version: number }> {
  return page.evaluate(
    async ({ ms, everyMs, rules, window }) => {
      const { soak } = globalThis as unknown as { soak: Soak }; // put there by setUp
      const until = performance.now() + ms;
      while (performance.now() < until) {
        const [one] = await soak.store.documents.chunk(soak.id, soak.acts, 1);
        // At the end of the texts he begins again, with other reasons.
        const [first] =
          one === undefined ? await soak.store.documents.chunk(soak.id, soak.acts % 50, 1) : [one];
        if (first === undefined) break;
        soak.learner.focus(first.document.id);
        const sentence = soak.acts % 2 === 0 ? soak.reason(soak.acts) : undefined;
        await harness.label(soak.store, soak.id, first.document, sentence);
        soak.acts++;
        const [old] =
          window > 0 && soak.acts - rules > window
            ? await soak.store.documents.chunk(soak.id, soak.acts - window - 1, 1)
            : [];
        if (old !== undefined) {
          const annotationIds = old.annotations.map((one) => one.id);
          await soak.store.act(soak.id, [
            { kind: 'remove', annotationIds, relations: 'remove' },
            { kind: 'mark', documentIds: [old.document.id], status: 'open' },
          ]);
        }
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      return { acts: soak.acts, version: soak.learner.status.version };
    },
    {
      ms,
      everyMs: Number(flags['every-ms']),
      rules: Number(flags.rules),
      window: Number(flags.window),
    },
  );
}

const mean = (some: readonly Sample[], of: (one: Sample) => number): number =>
  some.reduce((sum, one) => sum + of(one), 0) / Math.max(1, some.length);
/** Of the last quarter over the second one; `undefined` until there is one. */
function growth(of: (one: Sample) => number): number | undefined {
  if (samples.length < parts) return undefined;
  return Math.round((mean(samples.slice(12), of) / mean(samples.slice(4, 8), of) - 1) * 1000) / 1000;
}
function write(): void {
  const soakGrowth = growth(({ heapMb, buffersMb }) => heapMb + buffersMb);
  const residentGrowth = growth(({ residentMb }) => residentMb ?? 1);
  const result = {
    ...currentRun(1),
    ...{ minutes: Number(flags.minutes), texts: Number(flags.texts), rules: Number(flags.rules) },
    ...{ everyMs: Number(flags['every-ms']), window: Number(flags.window) },
    metrics: { soakGrowth, residentGrowth },
    samples,
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
}

await inHarness(async (newPage, browser) => {
  const page = await newPage();
  const ask = inspector(await page.context().newCDPSession(page));
  await setUp(page);
  const inspect = await ask;
  const partMs = (Number(flags.minutes) * 60_000) / parts;
  const started = performance.now();
  for (let part = 0; part < parts; part++) {
    const { acts, version } = await labelFor(page, partMs);
    await inspect('HeapProfiler.collectGarbage');
    const { usedSize = 0, backingStorageSize = 0 } = await inspect('Runtime.getHeapUsage');
    const mb = (bytes: number): number => Math.round(bytes / 1e5) / 10;
    const residentMb = await resident(browser);
    samples.push({
      ...{ minute: Math.round((performance.now() - started) / 6000) / 10, acts, version },
      ...{ heapMb: mb(usedSize), buffersMb: mb(backingStorageSize) },
      ...(residentMb === undefined ? {} : { residentMb }),
    });
    write();
    console.error(JSON.stringify(samples.at(-1)));
  }
});
console.log(JSON.stringify(samples.at(-1)));
