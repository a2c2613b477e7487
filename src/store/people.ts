/**
 * Several people in one project. All labels lie in one table; those of the person at this device carry their document's
 * position (`at`) and gold ones another (`goldAt`), so that whatever reads through those indexes sees one layer.
 */
import type { Collection } from 'dexie';
import { isOwn, nextTime, peopleOf, statusFor } from '#core/project';
import { byPosition } from './document-scan.ts';
import { attempt, type Env, reading } from './env.ts';
import { isAlive } from './in-view.ts';
import { load } from './labelled-documents.ts';
import type { LayeredDocument, People } from './people-contract.ts';
import {
  type AnnotationRow,
  type DocumentRow,
  type ExplanationRow,
  toAnnotation,
  toExplanation,
  toSummary,
} from './rows.ts';
import type { Database } from './schema.ts';

export function createPeople(env: Env): People {
  const { db } = env;
  return {
    setName: (name) =>
      attempt(env, () =>
        db.transaction(
          'rw',
          [db.device, db.projects, db.documents, db.annotations, db.explanations],
          async () => {
            if ((await personAt(db)) === name) return;
            await db.device.put({ key: 'annotator', value: name });
            for (const project of await db.projects.toArray()) {
              if (name !== '') await claim(db, project.id, name, env.clock());
              if (project.settings.people) await bringIntoView(db, project.id, name);
            }
          },
        ),
      ),

    share: (projectId) =>
      attempt(env, async () => {
        const me = env.annotator() === '' ? await personAt(db) : env.annotator();
        await db.transaction('rw', [db.projects, db.documents, db.annotations, db.explanations], async () => {
          const project = await db.projects.get(projectId);
          if (project === undefined || project.settings.people) return;
          const updatedAt = nextTime(env.clock(), project.updatedAt);
          await db.projects.put({ ...project, settings: { ...project.settings, people: true }, updatedAt });
          await bringIntoView(db, projectId, me);
        });
      }),

    name: () => reading(() => personAt(db)),

    names: (projectId) =>
      reading(async () => {
        const names = new Set<string>();
        await db.annotations
          .where('projectId')
          .equals(projectId)
          .each((row) => {
            for (const name of peopleOf([], [row])) names.add(name);
          });
        await byPosition(db, projectId, 0).each((row) => {
          for (const name of peopleOf([row], [])) names.add(name);
        });
        return [...names].sort();
      }),

    documents: (projectId, options = {}) =>
      reading(async () => {
        const [rows, annotations, explanations] = await Promise.all([
          byPosition(db, projectId, 0).toArray(),
          living(db.annotations.where('projectId').equals(projectId)),
          options.explanations === true ? living(db.explanations.where('projectId').equals(projectId)) : [],
        ]);
        const [labelsOf, reasonsOf] = [byDocument(annotations), byDocument(explanations)];
        return rows.flatMap((row): LayeredDocument[] => {
          const own = labelsOf.get(row.id) ?? [];
          if (own.length === 0 && row.statuses === undefined && row.status === 'open') return [];
          return [
            {
              ...toSummary(row),
              statuses: row.statuses ?? {},
              ...(row.decided === undefined ? {} : { decided: row.decided }),
              annotations: own.map(toAnnotation),
              explanations: (reasonsOf.get(row.id) ?? []).map(toExplanation),
            },
          ];
        });
      }),

    texts: (documentIds) =>
      reading(async () => {
        const rows = await db.texts.bulkGet([...documentIds]);
        return rows.flatMap((row) =>
          row === undefined
            ? []
            : [{ id: row.id, text: row.text, ...(row.tokens === undefined ? {} : { tokens: row.tokens }) }],
        );
      }),

    revision: (projectId) =>
      reading(async () => {
        const steps = (undone: number) =>
          db.history.where('[projectId+undone+seq]').between([projectId, undone], [projectId, undone, []]);
        const [project, me, labels, done, undone] = await Promise.all([
          db.projects.get(projectId),
          personAt(db),
          db.annotations.where('projectId').equals(projectId).count(),
          steps(0).primaryKeys(),
          steps(1).primaryKeys(),
        ]);
        return JSON.stringify([project?.updatedAt, me, labels, done.at(-1), undone[0]]);
      }),

    layers: (documentId) =>
      reading(async () => {
        const document = await load(db, documentId);
        if (document === undefined) return undefined;
        const [annotations, explanations] = await Promise.all([
          living(db.annotations.where('documentId').equals(documentId)),
          living(db.explanations.where('documentId').equals(documentId)),
        ]);
        return {
          document,
          annotations: annotations.map(toAnnotation),
          explanations: explanations.map(toExplanation),
        };
      }),
  };
}

/** Read at once and then chosen from: a filter of the database would ask row by row. */
async function living<T extends AnnotationRow | ExplanationRow>(rows: Collection<T, string>): Promise<T[]> {
  return (await rows.toArray()).filter(isAlive);
}

function byDocument<T extends { readonly documentId: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.documentId);
    if (own === undefined) found.set(row.documentId, [row]);
    else own.push(row);
  }
  return found;
}

/** Name of the person at this device, `''` while there is none. */
export async function personAt(db: Database): Promise<string> {
  const row = await db.device.get('annotator');
  return row?.value ?? '';
}

/** What was made here without a name: labels, and how far texts are. */
async function claim(db: Database, projectId: string, name: string, now: number): Promise<void> {
  const unnamed = await db.annotations
    .where('projectId')
    .equals(projectId)
    .filter((row) => row.annotator === '' && row.source !== 'imported' && isAlive(row))
    .toArray();
  await db.annotations.bulkPut(
    unnamed.map((row) => ({ ...row, annotator: name, updatedAt: nextTime(now, row.updatedAt) })),
  );
  const labelled = new Set(unnamed.map((row) => row.documentId));
  const rows = await db.documents.bulkGet([...labelled]);
  await db.documents.bulkPut(
    rows.flatMap((row): DocumentRow[] =>
      row === undefined || row.statuses !== undefined
        ? []
        : [{ ...row, statuses: { [name]: { status: row.status, at: row.updatedAt } } }],
    ),
  );
}

/** Marks which labels are worked on here, in the caller's transaction. `me` absent: all people's labels are one heap. */
export async function bringIntoView(db: Database, projectId: string, me: string | undefined): Promise<void> {
  const rows = await byPosition(db, projectId, 0).toArray();
  const place = new Map(rows.map((row) => [row.id, row.position]));
  const theirs = me === undefined ? [] : rows.filter((row) => row.status !== statusFor(row, me));
  await db.documents.bulkPut(theirs.map((row) => ({ ...row, status: statusFor(row, me ?? '') })));
  const annotations = await living(db.annotations.where('projectId').equals(projectId));
  const layers = new Map(annotations.map((row) => [row.id, row]));
  await db.annotations.bulkPut(
    annotations.flatMap((row) => {
      const placed = placeOf(row, row.documentId, place, me);
      return isAt(row, placed) ? [] : [{ ...toAnnotation(row), ...placed }];
    }),
  );
  const explanations = await living(db.explanations.where('projectId').equals(projectId));
  await db.explanations.bulkPut(
    explanations.flatMap((row) => {
      const explained = layers.get(row.annotationId);
      const placed = explained === undefined ? {} : placeOf(explained, row.documentId, place, me);
      return isAt(row, placed) ? [] : [{ ...toExplanation(row), ...placed }];
    }),
  );
}

interface Place {
  readonly at?: number;
  readonly goldAt?: number;
}

const isAt = (row: Place, place: Place): boolean => row.at === place.at && row.goldAt === place.goldAt;

/** The index fields of a living label, or of an explanation of it. `me` absent: all people's labels are one heap. */
export function placeOf(
  annotation: Pick<AnnotationRow, 'annotator' | 'gold'>,
  documentId: string,
  place: ReadonlyMap<string, number>,
  me: string | undefined,
): Place {
  const position = place.get(documentId);
  if (position === undefined) return {};
  if (annotation.gold === true) return { goldAt: position };
  return me === undefined || isOwn(annotation, me) ? { at: position } : {};
}
