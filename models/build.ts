/**
 * `npm run models`: writes every network's training and prediction graph and the manifest to `public/models`.
 * The graphs hold no weights, so they are small and the same for every project.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { ModelsManifest, NetworkManifest } from '#core/graph';
import { compileNetwork, networks } from './index.ts';

const folder = new URL('../public/models/', import.meta.url);
mkdirSync(folder, { recursive: true });
const manifests: Record<string, NetworkManifest> = {};
for (const definition of networks) {
  const { manifest, train, predict } = compileNetwork(definition);
  manifests[definition.name] = manifest;
  writeFileSync(new URL(manifest.train.file, folder), train);
  writeFileSync(new URL(manifest.predict.file, folder), predict);
  console.log(
    `${definition.name}: training step ${(train.length / 1024).toFixed(0)} kB, prediction ${(predict.length / 1024).toFixed(0)} kB`,
  );
}
const manifest: ModelsManifest = { format: 1, networks: manifests };
writeFileSync(new URL('manifest.json', folder), `${JSON.stringify(manifest, undefined, 1)}\n`);
