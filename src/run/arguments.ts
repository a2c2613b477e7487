/** The command line of the Run folder. */
import { parseArgs } from 'node:util';
import type { LineOptions } from '#core/pipeline';

export interface RunOptions extends LineOptions {
  readonly format: 'jsonl' | 'conll' | 'csv';
  readonly batch: number;
  readonly threads: number;
  readonly rulesOnly: boolean;
  readonly check: boolean;
  readonly failOnError: boolean;
  readonly help: boolean;
}

export const help = `usage: node run.mjs [options] < in.jsonl > out.jsonl

Labels texts as the project does that this folder was made from. Each line of the input is a JSON object with a field
"text"; for relations also "entities": [{"from": 0, "to": 5, "label": "Person"}], or [[0, 5, "Person"]];
for sentiment "aspects": [[4, 9]] asks about these instead of those that the project knows. Each line of the
output is that object with its labels, each with where it comes from. A line that cannot be read is answered with
{"line": …, "error": …} and counted; the others go on.

  --format jsonl|conll|csv   what is written (default jsonl); conll: a token and its tag per line, csv: a row per label
  --threshold N              leave out labels below this confidence, 0 to 1 (default 0)
  --all                      also labels that a surer one of the same place has beaten
  --rules-only               sentences, triggers and known words by their exact words; needs no npm package
  --offsets utf16|unicode    what offsets count: units of JavaScript (default) or characters of Python
  --field NAME               name of the field with the answer (default "labels")
  --batch N                  at most so many lines are answered together (default 256); does not change answers
  --threads N                threads of the networks (default 1); for more processors start several processes
  --fail-on-error            exit with 3 where a line could not be read
  --check                    answer golden.jsonl and compare with what the app answered; exit with 1 where they differ
  --help                     this text

exit: 0 done · 1 answers differ, or the folder is damaged · 2 wrong options · 3 see --fail-on-error
`;

/** The options; the error is what is wrong with them. */
export function readArguments(args: readonly string[]): RunOptions | { readonly error: string } {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        format: { type: 'string', default: 'jsonl' },
        threshold: { type: 'string', default: '0' },
        all: { type: 'boolean', default: false },
        'rules-only': { type: 'boolean', default: false },
        offsets: { type: 'string', default: 'utf16' },
        field: { type: 'string', default: 'labels' },
        batch: { type: 'string', default: '256' },
        threads: { type: 'string', default: '1' },
        'fail-on-error': { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  const { format, offsets, field } = values;
  if (format !== 'jsonl' && format !== 'conll' && format !== 'csv') {
    return { error: `--format ${format}: jsonl, conll or csv` };
  }
  if (offsets !== 'utf16' && offsets !== 'unicode')
    return { error: `--offsets ${offsets}: utf16 or unicode` };
  if (typeof field !== 'string' || field === '') return { error: '--field needs a name' };
  const threshold = numberIn(values['threshold'], 0, 1);
  if (threshold === undefined) return { error: `--threshold ${values['threshold']}: a number from 0 to 1` };
  const batch = numberIn(values['batch'], 1, 100_000);
  if (batch === undefined) return { error: `--batch ${values['batch']}: a number from 1 to 100000` };
  const threads = numberIn(values['threads'], 1, 256);
  if (threads === undefined) return { error: `--threads ${values['threads']}: a number from 1 to 256` };
  return {
    format,
    offsets,
    field,
    threshold,
    batch: Math.floor(batch),
    threads: Math.floor(threads),
    all: values['all'] === true,
    rulesOnly: values['rules-only'] === true,
    failOnError: values['fail-on-error'] === true,
    check: values['check'] === true,
    help: values['help'] === true,
  };
}

function numberIn(value: unknown, low: number, high: number): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return number >= low && number <= high ? number : undefined;
}
