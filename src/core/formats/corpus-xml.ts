/**
 * XML of annotators and corpora, each in its own dialect: labels beside a text, by characters (MAE and i2b2, GATE, UIMA XMI, the DDI
 * corpus and the protein corpora in its form), or around its words (TEI, TimeML, GENIA). Linguistic layers are not read; what else is
 * said of a label is named. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import { baseName } from './source.ts';
import { type XmlEvent, xmlEvents } from './xml-events.ts';

interface Node {
  readonly name: string;
  /** Without the prefix of its namespace. */
  readonly local: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parts: (Node | string)[];
  readonly line: number;
}

type Start = Extract<XmlEvent, { readonly kind: 'start' }>;

const nodeOf = ({ name, attributes, line }: Pick<Start, 'name' | 'attributes' | 'line'>): Node => ({
  ...{ name, attributes, line },
  local: name.slice(name.indexOf(':') + 1),
  parts: [],
});

/** No text of anybody is nested as deep. */
const deepest = 500;

/** The elements of a file; what is broken ends there, and is named. */
function treeOf(text: string, batch: Batcher): Node {
  const root = nodeOf({ name: '', attributes: new Map(), line: 1 });
  const open = [root];
  for (const event of xmlEvents(text)) {
    const last = open.at(-1) ?? root;
    if (event.kind === 'text') last.parts.push(event.text);
    else if (event.kind === 'start') {
      const node = nodeOf(event);
      last.parts.push(node);
      open.push(node);
      if (open.length > deepest) {
        batch.error(event.line, 'malformed-xml', 'Elements are nested too deep; what follows was not read.');
        return root;
      }
    } else if (event.kind === 'end') {
      const at = open.findLastIndex((one) => one.name === event.name);
      if (at > 0) open.length = at;
    } else batch.error(event.line, 'malformed-xml', 'The markup is broken here; what follows was not read.');
  }
  if (open.length > 1) batch.error(open.at(-1)?.line ?? 0, 'malformed-xml', 'The file ends too early.');
  return root;
}

const isNode = (part: Node | string): part is Node => typeof part !== 'string';
const textOf = (node: Node): string =>
  node.parts.map((part) => (isNode(part) ? textOf(part) : part)).join('');

/** All elements inside of another that pass a test. */
function allIn(node: Node, test: (one: Node) => boolean): Node[] {
  const found: Node[] = [];
  const visit = (one: Node): void => {
    for (const part of one.parts) {
      if (!isNode(part)) continue;
      if (test(part)) found.push(part);
      visit(part);
    }
  };
  visit(node);
  return found;
}

const named =
  (...names: readonly string[]) =>
  (node: Node): boolean =>
    names.includes(node.local);

const numberIn = (node: Node, name: string): number | undefined => {
  const value = node.attributes.get(name)?.trim() ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
};

/** Names what is said of a label besides. */
function nameOthers(node: Node, label: string, known: RegExp, draft: DocumentDraft): void {
  for (const [name, value] of node.attributes)
    if (value.trim() !== '' && !known.test(name)) draft.leftOut(`${label} ${name}`);
}

type Reader = (root: Node, batch: Batcher, options: ParseOptions) => void;

function draftOf(
  text: string,
  line: number,
  id: string,
  batch: Batcher,
  options: ParseOptions,
): DocumentDraft {
  const draft = new DocumentDraft(text, line, batch, options);
  draft.meta = { id };
  return draft;
}

const readMae: Reader = (root, batch, options) => {
  const [text] = allIn(root, named('TEXT'));
  const draft = draftOf(text === undefined ? '' : textOf(text), 1, baseName(batch.file), batch, options);
  const places = new Map<string, number | undefined>();
  const tags = allIn(root, named('TAGS')).flatMap((one) => one.parts.filter(isNode));
  const known = /^(?:id|spans|start|end|text|comment|docs|section|(?:from|to)(?:ID|Text))$/;
  for (const tag of tags.filter((one) => !one.attributes.has('fromID'))) {
    const numbers = (tag.attributes.get('spans') ?? '').match(/-?\d+/g)?.map(Number);
    const [from, to] = numbers
      ? [Math.min(...numbers), Math.max(...numbers)]
      : [numberIn(tag, 'start'), numberIn(tag, 'end')];
    const words = tag.attributes.get('text') ?? '';
    const more = words === '' || (numbers?.length ?? 0) > 2 ? {} : { words };
    if (from === undefined || from < 0) draft.leftOut(`${tag.local} (without a place)`);
    else {
      if ((numbers?.length ?? 0) > 2)
        batch.warn(tag.line, 'unsupported', 'A discontinuous annotation was joined.', {
          what: 'discontinuous',
        });
      places.set(
        tag.attributes.get('id') ?? '',
        draft.span(tag.local, from, to, options.offsetUnit ?? 'utf16', { ...more, line: tag.line }),
      );
    }
    nameOthers(tag, tag.local, known, draft);
  }
  for (const tag of tags.filter((one) => one.attributes.has('fromID'))) {
    const [head, tail] = ['fromID', 'toID'].map((name) => tag.attributes.get(name) ?? '');
    draft.relation(tag.local, places.get(head ?? ''), places.get(tail ?? ''), {
      line: tag.line,
      reference: `${head} / ${tail}`,
    });
    nameOthers(tag, tag.local, known, draft);
  }
  draft.finish();
};

const readGate: Reader = (root, batch, options) => {
  let text = '';
  const places = new Map<string, number>();
  for (const part of allIn(root, named('TextWithNodes'))[0]?.parts ?? []) {
    if (isNode(part)) places.set(part.attributes.get('id') ?? '', text.length);
    else text += part;
  }
  const draft = draftOf(text, 1, baseName(batch.file), batch, options);
  const sets = allIn(root, named('AnnotationSet')).filter(
    (set) => !/^original markups$/i.test(set.attributes.get('Name') ?? ''),
  );
  for (const one of sets.flatMap((set) => set.parts.filter(isNode))) {
    const type = one.attributes.get('Type') ?? '';
    if (/^(?:Token|SpaceToken|Sentence|Split|Lookup|paragraph)$/i.test(type)) continue;
    const [from, to] = ['StartNode', 'EndNode'].map((name) => places.get(one.attributes.get(name) ?? ''));
    draft.span(type, from, to, 'utf16', { line: one.line });
    for (const feature of one.parts.filter(isNode)) {
      const name = textOf(feature.parts.find((part): part is Node => isNode(part)) ?? feature).trim();
      if (/^(?:class|type|label|polarity|value|sentiment)$/i.test(name)) draft.leftOut(`${type} ${name}`);
    }
  }
  draft.finish();
};

/** Layers that programs make of every text, and what the CAS holds of itself. */
const isLinguistic = (uri: string): boolean =>
  /segmentation|lexmorph|\/syntax|metadata|morph|\/uima\/|\/pos|coref|anomaly|transform|clear/i.test(uri);

const readXmi: Reader = (root, batch, options) => {
  const top = root.parts.find((part): part is Node => isNode(part)) ?? root;
  const [sofa, ...others] = top.parts.filter((part): part is Node => isNode(part) && part.local === 'Sofa');
  const id = sofa?.attributes.get('xmi:id') ?? '';
  const draft = draftOf(sofa?.attributes.get('sofaString') ?? '', 1, baseName(batch.file), batch, options);
  const uriOf = ({ name }: Node): string =>
    top.attributes.get(`xmlns:${name.slice(0, Math.max(name.indexOf(':'), 0))}`) ?? '';
  const layers = top.parts.filter(
    (part): part is Node => isNode(part) && part.attributes.has('begin') && !isLinguistic(uriOf(part)),
  );
  const reserved = /^(?:xmi:id|sofa|begin|end|Governor|Dependent|id|order|ui)$/;
  const labelOf = (node: Node): readonly [string, string | undefined] => {
    const given = [...node.attributes].filter(([name, value]) => !reserved.test(name) && value.trim() !== '');
    const known = ['value', 'label', 'category', 'type', 'entity', 'kind', 'class', 'name'];
    const [best] = given.toSorted(
      ([a], [b]) =>
        ((known.indexOf(a.toLowerCase()) + 99) % 99) - ((known.indexOf(b.toLowerCase()) + 99) % 99),
    );
    return best === undefined ? [node.local, undefined] : [best[1], best[0]];
  };
  const places = new Map<string, number | undefined>();
  const isRelation = (node: Node): boolean => node.attributes.has('Governor');
  for (const node of [...layers].sort((a, b) => Number(isRelation(a)) - Number(isRelation(b)))) {
    const [label, from] = labelOf(node);
    const isOwn = (node.attributes.get('sofa') ?? id) === id;
    if (!isOwn) draft.leftOut(`${node.local} (another text)`);
    else if (isRelation(node)) {
      const ends = ['Governor', 'Dependent'].map((name) => places.get(node.attributes.get(name) ?? ''));
      draft.relation(label, ends[0], ends[1], { line: node.line, reference: node.local });
    } else {
      const index = draft.span(label, numberIn(node, 'begin'), numberIn(node, 'end'), 'utf16', {
        line: node.line,
      });
      places.set(node.attributes.get('xmi:id') ?? '', index);
    }
    for (const [name, value] of node.attributes)
      if (value.trim() !== '' && name !== from && !reserved.test(name))
        draft.leftOut(`${node.local} ${name}`);
  }
  if (others.length > 0) batch.unread('further texts of the CAS', others.length);
  draft.finish();
};

const readDdi: Reader = (root, batch, options) => {
  for (const sentence of allIn(root, (node) => node.local === 'sentence' && node.attributes.has('text'))) {
    const text = sentence.attributes.get('text') ?? '';
    const draft = draftOf(text, sentence.line, sentence.attributes.get('id') ?? '', batch, options);
    const places = new Map<string, number | undefined>();
    for (const entity of allIn(sentence, named('entity'))) {
      const numbers = entity.attributes.get('charOffset')?.match(/\d+/g)?.map(Number) ?? [];
      const words = entity.attributes.get('text');
      const [from, last] = [Math.min(...numbers), Math.max(...numbers)];
      // In some of these corpora the last character is counted in.
      const to = words !== undefined && text.slice(from, last) === words ? last : last + 1;
      const more = words === undefined || numbers.length > 2 ? {} : { words };
      const label = entity.attributes.get('type') ?? 'entity';
      const index = draft.span(label, from, to, options.offsetUnit ?? 'utf16', {
        ...more,
        line: entity.line,
      });
      places.set(entity.attributes.get('id') ?? '', index);
    }
    for (const pair of allIn(sentence, named('pair'))) {
      const says = pair.attributes.get('ddi') ?? pair.attributes.get('interaction') ?? '';
      if (!/^true$/i.test(says)) continue;
      const [head, tail] = ['e1', 'e2'].map((name) => pair.attributes.get(name) ?? '');
      draft.relation(
        pair.attributes.get('type') ?? 'interaction',
        places.get(head ?? ''),
        places.get(tail ?? ''),
        { line: pair.line, reference: `${head} / ${tail}` },
      );
    }
    draft.complete = true;
    draft.finish();
  }
};

const labelElements =
  /^(?:persName|placeName|orgName|geogName|settlement|country|region|name|rs|date|time|term|measure|EVENT|TIMEX3|SIGNAL|cons)$/;

/** What an element around words says that they are. */
function inlineLabel({ local, attributes }: Node): string {
  if (local === 'cons') return (attributes.get('sem') ?? local).replace(/^G#/, '');
  return (['name', 'rs'].includes(local) ? attributes.get('type') : undefined) ?? local;
}

function readBlock(block: Node, batch: Batcher, options: ParseOptions): void {
  let text = '';
  const spans: {
    readonly label: string;
    readonly from: number;
    readonly to: number;
    readonly line: number;
  }[] = [];
  const visit = (node: Node): void => {
    for (const part of node.parts) {
      if (!isNode(part)) {
        // A line of the file is no line of the text.
        const words = part.replace(/\s+/g, ' ');
        text += text === '' || text.endsWith(' ') ? words.trimStart() : words;
        continue;
      }
      if (/^(?:note|fw|teiHeader)$/.test(part.local)) continue;
      if (part.local === 'lb' && !text.endsWith(' ')) text += ' ';
      const from = text.length;
      visit(part);
      const lead = text.slice(from).length - text.slice(from).trimStart().length;
      const to = from + text.slice(from).trimEnd().length;
      if (labelElements.test(part.local) && to > from + lead)
        spans.push({ label: inlineLabel(part), from: from + lead, to, line: part.line });
    }
  };
  visit(block);
  if (text.trim() === '') return;
  const draft = new DocumentDraft(text.trimEnd(), block.line, batch, options);
  for (const { label, from, to, line } of spans.toSorted((a, b) => a.from - b.from || b.to - a.to))
    draft.span(label, from, to, 'utf16', { line });
  draft.finish();
}

/** Texts with their labels around the words: a paragraph (a sentence, a line of verse) each; TimeML's as a whole. */
const readInline: Reader = (root, batch, options) => {
  const bodies = allIn(root, named('body', 'TEXT'));
  const isBlock = named('p', 'ab', 'l', 'head', 'sentence');
  const within = bodies.length === 0 ? [root] : bodies;
  const blocks = within.flatMap((body) => allIn(body, isBlock));
  const nested = new Set(blocks.flatMap((block) => allIn(block, isBlock)));
  for (const block of blocks.length === 0 ? within : blocks)
    if (!nested.has(block)) readBlock(block, batch, options);
  const links = allIn(root, named('TLINK', 'SLINK', 'ALINK')).length;
  if (links > 0) batch.unread('links (TimeML)', links);
};

/** What stands in a file of a dialect, in this order. */
const dialects: readonly (readonly [readonly string[], Reader])[] = [
  [['<TEXT>', '<TAGS>'], readMae],
  [['<GateDocument', '<TextWithNodes>'], readGate],
  [['<xmi:XMI'], readXmi],
  [['<sentence ', ' text="', '<entity ', ' charOffset="'], readDdi],
  [['<TEI', '<body'], readInline],
  [['<TimeML', '<TEXT>'], readInline],
  [['<sentence>', '<cons ', ' sem="'], readInline],
];

function readerOf(text: string): Reader | undefined {
  if (!/^\s*</.test(text)) return undefined;
  const holds = (marks: readonly string[]): boolean => {
    let at = 0;
    return marks.every((mark) => {
      at = text.indexOf(mark, at);
      return at !== -1;
    });
  };
  return dialects.find(([marks]) => holds(marks))?.[1];
}

/** Whether a text is XML that is read here. */
export const isCorpusXml = (head: string): boolean => readerOf(head) !== undefined;

export const corpusXml: Format = {
  id: 'corpus-xml',
  name: 'XML of corpora (MAE, GATE, UIMA XMI, DDI, TEI, TimeML, GENIA)',
  extensions: ['.xml', '.xmi', '.tml', '.tei'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => (isCorpusXml(sample.head) ? 0.96 : 0),
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const read = readerOf(text);
      if (read === undefined)
        batch.error(0, 'malformed-xml', 'The file is of none of the known kinds of XML.');
      else read(treeOf(text, batch), batch, options);
      yield 1;
      return undefined;
    }),
};
