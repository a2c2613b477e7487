/**
 * Reads explanations with the sentences they explain, for `npm run parse` and the parser's benchmark:
 * `semeval2010-task8/explanations.json` (NExT; the sentence is looked up by `sentenceId` in TRAIN_FILE.TXT beside it),
 * `mams-atsa/restaurant-explanations.json` (NExT; `$T$` = the aspect), and any JSON list or JSON lines of
 * `{explanation, text, x?, y?, aspect?, entity?}`. Arguments are strings that occur in the text or `{from, to}`; `$T$`, `SUBJ…`,
 * `OBJ…` and `<e1>…</e1>` in the text mark them too, and TACRED's token columns are understood.
 * Odd rows never throw: a row without what it needs is an instance without arguments.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArgName, Argument, Instance, WordList } from '#core/explain';
import { type Span, tokenize } from '#core/text';

export interface ExplanationRow {
  /** Position in the file, from 0. */
  readonly at: number;
  readonly explanation: string;
  readonly instance: Instance;
  /** `instance` first; where an argument given as a string occurs several times, its other occurrences too. */
  readonly instances: readonly Instance[];
}

type Fields = Readonly<Record<string, unknown>>;

export function readExplanationRows(file: string): readonly ExplanationRow[] {
  const raw = readFileSync(file, 'utf8').replace(/^\ufeff/u, '');
  const rows = parseRows(raw);
  const sentences = rows.some((r) => 'sentenceId' in r) ? semevalSentences(file) : new Map<string, string>();
  return rows.flatMap((row, at) => toRows(row, at, sentences));
}

function parseRows(raw: string): readonly Fields[] {
  const isFields = (value: unknown): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch {
    data = raw
      .split(/\r?\n/u)
      .filter((line) => line.trim() !== '')
      .map((line): unknown => {
        try {
          return JSON.parse(line);
        } catch {
          return { explanation: line };
        }
      });
  }
  if (isFields(data)) {
    const list = Object.values(data).find((v) => Array.isArray(v) && v.some(isFields));
    data = Array.isArray(list) ? list : [data];
  }
  return Array.isArray(data)
    ? data.map((row) => (isFields(row) ? row : { explanation: typeof row === 'string' ? row : '' }))
    : [];
}

function semevalSentences(file: string): Map<string, string> {
  const found = new Map<string, string>();
  const train = join(dirname(file), 'TRAIN_FILE.TXT');
  if (!existsSync(train)) return found;
  for (const line of readFileSync(train, 'utf8').split(/\r?\n/u)) {
    const m = /^(\d+)\t"?(.*?)"?\s*$/u.exec(line);
    if (m?.[1] !== undefined && m[2] !== undefined) found.set(m[1], m[2]);
  }
  return found;
}

function firstString(row: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string')) {
      return value.join(' ');
    }
  }
  return undefined;
}

function toRows(row: Fields, at: number, sentences: ReadonlyMap<string, string>): readonly ExplanationRow[] {
  const instance = toInstance(row, sentences);
  const instances = otherOccurrences(instance, row);
  const given = row['explanation'] ?? row['exp'] ?? row['explanations'] ?? row['condition'] ?? row['reason'];
  const texts = Array.isArray(given) ? given : [given];
  return texts.map((text) => ({
    at,
    explanation: typeof text === 'string' ? text : '',
    instance,
    instances,
  }));
}

export function toInstance(row: Fields, sentences: ReadonlyMap<string, string> = new Map()): Instance {
  const id = row['sentenceId'];
  const bySentence = id === undefined ? undefined : sentences.get(String(id));
  const raw =
    bySentence ?? firstString(row, ['text', 'sent', 'sentence', 'content', 'tokens', 'token', 'words']) ?? '';
  const args: { [name in ArgName]?: Argument } = {};
  const { text, marked } = unmark(raw, firstString(row, ['term', 'aspect', 'aspectTerm', 'target']));
  Object.assign(args, marked);
  const fields: readonly (readonly [ArgName, readonly string[]])[] = [
    ['x', ['x', 'X', 'subj', 'subject', 'e1', 'head', 'entity1', 'subj_text']],
    ['y', ['y', 'Y', 'obj', 'object', 'e2', 'tail', 'entity2', 'obj_text']],
    ['aspect', ['aspect', 'term', 'target', 'aspectTerm']],
    ['entity', ['entity', 'mention', 'ner']],
  ];
  for (const [name, names] of fields) {
    if (args[name] !== undefined) continue;
    const value = names.map((n) => row[n]).find((v) => v !== undefined && v !== null);
    const other = name === 'y' ? args.x : undefined;
    const span = toSpan(value, text, other) ?? tokenSpan(row, name, text);
    if (span !== undefined) args[name] = withType(span, row, name);
  }
  // A relation's sentence has no aspect or entity beside its two arguments.
  if (args.x !== undefined && args.y !== undefined) {
    delete args.aspect;
    delete args.entity;
  }
  const lists = toLists(row['lists'] ?? row['dictionaries']);
  return {
    text,
    tokens: withEdges(tokenize(text), Object.values(args)),
    args,
    ...(lists.length > 0 ? { lists } : {}),
  };
}

const maxInstances = 8;

/** A string that occurs several times does not say which of them is meant. */
function otherOccurrences(instance: Instance, row: Fields): readonly Instance[] {
  const { text } = instance;
  let found: readonly Instance[] = [instance];
  for (const name of ['x', 'y', 'aspect', 'entity'] as const) {
    const arg = instance.args[name];
    const given = [row[name], row[name === 'x' ? 'subj' : name === 'y' ? 'obj' : 'term']];
    if (arg === undefined || !given.some((g) => typeof g === 'string')) continue;
    const word = text.slice(arg.from, arg.to);
    const others: Argument[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const isWhole = !/[\p{L}\p{N}]/u.test(`${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`);
      if (at !== arg.from && isWhole) others.push({ ...arg, from: at, to: at + word.length });
    }
    found = found.flatMap((one) => [
      one,
      ...others
        .filter((o) =>
          Object.values(one.args).every((a) => a === one.args[name] || a.to <= o.from || o.to <= a.from),
        )
        .map((o) => {
          const args = { ...one.args, [name]: o };
          return { ...one, args, tokens: withEdges(tokenize(text), Object.values(args)) };
        }),
    ]);
  }
  return found.slice(0, maxInstances);
}

function withType(span: Span, row: Fields, name: ArgName): Argument {
  const type = firstString(
    row,
    name === 'x'
      ? ['xType', 'subj_type', 'subjType']
      : name === 'y'
        ? ['yType', 'obj_type', 'objType']
        : ['type'],
  );
  return type === undefined ? span : { ...span, type };
}

/** TACRED: `token`, `subj_start`, `subj_end` (inclusive) … over the tokens joined by spaces. */
function tokenSpan(row: Fields, name: ArgName, text: string): Span | undefined {
  const prefix = name === 'x' ? 'subj' : name === 'y' ? 'obj' : undefined;
  const tokens = row['token'] ?? row['tokens'];
  const first = prefix === undefined ? undefined : row[`${prefix}_start`];
  const last = prefix === undefined ? undefined : row[`${prefix}_end`];
  if (!Array.isArray(tokens) || typeof first !== 'number' || typeof last !== 'number') return undefined;
  const from = tokens.slice(0, first).reduce((n: number, t) => n + String(t).length + 1, 0);
  const to =
    from +
    tokens
      .slice(first, last + 1)
      .map(String)
      .join(' ').length;
  return from < to && to <= text.length ? { from, to } : undefined;
}

function toSpan(value: unknown, text: string, avoid: Span | undefined): Span | undefined {
  if (typeof value === 'string') {
    if (value.trim() === '') return undefined;
    const found: Span[] = [];
    for (const [hay, needle] of [
      [text, value],
      [text.toLowerCase(), value.toLowerCase()],
      [text.toLowerCase(), value.trim().toLowerCase()],
    ] as const) {
      for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
        found.push({ from: at, to: at + needle.length });
      }
      if (found.length > 0) break;
    }
    const letter = /[\p{L}\p{N}]/u;
    const isWhole = (s: Span) => !letter.test(text[s.from - 1] ?? ' ') && !letter.test(text[s.to] ?? ' ');
    const free = found.filter((s) => avoid === undefined || s.to <= avoid.from || s.from >= avoid.to);
    return free.find(isWhole) ?? free[0];
  }
  if (Array.isArray(value)) {
    const [from, to] = value;
    return toSpan({ from, to }, text, avoid);
  }
  if (typeof value === 'object' && value !== null) {
    const fields = value as Fields; // an object that is not a list
    const from = fields['from'] ?? fields['start'];
    const to = fields['to'] ?? fields['end'];
    if (Number.isInteger(from) && Number.isInteger(to)) {
      const span = { from: Number(from), to: Number(to) };
      return span.from >= 0 && span.from < span.to && span.to <= text.length ? span : undefined;
    }
    return toSpan(fields['text'] ?? fields['name'], text, avoid);
  }
  return undefined;
}

/** Takes the marks of arguments out of a text: `<e1>a</e1>`, `$T$`. `SUBJ…` and `OBJ…` stay, as the arguments' text. */
function unmark(
  raw: string,
  term: string | undefined,
): { text: string; marked: { [name in ArgName]?: Argument } } {
  const marked: { [name in ArgName]?: Argument } = {};
  let text = '';
  let at = 0;
  for (const m of raw.matchAll(/<(e1|e2|x|y)>(.*?)<\/\1>|\$T\$/giu)) {
    text += raw.slice(at, m.index);
    at = m.index + m[0].length;
    const tag = m[1]?.toLowerCase();
    const inner = tag === undefined ? (term ?? '$T$') : (m[2] ?? '');
    const name = tag === undefined ? 'aspect' : tag === 'e1' || tag === 'x' ? 'x' : 'y';
    if (marked[name] === undefined && inner !== '')
      marked[name] = { from: text.length, to: text.length + inner.length };
    text += inner;
  }
  text += raw.slice(at);
  for (const [name, pattern] of [
    ['x', /\bSUBJ(?:ECT)?(?:-([A-Z_]+))?\b/u],
    ['y', /\bOBJ(?:ECT)?(?:-([A-Z_]+))?\b/u],
  ] as const) {
    const m = marked[name] === undefined ? pattern.exec(text) : null;
    if (m === null) continue;
    marked[name] = {
      from: m.index,
      to: m.index + m[0].length,
      ...(m[1] === undefined ? {} : { type: m[1] }),
    };
  }
  return { text, marked };
}

/** Tokens cut at the arguments' edges, so that "lithium-induced" is two where "lithium" is X. */
function withEdges(tokens: readonly Span[], args: readonly Span[]): readonly Span[] {
  const edges = args.flatMap((a) => [a.from, a.to]);
  return tokens.flatMap((t) => {
    const cuts = [...new Set(edges.filter((e) => e > t.from && e < t.to))].sort((a, b) => a - b);
    const bounds = [t.from, ...cuts, t.to];
    return bounds.slice(1).map((to, i) => ({ from: bounds[i] ?? t.from, to }));
  });
}

function toLists(value: unknown): readonly WordList[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, words]) =>
    Array.isArray(words) ? [{ name, words: words.map(String) }] : [],
  );
}
