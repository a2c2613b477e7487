/**
 * Rows of a table, many to a record. Of each pack what the table's indexes are made of is held in memory, by columns, so that a
 * question is answered without its rows until a row itself is asked for. A pack is never changed: it is there whole, or gone.
 */
import { cmp, type DBCoreIndex, type DBCoreKeyRange } from 'dexie';
import { must } from '#core/base';

/** What of one field all rows of a pack have: once where it is the same. */
export type Column = { readonly all: unknown } | { readonly each: readonly unknown[] };

/** A pack as it lies in `packs`; its rows are the record of the same id in `packedRows`. */
export interface PackRecord {
  /** The table's name, a space, and what no other pack ever had. */
  readonly id: string;
  readonly projectId: string;
  readonly size: number;
  readonly columns: Readonly<Record<string, Column>>;
}

export interface PackedRows {
  readonly id: string;
  readonly projectId: string;
  readonly rows: readonly object[];
}

export const tableOf = (packId: string): string => packId.slice(0, packId.indexOf(' '));

/** A row of a pack under its key in an index. */
export interface Entry {
  readonly key: unknown;
  readonly primaryKey: unknown;
  readonly pack: Pack;
  readonly at: number;
}

interface Bounds {
  readonly first: unknown;
  readonly last: unknown;
  readonly count: number;
}

const isKey = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value));

export function compareEntries(
  a: Pick<Entry, 'key' | 'primaryKey'>,
  b: Pick<Entry, 'key' | 'primaryKey'>,
): number {
  return cmp(a.key, b.key) || cmp(a.primaryKey, b.primaryKey);
}

export class Pack {
  readonly id: string;
  readonly size: number;
  readonly #columns: PackRecord['columns'];
  readonly #bounds = new Map<string | null, Bounds | undefined>();
  readonly #kept = new Map<string | null, readonly Entry[]>();
  #places: ReadonlyMap<unknown, number> | undefined;

  constructor({ id, size, columns }: PackRecord) {
    this.id = id;
    this.size = size;
    this.#columns = columns;
  }

  /** Where the row of this id is in it. */
  placeOf(id: unknown): number | undefined {
    this.#places ??= new Map(this.ids().map((one, at) => [one, at]));
    return this.#places.get(id);
  }

  ids(): readonly unknown[] {
    return Array.from({ length: this.size }, (_, at) => this.#field('id', at));
  }

  /** Its rows that an index holds, in the order of their keys. */
  entries({ keyPath }: DBCoreIndex): readonly Entry[] {
    const found: Entry[] = [];
    let isSorted = true;
    for (let at = 0; at < this.size; at++) {
      const key = this.#key(keyPath, at);
      if (key === undefined) continue;
      const entry = { key, primaryKey: String(this.#field('id', at)), pack: this, at };
      const before = found.at(-1);
      if (before !== undefined && compareEntries(before, entry) > 0) isSorted = false;
      found.push(entry);
    }
    return isSorted ? found : found.sort(compareEntries);
  }

  /** The same once and for good: for packs whose keys lie among those of others, so that a question goes to all of them. */
  keptEntries(index: DBCoreIndex): readonly Entry[] {
    const kept = this.#kept.get(index.name) ?? this.entries(index);
    this.#kept.set(index.name, kept);
    return kept;
  }

  /** The first and the last key; `undefined` where an index holds none of its rows. */
  bounds(index: DBCoreIndex): Bounds | undefined {
    if (!this.#bounds.has(index.name)) {
      const entries = this.entries(index);
      const [first, last] = [entries[0], entries.at(-1)];
      this.#bounds.set(
        index.name,
        first && last && { first: first.key, last: last.key, count: entries.length },
      );
    }
    return this.#bounds.get(index.name);
  }

  #field(name: string, at: number): unknown {
    const column = this.#columns[name];
    if (column === undefined) return undefined;
    return 'all' in column ? column.all : column.each[at];
  }

  /** As the browser would make it: a row that lacks a part of it is not in the index. */
  #key(keyPath: DBCoreIndex['keyPath'], at: number): unknown {
    if (!Array.isArray(keyPath)) {
      const key = this.#field(String(keyPath), at);
      return isKey(key) ? key : undefined;
    }
    const parts = keyPath.map((name) => this.#field(name, at));
    return parts.every(isKey) ? parts : undefined;
  }
}

/** Packs whose keys lie among each other's, and apart from those of all others. */
interface Cluster extends Bounds {
  readonly packs: readonly Pack[];
  /** How often it was searched for an id, and where each lies once that was often. */
  searched?: number;
  places?: ReadonlyMap<unknown, Pack>;
}

/** Ids of chance put all packs into one cluster: a list of their rows is made where it costs less than going through the packs. */
const oftenSearched = 100;

/** All packs of one table at one moment. */
export class Packs {
  readonly byId: ReadonlyMap<string, Pack>;
  readonly #clusters = new Map<string | null, readonly Cluster[]>();
  readonly #primaryKey: DBCoreIndex;

  constructor(packs: readonly Pack[], primaryKey: DBCoreIndex) {
    this.byId = new Map(packs.map((pack) => [pack.id, pack]));
    this.#primaryKey = primaryKey;
  }

  with(more: readonly Pack[]): Packs {
    return new Packs([...this.byId.values(), ...more], this.#primaryKey);
  }

  without(gone: ReadonlySet<Pack>): Packs {
    return new Packs(
      [...this.byId.values()].filter((pack) => !gone.has(pack)),
      this.#primaryKey,
    );
  }

  /** The row of this id, if it lies in a pack. */
  find(id: unknown): { readonly pack: Pack; readonly at: number } | undefined {
    const clusters = this.#clustersOf(this.#primaryKey);
    const cluster = clusters[firstFrom(clusters, id, false)];
    if (cluster === undefined || cmp(cluster.first, id) > 0) return undefined;
    for (const pack of packsWith(cluster, id)) {
      const at = pack.placeOf(id);
      if (at !== undefined) return { pack, at };
    }
    return undefined;
  }

  /** Rows in a range of an index, in the order of the index or against it. Read on only as far as it is asked for. */
  *entries(index: DBCoreIndex, range: DBCoreKeyRange, isReverse = false): Generator<Entry, undefined> {
    for (const { cluster } of this.#within(index, range, isReverse))
      yield* inOrder(runsOf(cluster, index, range), isReverse);
    return undefined;
  }

  count(index: DBCoreIndex, range: DBCoreKeyRange): number {
    let count = 0;
    for (const { cluster, isWhole } of this.#within(index, range, false)) {
      if (isWhole) count += cluster.count;
      else for (const { from, to } of runsOf(cluster, index, range)) count += to - from;
    }
    return count;
  }

  *#within(index: DBCoreIndex, range: DBCoreKeyRange, isReverse: boolean) {
    const clusters = this.#clustersOf(index);
    const start = range.lower === undefined ? 0 : firstFrom(clusters, range.lower, false);
    const end = range.upper === undefined ? clusters.length : firstFrom(clusters, range.upper, true);
    for (let i = start; i < end; i++) {
      const cluster = must(clusters[isReverse ? end - 1 - (i - start) : i], 'a cluster');
      const isWhole = isInRange(range, cluster.first) && isInRange(range, cluster.last);
      yield { cluster, isWhole };
    }
  }

  #clustersOf(index: DBCoreIndex): readonly Cluster[] {
    const known = this.#clusters.get(index.name);
    if (known !== undefined) return known;
    const bounded = [...this.byId.values()].flatMap((pack) => {
      const bounds = pack.bounds(index);
      return bounds === undefined ? [] : [{ ...bounds, packs: [pack] }];
    });
    bounded.sort((a, b) => cmp(a.first, b.first));
    const clusters: { first: unknown; last: unknown; count: number; packs: Pack[] }[] = [];
    for (const one of bounded) {
      const last = clusters.at(-1);
      if (last === undefined || cmp(last.last, one.first) < 0) {
        clusters.push(one);
        continue;
      }
      last.packs.push(...one.packs);
      last.count += one.count;
      if (cmp(one.last, last.last) > 0) last.last = one.last;
    }
    this.#clusters.set(index.name, clusters);
    return clusters;
  }
}

/** Those of its packs that may hold the row of this id. */
function packsWith(cluster: Cluster, id: unknown): readonly Pack[] {
  cluster.searched = (cluster.searched ?? 0) + 1;
  if (cluster.packs.length === 1 || cluster.searched < oftenSearched) return cluster.packs;
  cluster.places ??= new Map(cluster.packs.flatMap((pack) => pack.ids().map((one) => [one, pack] as const)));
  const pack = cluster.places.get(id);
  return pack === undefined ? [] : [pack];
}

/** The place of the first cluster that ends at the key or behind it; or, `begins`, that begins behind it. */
function firstFrom(clusters: readonly Cluster[], key: unknown, begins: boolean): number {
  return firstOf(clusters, ({ first, last }) => (begins ? cmp(first, key) > 0 : cmp(last, key) >= 0));
}

/** The place of the first of which something holds that holds of all behind it. */
function firstOf<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What of one pack lies in a range. */
interface Run {
  readonly entries: readonly Entry[];
  readonly from: number;
  readonly to: number;
}

function runsOf({ packs }: Cluster, index: DBCoreIndex, range: DBCoreKeyRange): readonly Run[] {
  return packs.flatMap((pack) => {
    // One pack is soon read again; of many each question asks all.
    const entries = packs.length === 1 ? pack.entries(index) : pack.keptEntries(index);
    const from = firstOf(entries, ({ key }) => !isBelow(range, key));
    const to = firstOf(entries, ({ key }) => isAbove(range, key));
    return from < to ? [{ entries, from, to }] : [];
  });
}

/** What lies in runs, the next always the first of what is left of them: they are kept as a heap. */
function* inOrder(runs: readonly Run[], isReverse: boolean): Generator<Entry, undefined> {
  const [one] = runs;
  if (runs.length === 1 && one !== undefined) {
    const entries = one.entries.slice(one.from, one.to);
    yield* isReverse ? entries.reverse() : entries;
    return undefined;
  }
  const sign = isReverse ? -1 : 1;
  const heap = runs.map(({ entries, from, to }) => ({
    ...{ entries, from, to },
    next: must(entries[isReverse ? to - 1 : from], 'what is next'),
  }));
  const isBefore = (a: number, b: number): boolean =>
    compareEntries(must(heap[a], 'a run').next, must(heap[b], 'a run').next) * sign < 0;
  const sink = (place: number): void => {
    for (let at = place; ; ) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isBefore(child, first)) first = child;
      if (first === at) return;
      const [above, below] = [must(heap[at], 'a run'), must(heap[first], 'a run')];
      [heap[at], heap[first]] = [below, above];
      at = first;
    }
  };
  for (let at = heap.length >> 1; at >= 0; at--) sink(at);
  for (let top = heap[0]; top !== undefined; top = heap[0]) {
    yield top.next;
    if (isReverse) top.to--;
    else top.from++;
    if (top.from < top.to) top.next = must(top.entries[isReverse ? top.to - 1 : top.from], 'what is next');
    else {
      const last = heap.pop();
      if (last !== undefined && last !== top) heap[0] = last;
    }
    sink(0);
  }
  return undefined;
}

/** `DBCoreRangeType`, which Dexie declares for types only. */
const [anyKey, noKey] = [3, 4];

function isBelow({ type, lower, lowerOpen }: DBCoreKeyRange, key: unknown): boolean {
  const kind: number = type;
  if (kind === anyKey || kind === noKey) return kind === noKey;
  const side = lower === undefined ? 1 : cmp(key, lower);
  return !(lowerOpen === true ? side > 0 : side >= 0);
}

function isAbove({ type, upper, upperOpen }: DBCoreKeyRange, key: unknown): boolean {
  const kind: number = type;
  if (kind === anyKey || kind === noKey) return kind === noKey;
  const side = upper === undefined ? -1 : cmp(key, upper);
  return !(upperOpen === true ? side < 0 : side <= 0);
}

const isInRange = (range: DBCoreKeyRange, key: unknown): boolean =>
  !isBelow(range, key) && !isAbove(range, key);

/** Estimated bytes of a row: the browser keeps records up to some 64 KB where it keeps its indexes, and larger ones in files. */
function weightOf(row: object): number {
  let bytes = 0;
  for (const value of Object.values(row)) {
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (Array.isArray(value)) bytes += 40 * value.length;
    else bytes += 60 + (typeof value === 'object' && value !== null ? weightOf(value) : 0);
  }
  return bytes;
}

/** How many rows go into a pack. */
export interface PackSize {
  /** Rows that are added at once are packed where there are as many. */
  readonly from: number;
  readonly rows: number;
  readonly bytes: number;
  /** Of as many packs at once the rows are written by themselves when one of them is changed. */
  readonly spread: number;
}

/** Rows of one table as packs, in their order. */
export function packed(
  table: string,
  fields: ReadonlySet<string>,
  rows: readonly object[],
  size: PackSize,
): { readonly record: PackRecord; readonly content: PackedRows }[] {
  const out: { record: PackRecord; content: PackedRows }[] = [];
  let part: object[] = [];
  let bytes = 0;
  const close = (): void => {
    const [first] = part;
    if (first === undefined) return;
    const id = `${table} ${crypto.randomUUID()}`;
    const projectId = projectOf(first);
    const columns = Object.fromEntries([...fields].map((name) => [name, columnOf(name, part)]));
    out.push({
      record: { id, projectId, size: part.length, columns },
      content: { id, projectId, rows: part },
    });
    part = [];
    bytes = 0;
  };
  for (const row of rows) {
    const weight = weightOf(row);
    const [first] = part;
    const isFull =
      first !== undefined &&
      (part.length >= size.rows || bytes + weight > size.bytes || projectOf(row) !== projectOf(first));
    if (isFull) close();
    part.push(row);
    bytes += weight;
  }
  close();
  return out;
}

const fieldOf = (row: object, name: string): unknown => (row as Readonly<Record<string, unknown>>)[name]; // any row

const projectOf = (row: object): string => String(fieldOf(row, 'projectId'));

function columnOf(name: string, rows: readonly object[]): Column {
  const each = rows.map((row) => fieldOf(row, name));
  const [first] = each;
  return each.every((value) => value === first) ? { all: first } : { each };
}
