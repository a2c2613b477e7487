/**
 * SemEval-2010 Task 8 (Hendrickx et al. 2010): blocks of a numbered sentence with `<e1>` and `<e2>`, its relation
 * and a comment. e1 is the head (X), e2 the tail (Y), and the relation keeps its direction in its name
 * (`Cause-Effect(e2,e1)`): explanations of this data mention e1 and e2, not of cause and effect. Entities have no
 * types of their own.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, oneLine, writeDocuments } from './export-view.ts';
import type { Format, ParseOptions } from './format.ts';
import { metaOf } from './json-records.ts';
import { type Line, linesOf } from './source.ts';
import { unnamedLabel } from './tags.ts';

/** `12\t"The sentence."` → its number and its sentence without the quotes. */
function numberedSentence(line: string): readonly [string, string] | undefined {
  const number = /^\d+(?=\s)/.exec(line)?.[0];
  if (number === undefined) return undefined;
  const sentence = line.slice(number.length).trim();
  return [number, sentence.slice(sentence.startsWith('"') ? 1 : 0, sentence.endsWith('"') ? -1 : undefined)];
}

const marks = /<\/?e[12]>/g;

export interface Marked {
  readonly text: string;
  readonly entities: readonly { readonly from: number; readonly to: number }[];
}

/** The sentence without its marks, and where e1 and e2 stand; `undefined` unless each is marked once, in order. */
export function readMarks(marked: string): Marked | undefined {
  let text = '';
  let at = 0;
  const bounds = new Map<string, number>();
  for (const match of marked.matchAll(marks)) {
    if (bounds.has(match[0])) return undefined;
    text += marked.slice(at, match.index);
    bounds.set(match[0], text.length);
    at = match.index + match[0].length;
  }
  text += marked.slice(at);
  const entities = ['e1', 'e2'].map((name) => ({
    from: bounds.get(`<${name}>`) ?? -1,
    to: bounds.get(`</${name}>`) ?? -1,
  }));
  return entities.every(({ from, to }) => from >= 0 && from < to) ? { text, entities } : undefined;
}

function readBlock(lines: readonly Line[], batch: Batcher, options: ParseOptions): void {
  const [first, second, ...rest] = lines;
  if (first === undefined) return;
  const sentence = numberedSentence(first.text);
  const marked = sentence === undefined ? undefined : readMarks(sentence[1]);
  if (sentence === undefined || marked === undefined) {
    batch.error(first.number, 'malformed-row', 'The line is no numbered sentence with <e1> and <e2>.', {
      reason: 'no-entities',
    });
    return;
  }
  const draft = new DocumentDraft(marked.text, first.number, batch, options);
  const comment =
    rest
      .find((line) => line.text.startsWith('Comment:'))
      ?.text.slice(8)
      .trim() ?? '';
  draft.meta = metaOf([...(comment === '' ? [] : [['comment', comment] as const]), ['id', sentence[0]]]);
  const [head, tail] = marked.entities.map(({ from, to }) => draft.span(unnamedLabel, from, to));
  const relation = second === undefined || second.text.startsWith('Comment:') ? '' : second.text.trim();
  if (relation !== '') draft.relation(relation, head, tail);
  draft.finish();
}

/** One block per relation, numbered by `meta.id` where every block has one of its own. */
function writeBlocks(doc: ExportDocument, next: () => number): string {
  const text = doc.document.text.replace(/[\r\n]/g, ' ');
  if (text.search(marks) !== -1) return '';
  return doc.annotations
    .flatMap(({ target, label }) => {
      if (target.kind !== 'relation') return [];
      const span = (id: string): { from: number; to: number } | undefined => {
        const found = doc.annotations.find((annotation) => annotation.id === id)?.target;
        return found?.kind === 'span' ? found : undefined;
      };
      const head = span(target.head);
      const tail = span(target.tail);
      if (head === undefined || tail === undefined) return [];
      const cuts = [
        { at: head.from, mark: '<e1>', close: false },
        { at: head.to, mark: '</e1>', close: true },
        { at: tail.from, mark: '<e2>', close: false },
        { at: tail.to, mark: '</e2>', close: true },
      ].sort((a, b) => a.at - b.at || Number(b.close) - Number(a.close));
      let at = 0;
      const parts = cuts.map((cut) => {
        const part = text.slice(at, cut.at) + cut.mark;
        at = cut.at;
        return part;
      });
      const id = /^\d+$/.test(doc.key) ? doc.key : String(next());
      const comment = oneLine(doc.document.meta['comment'] ?? '');
      return [
        `${id}\t"${parts.join('')}${text.slice(at)}"\r\n${oneLine(label)}\r\nComment:${comment === '' ? '' : ` ${comment}`}\r\n\r\n`,
      ];
    })
    .join('');
}

export const semevalRelations: Format = {
  id: 'semeval-2010-8',
  name: 'SemEval-2010 Task 8',
  extensions: ['.txt'],
  tasks: ['re'],
  offsetUnit: 'none',
  detect: (sample) => {
    const marked = sample.head
      .split('\n', 200)
      .filter((line) => line.includes('<e1>') && line.includes('</e2>'));
    if (marked.length === 0) return 0;
    return marked.some((line) => /^\d+\s/.test(line)) ? 0.97 : 0.5;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let block: Line[] = [];
      for (const line of linesOf(text)) {
        // Some files leave out the empty line: a numbered sentence begins a block too.
        const begins = /^\d+\s.*<e1>/.test(line.text);
        if (line.text.trim() === '' || begins) {
          readBlock(block, batch, options);
          block = [];
        }
        if (line.text.trim() !== '') block.push(line);
        yield line.next / text.length;
      }
      readBlock(block, batch, options);
      return undefined;
    }),
  serialize: (bundle, options) => {
    let count = 0;
    return writeDocuments(`${options.name}.txt`, bundle, options, {
      write: (doc) =>
        writeBlocks(doc, () => {
          count += 1;
          return count;
        }),
    });
  },
  holds: {
    text: 'line',
    spans: 'any',
    relations: true,
    entities: false,
    textLabels: 'no',
    aspects: false,
    triggers: 'no',
    nl: false,
    labelNames: 'line',
    meta: false,
    annotators: false,
    unlabelled: false,
    project: false,
  },
};
