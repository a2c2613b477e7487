/**
 * PubTator, the exchange format of the biomedical corpora (BC5CDR, NCBI Disease, BioRED): `id|t|title`, `id|a|abstract`, then
 * a line of tabs per entity (id, start, end, words, type, concept) or relation (id, type, concept, concept). Offsets count
 * characters of the title, one character, and the abstract. Relations are between concepts, which stand in many places:
 * they are named and not read. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import { type Line, linesOf } from './source.ts';

const passage = /^([^|\t]+)\|([ta])\|(.*)$/;

/** The lines of one article: those between blank lines. */
function* articles(text: string): Generator<readonly Line[], void, void> {
  let lines: Line[] = [];
  for (const line of linesOf(text)) {
    const begins = passage.exec(line.text)?.[2] === 't';
    if ((line.text.trim() === '' || begins) && lines.length > 0) {
      yield lines;
      lines = [];
    }
    if (line.text.trim() !== '') lines.push(line);
  }
  if (lines.length > 0) yield lines;
}

function readArticle(lines: readonly Line[], batch: Batcher, options: ParseOptions): void {
  const passages = lines.flatMap((line) => passage.exec(line.text) ?? []);
  const texts = lines.flatMap((line) => passage.exec(line.text)?.[3] ?? []);
  const first = lines[0]?.number ?? 1;
  const text = texts.join('\n');
  const rows = lines.filter((line) => !passage.test(line.text));
  if (text.trim() === '') {
    batch.error(first, 'missing-text', 'The article has neither title nor abstract.');
    batch.unread('labels of articles without a text', rows.length);
    return;
  }
  const draft = new DocumentDraft(text, first, batch, options);
  draft.meta = { id: passages[1] ?? '' };
  for (const row of rows) {
    const [, from = '', to = '', words = '', type = ''] = row.text.split('\t');
    if (/^\d+$/.test(from) && /^\d+$/.test(to) && type !== '')
      draft.span(type, Number(from), Number(to), options.offsetUnit ?? 'code-points', { words });
    else draft.leftOut(/^\d/.test(from) ? 'rows' : `${from} (relations of concepts)`);
  }
  draft.finish();
}

export const pubTator: Format = {
  id: 'pubtator',
  name: 'PubTator',
  extensions: ['.pubtator', '.txt'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    const head = sample.head.trimStart();
    return /^[^|\t\n]+\|t\|/.test(head) && /^[^|\t\n]+\|a\|/m.test(head) ? 0.95 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const lines of articles(text)) {
        readArticle(lines, batch, options);
        yield (lines.at(-1)?.next ?? 0) / text.length;
      }
      return undefined;
    }),
};
