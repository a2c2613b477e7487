/** The learner's handle on the encoder worker, which is a worker of its own: texts are read while networks train. */
import type { EncodableDocument, TokenStates } from '#core/encoder';
import { createWorkerClient, type Spawned, spawned } from '../rpc/client.ts';
import type { Job } from '../rpc/job.ts';
import type { EncoderChoice, EncoderMethods, EncoderReady } from './contract.ts';

export interface EncoderClient {
  prepare(choice: Exclude<EncoderChoice, 'off'>): Job<EncoderReady>;
  /** Beside what it reads. */
  compare(): Job<EncoderReady>;
  /** `changed`: how it runs from now on, where it had to change. */
  encode(
    projectId: string,
    documents: readonly EncodableDocument[],
    changed: (ready: EncoderReady) => void,
  ): Job<readonly TokenStates[]>;
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
    compare: { order: 'now' },
    encode: { order: 'queue' },
  });
  return {
    prepare: (choice) => client.call('prepare', { choice }),
    compare: () => client.call('compare', undefined),
    encode: (projectId, documents, changed) => client.call('encode', { projectId, documents }, changed),
    onCrash: (listener) => client.onCrash(listener),
    close: () => client.close(),
  };
}
