/**
 * Where drafts of labels are kept. The store writes a moment later than it is asked to, and a page that goes in that moment
 * takes the write with it; so a draft is put into local storage first, which is done when the call returns, and leaves it
 * when the store has it. What is found there belongs to a page that was gone too early.
 */
import type { Draft, Store } from '#store';
import { sameTarget } from './targets.ts';

/** What the keeper needs of local storage; it may throw where storage is switched off or full. */
export type DraftJournal = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

export interface DraftKeeper {
  save(draft: Draft): void;
  /** `when`: the draft goes once this says that what was drafted is stored, and stays where it is not. */
  clear(documentId: string, when?: Promise<boolean>): void;
  /** The open draft of a document; one whose label was stored before the page went is none any more. */
  get(documentId: string): Promise<Draft | undefined>;
}

type KeeperStore = Pick<Store, 'drafts' | 'documents' | 'annotations'>;

const prefix = 'lean-life-draft:';

export function createDraftKeeper(store: KeeperStore, journal: () => DraftJournal): DraftKeeper {
  const entry = (documentId: string): string | null => guarded(() => journal().getItem(prefix + documentId));
  const write = (draft: Draft): string => {
    const text = JSON.stringify(draft);
    guarded(() => journal().setItem(prefix + draft.documentId, text));
    return text;
  };
  /** Only what is meant: a later draft may stand there by now. */
  const drop = (documentId: string, text: string | null): void => {
    if (text !== null && entry(documentId) === text) guarded(() => journal().removeItem(prefix + documentId));
  };
  const leftBehind = (): readonly { readonly documentId: string; readonly text: string }[] => {
    const keys = guarded(() => Array.from({ length: journal().length }, (_, i) => journal().key(i))) ?? [];
    return keys.flatMap((key) => {
      if (key === null || !key.startsWith(prefix)) return [];
      const documentId = key.slice(prefix.length);
      const text = entry(documentId);
      return text === null ? [] : [{ documentId, text }];
    });
  };

  const recover = async (): Promise<void> => {
    for (const { documentId, text } of leftBehind()) {
      const draft = parsed(text);
      // Its project may have been deleted since. What cannot be looked up now is kept for the next start.
      const doc = await store.documents.get(documentId).catch(() => 'unread' as const);
      if (doc === 'unread') continue;
      const isSaved =
        draft === undefined || doc?.projectId !== draft.projectId || (await store.drafts.save(draft)).ok;
      if (isSaved) drop(documentId, text);
    }
  };

  // One after the other: a late save must not follow a clear.
  let writes: Promise<unknown> = recover();
  return {
    save: (draft) => {
      const text = write(draft);
      writes = writes.then(async () => {
        if ((await store.drafts.save(draft)).ok) drop(draft.documentId, text);
      });
    },
    clear: (documentId, when = Promise.resolve(true)) => {
      const text = entry(documentId);
      writes = writes.then(async () => {
        if (!(await when.catch(() => false))) return;
        if ((await store.drafts.clear(documentId)).ok) drop(documentId, text);
      });
    },
    get: async (documentId) => {
      await writes;
      const draft = await store.drafts.get(documentId).catch(() => undefined);
      if (draft === undefined || draft.annotationId !== undefined) return draft;
      const stored = await store.annotations.ofDocument(documentId).catch(() => []);
      const isDone = stored.some(
        (one) => one.labelId === draft.labelId && sameTarget(one.target, draft.target),
      );
      if (!isDone) return draft;
      await store.drafts.clear(documentId);
      return undefined;
    },
  };
}

function guarded<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Nothing but this file writes it; an older version of the program may have. */
function parsed(text: string): Draft | undefined {
  const value: unknown = guarded(() => JSON.parse(text));
  if (typeof value !== 'object' || value === null) return undefined;
  const draft = value as Partial<Draft>;
  const isWhole =
    typeof draft.projectId === 'string' &&
    typeof draft.documentId === 'string' &&
    typeof draft.labelId === 'string' &&
    typeof draft.target === 'object' &&
    Array.isArray(draft.triggers) &&
    typeof draft.sentence === 'string';
  return isWhole ? (value as Draft) : undefined;
}
