/**
 * An explanation and the instance it explains → ranked logical forms, or a precise reason why there is none.
 * Ranking: cost of wording (skipped words, loose rules, spelling), then the semantic filter of NExT (§3.1): a form that is
 * false of the very instance it explains is put behind one that is true, unless that one is far dearer.
 * Law: total: any text gives a form or a reason within the chart's budget, never an exception.
 */
import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import type { Span } from '#core/text';
import { isArgumentName } from './argument-names.ts';
import { argumentsOf } from './argument-phrases.ts';
import { argumentLabels, printForm } from './canonical.ts';
import {
  type Chart,
  type ChartOptions,
  defaultChartOptions,
  fillChart,
  type Item,
  skippedBy,
  spanning,
} from './chart.ts';
import { evaluate } from './evaluate.ts';
import { grammar } from './grammar.ts';
import type { Instance } from './instance.ts';
import { correctSpelling } from './known-words.ts';
import type { Lexeme } from './lexer.ts';
import { advice } from './lexicon.ts';
import { materialOf, placedWords } from './logic.ts';
import type { LogicalForm, Region } from './logical-form.ts';
import { looksAtText } from './looks-at-text.ts';
import { foldText } from './match.ts';
import { type Scan, scanExplanation } from './scan.ts';

export interface Reading {
  readonly form: LogicalForm;
  readonly canonical: string;
  /** 0 = every word was understood as the language has it; the more, the more doubtful. */
  readonly cost: number;
  /** How many derivations lead to this form. */
  readonly derivations: number;
  readonly trueHere: boolean;
  /** Words of the explanation that were passed over and may have meant something. */
  readonly leftOut: readonly string[];
  /** Why it is not taken without asking; absent where it is. */
  readonly doubt?: 'left-out' | 'says-nothing' | 'guessed';
  /** Words without quotes that were taken for words of a text, and which the text explained has not. */
  readonly guessed: readonly string[];
}

export type ParseProblem = Problem<
  'empty' | 'too-long' | 'too-complex' | 'unknown-word' | 'unknown-argument' | 'not-understood' | 'incomplete'
>;

export interface ParseOptions extends ChartOptions {
  /** What being false of its own instance costs; 0 switches the semantic filter off. */
  readonly falseCost: number;
}

export const defaultParseOptions: ParseOptions = { ...defaultChartOptions, falseCost: 3 };

const otherCountCost = 1;
const costLimits = [1.7, 4, 6.5];
const maxLexemes = 200;
const maxCharacters = 2000;

/** Readings, best first: at least one, at most a beam full. */
export function parseExplanation(
  text: string,
  instance: Instance,
  options: ParseOptions = defaultParseOptions,
): Result<readonly Reading[], ParseProblem> {
  if (text.trim() === '') return err(problem('empty', 'Nothing is written yet.'));
  if (text.length > maxCharacters) {
    return err(
      problem(
        'too-long',
        `The explanation is too long (${text.length} characters; at most ${maxCharacters}).`,
        {
          length: text.length,
          limit: maxCharacters,
        },
      ),
    );
  }
  const scan = scanExplanation(text, instance);
  if (scan.lexemes.length === 0) return err(problem('empty', 'Nothing is written yet.'));
  if (scan.lexemes.length > maxLexemes) {
    return err(
      problem(
        'too-long',
        `The explanation is too long (${scan.lexemes.length} words; at most ${maxLexemes}).`,
        {
          length: scan.lexemes.length,
          limit: maxLexemes,
        },
      ),
    );
  }
  // Well-worded sentences are cheap: what costs more is looked at only when nothing else is found.
  const context = { args: argumentsOf(instance) };
  let found: readonly Item[] = [];
  let chart: Chart | undefined;
  let { budget } = options;
  for (const maxCost of costLimits) {
    chart = fillChart(grammar, scan, context, { ...options, maxCost, budget });
    budget -= chart.work;
    found = spanning(chart, scan, 'Root');
    if (found.length > 0 || budget <= 0) break;
  }
  if (found.length === 0) return err(explainFailure(scan, instance, chart));
  const here = around(instance);
  const readings = found.flatMap((item): readonly Reading[] => {
    const form = withTypes(item.value as LogicalForm, scan); // the meaning of a Root
    const leftOut = skippedBy(item, scan.lexemes.length)
      .flatMap(({ from, to }) => scan.leftOut(from, to))
      .map((k) => scan.lexemes[k]?.text ?? '');
    const guessed = guessedBy(item, here);
    const trueHere = evaluate(form, here);
    const doubt = doubtOf(form, leftOut, trueHere ? [] : guessed);
    const plain: Reading = {
      form,
      canonical: printForm(form),
      cost: item.cost,
      derivations: item.derivations,
      trueHere,
      leftOut,
      guessed,
      ...(doubt === undefined ? {} : { doubt }),
    };
    if (plain.trueHere || options.falseCost === 0) return [plain];
    // Other ways to count, where the plain one does not hold.
    const others = [betweenNounPhrases(form), countingTokens(form)].filter((f) => f !== undefined);
    return [
      plain,
      ...others
        .filter((f) => evaluate(f, here))
        .map((f) => ({
          ...plain,
          form: f,
          canonical: printForm(f),
          cost: plain.cost + otherCountCost,
          trueHere: true,
        })),
    ];
  });
  return ok(inOrder(readings, options.falseCost));
}

function doubtOf(
  form: LogicalForm,
  leftOut: readonly string[],
  guessed: readonly string[],
): Reading['doubt'] {
  if (guessed.length > 0) return 'guessed';
  if (leftOut.length > 0) return 'left-out';
  return looksAtText(form) ? undefined : 'says-nothing';
}

/** "The aspect is in *plural*": no word of the text, and no word of the language. */
function guessedBy(item: Item, instance: Instance): readonly string[] {
  const text = foldText(instance.text);
  if (item.rule !== undefined) return item.parts.flatMap((part) => guessedBy(part, instance));
  const word = item.category === 'Bare' ? String(item.value) : '';
  return word === '' || text.includes(foldText(word)) ? [] : [word];
}

/** Whether it can be a rule as it stands; where not, `doubt` says what to ask first. */
export function isTaken(reading: Reading): boolean {
  return reading.doubt === undefined;
}

/** What this much dearer is a scope of its own. */
const scopeCost = 0.02;
/** What this much dearer has taken its place from a word. */
const placeCost = 0.3;

/**
 * Best first: by cost, and what is false of its own sentence behind. What is true does not decide how far an "or" reaches, though (the
 * sentence that is explained says which words are meant): readings that differ in the scope of "and", "or" and "not" alone keep their
 * order, and so do a reading with a word in a place and a far dearer one in which that word may be anywhere.
 */
function inOrder(readings: readonly Reading[], falseCost: number): readonly Reading[] {
  const byCost = readings.toSorted((a, b) => a.cost - b.cost);
  const ranked: {
    reading: Reading;
    rank: number;
    material: string;
    words: ReturnType<typeof placedWords>;
  }[] = [];
  for (const reading of byCost) {
    const material = materialOf(reading.form);
    const words = placedWords(reading.form);
    let rank = reading.cost + (reading.trueHere ? 0 : falseCost);
    for (const before of ranked) {
      const dearer = reading.cost - before.reading.cost;
      const losesPlace = dearer > placeCost && [...words.anywhere].some((w) => before.words.placed.has(w));
      if (losesPlace || (dearer > scopeCost && material === before.material))
        rank = Math.max(rank, before.rank);
    }
    ranked.push({ reading, rank, material, words });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ reading }) => reading);
}

const longText = 20_000;

/**
 * A very long text is cut to some thousand characters around its arguments before forms are tried on it: the answer has to
 * come while one types, and an explanation mentions what is near.
 */
function around(instance: Instance): Instance {
  if (instance.text.length <= longText) return instance;
  const spans = Object.values(instance.args);
  const first = Math.min(...spans.map((s) => s.from), instance.text.length);
  const last = Math.max(...spans.map((s) => s.to), 0);
  const from = spans.length === 0 ? 0 : Math.max(0, first - longText / 2);
  const to = spans.length === 0 ? longText : Math.min(instance.text.length, last + longText / 2);
  if (to - from > 3 * longText) {
    // Arguments of one relation that far apart are a mistake: nothing about both of them is true.
    const [one] = Object.entries(instance.args);
    return around({ ...instance, args: one === undefined ? {} : { [one[0]]: one[1] } });
  }
  const isInside = (s: Span) => s.from >= from && s.to <= to;
  const shift = <T extends Span>(s: T): T => ({ ...s, from: s.from - from, to: s.to - from });
  const kept = instance.tokens.flatMap((t, i) => (isInside(t) ? [i] : []));
  return {
    ...instance,
    text: instance.text.slice(from, to),
    tokens: kept.map((i) => shift(must(instance.tokens[i], 'token'))),
    args: Object.fromEntries(Object.entries(instance.args).map(([name, span]) => [name, shift(span)])),
    ...(instance.entities === undefined ? {} : { entities: instance.entities.filter(isInside).map(shift) }),
    ...(instance.pos === undefined ? {} : { pos: kept.map((i) => instance.pos?.[i]) }),
  };
}

/** A copy of a form in which `change` has had its say on every `size` and `occurs`. */
function mapLeaves(form: LogicalForm, change: (f: LogicalForm) => LogicalForm): LogicalForm {
  switch (form.op) {
    case 'and':
    case 'or':
    case 'number-of':
      return { ...form, of: form.of.map((f) => mapLeaves(f, change)) };
    case 'not':
      return { ...form, of: mapLeaves(form.of, change) };
    default:
      return change(form);
  }
}

/**
 * The words between two arguments counted from noun phrase to noun phrase, as people do where only the heads are labelled
 * ("the geomagnetic *field*"); `undefined` where the form counts none.
 */
function betweenNounPhrases(form: LogicalForm): LogicalForm | undefined {
  let changed = false;
  const widened = mapLeaves(form, (f) => {
    if (f.op !== 'size' || f.where.kind !== 'between') return f;
    const { a, b } = f.where;
    if (a.kind !== 'arg' || b.kind !== 'arg') return f;
    changed = true;
    return { ...f, where: { ...f.where, a: { ...a, whole: true }, b: { ...b, whole: true } } };
  });
  return changed ? widened : undefined;
}

/** Distances in tokens, punctuation included, instead of words: "two words before" with a comma between. */
function countingTokens(form: LogicalForm): LogicalForm | undefined {
  let changed = false;
  const inTokens = (where: Region): Region => {
    if (where.kind === 'both') return { ...where, of: where.of.map(inTokens) };
    if (!('within' in where) || where.within?.unit !== 'word' || where.within.min < 2) return where;
    changed = true;
    return { ...where, within: { ...where.within, unit: 'token' } };
  };
  const counted = mapLeaves(form, (f) => {
    if (f.op === 'occurs') return { ...f, where: inTokens(f.where) };
    if (f.op !== 'size' || f.unit !== 'word' || f.range.min < 1) return f;
    changed = true;
    return { ...f, unit: 'token' };
  });
  return changed ? counted : undefined;
}

/** `SUBJ-PERSON` says that the subject is a person. */
function withTypes(form: LogicalForm, scan: Scan): LogicalForm {
  if (scan.types.length === 0) return form;
  const seen = new Map(scan.types.map((t) => [`${t.arg} ${t.type}`, t]));
  const types = [...seen.values()].map(
    ({ arg, type }): LogicalForm => ({
      op: 'is',
      subject: { kind: 'arg', arg },
      test: { kind: 'type', type },
    }),
  );
  return { op: 'and', of: [...(form.op === 'and' ? form.of : [form]), ...types] };
}

function explainFailure(scan: Scan, instance: Instance, chart: Chart | undefined): ParseProblem {
  if (chart === undefined || chart.exhausted) {
    return problem(
      'too-complex',
      'The sentence can be read in too many ways. Say it in several shorter ones.',
    );
  }
  const args = argumentsOf(instance);
  const missing = scan.lexemes.find(
    (l, k) =>
      l.kind !== 'quoted' &&
      (isArgumentName(l.text) || /^(?:subj|obj|e1|e2)-/iu.test(l.text)) &&
      !scan.words.some((w) => w.category === 'Arg' && w.from <= k && k < w.to),
  );
  if (missing !== undefined) {
    const names = args.map((a) => argumentLabels[a]).join(' and ') || 'the sentence';
    return problem('unknown-argument', `Nothing here is called ${missing.text}; you can speak of ${names}.`, {
      word: missing.text,
    });
  }
  for (const k of scan.unknown) {
    const word = scan.lexemes[k]?.text ?? '';
    const lower = word.toLowerCase();
    const hint = Object.hasOwn(advice, lower) ? advice[lower] : correctSpelling(lower)[0]?.word;
    if (hint !== undefined) {
      return problem('unknown-word', `I don't know the word "${word}"; did you mean ${hint}?`, {
        word,
        hint,
      });
    }
  }
  const [first] = scan.unknown;
  const word = first === undefined ? undefined : scan.lexemes[first]?.text;
  if (word !== undefined) return unknownWord(word);
  return explainWhere(scan, chart);
}

export function unknownWord(word: string): ParseProblem {
  return problem(
    'unknown-word',
    `I don't know the word "${word}". Put words of the text in quotes: the word "${word}".`,
    { word },
  );
}

/** How far a sentence was understood whose words are all known. */
function explainWhere(scan: Scan, chart: Chart): ParseProblem {
  const n = chart.length;
  let reached = 0;
  chart.cells[0]?.forEach((cell, to) => {
    if (cell !== undefined && cell.edges.size > 0) reached = Math.max(reached, to);
  });
  for (let from = 1; from <= reached; from++) {
    chart.cells[from]?.forEach((cell, to) => {
      if (cell !== undefined && cell.edges.size > 0) reached = Math.max(reached, to);
    });
  }
  const wordsOf = (lexemes: readonly Lexeme[]) =>
    lexemes.map((l) => (l.kind === 'quoted' ? `"${l.text}"` : l.text)).join(' ');
  const understood = wordsOf(scan.lexemes.slice(0, reached));
  if (reached === n || scan.skipCost(reached, n) !== undefined) {
    return problem('incomplete', `The sentence is not finished: ${understood} …`, { understood });
  }
  const rest = wordsOf(scan.lexemes.slice(reached));
  if (reached === 0) {
    return problem(
      'not-understood',
      'I know the words but not how they go together. Try: the word "…" appears before X.',
    );
  }
  return problem('not-understood', `I understand ${understood} … but not how it goes on: ${rest}`, {
    understood,
    rest,
  });
}
