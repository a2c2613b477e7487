/**
 * CoNLL-U (Universal Dependencies) and CoNLL-U Plus: ten columns, comments with `#`, words of several tokens (`3-4`) and
 * empty nodes (`5.1`). Text, words and ids are read, and entities where MISC or a column of their own names them in BIO;
 * parts of speech and trees describe the language and are no labels here. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { type ConllSentence, conllSentences, saysNoSpace, sentenceText } from './conll.ts';
import { isOutside } from './conll-columns.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions, Sample } from './format.ts';
import { metaOf } from './json-records.ts';
import { extensionOf } from './source.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';

const width = 10;
const misc = 9;

const isNumber = (cell: string | undefined): boolean => /^\d+(?:[-.]\d+)?$/.test(cell ?? '');

/** Names of MISC under which tools write entities, in BIO. */
const entityKey = /(?:^|\|)(?:NER|NE|Entity|ner|Name)=([BIESLUO](?:[-_][^|]+)?)(?:\||$)/;

const tagOf = (cell: string | undefined): Tag | undefined => {
  const tag = entityKey.exec(cell ?? '')?.[1];
  return tag === undefined || isOutside(tag) ? undefined : parseTag(tag);
};

interface Word {
  readonly form: string;
  readonly misc: string;
  /** Tags of the words that it stands for. */
  readonly tags: readonly Tag[];
}

/** The words as they are written: a range stands for the words in it. */
function wordsOf({ rows }: ConllSentence, batch: Batcher): readonly Word[] {
  const words: Word[] = [];
  let covered = 0;
  for (const { cells, line } of rows) {
    const [id = '', form = ''] = cells;
    if (!isNumber(id) || form === '') {
      batch.error(line, 'wrong-columns', 'The line is no word of CoNLL-U.', {
        expected: width,
        found: cells.length,
      });
      continue;
    }
    if (id.includes('.')) continue;
    const cell = cells[misc] ?? '';
    const tag = tagOf(cell) ?? { prefix: 'O' as const, label: '' };
    const range = /^\d+-(\d+)$/.exec(id);
    if (range !== null) covered = Number(range[1]);
    else if (Number(id) <= covered) {
      // A part of the word before: only what is said of it counts.
      const last = words.at(-1);
      if (last !== undefined) words[words.length - 1] = { ...last, tags: [...last.tags, tag] };
      continue;
    }
    words.push({ form, misc: cell, tags: [tag] });
  }
  return words;
}

function readSentence(
  sentence: ConllSentence,
  document: string | undefined,
  batch: Batcher,
  options: ParseOptions,
): void {
  const words = wordsOf(sentence, batch);
  if (words.length === 0) return;
  const { text, tokens } = sentenceText(
    words.map(({ form }) => form),
    sentence.comments,
    (index) => saysNoSpace(words[index]?.misc),
  );
  const draft = new DocumentDraft(text, sentence.line, batch, options);
  draft.tokens = tokens;
  const id = sentence.comments.find(([key]) => key === 'sent_id');
  const others = sentence.comments.filter(([key]) => !['', 'text', 'sent_id', 'newdoc'].includes(key));
  draft.meta = metaOf([
    ...(document === undefined ? [] : [['document', document] as const]),
    ...others,
    ...(id === undefined ? [] : [['id', id[1]] as const]),
  ]);
  const tags = words.map(({ tags: own }) => own.find((tag) => tag.prefix !== 'O') ?? own[0]);
  const known = tags.filter((tag) => tag !== undefined);
  for (const chunk of decodeTags(known).chunks)
    draft.span(chunk.label, tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to);
  draft.finish();
}

function detect(sample: Sample): number {
  const head = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
  const rows = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (rows.length === 0) return 0;
  const fitting = rows.filter((row) => {
    const cells = row.split('\t');
    return cells.length === width && isNumber(cells[0]) && /^(?:_|\d+)$/.test(cells[6] ?? '');
  });
  if (fitting.length / rows.length < 0.95) return 0;
  // Below CoNLL's own: a column of tags says more than that there are ten.
  return extensionOf(sample.name) === '.conllu' ? 0.84 : 0.8;
}

export const conllU: Format = {
  id: 'conll-u',
  name: 'CoNLL-U',
  extensions: ['.conllu', '.conllup'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let document: string | undefined;
      for (const sentence of conllSentences(text)) {
        const begun = sentence.comments.find(
          ([key, value]) => key.startsWith('newdoc') || /^newdoc\b/.test(value),
        );
        if (begun !== undefined) document = /id\s*=\s*(.+)$/.exec(begun[1])?.[1] ?? begun[1];
        readSentence(sentence, document, batch, options);
        yield sentence.next / text.length;
      }
      return undefined;
    }),
};
