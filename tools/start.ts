/**
 * `npm start`: builds what is missing and serves the app on this machine. `-- --dev` serves the sources instead,
 * with changes shown at once (but without the service worker).
 */
import { spawnSync } from 'node:child_process';
import { build, createServer, preview } from 'vite';

const models = spawnSync(process.execPath, ['--import', 'tsx', 'tools/models-fresh.ts'], {
  stdio: 'inherit',
});
if (models.status !== 0) process.exit(models.status ?? 1);

const port = Number(process.env['PORT'] ?? 4173);
if (process.argv.includes('--dev')) {
  const server = await createServer({ server: { port } });
  await server.listen();
  server.printUrls();
} else {
  await build({ logLevel: 'warn' });
  const server = await preview({ preview: { port } });
  console.log('\n  LEAN-LIFE is ready. Open:\n');
  server.printUrls();
  console.log('\n  Ctrl+C stops it.');
}
