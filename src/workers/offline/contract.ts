/** What the page and the service worker say to each other. */
export type PageMessage =
  /** The page runs: fetch the files it does not need at once. */
  | { readonly kind: 'fetch-heavy' }
  /** Look at every kept file of the app and fetch the wrong ones again; answered with a `RepairReport`. */
  | { readonly kind: 'repair' }
  /** The user agreed to the new version; the words are workbox-window's. */
  | { readonly kind?: undefined; readonly type: 'SKIP_WAITING' };

export interface HeavyProgress {
  readonly kind: 'heavy';
  /** Bytes, as they lie on disk. */
  readonly done: number;
  readonly total: number;
  readonly state: 'fetching' | 'ready' | 'failed';
  /** Why it failed; it is tried again at the next start, and when the network is back. */
  readonly because?: FetchFailure;
}

/**
 * `network`: no answer. `wrong`: an answer with the wrong content (the login page of a network, half a file, another
 * version of the app). `refused`: the host itself says that it does not have the file, or cannot give it. `space`: the browser has no room.
 */
export type FetchFailure = 'network' | 'wrong' | 'refused' | 'space';

/** What a request for a file of the app is answered with where the network gives something else. */
export const wrongFileStatus = 502;
/** … and where the host refuses it. */
export const refusedFileStatus = 503;

/** Told to the page on whose behalf the files were looked at. */
export interface RepairReport {
  readonly checked: number;
  /** Files that were missing or wrong and are right now. */
  readonly repaired: readonly string[];
  /** Files that are still missing or wrong. */
  readonly failed: readonly string[];
  /** Of the first file that failed. */
  readonly because?: FetchFailure;
}

export type ServiceMessage = HeavyProgress;

/** A file as the build made it; the list is written into the service worker by the build. */
export interface BuiltFile {
  /** Relative to the scope. */
  readonly url: string;
  /** `sha256-` and the digest in base64. */
  readonly integrity: string;
  readonly bytes: number;
  /** Heavy, and fetched only when a page asks for it. */
  readonly onDemand?: true;
}
