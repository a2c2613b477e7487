/**
 * Backups of all projects of a database that is about to be upgraded, read without a schema, as the recovery page does: an
 * upgrade that goes wrong must not be the end of them.
 */
import { openSalvage } from '../salvage/salvage.ts';
import { backUp } from './backups.ts';
import { Shelf } from './shelf.ts';

/** Never throws: an app that cannot make backups has to start all the same. */
export async function backUpBeforeUpgrade(name: string, at: number): Promise<void> {
  try {
    const salvage = await openSalvage(name);
    if (!salvage.ok) return;
    const shelf = new Shelf(name);
    const projects = await salvage.value.projects();
    const here = new Set(projects.map(({ id }) => id));
    for (const { id } of projects) {
      const { bundle } = await salvage.value.read(id);
      await backUp(shelf, bundle, { reason: 'upgrade', seq: 0, at }, (one) => here.has(one));
    }
    salvage.value.close();
  } catch {
    // No room, or nothing to be read: the upgrade itself says what is wrong.
  }
}
