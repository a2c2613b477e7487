/**
 * Address of a screen. A project file may bring any id along: it is one part of the address, whatever is in it. An id
 * of dots alone would lead out of its folder, however it is written, and gets a `~` before it.
 */
export const projectPath = (projectId: string, screen: string): string =>
  `/p/${encodeURIComponent(projectId).replaceAll('~', '%7E').replace(/^\.+$/, '~$&')}/${screen}`;

/** The id in such an address, from the part that stands there; `undefined` where nobody could have made it. */
export function projectIdIn(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replace(/^~/, ''));
  } catch {
    return undefined; // a `%` that means nothing
  }
}
