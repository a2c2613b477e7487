/** How rows of a table are written as packs, and what becomes of packs when one of their rows is changed or goes. */
import Dexie, {
  type DBCore,
  type DBCoreAddRequest,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCorePutRequest,
  type DBCoreTransaction,
} from 'dexie';
import { Pack, type PackSize, type Packs, packed } from './packs.ts';
import { type Promised, packsIn, type View, type Views } from './views.ts';

/** Of each pack the rows that are in question. */
type Places = ReadonlyMap<Pack, ReadonlySet<number>>;

/** Rows that may be written as packs. */
type Many = DBCoreAddRequest | DBCorePutRequest;

export interface Writer {
  /** Whether these rows may be written as packs. */
  isMany(req: DBCoreMutateRequest): req is Many;
  /** `many`: the same where it `isMany`. */
  write(req: DBCoreMutateRequest, view: View, many: Many | undefined): PromiseLike<DBCoreMutateResponse>;
}

interface Written {
  readonly down: DBCore;
  readonly views: Views;
  readonly name: string;
  readonly size: PackSize;
}

const nothing = (): void => undefined;

/** What the browser would have in an index and packs would not: such rows stay by themselves. */
const isOther = (value: unknown): boolean => typeof value === 'object' && value !== null;

export function createWriter({ down, views, name, size }: Written): Writer {
  const [rows, heads, contents] = [down.table(name), down.table('packs'), down.table('packedRows')];
  const { rowsOf, stamped } = views;
  const { primaryKey, indexes } = rows.schema;
  const fields = new Set(['id', ...indexes.flatMap(({ keyPath }) => keyPath ?? [])]);
  const idOf = (row: object): unknown => primaryKey.extractKey?.(row);

  const isMany = (req: DBCoreMutateRequest): req is Many =>
    (req.type === 'add' || req.type === 'put') &&
    req.values.length >= size.from &&
    !req.values.some((row) => [...fields].some((field) => isOther(row[field])));

  const withdrawn = (
    trans: DBCoreTransaction,
    packs: Iterable<Pack>,
  ): readonly Promised<DBCoreMutateResponse>[] => {
    const keys = [...packs].map(({ id }) => id);
    return [heads, contents].map((table) => table.mutate({ trans, type: 'delete', keys }));
  };

  /** Whether none of these rows is there, and no two are one. */
  const isNew = (
    { trans, values }: Pick<DBCoreAddRequest, 'trans' | 'values'>,
    packs: Packs,
  ): PromiseLike<boolean> => {
    const ids = values.map(idOf);
    const strings = ids.filter((id) => typeof id === 'string').sort();
    const [first, last] = [strings[0], strings.at(-1)];
    const areOwn = strings.length === ids.length && new Set(ids).size === ids.length;
    if (!areOwn || ids.some((id) => packs.find(id) !== undefined)) return Dexie.Promise.resolve(false);
    const range = { type: 2, lower: first, upper: last } as const;
    const query = { index: primaryKey, range };
    // Ids are mostly made in their order, so that between those of one batch there is no other.
    return rows.query({ trans, values: false, limit: 1, query }).then(({ result: [between] }) => {
      if (between === undefined) return true;
      if (between === first) return false;
      return rows.getMany({ trans, keys: ids }).then((there) => there.every((row) => row === undefined));
    });
  };

  /** Rows that are new, or all that there are of packs that go. */
  const pack = (
    req: Many,
    view: View,
    gone: ReadonlySet<Pack> = new Set(),
  ): PromiseLike<DBCoreMutateResponse> => {
    const { trans, values } = req;
    const made = packed(name, fields, values, size);
    // Before anything says that they are there: one of the rows may be such that no browser can copy it.
    return contents
      .mutate({ trans, type: 'add', values: made.map(({ content }) => content) })
      .then(
        ({ numFailures }) => numFailures === 0,
        () => false,
      )
      .then((isWritten): PromiseLike<DBCoreMutateResponse> => {
        if (!isWritten) {
          // Row by row the browser says what is wrong with which.
          const keys = made.map(({ record }) => record.id);
          return contents
            .mutate({ trans, type: 'delete', keys })
            .then(() => (gone.size === 0 ? rows.mutate(req) : overwrite(req, view)));
        }
        const fresh = made.map(({ record }) => new Pack(record));
        views.note(view, name, packsIn(view, name).without(gone).with(fresh));
        const results = values.map(idOf);
        const writing = Dexie.Promise.all([
          ...withdrawn(trans, gone),
          heads.mutate({ trans, type: 'add', values: made.map(({ record }) => record) }),
          stamped(trans),
        ]);
        return whole(trans, writing).then(() => ({
          numFailures: 0,
          failures: {},
          results,
          lastResult: results.at(-1),
        }));
      });
  };

  /** The rows that a request is about, as far as they lie in packs. */
  const placesOf = (req: DBCoreMutateRequest, packs: Packs): Places => {
    const found =
      req.type === 'deleteRange'
        ? packs.entries(primaryKey, req.range)
        : (req.type === 'delete' ? req.keys : req.values.map(idOf)).map((id) => packs.find(id));
    const places = new Map<Pack, Set<number>>();
    for (const place of found) {
      if (place === undefined) continue;
      const own = places.get(place.pack) ?? new Set();
      places.set(place.pack, own.add(place.at));
    }
    return places;
  };

  /** Packs go, and their rows but these become rows; where it is many packs they are packed again, as an act on texts here and there would write all others. */
  const spread = (
    trans: DBCoreTransaction,
    view: View,
    places: Places,
    spreadAtMost = size.spread,
  ): PromiseLike<void> => {
    if (places.size === 0) return Dexie.Promise.resolve();
    const halves = new Set([...places].flatMap(([pack, own]) => (own.size < pack.size ? [pack] : [])));
    const spreading = rowsOf(trans, halves).then((found) => {
      const left = [...found].map(([pack, all]) => all.filter((_, at) => places.get(pack)?.has(at) !== true));
      const isMuch = left.length > spreadAtMost;
      const values = isMuch ? [] : left.flat();
      const made = isMuch ? left.flatMap((some) => packed(name, fields, some, size)) : [];
      const fresh = made.map(({ record }) => new Pack(record));
      views.note(view, name, packsIn(view, name).without(new Set(places.keys())).with(fresh));
      return Dexie.Promise.all([
        ...withdrawn(trans, places.keys()),
        stamped(trans),
        contents.mutate({ trans, type: 'add', values: made.map(({ content }) => content) }),
        heads.mutate({ trans, type: 'add', values: made.map(({ record }) => record) }),
        ...(values.length === 0 ? [] : [rows.mutate({ trans, type: 'add', values })]),
      ]);
    });
    return whole(trans, spreading);
  };

  /** What is overwritten or goes, and lies in packs. First as it is asked for: what the browser refuses to write, or to remove, stays. */
  const overwrite = (req: DBCoreMutateRequest, view: View): PromiseLike<DBCoreMutateResponse> => {
    const { trans } = req;
    const places = placesOf(req, packsIn(view, name));
    const there = (failures: Readonly<Record<number, unknown>>): PromiseLike<Places> => {
      const packs = packsIn(view, name);
      if (req.type === 'delete') {
        const keys = req.keys.filter((_, i) => !(i in failures));
        return Dexie.Promise.resolve(placesOf({ ...req, keys }, packs));
      }
      if (req.type === 'deleteRange') return Dexie.Promise.resolve(new Map());
      const values = req.values.filter((row) => packs.find(idOf(row)) !== undefined);
      return rows
        .getMany({ trans, keys: values.map(idOf) })
        .then((found) =>
          placesOf({ ...req, values: values.filter((_, i) => found[i] !== undefined) }, packs),
        );
    };
    const keep = (failures: Readonly<Record<number, unknown>>): PromiseLike<void> =>
      there(failures)
        .then((sure) => spread(trans, view, sure))
        .then(nothing, () => abort(trans));
    return rows.mutate(req).then(
      (done): PromiseLike<DBCoreMutateResponse> => {
        const isWhole = done.numFailures === 0;
        return (isWhole ? spread(trans, view, places) : keep(done.failures)).then(() => done);
      },
      (error: unknown) => {
        const kept = req.type === 'put' ? keep({}) : Dexie.Promise.resolve();
        return kept.then(() => {
          throw error;
        });
      },
    );
  };

  const change = (req: DBCoreMutateRequest, view: View): PromiseLike<DBCoreMutateResponse> => {
    const { trans } = req;
    const places = placesOf(req, packsIn(view, name));
    if (places.size === 0) return rows.mutate(req);
    if (req.type === 'add') {
      // A row that is there cannot be added: the browser has to say so.
      const all: Places = new Map([...places.keys()].map((one) => [one, new Set()]));
      return spread(trans, view, all, Number.POSITIVE_INFINITY).then(() => rows.mutate(req));
    }
    if (!isMany(req)) return overwrite(req, view);
    const isAll = [...places].every(([one, own]) => own.size === one.size);
    const found = [...places.values()].reduce((sum, own) => sum + own.size, 0);
    // Nothing but these packs, and all of them: what takes their place is packed again.
    return isAll && found === req.values.length
      ? pack(req, view, new Set(places.keys()))
      : overwrite(req, view);
  };

  return {
    isMany,
    write: (req, view, many) =>
      many === undefined
        ? change(req, view)
        : isNew(many, packsIn(view, name)).then((isSo) => (isSo ? pack(many, view) : change(req, view))),
  };
}

/** What was begun is done whole or not at all, also where somebody catches the error and goes on. */
function whole(
  trans: DBCoreTransaction,
  writing: PromiseLike<readonly DBCoreMutateResponse[]>,
): PromiseLike<void> {
  return writing.then(throwFailed).then(nothing, (error: unknown) => {
    abort(trans);
    throw error;
  });
}

function abort(trans: DBCoreTransaction): void {
  try {
    trans.abort();
  } catch {
    // It has come to nothing already.
  }
}

function throwFailed(written: readonly DBCoreMutateResponse[]): void {
  for (const { failures } of written) for (const failed of Object.values(failures)) throw failed;
}
