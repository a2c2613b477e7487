/** The label set of a project. Changes are undo steps; a label that is used goes only when told what becomes of it. */
import Dexie from 'dexie';
import {
  assignShortcut,
  type Label,
  labelNameProblem,
  layerOf,
  maxLabelName,
  meantColour,
  nextTime,
  paletteSize,
  renameLabel,
  reorderLabels,
  settled,
  sharesKeys,
  shortcutKeys,
  targetKey,
} from '#core/project';
import type { ActKind } from './act.ts';
import { buryAnnotation, changeAnnotation } from './annotations.ts';
import { ChangeSet } from './change-set.ts';
import { attempt, type Env, reading, refuse } from './env.ts';
import { actTables, remember, tombstone } from './history.ts';
import { isAlive } from './in-view.ts';
import { noProject, storeProblem } from './problems.ts';
import type { Labels, NewLabel } from './project-contract.ts';
import { sameContent } from './same-content.ts';
import type { Database } from './schema.ts';

/** The labels of a project by position, without tombstones; no key twice, as two people may both have given it. */
export async function livingLabels(db: Database, projectId: string): Promise<readonly Label[]> {
  const labels = await db.labels.where('projectId').equals(projectId).toArray();
  const living = labels
    .filter((label) => label.deleted !== true)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const taken = new Set<string>();
  return living.map((label) => {
    const key = `${label.kind === 'relation'} ${label.shortcut}`;
    if (label.shortcut !== '' && taken.has(key)) return { ...label, shortcut: '' };
    taken.add(key);
    return label;
  });
}

async function livingLabel(db: Database, id: string): Promise<Label | undefined> {
  const label = await db.labels.get(id);
  return label?.deleted === true ? undefined : label;
}

export function createLabels(env: Env): Labels {
  const { db } = env;
  const list = (projectId: string): Promise<readonly Label[]> => livingLabels(db, projectId);

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
    (await livingLabel(db, id))?.projectId ??
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
      change('label-update', projectOfLabel(id), async (set, labels, now) => {
        const label = labels.find((one) => one.id === id);
        if (label === undefined) refuse(storeProblem('not-found', 'There is no such label.', { id }));
        const { name = label.name, shortcut = label.shortcut, ...others } = fields;
        const trimmed = name.trim();
        refuseName(labelNameProblem(labels, trimmed, label.kind, id), trimmed);
        // Another label may lose its key, relations may follow the name: all that differs is part of the step.
        const updated = assignShortcut(renameLabel(labels, id, trimmed), id, shortcut).map((one) =>
          one.id === id ? { ...one, ...defined(others) } : one,
        );
        await stageChanged(set, labels, updated, now);
        await renameTwins(set, label, trimmed, now);
        return (await set.label(id)) ?? label;
      }),

    remove: (id, annotations = 'refuse') =>
      change('label-remove', projectOfLabel(id), async (set, labels, now) => {
        // Other people's and gold labels too, which the index over positions does not hold.
        const used = await db.annotations
          .where('projectId')
          .equals(set.projectId)
          .filter((row) => row.labelId === id && isAlive(row))
          .toArray();
        if (used.length > 0 && annotations === 'refuse') {
          const params = { annotations: used.length };
          refuse(storeProblem('label-in-use', 'There are annotations with this label.', params));
        }
        if (annotations === 'remove') await removeAll(set, used, now);
        else if (annotations !== 'refuse') await moveAll(set, labels, id, annotations.moveTo, used, now);
        const label = await set.label(id);
        if (label === undefined) return;
        for (const one of [label, ...(await twinsOfLabel(set, label))]) {
          await set.stage('labels', one.id, tombstone(one, nextTime(now, one.updatedAt)));
        }
      }),

    reorder: (projectId, ids) =>
      change(
        'label-reorder',
        async () => projectId,
        async (set, labels, now) => {
          await stageChanged(set, labels, reorderLabels(labels, ids), now);
        },
      ),
  };
}

type Used = Awaited<ReturnType<ChangeSet['annotationsOf']>>;

/** The annotations, their explanations, and relations that end in them. */
async function removeAll(set: ChangeSet, used: Used, now: number): Promise<void> {
  for (const row of used) {
    for (const other of await set.annotationsOf(row.documentId)) {
      const { target } = other;
      if (target.kind === 'relation' && (target.head === row.id || target.tail === row.id)) {
        await buryAnnotation(set, other, now);
      }
    }
    await buryAnnotation(set, row, now);
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
        other.labelId === moveTo && layerOf(other) === layerOf(row) && targetKey(other.target) === key,
    );
    if (twin) await removeAll(set, [row], now);
    else await changeAnnotation(set, row, { labelId: moveTo }, now);
  }
}

/** Records for new labels after those that exist: checked names, next colours, free shortcuts. */
export function newLabelRecords(
  env: Pick<Env, 'ids' | 'clock'>,
  projectId: string,
  existing: readonly Label[],
  drafts: readonly NewLabel[],
): readonly Label[] {
  const freeFor = (kind: Label['kind']): string[] => {
    const own = [...existing, ...drafts].filter((label) => sharesKeys(label, { kind }));
    const taken = new Set(own.map((label) => label.shortcut ?? ''));
    return shortcutKeys.filter((key) => !taken.has(key));
  };
  const free = { relation: freeFor('relation'), other: freeFor('span') };
  const names = new Set(existing.map((label) => nameKey(label.kind, label.name)));
  let position = existing.reduce((last, label) => Math.max(last, label.position), -1);
  const updatedAt = env.clock();
  return drafts.map((draft) => {
    position++;
    const name = checkedName(draft.name, draft.kind, names);
    names.add(nameKey(draft.kind, name));
    return {
      id: env.ids(),
      projectId,
      kind: draft.kind,
      name,
      colour: draft.colour ?? meantColour(name) ?? position % paletteSize,
      shortcut: draft.shortcut ?? free[draft.kind === 'relation' ? 'relation' : 'other'].shift() ?? '',
      position,
      ...(draft.headTypes === undefined ? {} : { headTypes: draft.headTypes }),
      ...(draft.tailTypes === undefined ? {} : { tailTypes: draft.tailTypes }),
      updatedAt,
    };
  });
}

/** Names are told apart within a kind. */
function nameKey(kind: Label['kind'], name: string): string {
  return `${kind} ${name}`;
}

function checkedName(name: string, kind: Label['kind'], taken: ReadonlySet<string>): string {
  const trimmed = name.trim();
  if (trimmed === '') refuseName('empty', trimmed);
  if (trimmed.length > maxLabelName) refuseName('too-long', trimmed);
  if (taken.has(nameKey(kind, trimmed))) refuseName('taken', trimmed);
  return trimmed;
}

function refuseName(reason: ReturnType<typeof labelNameProblem>, name: string): void {
  if (reason === undefined) return;
  refuse(
    storeProblem('invalid-name', `The name is ${reason}.`, { reason, name: name.slice(0, 80), maxLabelName }),
  );
}

async function stageChanged(
  set: ChangeSet,
  before: readonly Label[],
  after: readonly Label[],
  now: number,
): Promise<void> {
  const old = new Map(before.map((label) => [label.id, label]));
  for (const label of after) {
    const known = old.get(label.id);
    if (sameContent(known, label)) continue;
    await set.stage('labels', label.id, { ...settled(label), updatedAt: nextTime(now, known?.updatedAt) });
  }
}

/** Labels for which this one stands since a merge. */
async function twinsOfLabel(set: ChangeSet, { id, projectId, kind, name }: Label): Promise<readonly Label[]> {
  const all = await set.db.labels.where('projectId').equals(projectId).toArray();
  return all.filter(
    (label) => label.id !== id && label.was?.deleted === false && label.kind === kind && label.name === name,
  );
}

/** They follow a new name, so that the next merge does not bring them back under the old one. */
async function renameTwins(set: ChangeSet, before: Label, name: string, now: number): Promise<void> {
  if (name === before.name) return;
  for (const twin of await twinsOfLabel(set, before)) {
    await set.stage('labels', twin.id, { ...twin, name, updatedAt: nextTime(now, twin.updatedAt) });
  }
}

function defined<T extends object>(fields: T): Partial<T> {
  // Removing undefined values keeps the type: every field was optional.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
