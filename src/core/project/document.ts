import type { Prediction } from './provenance.ts';

export type DocumentStatus = 'open' | 'done' | 'skipped';

/** How far one person is with a text. */
export interface PersonStatus {
  readonly status: DocumentStatus;
  readonly at: number;
}

/**
 * `agreed`: everybody had labelled the same. Nobody looked at it: `vote`: the most of them had; `weighed`: those who are right
 * more often counted for more.
 */
export interface Decision {
  readonly by: string;
  readonly at: number;
  readonly how: 'person' | 'agreed' | 'vote' | 'weighed';
}

/** A text to be labelled. `text` is kept exactly as it was imported; every offset refers to it in UTF-16 code units. */
export interface Document {
  readonly id: string;
  readonly projectId: string;
  /** Order of import, from 0, without gaps at import time. */
  readonly position: number;
  readonly text: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly status: DocumentStatus;
  readonly flagged: boolean;
  /** Documents that the model never trains on and is measured by. */
  readonly split?: 'holdout';
  /**
   * Token boundaries that came with the file (CoNLL and the like), as UTF-16 offsets; absent where the
   * text was free and the tokenizer decides.
   */
  readonly tokens?: readonly { readonly from: number; readonly to: number }[];
  /** What other programs said of it, in the file that it came from; never changed here. */
  readonly predictions?: readonly Prediction[];
  /** When its import began: texts of one import stay together where a merge has to find new positions. */
  readonly addedAt?: number;
  /** What each named person made of it; `status` is that of the person at this device. */
  readonly statuses?: Readonly<Record<string, PersonStatus>>;
  /** That its gold labels stand, whoever set them and how. */
  readonly decided?: Decision;
  readonly updatedAt: number;
  /** Kept as a tombstone, without its text, so that a merge does not bring it back. */
  readonly deleted?: true;
  /** See `Original`: the position that it had before a merge, and that it was deleted but is labelled elsewhere. */
  readonly was?: { readonly position?: number; readonly deleted?: true };
}
