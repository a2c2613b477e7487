/**
 * What an annotator should know about an explanation that was understood: the semantic filter (is it true of the very
 * instance?) and the pragmatic filters of NExT and BabbleLabble (§3.2: a duplicate, true of nearly everything, true of its own
 * instance alone), each with its reason. Filters mark; they drop nothing.
 */
import { type Problem, problem } from '#core/base';
import type { Instance } from './instance.ts';
import type { LogicalForm } from './logical-form.ts';
import { foldText } from './match.ts';
import { type ParseProblem, parseExplanation, type Reading, unknownWord } from './parse.ts';

export type NoticeCode =
  | 'false-here'
  | 'unknown-list'
  | 'duplicate'
  | 'too-general'
  | 'only-here'
  | 'ambiguous';

export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** How a form fares on all instances, its own included. */
export interface Spread {
  readonly matches: number;
  readonly instances: number;
}

/** Asked before a reading is taken that passes over words which may have meant something. */
export interface Question {
  readonly leftOut: readonly string[];
}

export interface Understanding {
  /** The chosen reading; absent where nothing was understood, and then `problem` says why. */
  readonly reading?: Reading;
  /** The reading is taken only if the writer says so. */
  readonly question?: Question;
  /** Other readings that are hardly dearer and mean something else, best first. */
  readonly others: readonly Reading[];
  readonly problem?: Refusal;
  readonly notices: readonly Notice[];
}

/** A form that could be said of anything is refused. */
export type Refusal = ParseProblem | Problem<'says-nothing'>;

export interface Known {
  /** Forms of the other explanations of the same label. */
  readonly forms?: readonly LogicalForm[];
  readonly spread?: Spread;
}

/** Above this share a rule says next to nothing. */
const nearlyAll = 0.9;
const enoughInstances = 20;
/** Readings within this cost of the chosen one are worth mentioning. */
const closeCost = 0.3;

/** What is understood of an explanation while it is typed. */
export function understand(text: string, instance: Instance, known: Known = {}): Understanding {
  const parsed = parseExplanation(text, instance);
  if (!parsed.ok) return { others: [], problem: parsed.error, notices: [] };
  const [reading, ...rest] = parsed.value;
  if (reading === undefined) return { others: [], notices: [] };
  if (reading.doubt === 'guessed')
    return { others: [], problem: unknownWord(reading.guessed[0] ?? ''), notices: [] };
  if (reading.doubt === 'says-nothing')
    return { others: [], problem: sayingNothing(text, reading), notices: [] };
  const others = rest.filter(
    (r) =>
      r.cost <= reading.cost + closeCost &&
      r.trueHere === reading.trueHere &&
      !sameMeaning(r.form, reading.form),
  );
  return {
    reading,
    ...(reading.doubt === 'left-out' ? { question: { leftOut: reading.leftOut } } : {}),
    others,
    notices: noticesOf(reading, others, instance, known),
  };
}

function sayingNothing(text: string, { canonical }: Reading): Refusal {
  return problem(
    'says-nothing',
    `"${text.trim()}" says nothing about the text: as I understand it ("${canonical}") it could be said of any. Say which word is where: the word "…" appears before X.`,
    { text: text.trim(), canonical },
  );
}

export function noticesOf(
  reading: Reading,
  others: readonly Reading[],
  instance: Instance,
  { forms = [], spread }: Known,
): readonly Notice[] {
  const out: Notice[] = [];
  if (!reading.trueHere) {
    out.push({ code: 'false-here', message: 'As I understand it, this is not true of this sentence.' });
  }
  for (const list of listsIn(reading.form)) {
    if ((instance.lists ?? []).some((l) => foldText(l.name) === foldText(list))) continue;
    out.push({ code: 'unknown-list', message: `There is no word list named "${list}".`, params: { list } });
  }
  const [other] = others;
  if (other !== undefined) {
    out.push({
      code: 'ambiguous',
      message: `It could also mean: ${other.canonical}.`,
      params: { canonical: other.canonical },
    });
  }
  if (forms.some((f) => sameMeaning(f, reading.form))) {
    out.push({ code: 'duplicate', message: 'Another explanation of this label says the same.' });
  }
  if (spread !== undefined && spread.instances >= enoughInstances) {
    const share = Math.round((100 * spread.matches) / spread.instances);
    if (spread.matches > nearlyAll * spread.instances) {
      out.push({
        code: 'too-general',
        message: `It is true of ${share} % of all sentences.`,
        params: { share },
      });
    } else if (spread.matches <= 1) {
      out.push({ code: 'only-here', message: 'It is true of this sentence alone.' });
    }
  }
  return out;
}

/** Equal but for case and for the order of what "and" and "or" join. Sound, not complete. */
export function sameMeaning(a: LogicalForm, b: LogicalForm): boolean {
  return normalKey(a) === normalKey(b);
}

function normalKey(form: LogicalForm): string {
  switch (form.op) {
    case 'and':
    case 'or':
    case 'number-of': {
      const range = form.op === 'number-of' ? form.range : undefined;
      return JSON.stringify([form.op, form.of.map(normalKey).sort(), range]);
    }
    case 'not':
      return JSON.stringify(['not', normalKey(form.of)]);
    case 'occurs': {
      const { what } = form;
      const texts = what.kind === 'phrase' ? what.texts.map(foldText).sort() : [];
      return JSON.stringify([form.op, { ...what, texts }, orderless(form.where), form.count]);
    }
    case 'size':
      return JSON.stringify([form.op, orderless(form.where), form.unit, form.range]);
    default:
      return JSON.stringify(form).toLowerCase();
  }
}

/** "Between X and Y" is "between Y and X". */
function orderless(region: Extract<LogicalForm, { op: 'occurs' }>['where']): unknown {
  if (region.kind === 'between') {
    return [region.kind, [JSON.stringify(region.a), JSON.stringify(region.b)].sort(), region.within];
  }
  if (region.kind === 'both') return [region.kind, region.of.map((r) => JSON.stringify(orderless(r))).sort()];
  return region;
}

function listsIn(form: LogicalForm): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (f: LogicalForm): void => {
    switch (f.op) {
      case 'and':
      case 'or':
      case 'number-of':
        f.of.forEach(visit);
        break;
      case 'not':
        visit(f.of);
        break;
      case 'occurs':
        if (f.what.kind === 'list') found.add(f.what.name);
        break;
      case 'is':
        if (f.test.kind === 'listed') found.add(f.test.list);
        break;
      case 'pair-listed':
        found.add(f.list);
        break;
      default:
    }
  };
  visit(form);
  return found;
}
