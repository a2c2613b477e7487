/**
 * An interpreter of BabbleLabble's logical forms (Hancock et al., ACL 2018), as far as the gold sets use them, written
 * from their notation: nested lists `[".op", …]`. It serves as the other side of the parser's meaning test and shares
 * no code with ours. A "word" of the notation is a token with a letter or digit (their filter is `\w+\S*`); `.in` and
 * `.contains` on text are substring tests, as theirs are; all comparison ignores case.
 */
import { tokenize } from '#core/text';

export interface GoldCandidate {
  readonly text: string;
  /** Arguments 1 and 2. */
  readonly args: readonly [GoldArgument, GoldArgument];
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Canonical ids of the arguments, for lists of pairs. */
  readonly ids: readonly [string, string];
}
export interface GoldArgument {
  readonly from: number;
  readonly to: number;
}

/** Stretches of the sentence's text. */
interface Phrase {
  readonly kind: 'phrase';
  readonly pieces: readonly { readonly from: number; readonly to: number }[];
}
type Fn = (x: Value) => Value;
type Value = boolean | number | string | readonly string[] | Phrase | Fn | readonly Value[];

type Node = string | number | boolean | null | readonly Node[];

export class UnsupportedGold extends Error {}

export function evaluateGold(node: unknown, candidate: GoldCandidate): boolean {
  const value = new Interpreter(candidate).run(node as Node); // the gold file's own notation
  if (typeof value !== 'boolean') throw new UnsupportedGold(`not a truth value: ${String(value)}`);
  return value;
}

const fold = (s: string): string => s.toLowerCase();

class Interpreter {
  readonly #c: GoldCandidate;
  readonly #words: readonly { readonly from: number; readonly to: number }[];

  constructor(candidate: GoldCandidate) {
    this.#c = candidate;
    this.#words = tokenize(candidate.text).filter((t) =>
      /[\p{L}\p{N}]/u.test(candidate.text.slice(t.from, t.to)),
    );
  }

  run(node: Node): Value {
    if (!Array.isArray(node)) return node as Value; // plain strings, numbers and booleans are values
    const [op, ...rest] = node as readonly Node[];
    const arg = (i: number): Value => this.run(rest[i] as Node);
    switch (op) {
      case '.root':
        return arg(0);
      case '.label':
        return arg(1);
      case '.bool':
      case '.int':
      case '.string':
        return rest[0] as Value;
      case '.list':
        return rest.map((r) => this.run(r)) as Value;
      case '.and':
        return rest.every((r) => this.run(r) === true);
      case '.or':
        return rest.some((r) => this.run(r) === true);
      case '.not':
        return this.run(rest[0] as Node) !== true;
      case '.all':
        return list(arg(0)).every((v) => v === true);
      case '.any':
        return list(arg(0)).some((v) => v === true);
      case '.none':
        return !list(arg(0)).some((v) => v === true);
      case '.sum':
        return list(arg(0)).filter((v) => v === true).length;
      case '.map':
        return list(arg(1)).map(fn(arg(0))) as Value;
      case '.call':
        return fn(arg(0))(arg(1));
      case '.lt':
        return compare(arg(0), (x, n) => x < n);
      case '.leq':
        return compare(arg(0), (x, n) => x <= n);
      case '.gt':
        return compare(arg(0), (x, n) => x > n);
      case '.geq':
        return compare(arg(0), (x, n) => x >= n);
      case '.eq': {
        const want = arg(0);
        return (x) => (typeof want === 'string' ? fold(want) === fold(String(x)) : x === want);
      }
      case '.startswith':
        return this.#text(arg(0), (x, s) => x.startsWith(s));
      case '.endswith':
        return this.#text(arg(0), (x, s) => x.endsWith(s));
      case '.contains':
        return this.#text(arg(0), (x, s) => x.includes(s));
      case '.in': {
        const container = arg(0);
        return (x) => {
          if (typeof container === 'string') {
            // The strings of a stretch in several pieces are joined by a mark that no keyword has.
            return fold(container).includes(fold(String(x)));
          }
          const wanted = JSON.stringify(Array.isArray(x) ? x.map((v) => fold(String(v))) : fold(String(x)));
          return list(container).some(
            (v) =>
              JSON.stringify(
                typeof v === 'string' && v.includes('\t')
                  ? v.split('\t').map(fold)
                  : typeof v === 'string'
                    ? fold(v)
                    : v,
              ) === wanted || v === x,
          );
        };
      }
      case '.composite_or':
      case '.composite_and': {
        const inner = rest[0] as readonly Node[];
        const each = list(arg(1)).map((v) =>
          fn(this.run([...inner, typeof v === 'number' ? ['.int', v] : ['.string', v as string]])),
        );
        return (x) =>
          op === '.composite_or' ? each.some((f) => f(x) === true) : each.every((f) => f(x) === true);
      }
      case '.composite_or_func':
      case '.composite_and_func': {
        const each = list(arg(0)).map(fn);
        return (x) =>
          op === '.composite_or_func' ? each.some((f) => f(x) === true) : each.every((f) => f(x) === true);
      }
      case '.arg':
        return ['arg', String(arg(0))];
      case '.arg_to_string': {
        const a = this.#argument(arg(0));
        return this.#c.text.slice(a.from, a.to);
      }
      case '.cid':
        return (x) => this.#c.ids[this.#argumentIndex(x)] ?? '';
      case '.tuple':
        return list(arg(0)) as Value;
      case '.user_list':
        return this.#c.lists[String(arg(0))] ?? [];
      case '.sentence':
        return { kind: 'phrase', pieces: [{ from: 0, to: this.#c.text.length }] };
      case '.between': {
        const [a, b] = list(arg(0)).map((v) => this.#argument(v));
        if (a === undefined || b === undefined) throw new UnsupportedGold('between');
        const [first, second] = a.from <= b.from ? [a, b] : [b, a];
        return { kind: 'phrase', pieces: [{ from: first.to, to: second.from }] };
      }
      case '.left':
      case '.right': {
        const a = this.#argument(arg(0));
        const cmp = rest.length > 1 ? String(arg(1)) : '.geq';
        const n = rest.length > 2 ? Number(arg(2)) : 0;
        const unit = rest.length > 3 ? String(arg(3)) : 'words';
        return this.#window(op === '.left' ? 'left' : 'right', a, cmp, n, unit);
      }
      case '.within': {
        const a = this.#argument(arg(0));
        const n = Number(arg(1));
        const unit = String(arg(2));
        return {
          kind: 'phrase',
          pieces: [
            ...this.#window('left', a, '.leq', n, unit).pieces,
            ...this.#window('right', a, '.leq', n, unit).pieces,
          ],
        };
      }
      case '.extract_text':
        return this.#textOf(arg(0));
      case '.filter': {
        const phrase = arg(0);
        if (rest[1] === 'chars') return [...this.#textOf(phrase)];
        return this.#wordsOf(phrase);
      }
      case '.count': {
        const what = arg(0);
        return isPhrase(what) ? this.#wordsOf(what).length : list(what).length;
      }
      default:
        throw new UnsupportedGold(String(op));
    }
  }

  #argumentIndex(v: Value): number {
    const [, n] = v as readonly string[]; // made by `.arg`
    return Number(n) - 1;
  }

  #argument(v: Value): GoldArgument {
    const a = this.#c.args[this.#argumentIndex(v)];
    if (a === undefined) throw new UnsupportedGold('argument');
    return a;
  }

  #window(side: 'left' | 'right', a: GoldArgument, cmp: string, n: number, unit: string): Phrase {
    const left = side === 'left';
    const end = this.#c.text.length;
    if (unit === 'chars') {
      const near = left
        ? { from: Math.max(0, a.from - n), to: a.from }
        : { from: a.to, to: Math.min(end, a.to + n) };
      const far = left
        ? { from: 0, to: Math.max(0, a.from - n) }
        : { from: Math.min(end, a.to + n), to: end };
      return { kind: 'phrase', pieces: [cmp === '.gt' || cmp === '.geq' ? far : near] };
    }
    const words = left
      ? this.#words.filter((w) => w.to <= a.from).toReversed()
      : this.#words.filter((w) => w.from >= a.to);
    const kept = words.filter((_, k) => {
      const d = k + 1;
      switch (cmp) {
        case '.eq':
          return d === n;
        case '.lt':
          return d < n;
        case '.leq':
          return d <= n;
        case '.gt':
          return d > n;
        default:
          return d >= n;
      }
    });
    if (kept.length === 0) return { kind: 'phrase', pieces: [] };
    return {
      kind: 'phrase',
      pieces: [{ from: Math.min(...kept.map((w) => w.from)), to: Math.max(...kept.map((w) => w.to)) }],
    };
  }

  #textOf(v: Value): string {
    if (!isPhrase(v)) return String(v);
    return v.pieces.map((p) => this.#c.text.slice(p.from, p.to)).join(' \u241e ');
  }

  #wordsOf(v: Value): readonly string[] {
    if (!isPhrase(v)) throw new UnsupportedGold('words of no phrase');
    return v.pieces.flatMap((p) =>
      this.#words
        .filter((w) => w.from >= p.from && w.to <= p.to)
        .map((w) => this.#c.text.slice(w.from, w.to)),
    );
  }

  #text(of: Value, test: (x: string, s: string) => boolean): Fn {
    return (x) => test(fold(this.#textOf(x)), fold(String(of)));
  }
}

function isPhrase(v: Value): v is Phrase {
  return typeof v === 'object' && 'kind' in v;
}
function list(v: Value): readonly Value[] {
  if (Array.isArray(v)) return v as readonly Value[]; // strings or values
  throw new UnsupportedGold(`not a list: ${String(v)}`);
}
function fn(v: Value): Fn {
  if (typeof v === 'function') return v;
  throw new UnsupportedGold('not a function');
}
function compare(n: Value, test: (x: number, n: number) => boolean): Fn {
  return (x) => test(Number(x), Number(n));
}
