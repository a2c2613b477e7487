/**
 * The type checker of logical forms: whether a value from outside (a project file, the store of an older version) is a
 * well-formed tree, and which arguments it mentions. Closed: an unknown kind is an error, never ignored.
 * Law: `checkForm(f)` is `ok(f)` for every form that the parser makes.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { ArgName, LogicalForm } from './logical-form.ts';

export type FormProblem = Problem<'not-a-form'>;

type Check = (value: unknown, path: string) => string | undefined;
type Fields = Readonly<Record<string, unknown>>;

const maxDepth = 40;
const wrong = (path: string, what: string): string => `${path === '' ? 'form' : path}: ${what}`;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const oneOf =
  (...allowed: readonly string[]): Check =>
  (v, path) =>
    typeof v === 'string' && allowed.includes(v)
      ? undefined
      : wrong(path, `must be one of ${allowed.join(', ')}`);
const text: Check = (v, path) =>
  typeof v === 'string' && v.trim() !== '' ? undefined : wrong(path, 'must be a text that is not empty');
const whole: Check = (v, path) =>
  typeof v === 'number' && Number.isSafeInteger(v) && v >= 0
    ? undefined
    : wrong(path, 'must be a whole number');
const truth: Check = (v, path) => (typeof v === 'boolean' ? undefined : wrong(path, 'must be true or false'));
const onlyTrue: Check = (v, path) => (v === true ? undefined : wrong(path, 'must be true or absent'));

const listOf =
  (check: Check, atLeast: number): Check =>
  (v, path) => {
    if (!Array.isArray(v) || v.length < atLeast) return wrong(path, `must be a list of at least ${atLeast}`);
    for (const [i, item] of v.entries()) {
      const found = check(item, `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  };

/** An object with exactly these fields; those whose name ends in `?` may be absent. */
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (v, path) => {
    if (!isFields(v)) return wrong(path, 'must be an object');
    for (const key of Object.keys(v)) {
      if (!Object.hasOwn(fields, key) && !Object.hasOwn(fields, `${key}?`)) {
        return wrong(`${path}.${key}`, 'is unknown');
      }
    }
    for (const [name, check] of Object.entries(fields)) {
      const isOptional = name.endsWith('?');
      const key = isOptional ? name.slice(0, -1) : name;
      const value = Object.hasOwn(v, key) ? v[key] : undefined;
      if (value === undefined && isOptional) continue;
      const found = check(value, `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };

/** By the value of one field. */
const union =
  (field: string, cases: Readonly<Record<string, Check>>): Check =>
  (v, path) => {
    if (!isFields(v)) return wrong(path, 'must be an object');
    const kind = v[field];
    const check = typeof kind === 'string' && Object.hasOwn(cases, kind) ? cases[kind] : undefined;
    return check === undefined ? wrong(`${path}.${field}`, 'is unknown') : check(v, path);
  };

const isRange: Check = (v, path) => {
  const found = record({ min: whole, 'max?': whole, 'unit?': unit })(v, path);
  if (found !== undefined) return found;
  const { min, max } = v as { min: number; max?: number }; // checked above
  return max !== undefined && max < min ? wrong(path, 'max is below min') : undefined;
};
const unit = oneOf('word', 'token', 'char');
const range: Check = (v, path) =>
  isFields(v) && 'unit' in v ? wrong(path, 'a range has no unit') : isRange(v, path);
const distance: Check = (v, path) =>
  isFields(v) && unit(v['unit'], path) === undefined
    ? isRange(v, path)
    : wrong(path, 'a distance needs a unit');
const argName = oneOf('x', 'y', 'aspect', 'entity');
const shape = oneOf('capitalised', 'lowercase', 'uppercase', 'number', 'punctuation');
const pos = oneOf(
  'noun',
  'verb',
  'adjective',
  'adverb',
  'pronoun',
  'determiner',
  'preposition',
  'conjunction',
);
const mode = oneOf('word', 'substring', 'prefix', 'suffix');
const wordOfArgument = oneOf('first', 'last');
const kind: Check = () => undefined;

const matcher = union('kind', {
  phrase: record({ kind, texts: listOf(text, 1), match: mode, 'like?': onlyTrue }),
  list: record({ kind, name: text, match: mode }),
  arg: record({ kind, arg: argName }),
  shape: record({ kind, shape }),
  pos: record({ kind, pos }),
  entity: record({ kind, type: text, 'all?': onlyTrue }),
  mention: record({ kind, arg: argName }),
});
const anchor = union('kind', {
  arg: record({ kind, arg: argName, 'whole?': onlyTrue }),
  phrase: record({ kind, text }),
  edge: record({ kind, edge: oneOf('start', 'end') }),
});
const simpleRegions: Readonly<Record<string, Check>> = {
  sentence: record({ kind }),
  side: record({ kind, side: oneOf('left', 'right', 'around'), of: anchor, 'within?': distance }),
  between: record({ kind, a: anchor, b: anchor, 'within?': distance }),
  arg: record({ kind, arg: argName }),
};
const region = union('kind', {
  ...simpleRegions,
  both: record({ kind, of: listOf(union('kind', simpleRegions), 2) }),
});
/** The size of a region does not depend on how near one must be. */
const extent: Check = (v, path) => {
  const found = region(v, path);
  if (found !== undefined) return found;
  return isFields(v) && 'within' in v ? wrong(path, 'a size has no distance') : undefined;
};
const subject = union('kind', {
  arg: record({ kind, arg: argName, 'word?': wordOfArgument }),
  literal: record({ kind, text }),
});
const withTexts = record({ kind, texts: listOf(text, 1) });
const test = union('kind', {
  equals: withTexts,
  'starts-with': withTexts,
  'ends-with': withTexts,
  contains: withTexts,
  'part-of': withTexts,
  listed: record({ kind, list: text }),
  shape: record({ kind, shape }),
  pos: record({ kind, pos }),
  type: record({ kind, type: text }),
  'same-as': record({ kind, arg: argName, 'word?': wordOfArgument }),
});

const count = union('kind', {
  occurs: record({ kind, what: matcher, where: region }),
  size: record({ kind, where: extent, unit }),
});

function formAt(depth: number): Check {
  const inner: Check = (v, path) =>
    depth >= maxDepth ? wrong(path, `is nested more than ${maxDepth} deep`) : formAt(depth + 1)(v, path);
  const clauses = record({ op: kind, of: listOf(inner, 2) });
  return union('op', {
    constant: record({ op: kind, value: truth }),
    and: clauses,
    or: clauses,
    not: record({ op: kind, of: inner }),
    'number-of': record({ op: kind, of: listOf(inner, 2), range }),
    occurs: record({ op: kind, what: matcher, where: region, count: range }),
    size: record({ op: kind, where: extent, unit, range }),
    is: record({ op: kind, subject, test }),
    compare: record({ op: kind, left: count, is: oneOf('more', 'equal'), right: count }),
    'pair-listed': record({ op: kind, first: argName, second: argName, list: text }),
    number: record({ op: kind, value: whole, range }),
  });
}

export function checkForm(value: unknown): Result<LogicalForm, FormProblem> {
  const found = formAt(0)(value, '');
  if (found !== undefined) return err(problem('not-a-form', found));
  return ok(value as LogicalForm); // every field was checked
}

/** The arguments that a form mentions: it says nothing about an instance that lacks one. */
export function argumentsIn(form: LogicalForm): ReadonlySet<ArgName> {
  const found = new Set<ArgName>();
  const visit = (v: unknown): void => {
    if (Array.isArray(v)) for (const item of v) visit(item);
    else if (isFields(v)) {
      for (const [key, inner] of Object.entries(v)) {
        if ((key === 'arg' || key === 'first' || key === 'second') && argName(inner, '') === undefined) {
          found.add(inner as ArgName); // just checked
        } else visit(inner);
      }
    }
  };
  visit(form);
  return found;
}
