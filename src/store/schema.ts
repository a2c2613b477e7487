/**
 * The tables, their indexes, and how older databases become newer ones. A version that was ever released stays in
 * this list for ever; a change of a record's shape is a new version with an upgrade, tested on old records.
 *
 * Indexes are chosen so that no screen ever reads all documents: lists and counts by status, flag and label run
 * over compound keys that start with the project and end with the position.
 */
import Dexie, { type DBCore, type Table, type Transaction } from 'dexie';
import type { CheckUp, Document, Label, Project, Weights } from '#core/project';
import type { Priority, TrainingPoint } from './learning-contract.ts';
import { removeOrphans } from './orphans.ts';
import type { PackedRows, PackRecord } from './packing/packs.ts';
import type {
  AnnotationRow,
  DeviceRow,
  DocumentRow,
  ExplanationRow,
  HistoryRow,
  ImportFilesRow,
  ImportRow,
  RecommendationRow,
  RejectionRow,
  RemovedProjectRow,
  StatesRow,
  TextRow,
} from './rows.ts';
import type { Draft } from './store.ts';
import { projectTableNames } from './tables.ts';

interface Version {
  readonly version: number;
  /** Tables that are new or whose indexes change; `null` drops one. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

const versions: readonly Version[] = [
  {
    version: 1,
    stores: {
      projects: 'id, updatedAt',
      labels: 'id, projectId',
      documents:
        'id, [projectId+position], [projectId+status+position], [projectId+flag+position], [projectId+importId], [projectId+externalId]',
      texts: 'id, [projectId+position]',
      annotations: 'id, documentId, projectId, [projectId+at], [projectId+labelId+at]',
      explanations: 'id, documentId, annotationId, projectId, [projectId+at]',
      rejections: '[documentId+key], documentId, projectId',
      history: '++seq, projectId, [projectId+undone+seq]',
      drafts: 'documentId, projectId',
      recommendations: '[documentId+source], documentId, projectId, [projectId+source]',
      priorities: 'documentId, projectId, [projectId+uncertainty], [projectId+disagreement]',
      weights: '[projectId+model], projectId',
    },
  },
  {
    // The curves of the Model screen; weights written before them may lack `metrics`.
    version: 2,
    stores: { trainingLog: '++seq, projectId, [projectId+model+seq]' },
    upgrade: async (transaction) => {
      await transaction
        .table<Weights>('weights')
        .toCollection()
        .modify((row, ref) => {
          if (row.metrics === undefined) ref.value = { ...row, metrics: {} };
        });
    },
  },
  {
    // Tombstones of what has rows of its own no more, and a record of each import. What a deleted project left behind
    // (versions 1 and 2 removed it by an index that documents do not have) goes.
    version: 3,
    stores: {
      removedDocuments: 'id, projectId',
      removedProjects: 'id',
      imports: 'id, projectId',
    },
    upgrade: async (transaction) => {
      await transaction
        .table<Label>('labels')
        .toCollection()
        .modify((row, ref) => {
          if (row.updatedAt === undefined) ref.value = { ...row, updatedAt: 0 };
        });
      await removeOrphans(transaction);
    },
  },
  {
    // Earlier versions of a model, what a check of a project's labels found, and an index for each order of texts.
    version: 4,
    stores: {
      weightVersions: '[projectId+model+version], projectId',
      checkUps: 'projectId',
      priorities:
        'documentId, projectId, [projectId+uncertainty], [projectId+disagreement], [projectId+leastConfidence], [projectId+diversity]',
    },
  },
  {
    // Layers: gold labels have an index of their own, and the database knows who sits at this device.
    version: 5,
    stores: {
      device: 'key',
      annotations: 'id, documentId, projectId, [projectId+at], [projectId+labelId+at], [projectId+goldAt]',
      explanations: 'id, documentId, annotationId, projectId, [projectId+at], [projectId+goldAt]',
    },
  },
  {
    // What an encoder made of texts: a cache.
    version: 6,
    stores: { states: 'documentId, projectId, [writtenAt+bytes]' },
  },
  {
    // The files of an import lie apart from its record.
    version: 7,
    stores: { importFiles: 'importId, projectId' },
    upgrade: async (transaction) => {
      type Old = ImportRow & { readonly sources?: ImportFilesRow['sources'] };
      for (const { sources, ...row } of await transaction.table<Old>('imports').toArray()) {
        if (sources === undefined) continue;
        await transaction
          .table<ImportFilesRow>('importFiles')
          .put({ importId: row.id, projectId: row.projectId, sources });
        await transaction.table<ImportRow>('imports').put({ ...row, hasFiles: true });
      }
    },
  },
  {
    // Many rows to a record (`packing`). What lies in rows of its own stays so.
    version: 8,
    stores: { packs: 'id, projectId', packedRows: 'id, projectId' },
  },
];

export const schemaVersion = versions.length;

/** The database with typed tables. Only this room sees it. */
export class Database extends Dexie {
  declare readonly projects: Table<Project, string>;
  declare readonly packs: Table<PackRecord, string>;
  declare readonly packedRows: Table<PackedRows, string>;
  declare readonly labels: Table<Label, string>;
  declare readonly documents: Table<DocumentRow, string>;
  declare readonly texts: Table<TextRow, string>;
  declare readonly annotations: Table<AnnotationRow, string>;
  declare readonly explanations: Table<ExplanationRow, string>;
  declare readonly rejections: Table<RejectionRow, [string, string]>;
  declare readonly history: Table<HistoryRow, number>;
  declare readonly drafts: Table<Draft & { readonly savedAt: number }, string>;
  declare readonly recommendations: Table<RecommendationRow, [string, string]>;
  declare readonly priorities: Table<Priority, string>;
  declare readonly weights: Table<Weights, [string, string]>;
  declare readonly trainingLog: Table<TrainingPoint & { readonly seq?: number }, number>;
  declare readonly removedDocuments: Table<Document, string>;
  declare readonly removedProjects: Table<RemovedProjectRow, string>;
  declare readonly imports: Table<ImportRow, string>;
  declare readonly importFiles: Table<ImportFilesRow, string>;
  declare readonly weightVersions: Table<Weights, [string, string, number]>;
  declare readonly checkUps: Table<CheckUp, string>;
  declare readonly states: Table<StatesRow, string>;
  declare readonly device: Table<DeviceRow, string>;

  /** Without it no pack is read or made: absent only until its code is loaded, in a page that has nothing packed. */
  packing: ((rows: DBCore) => DBCore) | undefined;

  /** `upTo` opens an older schema: for tests of the upgrades only. */
  constructor(name: string, upTo: number = schemaVersion) {
    super(name);
    // Below what Dexie itself puts there: whatever watches or keeps rows sees rows.
    this.use({ stack: 'dbcore', level: -2, create: (rows) => this.#packed(rows) });
    for (const { version, stores, upgrade } of versions) {
      if (version > upTo) break;
      const declared = this.version(version).stores({ ...stores });
      if (upgrade !== undefined) declared.upgrade(upgrade);
    }
  }

  /** What is asked of the tables, by way of `packing` from when it is there. */
  #packed(rows: DBCore): Partial<DBCore> {
    const now = (): DBCore => this.packing?.(rows) ?? rows;
    return {
      transaction: (...given) => now().transaction(...given),
      table: (name) => {
        const table = { ...rows.table(name) };
        for (const key in table) {
          const method = key as 'get'; // or any other that takes a request
          if (typeof table[method] === 'function')
            table[method] = (request) => now().table(name)[method](request);
        }
        return table;
      },
    };
  }

  /** Every table whose rows belong to a project. */
  get projectTables(): readonly Table[] {
    return projectTableNames.map((name) => this.table(name));
  }
}
