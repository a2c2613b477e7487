/** Counts by a pair of labels: a contingency table of two people, or a coincidence matrix. */
export class PairCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  get(a: string, b: string): number {
    return this.#counts.get(a)?.get(b) ?? 0;
  }

  add(a: string, b: string, by = 1): void {
    const row = this.#counts.get(a) ?? new Map<string, number>();
    this.#counts.set(a, row);
    row.set(b, (row.get(b) ?? 0) + by);
  }

  addAll(others: PairCounts): void {
    for (const [a, b, count] of others.cells()) this.add(a, b, count);
  }

  *cells(): Generator<readonly [string, string, number]> {
    for (const [a, row] of this.#counts) for (const [b, count] of row) yield [a, b, count];
  }
}
