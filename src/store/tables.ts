/**
 * What becomes of the rows of each table: with their project, with their document, in a project file. Removal, the transactions that
 * touch a whole project and the clean-up of old databases go by this table and by nothing else, and a test compares it with the
 * schema, the project file and what is salvaged: a table that they do not know cannot be added.
 */
interface TableTraits {
  /** The index that begins with the project. Rows without one belong to no project. */
  readonly project?: string;
  /** How the rows of a document are found: its id is their key, or they have an index `documentId`. */
  readonly document?: 'key' | 'index';
  /** What happens to them when their document is removed: tombstones are needed for merging, all else goes. */
  readonly withDocument?: 'goes' | 'stays';
  /** Whether a project file, and with it a backup, holds them. */
  readonly inFile: boolean;
}

const byProject = { project: 'projectId' } as const;
/** Compound, so that lists come in the order of the texts: asked by a range, an equality would miss rows. */
const byPosition = { project: '[projectId+position]' } as const;

const tableTraits = {
  // What people made.
  projects: { inFile: true },
  // Rows of some of these tables, many to a record; first, so that with a project they go whole.
  packs: { ...byProject, inFile: true },
  packedRows: { ...byProject, inFile: true },
  labels: { ...byProject, inFile: true },
  documents: { ...byPosition, document: 'key', withDocument: 'goes', inFile: true },
  texts: { ...byPosition, document: 'key', withDocument: 'goes', inFile: true },
  annotations: { ...byProject, document: 'index', withDocument: 'stays', inFile: true },
  explanations: { ...byProject, document: 'index', withDocument: 'stays', inFile: true },
  removedDocuments: { ...byProject, inFile: true },
  // What only this device needs to remember.
  rejections: { ...byProject, document: 'index', withDocument: 'goes', inFile: false },
  history: { ...byProject, inFile: false },
  drafts: { ...byProject, document: 'key', withDocument: 'goes', inFile: false },
  removedProjects: { inFile: false },
  imports: { ...byProject, inFile: false },
  importFiles: { ...byProject, inFile: false },
  checkUps: { ...byProject, inFile: false },
  device: { inFile: false },
  // What the learner makes, and would make again.
  recommendations: { ...byProject, document: 'index', withDocument: 'goes', inFile: false },
  priorities: { ...byProject, document: 'key', withDocument: 'goes', inFile: false },
  weights: { ...byProject, inFile: true },
  weightVersions: { ...byProject, inFile: false },
  trainingLog: { ...byProject, inFile: false },
  states: { ...byProject, document: 'key', withDocument: 'goes', inFile: false },
} as const satisfies Readonly<Record<string, TableTraits>>;

/** Every table with its traits, typed alike. */
export const allTables: readonly (readonly [name: string, traits: TableTraits])[] =
  Object.entries(tableTraits);

/** Every table whose rows belong to a project. */
export const projectTableNames: readonly string[] = allTables.flatMap(([name, { project }]) =>
  project === undefined ? [] : [name],
);
