/** Texts that hold some words: read in ranges of positions, rows and labels only of those where the words stand. */
import Dexie from 'dexie';
import type { TaughtDocument } from '#core/project';
import type { Documents } from './document-contract.ts';
import { type Env, reading } from './env.ts';
import { isInView } from './in-view.ts';
import { type TextRow, toAnnotation, toDocument } from './rows.ts';

/** Texts that are read in one request. */
const rangeSize = 2000;

export function createPassages({ db }: Env): Pick<Documents, 'holding'> {
  const withLabels = async (texts: readonly TextRow[]): Promise<readonly TaughtDocument[]> => {
    const ids = texts.map((text) => text.id);
    const [rows, annotations] = await Promise.all([
      db.documents.bulkGet(ids),
      db.annotations.where('documentId').anyOf(ids).filter(isInView).toArray(),
    ]);
    return texts.flatMap((text, i) => {
      const row = rows[i];
      if (row === undefined) return [];
      const mine = annotations.filter((one) => one.documentId === text.id);
      return { document: toDocument(row, text), annotations: mine.map(toAnnotation) };
    });
  };
  return {
    holding: (projectId, words, limit) =>
      reading(async () => {
        const out: TaughtDocument[] = [];
        if (words === '') return out;
        for (let from = 0; out.length < limit; ) {
          const texts = await db.texts
            .where('[projectId+position]')
            .between([projectId, from], [projectId, Dexie.maxKey], true, true)
            .limit(rangeSize)
            .toArray();
          const found = texts.filter(({ text }) => text.includes(words)).slice(0, limit - out.length);
          if (found.length > 0) out.push(...(await withLabels(found)));
          const last = texts.at(-1)?.position;
          if (texts.length < rangeSize || last === undefined) break;
          from = last + 1;
        }
        return out;
      }),
  };
}
