/** The learner's handle on the encoder worker, which is a worker of its own: texts are read while networks train. */
import type { EncodableDocument, Like, TokenStates } from '#core/encoder';
import { type ClientOptions, createWorkerClient, type Spawned, spawned } from '../rpc/client.ts';
import type { Job, Progress } from '../rpc/job.ts';
import type { EncoderChoice, EncoderMethods, EncoderReady, LikeRequest, OwnFile } from './contract.ts';

export interface EncoderClient {
  /** `own`: one that a person brought, in place of the app's. */
  prepare(choice: Exclude<EncoderChoice, 'off'>, own?: string): Job<EncoderReady>;
  adopt(files: readonly File[]): Job<OwnFile>;
  owned(): Job<readonly OwnFile[]>;
  forget(name: string): Job<undefined>;
  /** Beside what it reads. */
  compare(): Job<EncoderReady>;
  /** `projectId`: of `undefined` nothing is kept. `changed`: how it runs from now on, where it had to change. */
  encode(
    projectId: string | undefined,
    documents: readonly EncodableDocument[],
    changed: (ready: EncoderReady) => void,
  ): Job<readonly TokenStates[]>;
  like(request: LikeRequest, progress: (at: Progress) => void): Job<readonly Like<string>[]>;
  /** The worker died, and what it had loaded with it. */
  onCrash(listener: () => void): void;
  close(): void;
}

function spawnEncoder(): Spawned {
  return spawned(
    new Worker(new URL('./encoder.worker.ts', import.meta.url), { type: 'module', name: 'encoder' }),
  );
}

export function createEncoderClient(
  spawn: () => Spawned = spawnEncoder,
  options: Pick<ClientOptions, 'restMs'> = {},
): EncoderClient {
  const client = createWorkerClient<EncoderMethods>(
    spawn,
    {
      prepare: { order: 'queue', retry: true },
      compare: { order: 'now' },
      adopt: { order: 'queue' },
      owned: { order: 'now' },
      forget: { order: 'queue' },
      encode: { order: 'queue' },
      like: { order: 'queue' },
    },
    options,
  );
  return {
    prepare: (choice, own) => client.call('prepare', { choice, ...(own === undefined ? {} : { own }) }),
    adopt: (files) => client.call('adopt', { files }),
    owned: () => client.call('owned', undefined),
    forget: (name) => client.call('forget', { name }),
    compare: () => client.call('compare', undefined),
    encode: (projectId, documents, changed) =>
      client.call('encode', { ...(projectId === undefined ? {} : { projectId }), documents }, changed),
    like: (request, progress) => client.call('like', request, progress),
    onCrash: (listener) => client.onCrash(listener),
    close: () => client.close(),
  };
}
