/**
 * Whether a file is the one that the build made. An answer with status 200 proves nothing: a hotel's network answers
 * every address with its login page, and a disk may give back what it was never given.
 *
 * Law: no byte of a file in the build's list reaches the page, or the cache, unless its length and its SHA-256 are
 * those of the list.
 */
import type { BuiltFile } from './contract.ts';

/** An answer came, but not the file. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile';
  /** `wrong`: another content. `refused`: the host itself says that it does not have the file, or cannot give it. */
  readonly because: 'wrong' | 'refused';

  constructor(address: string, because: WrongFile['because']) {
    super(address);
    this.because = because;
  }
}

/** The whole response with its content in memory, or `undefined` where the content is another. */
export async function soundCopy(
  response: Response,
  file: BuiltFile,
  onBytes?: (bytes: number) => void,
): Promise<Response | undefined> {
  if (response.status !== 200 || response.body === null) return undefined;
  const content = await contentOf(response.body, file.bytes, onBytes);
  if (content === undefined || (await integrityOf(content)) !== file.integrity) return undefined;
  const headers = new Headers(response.headers);
  // What is kept is unpacked.
  headers.delete('Content-Encoding');
  headers.set('Content-Length', String(file.bytes));
  return new Response(content, { status: 200, headers });
}

/**
 * Fetches a file of the list; a wrong one is asked for once more past the browser's own cache, which may have kept
 * the wrong answer.
 * @throws WrongFile when the second answer is wrong too, or a refusal; TypeError without a network.
 */
export async function fetchSound(
  address: string,
  file: BuiltFile,
  onBytes?: (bytes: number) => void,
): Promise<Response> {
  const first = await soundCopy(await fetch(address), file, onBytes);
  if (first !== undefined) return first;
  const answer = await fetch(address, { cache: 'reload' });
  const second = await soundCopy(answer, file, onBytes);
  if (second !== undefined) return second;
  throw new WrongFile(address, answer.ok ? 'wrong' : 'refused');
}

/** `undefined` as soon as there are more or fewer bytes than there should be. */
async function contentOf(
  body: ReadableStream<Uint8Array>,
  length: number,
  onBytes?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const content = new Uint8Array(length);
  const reader = body.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return at === length ? content : undefined;
    if (at + value.length > length) {
      await reader.cancel();
      return undefined;
    }
    content.set(value, at);
    at += value.length;
    onBytes?.(at);
  }
}

async function integrityOf(content: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
