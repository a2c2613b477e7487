/**
 * `npm run test:browsers`: the loop in Firefox and WebKit, on the built app. Sample, label with a trigger, model, load
 * again without a network, export, recovery page. An engine that is not there and cannot be installed is skipped with
 * a message. Takes about a minute per engine; not part of `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { openSources, readProjectFile } from '#core/formats';
import { serveFolder } from '../browser/static-server.ts';
import type { EngineDriver, Started } from './driver.ts';
import { startFirefox } from './firefox.ts';
import { EnginePage } from './page.ts';
import { startWebKit } from './webkit.ts';

function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function theLoop(driver: EngineDriver): Promise<void> {
  const host = await serveFolder('dist', { isolate: true });
  const page = new EnginePage(driver);
  const step = async (name: string, work: () => Promise<void>): Promise<void> => {
    const since = Date.now();
    await work();
    console.log(`  ✓ ${name} (${seconds(since)})`);
  };
  try {
    const words = { label: '', trigger: '' };
    const sampleOpened = { at: 0 };
    await step('sample', async () => {
      await driver.goto(host.url);
      await page.click('button', 'Open the sample Eating out');
      sampleOpened.at = Date.now();
      await page.find('[role=application]', '.');
    });
    await step('label with a trigger', async () => {
      // Two words of the text: the longest to be labelled, another one as its reason.
      const text = await page.until<string>(
        'the text',
        `document.querySelector('[role=application]').textContent`,
      );
      const all = [...text.matchAll(/[A-Za-z]{4,}/g)];
      const word = all.reduce((a, b) => (b[0].length > a[0].length ? b : a));
      const reason = all.find((one) => one[0] !== word[0]);
      if (reason === undefined) throw new Error(`one word only: ${text}`);
      await page.drag(word.index, word.index + word[0].length);
      await page.click('[role=toolbar][aria-label=Labels] button', '.');
      await page.find('[role=dialog]', 'Why this label');
      await page.clickText(reason.index + 1);
      await page.click('[role=dialog] button', '^Done$');
      await page.find('[role=application] mark', word[0]);
      words.label = word[0];
      words.trigger = reason[0];
    });
    await step('model', async () => {
      await page.see('Model \\d', 120_000);
      console.log(`    model ${seconds(sampleOpened.at)} after the sample was opened`);
    });
    await step('everything kept for work without a network', async () => {
      await page.until(
        'the service worker',
        'navigator.serviceWorker !== undefined && navigator.serviceWorker.controller !== null',
      );
      await page.until(
        'all files',
        `new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => {
            if (data.kind === 'heavy' && data.state !== 'fetching') resolve(data.state === 'ready');
          });
          navigator.serviceWorker.controller.postMessage({ kind: 'fetch-heavy' });
        })`,
        60_000,
      );
    });
    const address = String(await driver.evaluate('location.href'));
    await step('load again without a network', async () => {
      await host.close();
      await driver.reload();
      await page.find('[role=application] mark', words.label);
    });
    await step('export', async () => {
      await driver.goto(address.replace(/\/annotate.*$/, '/export'));
      await page.keepDownloads();
      await page.click('label, [role=radio], button', 'JSON: text, label, explanation');
      await page.click('button', '^Download(?! model)');
      const file = (await page.lastDownload()).toString();
      must(
        file.includes(words.label) && file.includes(words.trigger),
        `not in the export: ${JSON.stringify(words)}`,
      );
    });
    await step('recovery page', async () => {
      await driver.goto(`${host.url}recovery.html`);
      await page.find('button', 'Save project file of Eating out');
      await page.keepDownloads();
      await page.click('button', 'Save project file of Eating out');
      await page.see('with everything that was in it');
      const opened = openSources([{ name: 'x.leanlife', bytes: new Uint8Array(await page.lastDownload()) }]);
      must(opened.ok, 'not an archive');
      const read = opened.ok ? readProjectFile(opened.value) : undefined;
      must(read?.ok === true && read.value.issues.length === 0, 'the saved file is damaged');
      const texts = new Map(
        read?.ok === true ? read.value.bundle.documents.map((doc) => [doc.id, doc.text]) : [],
      );
      const labelled =
        read?.ok === true &&
        read.value.bundle.annotations.some(
          ({ documentId, target }) =>
            target.kind === 'span' && texts.get(documentId)?.slice(target.from, target.to) === words.label,
        );
      must(labelled, `“${words.label}” is not in the saved file`);
    });
  } finally {
    await host.close().catch(() => undefined);
  }
}

const engines: readonly (readonly [name: string, start: () => Promise<Started>])[] = [
  ['Firefox', startFirefox],
  ['WebKit', startWebKit],
];

if (!process.argv.includes('--no-build')) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (spawnSync(npm, ['run', '--silent', 'build'], { stdio: 'inherit' }).status !== 0) process.exit(1);
}
let failed = 0;
for (const [name, start] of engines) {
  const started = await start();
  if ('missing' in started) {
    console.log(`${name}: skipped: ${started.missing}`);
    continue;
  }
  const { driver } = started;
  console.log(driver.name);
  try {
    await theLoop(driver);
  } catch (error) {
    failed++;
    console.log(`  ✘ ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await driver.quit();
  }
}
console.log(failed === 0 ? 'no engine failed' : `${failed} engines failed`);
process.exit(failed === 0 ? 0 : 1);
