/** Firefox by WebDriver BiDi, straight over its socket: no driver program in between. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Started } from './driver.ts';
import { findProgram, installPackages } from './install.ts';

const preferences = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.disabledForTesting': true,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
};

export async function startFirefox(): Promise<Started> {
  const names = ['firefox-esr', 'firefox'];
  let program = findProgram(...names);
  if (program === undefined && installPackages('firefox-esr')) program = findProgram(...names);
  if (program === undefined) return { missing: 'no firefox, and it could not be installed (apt, as root)' };

  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const set = Object.entries({ ...preferences, 'browser.download.dir': profile });
  writeFileSync(
    join(profile, 'user.js'),
    set.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'),
  );
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'],
    // Without a home that it may write to, Firefox does not start.
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' } },
  );
  const end = async (): Promise<void> => {
    child.kill();
    await new Promise((resolve) =>
      child.exitCode === null ? child.once('exit', resolve) : resolve(undefined),
    );
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const address = await new Promise<string | undefined>((resolve) => {
    let output = '';
    child.stderr.on('data', (part: Buffer) => {
      output += part.toString();
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => resolve(undefined));
    setTimeout(() => resolve(undefined), 60_000).unref();
  });
  if (address === undefined) {
    await end();
    return { missing: `${program} did not open its WebDriver BiDi socket` };
  }

  const { send, close } = await connect(`${address}/session`);
  const { capabilities } = (await send('session.new', { capabilities: {} })) as {
    readonly capabilities: { readonly browserVersion: string };
  };
  const { contexts } = (await send('browsingContext.getTree', {})) as {
    readonly contexts: readonly { readonly context: string }[];
  };
  const context = contexts[0]?.context;
  await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 800 } });
  return {
    driver: {
      name: `Firefox ${capabilities.browserVersion}`,
      goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
      reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
      evaluate: async (expression) => {
        const answer = (await send('script.evaluate', {
          expression: `(async () => JSON.stringify(await (${expression})))()`,
          target: { context },
          awaitPromise: true,
        })) as {
          readonly result?: { readonly value?: string };
          readonly exceptionDetails?: { readonly text: string };
        };
        if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
        return answer.result?.value === undefined ? undefined : JSON.parse(answer.result.value);
      },
      perform: async (actions) => void (await send('input.performActions', { context, actions })),
      quit: async () => {
        close();
        await end();
      },
    },
  };
}

interface Connection {
  send(method: string, params: object): Promise<unknown>;
  close(): void;
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  const waiting = new Map<
    number,
    (answer: { readonly result?: unknown; readonly message?: string }) => void
  >();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data));
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  return {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        last++;
        waiting.set(last, ({ result, message }) =>
          message === undefined ? resolve(result) : reject(new Error(`${method}: ${message}`)),
        );
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
