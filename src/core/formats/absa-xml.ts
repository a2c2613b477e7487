/**
 * Aspect sentiment as XML, in the styles of SemEval-2014 (`aspectTerm term polarity from to`, also MAMS) and of
 * SemEval-2015/16 (`Opinion target category polarity from to`). The label is the polarity; an opinion without a
 * target ("NULL") labels the whole sentence; categories are kept as metadata. Offsets count code points.
 */
import { createOffsets } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, oneLine, writeDocuments } from './export-view.ts';
import type { Format, ParseOptions } from './format.ts';
import { metaOf } from './json-records.ts';
import { spanIn } from './offsets.ts';
import { encodeEntities, xmlEvents } from './xml-events.ts';

interface Mention {
  readonly words: string;
  readonly from: string;
  readonly to: string;
  readonly polarity: string;
  readonly line: number;
}

interface Sentence {
  readonly line: number;
  readonly meta: [string, string][];
  text: string | undefined;
  readonly mentions: Mention[];
  readonly categories: string[];
}

function readMention(attributes: ReadonlyMap<string, string>, words: string, line: number): Mention {
  return {
    words,
    from: attributes.get('from') ?? '',
    to: attributes.get('to') ?? '',
    polarity: attributes.get('polarity') ?? '',
    line,
  };
}

const toOffset = (value: string): number | undefined =>
  /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;

function finish(sentence: Sentence, batch: Batcher, options: ParseOptions): void {
  if (sentence.text === undefined) {
    batch.error(sentence.line, 'missing-text', 'The sentence has no text.');
    return;
  }
  const draft = new DocumentDraft(sentence.text, sentence.line, batch, options);
  const categories =
    sentence.categories.length === 0 ? [] : [['categories', sentence.categories.join('; ')] as const];
  draft.meta = metaOf([...sentence.meta, ...categories]);
  for (const { words, from, to, polarity, line } of sentence.mentions) {
    // Opinions on no word in particular carry the target NULL and the offsets 0–0.
    if (words === 'NULL' || (words === '' && from === '')) draft.textLabel(polarity, { line });
    else {
      const unit = options.offsetUnit ?? 'code-points';
      draft.span(polarity, toOffset(from), toOffset(to), unit, { words, line });
    }
  }
  draft.finish();
}

export const absaXml: Format = {
  id: 'absa-xml',
  name: 'SemEval aspect sentiment XML',
  extensions: ['.xml'],
  tasks: ['sa', 'ner'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    if (!/^\s*</.test(sample.head)) return 0;
    if (/<(?:aspectTerms?|Opinions?|aspectCategor)\b/.test(sample.head)) return 0.95;
    return /<sentence\b/.test(sample.head) && /<text>/.test(sample.head) ? 0.7 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let sentence: Sentence | undefined;
      let review = '';
      let inText = false;
      let seen = false;
      for (const event of xmlEvents(text)) {
        switch (event.kind) {
          case 'start': {
            const { name, attributes, line } = event;
            if (name === 'Review') review = attributes.get('rid') ?? attributes.get('id') ?? '';
            if (name === 'sentence') {
              seen = true;
              if (sentence !== undefined) {
                batch.warn(sentence.line, 'malformed-xml', 'The sentence is not closed before the next one.');
                finish(sentence, batch, options);
                inText = false;
              }
              const id = attributes.get('id');
              const meta: [string, string][] = review === '' ? [] : [['review', review]];
              if (id !== undefined) meta.push(['id', id]);
              sentence = { line, meta, text: undefined, mentions: [], categories: [] };
              break;
            }
            if (sentence === undefined) {
              // SemEval-2016's opinions of a whole review: its sentences are documents of their own.
              if (name === 'Opinion') batch.unread('Opinion (of the whole review)');
              else if (name === 'aspectTerm') batch.unread('aspectTerm (outside of any sentence)');
              break;
            }
            if (name === 'text') {
              inText = true;
              sentence.text = '';
            } else if (name === 'aspectTerm') {
              sentence.mentions.push(readMention(attributes, attributes.get('term') ?? '', line));
            } else if (name === 'Opinion') {
              sentence.mentions.push(readMention(attributes, attributes.get('target') ?? 'NULL', line));
              const category = attributes.get('category');
              if (category !== undefined)
                sentence.categories.push(`${category}: ${attributes.get('polarity') ?? ''}`);
            } else if (name === 'aspectCategory') {
              const category = attributes.get('category') ?? '';
              sentence.categories.push(`${category}: ${attributes.get('polarity') ?? ''}`);
              batch.unread('aspectCategory (kept as metadata)');
            }
            break;
          }
          case 'text':
            if (inText && sentence !== undefined) sentence.text = (sentence.text ?? '') + event.text;
            break;
          case 'end':
            if (event.name === 'text') inText = false;
            if (event.name === 'sentence' && sentence !== undefined) {
              finish(sentence, batch, options);
              sentence = undefined;
              yield event.next / text.length;
            }
            break;
          case 'broken':
            batch.error(event.line, 'malformed-xml', 'The markup is broken here; what follows was not read.');
            break;
          default:
            event satisfies never;
        }
      }
      if (sentence !== undefined) {
        batch.error(sentence.line, 'malformed-xml', 'The sentence is not closed: the file ends too early.');
      }
      if (!seen && text.trim() !== '') batch.error(0, 'malformed-xml', 'The file has no sentences.');
      return undefined;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.xml`, bundle, options, {
      before: '<?xml version="1.0" encoding="utf-8"?>\n<sentences>\n',
      after: '</sentences>\n',
      write: writeSentence,
    }),
  holds: {
    text: 'exact',
    spans: 'any',
    relations: false,
    entities: true,
    textLabels: 'no',
    aspects: true,
    triggers: 'no',
    nl: false,
    labelNames: 'line',
    meta: false,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

function writeSentence(doc: ExportDocument): string {
  const { text, meta } = doc.document;
  const map = createOffsets(text);
  const terms = doc.annotations.flatMap(({ target, label }) => {
    if (target.kind !== 'aspect' && target.kind !== 'span') return [];
    const { from, to } = spanIn('code-points', map, target);
    const term = encodeEntities(text.slice(target.from, target.to));
    return [
      `\t\t\t<aspectTerm from="${from}" polarity="${encodeEntities(oneLine(label))}" term="${term}" to="${to}"/>\n`,
    ];
  });
  const id = meta['id'] === undefined ? '' : ` id="${encodeEntities(meta['id'])}"`;
  const list = terms.length === 0 ? '' : `\t\t<aspectTerms>\n${terms.join('')}\t\t</aspectTerms>\n`;
  return `\t<sentence${id}>\n\t\t<text>${encodeEntities(text)}</text>\n${list}\t</sentence>\n`;
}
