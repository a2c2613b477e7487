/**
 * Arithmetic on dimensions that may be symbols. A symbolic dimension is a polynomial with natural coefficients in
 * canonical form, written without blanks: `'batch'`, `'2*batch'`, `'batch*time'`, `'wordDim+50'`.
 * Law: two dimensions are the same iff their canonical forms are equal (`===`).
 */
import { InternalError, must } from '#core/base';
import type { Dim, Shape } from './manifest.ts';

/** Coefficient by monomial; the monomial of the constant term is `''`. */
type Polynomial = Map<string, number>;

function parse(dim: Dim): Polynomial {
  if (typeof dim === 'number') return new Map([['', dim]]);
  const polynomial: Polynomial = new Map();
  for (const term of dim.split('+')) {
    let coefficient = 1;
    const symbols: string[] = [];
    for (const factor of term.split('*')) {
      if (/^-?\d+$/.test(factor)) coefficient *= Number(factor);
      else symbols.push(factor);
    }
    const monomial = symbols.sort().join('*');
    polynomial.set(monomial, (polynomial.get(monomial) ?? 0) + coefficient);
  }
  return polynomial;
}

function format(polynomial: Polynomial): Dim {
  const constant = polynomial.get('') ?? 0;
  const terms = [...polynomial]
    .filter(([monomial, coefficient]) => monomial !== '' && coefficient !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([monomial, coefficient]) => (coefficient === 1 ? monomial : `${coefficient}*${monomial}`));
  if (terms.length === 0) return constant;
  return constant === 0 ? terms.join('+') : `${terms.join('+')}+${constant}`;
}

export function addDims(...dims: readonly Dim[]): Dim {
  const sum: Polynomial = new Map();
  for (const dim of dims) {
    for (const [monomial, coefficient] of parse(dim)) {
      sum.set(monomial, (sum.get(monomial) ?? 0) + coefficient);
    }
  }
  return format(sum);
}

export function multiplyDims(...dims: readonly Dim[]): Dim {
  let product: Polynomial = new Map([['', 1]]);
  for (const dim of dims) {
    const next: Polynomial = new Map();
    for (const [a, ca] of product) {
      for (const [b, cb] of parse(dim)) {
        const monomial = [...a.split('*'), ...b.split('*')]
          .filter((s) => s !== '')
          .sort()
          .join('*');
        next.set(monomial, (next.get(monomial) ?? 0) + ca * cb);
      }
    }
    product = next;
  }
  return format(product);
}

/** The number that `dim` is when its symbols have the given values; throws where a symbol has none. */
export function evaluateDim(dim: Dim, symbols: Readonly<Record<string, number>>): number {
  let total = 0;
  for (const [monomial, coefficient] of parse(dim)) {
    let term = coefficient;
    for (const symbol of monomial.split('*')) {
      if (symbol !== '') term *= must(symbols[symbol], `value of dimension ${symbol}`);
    }
    total += term;
  }
  return total;
}

export function evaluateShape(shape: Shape, symbols: Readonly<Record<string, number>>): number[] {
  return shape.map((dim) => evaluateDim(dim, symbols));
}

/** The symbols that occur in `shape`, each once. */
export function symbolsOf(shape: Shape): string[] {
  const found = new Set<string>();
  for (const dim of shape) {
    for (const monomial of parse(dim).keys()) {
      for (const symbol of monomial.split('*')) if (symbol !== '') found.add(symbol);
    }
  }
  return [...found];
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

export function formatShape(shape: Shape): string {
  return `(${shape.join(', ')})`;
}

/** NumPy's rule; a symbol is never 1. Throws with the operator's name and both shapes. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let i = 0; i < rank; i++) {
    const da = a[a.length - rank + i] ?? 1;
    const db = b[b.length - rank + i] ?? 1;
    if (da !== db && da !== 1 && db !== 1) {
      throw new InternalError(`${op}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast`);
    }
    out.push(da === 1 ? db : da);
  }
  return out;
}
