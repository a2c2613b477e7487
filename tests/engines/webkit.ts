/** WebKitGTK's small browser by WebDriver, on a screen of its own where there is none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, type Started } from './driver.ts';
import { findProgram, installPackages } from './install.ts';

export async function startWebKit(): Promise<Started> {
  const names = ['WebKitWebDriver'];
  let program = findProgram(...names);
  const needsScreen = process.env['DISPLAY'] === undefined;
  if (program === undefined || (needsScreen && findProgram('Xvfb') === undefined)) {
    installPackages('webkit2gtk-driver', 'xvfb');
    program = findProgram(...names);
  }
  if (program === undefined) {
    return { missing: 'no WebKitWebDriver, and it could not be installed (apt, as root)' };
  }
  if (needsScreen && findProgram('Xvfb') === undefined) return { missing: 'no screen, and no Xvfb' };

  // Everything that the browser keeps goes into a folder of this run.
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    // Neither a sandbox of its own nor a graphics card is to be had in a container.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
  };
  const children: ChildProcess[] = [];
  const end = async (): Promise<void> => {
    for (const child of children.reverse()) {
      child.kill();
      await new Promise((resolve) =>
        child.exitCode === null ? child.once('exit', resolve) : resolve(undefined),
      );
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  let display = process.env['DISPLAY'];
  if (display === undefined) {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    children.push(screen);
    const pipe = screen.stdio[3];
    const number = await new Promise<string>((resolve) => {
      pipe?.once('data', (output: Buffer) => resolve(output.toString().trim()));
      screen.once('exit', () => resolve(''));
    });
    if (number === '') {
      await end();
      return { missing: 'Xvfb did not start' };
    }
    display = `:${number}`;
  }
  const port = await freePort();
  children.push(spawn(program, [`--port=${port}`], { stdio: 'ignore', env: { ...env, DISPLAY: display } }));

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { readonly value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { readonly error: string; readonly message: string };
    throw new Error(`${path.split('/').at(-1)}: ${error}: ${message}`);
  };
  for (let tries = 0; ; tries++) {
    try {
      await ask('GET', '/status');
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await pause(100);
    }
  }
  const binary = smallBrowser();
  const opened = (await ask('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        timeouts: { script: 120_000 },
        ...(binary === undefined ? {} : { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }),
      },
    },
  })) as { readonly sessionId: string; readonly capabilities: { readonly browserVersion: string } };
  const session = `/session/${opened.sessionId}`;
  return {
    driver: {
      name: `WebKitGTK ${opened.capabilities.browserVersion}`,
      goto: async (url) => void (await ask('POST', `${session}/url`, { url })),
      reload: async () => void (await ask('POST', `${session}/refresh`, {})),
      evaluate: async (expression) => {
        const answer = (await ask('POST', `${session}/execute/async`, {
          script: `const done = arguments[0]; (async () => JSON.stringify(await (${expression})))()
            .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
          args: [],
        })) as { readonly value?: string; readonly error?: string };
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value === undefined ? undefined : JSON.parse(answer.value);
      },
      perform: async (actions) => void (await ask('POST', `${session}/actions`, { actions })),
      quit: async () => {
        await ask('DELETE', session).catch(() => undefined);
        await end();
      },
    },
  };
}

/** It comes with the library and is on no path. */
function smallBrowser(): string | undefined {
  for (const folder of ['/usr/lib', '/usr/libexec', '/usr/lib64']) {
    if (!existsSync(folder)) continue;
    const below = readdirSync(folder).map((name) => join(folder, name));
    for (const one of [folder, ...below]) {
      for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
        const path = join(one, version, 'MiniBrowser');
        if (existsSync(path)) return path;
      }
    }
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
