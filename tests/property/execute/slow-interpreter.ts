/**
 * A second opinion on what a logical form means, written from the definitions at the head of `logical-form.ts` and from
 * nothing else: character by character, no regular expressions, no sharing with `core/explain` or `core/execute`.
 * Limits: lower-casing must not change lengths, and texts must be composed (the generators see to it).
 */
import type {
  Anchor,
  ArgName,
  Distance,
  Instance,
  LogicalForm,
  Matcher,
  MatchMode,
  Range,
  Region,
  WordOfArgument,
} from '#core/explain';

interface Piece {
  from: number;
  to: number;
}

type Kind = 'space' | 'word' | 'ideograph' | 'mark';

function kindOf(ch: string): Kind {
  if (ch === ' ' || ch === '\t') return 'space';
  if (ch >= '\u4e00' && ch <= '\u9fff') return 'ideograph';
  if (ch === '_' || (ch >= '0' && ch <= '9') || ch.toLowerCase() !== ch.toUpperCase()) return 'word';
  return 'mark';
}

function fold(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const ch = text[i]!.toLowerCase();
    out += ch === '‘' || ch === '’' ? "'" : ch === '“' || ch === '”' ? '"' : ch;
  }
  return out;
}

function chunks(text: string): Piece[] {
  const out: Piece[] = [];
  let i = 0;
  while (i < text.length) {
    const kind = kindOf(text[i]!);
    let j = i + 1;
    if (kind === 'word') while (j < text.length && kindOf(text[j]!) === 'word') j++;
    if (kind !== 'space') out.push({ from: i, to: j });
    i = j;
  }
  return out;
}

const hasLetterOrDigit = (text: string): boolean =>
  [...text].some((ch) => ch !== '_' && (kindOf(ch) === 'word' || kindOf(ch) === 'ideograph'));

/** Is `at` a place where words may begin or end? */
function isEdge(at: number, { text, args }: Instance): boolean {
  const kind = (i: number): Kind => (i < 0 || i >= text.length ? 'space' : kindOf(text[i]!));
  const isWordy = (i: number): boolean => kind(i) === 'word' || kind(i) === 'ideograph';
  if (kind(at - 1) === 'space' || kind(at) === 'space') return true;
  if (isWordy(at - 1) && isWordy(at)) return kind(at - 1) === 'ideograph' || kind(at) === 'ideograph';
  for (const i of [at - 1, at]) {
    if (text[i] === '-' && isWordy(i - 1) && isWordy(i + 1)) {
      return Object.values(args).some((arg) => arg.to === i || arg.from === i + 1);
    }
  }
  return true;
}

function find(query: string, mode: MatchMode, instance: Instance): Piece[] {
  const { text } = instance;
  const wanted = chunks(query).map((c) => fold(query.slice(c.from, c.to)));
  if (wanted.length === 0) return [];
  const found: Piece[] = [];
  if (mode === 'substring') {
    const folded = fold(text);
    const words = fold(query)
      .trim()
      .split(' ')
      .filter((w) => w !== '');
    for (let from = 0; from < text.length; from++) {
      let at = from;
      let fits = true;
      words.forEach((word, k) => {
        if (k > 0) {
          if (folded[at] !== ' ') fits = false;
          while (folded[at] === ' ') at++;
        }
        if (folded.slice(at, at + word.length) !== word) fits = false;
        at += word.length;
      });
      if (fits) found.push({ from, to: at });
    }
    return found;
  }
  const have = chunks(text);
  for (let i = 0; i + wanted.length <= have.length; i++) {
    let fits = true;
    for (let k = 0; k < wanted.length; k++) {
      const word = fold(text.slice(have[i + k]!.from, have[i + k]!.to));
      const want = wanted[k]!;
      if (mode === 'prefix' && k === wanted.length - 1) fits &&= word.slice(0, want.length) === want;
      else if (mode === 'suffix' && k === 0)
        fits &&= word.length >= want.length && word.slice(word.length - want.length) === want;
      else fits &&= word === want;
    }
    if (!fits) continue;
    let from = have[i]!.from;
    let to = have[i + wanted.length - 1]!.to;
    if (mode === 'prefix') while (!isEdge(to, instance)) to++;
    if (mode === 'suffix') while (!isEdge(from, instance)) from--;
    if (isEdge(from, instance) && isEdge(to, instance)) found.push({ from, to });
  }
  return found;
}

function occurrencesOf(what: Matcher, instance: Instance): Piece[] {
  const { text, args, tokens, entities = [], lists = [] } = instance;
  switch (what.kind) {
    case 'phrase':
      return what.texts.flatMap((query) => find(query, what.match, instance));
    case 'list':
      return lists
        .filter((list) => fold(list.name) === fold(what.name))
        .flatMap((list) => list.words.flatMap((word) => find(word, what.match, instance)));
    case 'arg': {
      const arg = args[what.arg];
      return arg === undefined ? [] : [arg];
    }
    case 'shape':
      return tokens.filter((t) => shapeHolds(text.slice(t.from, t.to), what.shape));
    case 'entity': {
      const others = entities.filter(
        (e) => e.type === what.type && !Object.values(args).some((a) => a.from === e.from && a.to === e.to),
      );
      const own = Object.values(args).filter((a) => (a.type ?? what.type) === what.type);
      return what.all === true ? [...others, ...own] : others;
    }
    case 'mention': {
      const arg = args[what.arg];
      return arg === undefined
        ? []
        : find(text.slice(arg.from, arg.to), 'word', instance).filter(
            (s) => s.to <= arg.from || s.from >= arg.to,
          );
    }
    case 'pos':
      return tokens.filter((_, i) => instance.pos?.[i] === what.pos);
  }
}

function shapeHolds(text: string, shape: string): boolean {
  const letters = [...text].filter((ch) => ch.toLowerCase() !== ch.toUpperCase());
  const upper = letters.filter((ch) => ch !== ch.toLowerCase());
  if (shape === 'capitalised')
    return letters.length > 0 && letters[0] !== letters[0]!.toLowerCase() && !/\p{Lo}/u.test(text);
  if (shape === 'lowercase') return letters.length > 0 && upper.length === 0;
  if (shape === 'uppercase') return letters.length > 0 && upper.length === letters.length;
  if (shape === 'number') return ['7', '12', 'three'].includes(text.toLowerCase());
  return [...text].every((ch) => kindOf(ch) === 'mark');
}

const within = (n: number, range: Range): boolean => n >= range.min && n <= (range.max ?? Infinity);

function units(piece: Piece, unit: string, { text, tokens }: Instance): number {
  if (unit === 'char') return Math.max(0, piece.to - piece.from);
  let n = 0;
  for (const token of tokens) {
    const inside = token.from >= piece.from && token.to <= piece.to;
    if (inside && (unit === 'token' || hasLetterOrDigit(text.slice(token.from, token.to)))) n++;
  }
  return n;
}

function isNear(a: Piece, b: Piece, distance: Distance, instance: Instance): boolean {
  const [left, right] = a.to <= b.from ? [a, b] : [b, a];
  if (right.from < left.to) return within(0, distance);
  const n = units({ from: left.to, to: right.from }, distance.unit, instance);
  return within(distance.unit === 'char' ? n : n + 1, distance);
}

function anchorsOf(anchor: Anchor, instance: Instance): Piece[] {
  if (anchor.kind === 'edge') {
    const at = anchor.edge === 'start' ? 0 : instance.text.length;
    return [{ from: at, to: at }];
  }
  if (anchor.kind === 'phrase') return find(anchor.text, 'word', instance);
  return occurrencesOf(anchor, instance);
}

/** One reading of a region: where a span has to be, as a test on spans, and its size. */
interface Reading {
  readonly pieces: Piece[];
  readonly near: { anchor: Piece; within: Distance }[];
}

function readings(region: Region, instance: Instance): Reading[][] {
  const whole = { from: 0, to: instance.text.length };
  if (region.kind === 'sentence') return [[{ pieces: [whole], near: [] }]];
  if (region.kind === 'arg')
    return occurrencesOf(region, instance).map((arg) => [{ pieces: [arg], near: [] }]);
  if (region.kind === 'side') {
    return anchorsOf(region.of, instance).map((anchor) => {
      const near = region.within === undefined ? [] : [{ anchor, within: region.within }];
      const pieces: Piece[] = [];
      if (region.side !== 'right') pieces.push({ from: 0, to: anchor.from });
      if (region.side !== 'left') pieces.push({ from: anchor.to, to: whole.to });
      return [{ pieces, near }];
    });
  }
  if (region.kind === 'both') {
    let out: Reading[][] = [[]];
    for (const part of region.of) {
      out = out.flatMap((sofar) => readings(part, instance).map((reading) => [...sofar, ...reading]));
    }
    return out;
  }
  const out: Reading[][] = [];
  for (const a of anchorsOf(region.a, instance)) {
    for (const b of anchorsOf(region.b, instance)) {
      const pieces = [];
      if (a.to <= b.from) pieces.push({ from: a.to, to: b.from });
      else if (b.to <= a.from) pieces.push({ from: b.to, to: a.from });
      else continue;
      const near = [a, b].flatMap((anchor) =>
        region.within === undefined ? [] : [{ anchor, within: region.within }],
      );
      out.push([{ pieces, near }]);
    }
  }
  return out;
}

function isIn(span: Piece, reading: Reading[], instance: Instance): boolean {
  return reading.every(
    ({ pieces, near }) =>
      pieces.some((p) => span.from >= p.from && span.to <= p.to) &&
      near.every((n) => isNear(span, n.anchor, n.within, instance)),
  );
}

/** Sizes are asked of single regions and of intersections of one-piece regions; others are left to the reference. */
function sizeOf(reading: Reading[], unit: string, instance: Instance): number {
  if (reading.length === 1) return reading[0]!.pieces.reduce((n, p) => n + units(p, unit, instance), 0);
  let n = 0;
  const combine = (k: number, from: number, to: number): void => {
    if (from > to) return;
    if (k === reading.length) n += units({ from, to }, unit, instance);
    else for (const p of reading[k]!.pieces) combine(k + 1, Math.max(from, p.from), Math.min(to, p.to));
  };
  combine(0, 0, instance.text.length);
  return n;
}

function countIn(what: Matcher, reading: Reading[], instance: Instance): number {
  const inside = occurrencesOf(what, instance)
    .filter((span) => isIn(span, reading, instance))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  let n = 0;
  let end = -1;
  for (const span of inside) {
    if (span.from < end) continue;
    n++;
    end = span.to;
  }
  return n;
}

/** An argument's text, or its first or last token with a letter or a digit. */
function pieceOf(part: { arg: ArgName; word?: WordOfArgument }, instance: Instance): string | undefined {
  const arg = instance.args[part.arg];
  if (arg === undefined) return undefined;
  if (part.word === undefined) return instance.text.slice(arg.from, arg.to);
  const inside = instance.tokens
    .filter((t) => t.from >= arg.from && t.to <= arg.to)
    .map((t) => instance.text.slice(t.from, t.to))
    .filter(hasLetterOrDigit);
  return part.word === 'first' ? inside[0] : inside[inside.length - 1];
}

export function interpret(form: LogicalForm, instance: Instance): boolean {
  const { text, args, lists = [] } = instance;
  const words = (name: string): string[] =>
    lists.filter((list) => fold(list.name) === fold(name)).flatMap((list) => list.words.map(fold));
  switch (form.op) {
    case 'constant':
      return form.value;
    case 'not':
      return !interpret(form.of, instance);
    case 'and':
      return form.of.filter((f) => interpret(f, instance)).length === form.of.length;
    case 'or':
      return form.of.filter((f) => interpret(f, instance)).length > 0;
    case 'number-of':
      return within(form.of.filter((f) => interpret(f, instance)).length, form.range);
    case 'number':
      return within(form.value, form.range);
    case 'size':
      return readings(form.where, instance).some((r) => within(sizeOf(r, form.unit, instance), form.range));
    case 'occurs':
      return readings(form.where, instance).some((reading) =>
        within(countIn(form.what, reading, instance), form.count),
      );
    case 'compare': {
      const numbers = (of: typeof form.left): number[] =>
        readings(of.where, instance).map((reading) =>
          of.kind === 'size' ? sizeOf(reading, of.unit, instance) : countIn(of.what, reading, instance),
        );
      const differences = numbers(form.left).flatMap((l) => numbers(form.right).map((r) => l - r));
      return differences.some((d) => (form.is === 'more' ? d > 0 : d === 0));
    }
    case 'is': {
      const { subject, test } = form;
      if (subject.kind === 'arg' && args[subject.arg] === undefined) return false;
      const arg = subject.kind === 'arg' ? args[subject.arg] : undefined;
      const raw = subject.kind === 'literal' ? subject.text : pieceOf(subject, instance);
      if (raw === undefined) return false;
      const own = fold(raw).trim();
      switch (test.kind) {
        case 'equals':
          return test.texts.some((t) => fold(t).trim() === own);
        case 'starts-with':
          return test.texts.some((t) => own.indexOf(fold(t).trim()) === 0);
        case 'ends-with':
          return test.texts.some((t) => own.slice(-fold(t).trim().length) === fold(t).trim());
        case 'contains':
          return test.texts.some((t) => own.indexOf(fold(t).trim()) >= 0);
        case 'part-of':
          return test.texts.some((t) => fold(t).trim().indexOf(own) >= 0);
        case 'listed':
          return words(test.list).includes(own);
        case 'shape':
          return shapeHolds(raw, test.shape);
        case 'type':
          return arg?.type === undefined || arg.type === test.type;
        case 'same-as': {
          const other = pieceOf(test, instance);
          return other !== undefined && fold(other).trim() === own;
        }
        case 'pos':
          throw new Error('parts of speech of arguments are not generated');
        default:
          return test satisfies never;
      }
    }
    case 'pair-listed': {
      const [first, second] = [args[form.first], args[form.second]];
      if (first === undefined || second === undefined) return false;
      const key = (a: typeof first): string => fold(a.id ?? text.slice(a.from, a.to)).trim();
      return words(form.list).includes(`${key(first)}\t${key(second)}`);
    }
  }
}
