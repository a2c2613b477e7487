/** Lines of a byte stream, one after the other: memory holds one of them, however long the stream. */

/** Longest line in bytes: more is no text that anybody labels. */
export const longestLine = 64 * 1024 * 1024;

/**
 * Lines without their ends (LF or CR LF), those that a chunk of the stream completes together, so that whoever waits for answers
 * gets them before the next chunk; the last line may lack its end. `undefined`: one that is too long, or no UTF-8.
 */
export async function* linesIn(
  stream: AsyncIterable<Uint8Array>,
  longest = longestLine,
): AsyncGenerator<readonly (string | undefined)[], void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Uint8Array[] = [];
  let size = 0;
  let isTooLong = false;
  const take = (): string | undefined => {
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const wasTooLong = isTooLong;
    parts = [];
    size = 0;
    isTooLong = false;
    if (wasTooLong) return undefined;
    try {
      const line = decoder.decode(bytes);
      return line.endsWith('\r') ? line.slice(0, -1) : line;
    } catch {
      return undefined;
    }
  };
  const add = (part: Uint8Array): void => {
    if (isTooLong || part.length === 0) return;
    if (size + part.length > longest) {
      isTooLong = true;
      parts = [];
      size = 0;
      return;
    }
    parts.push(part);
    size += part.length;
  };
  for await (const chunk of stream) {
    let from = 0;
    const complete: (string | undefined)[] = [];
    for (;;) {
      const at = chunk.indexOf(0x0a, from);
      if (at < 0) break;
      add(chunk.subarray(from, at));
      complete.push(take());
      from = at + 1;
    }
    // A copy: the stream may use its buffer again.
    add(chunk.slice(from));
    if (complete.length > 0) yield complete;
  }
  if (size > 0 || isTooLong) yield [take()];
}
