/**
 * Values as Python prints them: single quotes, tuples, `None`, a comma behind the last. Training data of spaCy, cells of tables and
 * lines that were printed instead of dumped look so. Data only: names and calls are none.
 */

const deepest = 200;
const constants = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
  ['null', null],
  ['true', true],
  ['false', false],
  ['nan', null],
  ['NaN', null],
]);
const escapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['\n', ''],
]);

/** Whether it is worth a try where JSON failed. */
export const looksLikePython = (text: string): boolean =>
  /^\s*[[{(]/.test(text) && /['(]|\b(?:None|True|False)\b|,\s*[\]}]/.test(text);

/** Throws SyntaxError. */
export function parsePython(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) this.#fail();
  }

  value(depth: number): unknown {
    this.#skip();
    if (depth > deepest) this.#fail();
    const char = this.#text[this.#at];
    if (char === '[' || char === '(') return this.#list(char === '[' ? ']' : ')', depth);
    if (char === '{') return this.#object(depth);
    const quoted = this.#string();
    if (quoted !== undefined) return quoted;
    const number = this.#match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y);
    if (number !== undefined) {
      const value = Number(number);
      return /^-?\d{16,}$/.test(number) && !Number.isSafeInteger(value) ? number : value;
    }
    const word = this.#match(/[A-Za-z]+/y);
    if (word === undefined || !constants.has(word)) this.#fail();
    return constants.get(word);
  }

  #list(close: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    while (!this.#closes(close)) {
      items.push(this.value(depth + 1));
      this.#comma(close);
    }
    return items;
  }

  #object(depth: number): object {
    const entries: [string, unknown][] = [];
    this.#at += 1;
    while (!this.#closes('}')) {
      const key = this.value(depth + 1);
      this.#skip();
      if (this.#text[this.#at] !== ':' || (typeof key === 'object' && key !== null)) this.#fail();
      this.#at += 1;
      entries.push([String(key), this.value(depth + 1)]);
      this.#comma('}');
    }
    return Object.fromEntries(entries);
  }

  #closes(close: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== close) return false;
    this.#at += 1;
    return true;
  }

  #comma(close: string): void {
    this.#skip();
    if (this.#text[this.#at] === ',') this.#at += 1;
    else if (this.#text[this.#at] !== close) this.#fail();
  }

  /** One or several beside each other, which are one. */
  #string(): string | undefined {
    let all: string | undefined;
    for (;;) {
      const open = this.#match(/[rubRUB]{0,2}(?:'''|"""|'|")/y);
      if (open === undefined) return all;
      const quote = open.replace(/^[a-z]+/i, '');
      all = (all ?? '') + this.#rest(quote, /^[a-z]*r/i.test(open));
      this.#skip();
    }
  }

  #rest(quote: string, isRaw: boolean): string {
    let out = '';
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined || (quote.length === 1 && char === '\n')) this.#fail();
      if (this.#text.startsWith(quote, this.#at)) {
        this.#at += quote.length;
        return out;
      }
      if (char === '\\' && !isRaw) out += this.#escaped();
      else {
        out += char;
        this.#at += 1;
      }
    }
  }

  #escaped(): string {
    const code = this.#match(/\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/y);
    if (code !== undefined) {
      const point = Number.parseInt(code.slice(2), 16);
      if (point > 0x10ffff) this.#fail();
      return String.fromCodePoint(point);
    }
    const next = this.#text[this.#at + 1];
    if (next === undefined) this.#fail();
    this.#at += 2;
    const known = escapes.get(next);
    return known ?? (/['"\\/]/.test(next) ? next : `\\${next}`);
  }

  #skip(): void {
    this.#match(/(?:\s|#[^\n]*)+/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(): never {
    throw new SyntaxError(`no value of Python at ${this.#at}`);
  }
}
