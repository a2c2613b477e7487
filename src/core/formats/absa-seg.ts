/**
 * Aspect sentiment in three lines (Dong et al. 2014, ABSA-PyTorch's `.seg` and `.raw`): a text with `$T$` in the place
 * of the aspect, the aspect, and its polarity as -1, 0 or 1. Texts that follow one another and are the same with their
 * aspects put in become one. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import { type Line, linesOf } from './source.ts';

const placeholder = '$T$';
const polarities = new Map([
  ['1', 'positive'],
  ['0', 'neutral'],
  ['-1', 'negative'],
]);

/** Groups of three lines; what does not fit is told to `odd`, and reading goes on at the next line with `$T$`. */
function* groupsOf(
  text: string,
  odd: (line: Line) => void,
): Generator<readonly [Line, Line, Line], void, void> {
  let group: Line[] = [];
  for (const line of linesOf(text)) {
    if (line.text.trim() === '' && group.length === 0) continue;
    const begins = line.text.includes(placeholder);
    if (begins && group.length > 0) {
      for (const one of group) odd(one);
      group = [];
    }
    if (group.length === 0 && !begins) {
      odd(line);
      continue;
    }
    group.push(line);
    const [first, second, third] = group;
    if (first === undefined || second === undefined || third === undefined) continue;
    group = [];
    if (polarities.has(third.text.trim())) yield [first, second, third];
    else odd(third);
  }
  for (const one of group) odd(one);
}

interface Found {
  readonly text: string;
  readonly line: number;
  readonly aspects: { readonly label: string; readonly from: number; readonly to: number }[];
}

function read([first, second, third]: readonly [Line, Line, Line]): Found {
  const at = first.text.indexOf(placeholder);
  const words = second.text.trim();
  const text = `${first.text.slice(0, at)}${words}${first.text.slice(at + placeholder.length)}`;
  const label = polarities.get(third.text.trim()) ?? '';
  return { text, line: first.number, aspects: [{ label, from: at, to: at + words.length }] };
}

function write({ text, line, aspects }: Found, batch: Batcher, options: ParseOptions): void {
  const draft = new DocumentDraft(text, line, batch, options);
  for (const { label, from, to } of aspects) draft.span(label, from, to);
  draft.finish();
}

export const absaSeg: Format = {
  id: 'absa-seg',
  name: 'Aspect sentiment in three lines (.seg)',
  extensions: ['.seg', '.raw'],
  tasks: ['sa', 'ner'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (!sample.head.includes(placeholder)) return 0;
    let [groups, others] = [0, 0];
    const rows = groupsOf(
      sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n')),
      () => {
        others += 1;
      },
    );
    for (const _ of rows) groups += 1;
    return groups > 0 && groups * 3 > others * 2 ? 0.93 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let open: Found | undefined;
      const rows = groupsOf(text, (line) => {
        batch.error(line.number, 'malformed-row', 'The line is no part of a text, its aspect and polarity.', {
          reason: 'three-lines',
        });
      });
      for (const group of rows) {
        const found = read(group);
        if (open?.text === found.text) open.aspects.push(...found.aspects);
        else {
          if (open !== undefined) write(open, batch, options);
          open = found;
        }
        yield group[2].next / text.length;
      }
      if (open !== undefined) write(open, batch, options);
      return undefined;
    }),
};
