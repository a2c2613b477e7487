/** BioC as XML (Comeau et al. 2013), also from PubTator: one document of ours for each of the file's. Read only. */
import { type Batcher, parseFiles } from './batch.ts';
import {
  type BiocAnnotation,
  type BiocDocument,
  type BiocPassage,
  type BiocRelation,
  readBioc,
} from './bioc-document.ts';
import type { Format, ParseOptions } from './format.ts';
import { type XmlEvent, xmlEvents } from './xml-events.ts';

/** A part with infons that is being read. */
interface Part {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly infons: Map<string, string>;
  offset: number;
  text: string | undefined;
  id: string;
  readonly locations: { offset: number; length: number }[];
  readonly nodes: { refid: string; role: string }[];
  readonly line: number;
}

interface Open {
  readonly passages: BiocPassage[];
  readonly annotations: BiocAnnotation[];
  readonly relations: BiocRelation[];
}

const parts = new Set(['document', 'passage', 'sentence', 'annotation', 'relation']);
const leaves = new Set(['infon', 'offset', 'text', 'id']);

class BiocReader {
  readonly #batch: Batcher;
  readonly #options: ParseOptions;
  readonly #stack: Part[] = [];
  #document: Open | undefined;
  #leaf: { readonly tag: string; readonly key: string; text: string } | undefined;
  documents = 0;

  constructor(batch: Batcher, options: ParseOptions) {
    this.#batch = batch;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#document !== undefined;
  }

  start({ name, attributes, line }: Extract<XmlEvent, { kind: 'start' }>): void {
    const part = this.#stack.at(-1);
    if (name === 'document') this.#document = { passages: [], annotations: [], relations: [] };
    if (parts.has(name)) {
      this.#stack.push({
        tag: name,
        attributes,
        infons: new Map(),
        offset: 0,
        text: undefined,
        id: attributes.get('id') ?? '',
        locations: [],
        nodes: [],
        line,
      });
    } else if (leaves.has(name)) this.#leaf = { tag: name, key: attributes.get('key') ?? '', text: '' };
    else if (name === 'location') {
      const [offset, length] = [Number(attributes.get('offset')), Number(attributes.get('length'))];
      part?.locations.push({ offset, length });
    } else if (name === 'node')
      part?.nodes.push({ refid: attributes.get('refid') ?? '', role: attributes.get('role') ?? '' });
  }

  text(text: string): void {
    if (this.#leaf !== undefined) this.#leaf.text += text;
  }

  end(name: string): void {
    const leaf = this.#leaf;
    const part = this.#stack.at(-1);
    if (leaf !== undefined && leaf.tag === name) {
      this.#leaf = undefined;
      if (part === undefined) return;
      if (name === 'infon') part.infons.set(leaf.key, leaf.text);
      else if (name === 'offset') part.offset = Number(leaf.text.trim());
      else if (name === 'id') part.id = leaf.text.trim();
      else part.text = leaf.text;
      return;
    }
    if (part?.tag !== name) return;
    this.#stack.pop();
    this.#close(part);
  }

  #close({ tag, id, infons, offset, text, locations, nodes, line }: Part): void {
    const open = this.#document;
    if (open === undefined) {
      if (tag === 'annotation' || tag === 'relation') this.#batch.unread(`${tag} (outside of any document)`);
      return;
    }
    if (tag === 'annotation') open.annotations.push({ id, infons, locations, text });
    else if (tag === 'relation') open.relations.push({ id, infons, nodes });
    else if (tag === 'document') {
      this.#document = undefined;
      this.documents += 1;
      const doc: BiocDocument = { id, line, infons, ...open };
      readBioc(doc, this.#batch, this.#options);
    } else if (text !== undefined) open.passages.push({ offset, text });
  }
}

export const biocXml: Format = {
  id: 'bioc-xml',
  name: 'BioC XML',
  extensions: ['.xml'],
  tasks: ['ner', 're'],
  offsetUnit: 'code-points',
  detect: (sample) =>
    /^\s*</.test(sample.head) &&
    /<collection\b/.test(sample.head) &&
    /<(?:document|passage)\b/.test(sample.head)
      ? 0.95
      : 0,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const reader = new BiocReader(batch, options);
      for (const event of xmlEvents(text)) {
        if (event.kind === 'start') reader.start(event);
        else if (event.kind === 'text') reader.text(event.text);
        else if (event.kind === 'broken') {
          batch.error(event.line, 'malformed-xml', 'The markup is broken here; what follows was not read.');
        } else {
          reader.end(event.name);
          if (event.name === 'document') yield event.next / text.length;
        }
      }
      if (reader.isOpen) {
        batch.error(0, 'malformed-xml', 'A document is not closed: the file ends too early.');
      } else if (reader.documents === 0 && text.trim() !== '') {
        batch.error(0, 'malformed-xml', 'The file has no documents.');
      }
      return undefined;
    }),
};
