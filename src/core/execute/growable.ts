/**
 * Typed arrays that grow: the corpus is one long array of numbers, appended to as documents come in. Amortised O(1)
 * per number. Reading past `length` is a bug of the caller; hot loops read `data` directly.
 */
export class Int32List {
  data: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const wider = new Int32Array(Math.max(16, this.data.length * 2));
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.length++] = value;
  }

  at(index: number): number {
    return this.data[index] ?? 0;
  }
}
