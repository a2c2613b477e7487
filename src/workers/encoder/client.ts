/** The learner's handle on the encoder worker, which is a worker of its own: texts are read while networks train. */
import type { EncodableDocument, TokenStates } from '#core/encoder';
import { createWorkerClient, type Spawned, spawned } from '../rpc/client.ts';
import type { Job } from '../rpc/job.ts';
import type { EncoderChoice, EncoderMethods, EncoderReady } from './contract.ts';

export interface EncoderClient {
  prepare(choice: Exclude<EncoderChoice, 'off'>): Job<EncoderReady>;
  encode(projectId: string, documents: readonly EncodableDocument[]): Job<readonly TokenStates[]>;
  /** The worker died, and what it had loaded with it. */
  onCrash(listener: () => void): void;
  close(): void;
}

function spawnEncoder(): Spawned {
  return spawned(
    new Worker(new URL('./encoder.worker.ts', import.meta.url), { type: 'module', name: 'encoder' }),
  );
}

export function createEncoderClient(spawn: () => Spawned = spawnEncoder): EncoderClient {
  const client = createWorkerClient<EncoderMethods>(spawn, {
    prepare: { order: 'queue', retry: true },
    encode: { order: 'queue' },
  });
  return {
    prepare: (choice) => client.call('prepare', { choice }),
    encode: (projectId, documents) => client.call('encode', { projectId, documents }),
    onCrash: (listener) => client.onCrash(listener),
    close: () => client.close(),
  };
}
