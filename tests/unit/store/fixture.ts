/** A store on fake-indexeddb with counting ids and a counting clock, and a small project in it. */
import 'fake-indexeddb/auto';
import type { Result } from '#core/base';
import type { Project, Task } from '#core/project';
import { type ImportedDocument, openStore, type Store, type StoreOptions, type StoreProblem } from '#store';

let databases = 0;

export interface Opened {
  readonly store: Store;
  readonly name: string;
}

/** Every batch in packs, and of few rows. */
export const smallPacks = { from: 1, rows: 2, bytes: 10_000, spread: 2 };

export async function freshStore(
  name = `test-${++databases}`,
  options: Pick<StoreOptions, 'packs'> = {},
): Promise<Opened> {
  let now = 1_000;
  let id = 0;
  const opened = await openStore({
    name,
    clock: () => ++now,
    ids: () => `${name}-${++id}`,
    annotator: () => 'ann',
    ...options,
  });
  return { store: value(opened), name };
}

export function value<T>(result: Result<T, StoreProblem>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function code<T>(result: Result<T, StoreProblem>): string {
  if (result.ok) throw new Error('expected a refusal');
  return result.error.code;
}

export interface Small extends Opened {
  readonly project: Project;
  readonly person: string;
  readonly place: string;
  readonly livesIn: string;
  readonly documentIds: readonly string[];
}

export const texts = ['Ada lived in London.', 'Grace flew to Paris.', '我爱北京天安门'];

export async function smallProject(
  documents: readonly ImportedDocument[] = texts.map((text) => ({ text })),
  task: Task = 're',
  options: Pick<StoreOptions, 'packs'> = {},
): Promise<Small> {
  const { store, name } = await freshStore(undefined, options);
  const project = value(
    await store.projects.create({
      name: 'small',
      task,
      explanationKinds: ['trigger', 'nl'],
      labels: [
        { kind: 'span', name: 'Person' },
        { kind: 'span', name: 'Place' },
        { kind: 'relation', name: 'lives in', headTypes: ['Person'], tailTypes: ['Place'] },
        { kind: 'text', name: 'positive' },
      ],
    }),
  );
  value(await store.importer(project.id).appendBatch(documents));
  const page = await store.documents.page(project.id, { limit: 1000 });
  const labels = await store.labels.list(project.id);
  const [person, place, livesIn] = labels.map((label) => label.id);
  return {
    store,
    name,
    project,
    person: person!,
    place: place!,
    livesIn: livesIn!,
    documentIds: page.items.map((doc) => doc.id),
  };
}
