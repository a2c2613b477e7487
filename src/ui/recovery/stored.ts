/** What the page has found: the open database and its projects, or why there is none. */
import { type FoundProject, openSalvage, type Salvage, type SalvageCode } from '#store/salvage';

export interface Stored {
  readonly salvage: Salvage;
  readonly projects: readonly FoundProject[];
}

export async function look(): Promise<Stored | { readonly problem: SalvageCode }> {
  const opened = await openSalvage();
  if (!opened.ok) return { problem: opened.error.code };
  return { salvage: opened.value, projects: await opened.value.projects() };
}
