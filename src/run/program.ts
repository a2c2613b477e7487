/** What `run.mjs` starts with. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderSource, main } from './main.ts';

// Whoever reads may have enough (`| head`): then there is nothing left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await main(process.argv.slice(2), folderSource(dirname(fileURLToPath(import.meta.url))));
