/**
 * An explanation and the instance it explains → ranked logical forms, or a precise reason why there is none.
 * Ranking: cost of wording (skipped words, loose rules, spelling), then the semantic filter of NExT (§3.1): a form that is
 * false of the very instance it explains is put behind one that is true, unless that one is far dearer.
 * Law: total: any text gives a form or a reason within the chart's budget, never an exception.
 */
import { err, ok, type Problem, problem, type Result } from '../base/index.ts';
import { printForm } from './canonical.ts';
import {
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
import { advice } from './lexicon.ts';
import type { LogicalForm } from './logical-form.ts';
import { argumentsOf, correctSpelling, type Scan, scanExplanation } from './scan.ts';

export interface Reading {
  readonly form: LogicalForm;
  readonly canonical: string;
  /** 0 = every word was understood as the language has it; the more, the more doubtful. */
  readonly cost: number;
  /** How many derivations lead to this form. */
  readonly derivations: number;
  readonly trueHere: boolean;
  /** Words of the explanation that were passed over and may have meant something. */
  readonly ignored: readonly string[];
}

export type ParseProblem = Problem<
  'empty' | 'too-long' | 'too-complex' | 'unknown-word' | 'unknown-argument' | 'not-understood' | 'incomplete'
>;

export interface ParseOptions extends ChartOptions {
  /** What being false of its own instance costs; 0 switches the semantic filter off. */
  readonly falseCost: number;
}

export const defaultParseOptions: ParseOptions = { ...defaultChartOptions, falseCost: 3 };

const wholeCost = 1;
const costLimits = [1.5, 4, 9];
const maxLexemes = 120;
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
  let exhausted = false;
  for (const maxCost of costLimits) {
    const chart = fillChart(grammar, scan, context, { ...options, maxCost });
    exhausted = chart.exhausted;
    found = spanning(chart, scan, 'Root');
    if (found.length > 0) break;
  }
  if (found.length === 0) return err(explainFailure(scan, instance, exhausted));
  const readings = found.flatMap((item): readonly Reading[] => {
    const form = withTypes(item.value as LogicalForm, scan); // the meaning of a Root
    const plain = {
      form,
      canonical: printForm(form),
      cost: item.cost,
      derivations: item.derivations,
      trueHere: evaluate(form, instance),
      ignored: skippedBy(item, scan.lexemes.length)
        .filter((k) => (scan.skipCost(k, k + 1) ?? 0) > 1)
        .map((k) => scan.lexemes[k]?.text ?? ''),
    };
    if (plain.trueHere || options.falseCost === 0) return [plain];
    // Where only the heads of the arguments are labelled, people count the words between their noun phrases.
    const whole = betweenNounPhrases(form);
    if (whole === undefined || !evaluate(whole, instance)) return [plain];
    return [
      plain,
      { ...plain, form: whole, canonical: printForm(whole), cost: plain.cost + wholeCost, trueHere: true },
    ];
  });
  const rank = (r: Reading) => r.cost + (r.trueHere ? 0 : options.falseCost);
  return ok(readings.sort((a, b) => rank(a) - rank(b)));
}

/** The form with the words between arguments counted from noun phrase to noun phrase; `undefined` if it counts none. */
function betweenNounPhrases(form: LogicalForm): LogicalForm | undefined {
  let changed = false;
  const widen = (f: LogicalForm): LogicalForm => {
    switch (f.op) {
      case 'and':
      case 'or':
        return { ...f, of: f.of.map(widen) };
      case 'size': {
        const { where } = f;
        if (where.kind !== 'between' || where.a.kind !== 'arg' || where.b.kind !== 'arg') return f;
        changed = true;
        return { ...f, where: { ...where, a: { ...where.a, whole: true }, b: { ...where.b, whole: true } } };
      }
      default:
        return f;
    }
  };
  const widened = widen(form);
  return changed ? widened : undefined;
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

function explainFailure(scan: Scan, instance: Instance, exhausted: boolean): ParseProblem {
  if (exhausted) {
    return problem(
      'too-complex',
      'The sentence can be read in too many ways. Say it in several shorter ones.',
    );
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
  const args = argumentsOf(instance);
  const missing = scan.lexemes.find((l) => /^(?:\$t\$|subj|obj|x|y)$/iu.test(l.text) && l.kind !== 'quoted');
  if (
    missing !== undefined &&
    !scan.words.some((w) => w.category === 'Arg' && scan.lexemes[w.from] === missing)
  ) {
    return problem(
      'unknown-argument',
      `Nothing here is called ${missing.text}; you can speak of ${args.join(' and ') || 'the sentence'}.`,
      {
        word: missing.text,
      },
    );
  }
  const [first] = scan.unknown;
  const word = first === undefined ? undefined : scan.lexemes[first]?.text;
  if (word !== undefined) {
    return problem(
      'unknown-word',
      `I don't know the word "${word}". Put words of the text in quotes: the word "${word}".`,
      {
        word,
      },
    );
  }
  return problem(
    'not-understood',
    'I know the words but not how they go together. Try: the word "…" appears before X.',
  );
}
