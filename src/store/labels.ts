/** The label set of a project. Changes are undo steps; a label that is used goes only when told what becomes of it. */
import Dexie from 'dexie';
import type { Label } from '#core/project';
import type { ActKind } from './act.ts';
import { ChangeSet } from './change-set.ts';
import { attempt, type Env, reading, refuse } from './env.ts';
import { actTables, remember, tombstone } from './history.ts';
import { storeProblem } from './problems.ts';
import { noProject } from './projects.ts';
import type { Labels, NewLabel } from './store.ts';
import { targetKey } from './target.ts';

/** Longest label name, in UTF-16 units. */
const maxName = 500;
/** Tints in the theme's palette; colours wrap round. */
const paletteSize = 12;
const shortcutKeys = '1234567890qwertyuiopasdfghjklzxcvbnm';

export function createLabels(env: Env): Labels {
  const { db } = env;
  const list = async (projectId: string): Promise<Label[]> => {
    const labels = await db.labels.where('projectId').equals(projectId).toArray();
    return labels.sort((a, b) => a.position - b.position);
  };

  /** One transaction and one undo step around a change of the label set. */
  const change = <T>(
    kind: ActKind,
    projectOf: () => Promise<string>,
    work: (set: ChangeSet, labels: readonly Label[], now: number) => Promise<T>,
  ) =>
    attempt(env, () =>
      db.transaction('rw', actTables(db), async () => {
        const projectId = await projectOf();
        if ((await db.projects.get(projectId)) === undefined) refuse(noProject(projectId));
        const set = new ChangeSet(db, projectId);
        const now = env.clock();
        const result = await work(set, await list(projectId), now);
        await set.apply();
        await remember(db, projectId, [kind], set.changes, now);
        return result;
      }),
    );
  const projectOfLabel = (id: string) => async (): Promise<string> =>
    (await db.labels.get(id))?.projectId ??
    refuse(storeProblem('not-found', 'There is no such label.', { what: 'label', id }));

  return {
    list: (projectId) => reading(() => list(projectId)),

    usage: (projectId) =>
      reading(async () => {
        const labels = await list(projectId);
        const counts = await Promise.all(
          labels.map(async ({ id }): Promise<[string, number]> => {
            const [from, to] = [
              [projectId, id, Dexie.minKey],
              [projectId, id, Dexie.maxKey],
            ];
            return [id, await db.annotations.where('[projectId+labelId+at]').between(from, to).count()];
          }),
        );
        return new Map(counts);
      }),

    add: (projectId, draft) =>
      change(
        'label-add',
        async () => projectId,
        async (set, labels) => {
          const [label] = newLabelRecords(env, projectId, labels, [draft]);
          if (label === undefined) refuse(storeProblem('invalid-name', 'A label needs a name.'));
          await set.stage('labels', label.id, label);
          return label;
        },
      ),

    update: (id, fields) =>
      change('label-update', projectOfLabel(id), async (set, labels) => {
        const label = labels.find((one) => one.id === id);
        if (label === undefined) refuse(storeProblem('not-found', 'There is no such label.', { id }));
        const others = labels.filter((one) => one !== label);
        const updated: Label = { ...label, ...defined(fields) };
        const name = checkedName(updated.name, updated.kind, others);
        await set.stage('labels', id, { ...updated, name });
        return { ...updated, name };
      }),

    remove: (id, annotations = 'refuse') =>
      change('label-remove', projectOfLabel(id), async (set, labels, now) => {
        const used = await db.annotations
          .where('[projectId+labelId+at]')
          .between([set.projectId, id, Dexie.minKey], [set.projectId, id, Dexie.maxKey])
          .toArray();
        if (used.length > 0 && annotations === 'refuse') {
          const params = { annotations: used.length };
          refuse(storeProblem('label-in-use', 'There are annotations with this label.', params));
        }
        if (annotations === 'remove') await removeAll(set, used, now);
        else if (annotations !== 'refuse') await moveAll(set, labels, id, annotations.moveTo, used, now);
        await set.stage('labels', id, undefined);
      }),

    reorder: (projectId, ids) =>
      change(
        'label-reorder',
        async () => projectId,
        async (set, labels) => {
          const known = new Map(labels.map((label) => [label.id, label]));
          if (ids.length !== known.size || new Set(ids).size !== ids.length) {
            refuse(storeProblem('not-found', 'The order does not name every label once.'));
          }
          for (const [position, id] of ids.entries()) {
            const label = known.get(id);
            if (label === undefined) refuse(storeProblem('not-found', 'There is no such label.', { id }));
            if (label.position !== position) await set.stage('labels', id, { ...label, position });
          }
        },
      ),
  };
}

type Used = Awaited<ReturnType<ChangeSet['annotationsOf']>>;

/** The annotations, their explanations, and relations that end in them. */
async function removeAll(set: ChangeSet, used: Used, now: number): Promise<void> {
  const bury = async (row: Used[number]): Promise<void> => {
    for (const explanation of await set.explanationsOf(row.id)) {
      const gone = tombstone(explanation, Math.max(now, explanation.updatedAt + 1));
      await set.stage('explanations', explanation.id, gone);
    }
    await set.stage('annotations', row.id, tombstone(row, Math.max(now, row.updatedAt + 1)));
  };
  for (const row of used) {
    for (const other of await set.annotationsOf(row.documentId)) {
      const { target } = other;
      if (target.kind === 'relation' && (target.head === row.id || target.tail === row.id)) await bury(other);
    }
    await bury(row);
  }
}

/** Where the other label is already on the target, the annotation goes instead of becoming a duplicate. */
async function moveAll(
  set: ChangeSet,
  labels: readonly Label[],
  id: string,
  moveTo: string,
  used: Used,
  now: number,
): Promise<void> {
  const kind = labels.find((label) => label.id === id)?.kind;
  if (moveTo === id || labels.find((label) => label.id === moveTo)?.kind !== kind) {
    refuse(storeProblem('invalid-label', 'Annotations cannot move to this label.', { labelId: moveTo }));
  }
  for (const row of used) {
    const key = targetKey(row.target);
    const twin = (await set.annotationsOf(row.documentId)).some(
      (other) =>
        other.labelId === moveTo && other.annotator === row.annotator && targetKey(other.target) === key,
    );
    const updatedAt = Math.max(now, row.updatedAt + 1);
    if (twin) await removeAll(set, [row], now);
    else await set.stage('annotations', row.id, { ...row, labelId: moveTo, updatedAt });
  }
}

/** Records for new labels after those that exist: checked names, next colours, free shortcuts. */
export function newLabelRecords(
  env: Pick<Env, 'ids'>,
  projectId: string,
  existing: readonly Label[],
  drafts: readonly NewLabel[],
): readonly Label[] {
  const all = [...existing];
  const made: Label[] = [];
  for (const draft of drafts) {
    const position = Math.max(-1, ...all.map((label) => label.position)) + 1;
    const taken = new Set([...all, ...drafts].map((label) => label.shortcut ?? ''));
    const label: Label = {
      id: env.ids(),
      projectId,
      kind: draft.kind,
      name: checkedName(draft.name, draft.kind, all),
      colour: draft.colour ?? position % paletteSize,
      shortcut: draft.shortcut ?? [...shortcutKeys].find((key) => !taken.has(key)) ?? '',
      position,
      ...(draft.headTypes === undefined ? {} : { headTypes: draft.headTypes }),
      ...(draft.tailTypes === undefined ? {} : { tailTypes: draft.tailTypes }),
    };
    all.push(label);
    made.push(label);
  }
  return made;
}

function checkedName(name: string, kind: Label['kind'], others: readonly Label[]): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > maxName) {
    refuse(storeProblem('invalid-name', 'A label needs a name.', { length: trimmed.length, maxName }));
  }
  if (others.some((other) => other.kind === kind && other.name === trimmed)) {
    refuse(storeProblem('invalid-name', 'There is a label of this name.', { name: trimmed.slice(0, 80) }));
  }
  return trimmed;
}

function defined<T extends object>(fields: T): Partial<T> {
  // Removing undefined values keeps the type: every field was optional.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
