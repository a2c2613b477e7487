/** Everything of this device as a file, from a screen that has loaded little: the code for it comes when it is asked for. */
import type { BaseStore } from '#store';

export async function downloadAll(base: BaseStore): Promise<void> {
  const [{ downloadEverything }, store] = await Promise.all([import('../state/backup.ts'), base.whole()]);
  await downloadEverything(store);
}
