/**
 * What an encoder made of texts, kept so that no text is read twice: a cache, written oldest first out. Whatever is missing is
 * made again, so nothing here is part of a project file, and all of it can be cleared.
 */
import { attempt, type Env, reading } from './env.ts';
import type { KeptStates, States } from './learning-contract.ts';
import type { StatesRow } from './rows.ts';

export function createStates(env: Env): States {
  const { db } = env;
  const sizes = async (): Promise<readonly (readonly [number, number])[]> => {
    // Keys alone: the rows themselves are large.
    const keys = await db.states.orderBy('[writtenAt+bytes]').keys();
    return keys as unknown as (readonly [number, number])[]; // of this index
  };
  return {
    get: (documentIds, encoder) =>
      reading(async () => {
        const rows = await db.states.bulkGet([...documentIds]);
        return rows.filter((row): row is StatesRow => row?.encoder === encoder);
      }),
    put: (states, bound) =>
      attempt(env, async () => {
        const projects = await db.projects.bulkGet([...new Set(states.map(({ projectId }) => projectId))]);
        const known = new Set(projects.map((project) => project?.id));
        const kept = states.filter(({ projectId }) => known.has(projectId));
        const writtenAt = env.clock();
        await db.transaction('rw', db.states, async () => {
          await db.states.bulkPut(kept.map((one) => ({ ...one, writtenAt, bytes: bytesOf(one) })));
          await shrink(bound);
        });
      }),
    bytes: () => reading(async () => (await sizes()).reduce((sum, [, bytes]) => sum + bytes, 0)),
    clear: () =>
      attempt(env, async () => {
        await db.states.clear();
      }),
  };

  async function shrink(bound: number): Promise<void> {
    const all = await sizes();
    let surplus = all.reduce((sum, [, bytes]) => sum + bytes, 0) - bound;
    let until: number | undefined;
    for (const [writtenAt, bytes] of all) {
      if (surplus <= 0) break;
      surplus -= bytes;
      until = writtenAt;
    }
    if (until !== undefined)
      await db.states
        .where('[writtenAt+bytes]')
        .between([0, 0], [until, Number.MAX_SAFE_INTEGER], true, true)
        .delete();
  }
}

const bytesOf = ({ codes, scales }: KeptStates): number => codes.length + 4 * scales.length;
