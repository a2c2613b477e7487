/** The app as a person finds it, for drivers that know no more than pointers and scripts: by roles and names. */
import { type EngineDriver, pause } from './driver.ts';

/** In the page: the visible element of a role and name, and where on the screen its middle is. */
const finder = `((selector, name) => {
  const nameOf = (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim();
  const found = [...document.querySelectorAll(selector)].find((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && !one.disabled && new RegExp(name).test(nameOf(one));
  });
  if (found === undefined) return undefined;
  found.scrollIntoView({ block: 'nearest' });
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
})`;

const characters = `((from, to) => {
  const root = document.querySelector('[role=application]');
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent.length;
    if (from >= at && from < at + length) range.setStart(node, from - at);
    if (to > at && to <= at + length) range.setEnd(node, to - at);
    at += length;
  }
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x, y, width, height };
})`;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export class EnginePage {
  readonly driver: EngineDriver;
  constructor(driver: EngineDriver) {
    this.driver = driver;
  }

  /** Asks until the answer is something; what it was waiting for is said when it never is. */
  async until<T>(what: string, expression: string, timeoutMs = 30_000): Promise<T> {
    const end = Date.now() + timeoutMs;
    let error: unknown;
    while (Date.now() < end) {
      try {
        const found = await this.driver.evaluate(expression);
        if (found !== undefined && found !== null && found !== false) return found as T; // as the caller's expression says
      } catch (thrown) {
        error = thrown; // the page may be loading
      }
      await pause(150);
    }
    const seen = await this.driver.evaluate('document.body.innerText.slice(0, 600)').catch(String);
    throw new Error(
      `waited in vain for ${what}${error === undefined ? '' : ` (${error})`}. On the page: ${seen}`,
    );
  }

  find(selector: string, name: string, timeoutMs?: number): Promise<Point> {
    const ask = `${finder}(${JSON.stringify(selector)}, ${JSON.stringify(name)})`;
    return this.until(`${selector} “${name}”`, ask, timeoutMs);
  }

  async click(selector: string, name: string): Promise<void> {
    await this.find(selector, name);
    await pause(150); // what moves has come to rest
    await this.pointer([await this.find(selector, name)]);
  }

  see(words: string, timeoutMs?: number): Promise<boolean> {
    return this.until(
      `the words “${words}”`,
      `new RegExp(${JSON.stringify(words)}).test(document.body.innerText)`,
      timeoutMs,
    );
  }

  async drag(from: number, to: number): Promise<void> {
    const first = await this.box(from, from + 1);
    const last = await this.box(to - 1, to);
    const path = [
      { x: first.x + 1, y: first.y + first.height / 2 },
      { x: last.x + last.width - 1, y: last.y + last.height / 2 },
    ];
    await this.pointer(path);
  }

  async clickText(at: number): Promise<void> {
    const { x, y, width, height } = await this.box(at, at + 1);
    await this.pointer([{ x: x + width / 2, y: y + height / 2 }]);
  }

  private async box(
    from: number,
    to: number,
  ): Promise<Point & { readonly width: number; readonly height: number }> {
    return this.until('characters of the text', `${characters}(${from}, ${to})`);
  }

  /** Presses at the first point, moves through the others, lets go at the last. */
  private async pointer([first, ...others]: readonly Point[]): Promise<void> {
    const move = (point: Point | undefined) => ({
      type: 'pointerMove',
      duration: 50,
      origin: 'viewport',
      x: Math.round(point?.x ?? 0),
      y: Math.round(point?.y ?? 0),
    });
    const middle = others.flatMap((point) => [
      move({ x: ((first?.x ?? 0) + point.x) / 2, y: ((first?.y ?? 0) + point.y) / 2 }),
      move(point),
    ]);
    await this.driver.perform([
      {
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [
          move(first),
          { type: 'pointerDown', button: 0 },
          ...middle,
          { type: 'pointerUp', button: 0 },
        ],
      },
    ]);
  }

  /** From now on the page keeps the content of the files that it hands to the person. */
  async keepDownloads(): Promise<void> {
    await this.driver.evaluate(`(() => {
      if (window.downloads !== undefined) return;
      window.downloads = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        window.downloads.push(blob);
        return make.call(URL, blob);
      };
    })()`);
  }

  async lastDownload(): Promise<Buffer> {
    const base64 = await this.until<string>(
      'a file',
      `(async () => {
        const blob = window.downloads.at(-1);
        if (blob === undefined) return undefined;
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        return btoa(text);
      })()`,
    );
    return Buffer.from(base64, 'base64');
  }
}
