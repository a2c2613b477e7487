/** What the page and the service worker say to each other. */
export type PageMessage =
  /** The user agreed to the new version. */
  | { readonly kind: 'skip-waiting' }
  /** The page runs: fetch the files it does not need at once. */
  | { readonly kind: 'fetch-heavy' };

export interface HeavyProgress {
  readonly kind: 'heavy';
  /** Bytes, as they lie on disk. */
  readonly done: number;
  readonly total: number;
  /** `failed`: no network or no space; it is tried again at the next start. */
  readonly state: 'fetching' | 'ready' | 'failed';
}

export type ServiceMessage = HeavyProgress;

/** A file that is fetched after the shell; written into the service worker by the build. */
export interface HeavyFile {
  /** Relative to the scope. */
  readonly url: string;
  /** Hash of the content. */
  readonly revision: string;
  readonly bytes: number;
}
