/**
 * What BioC says of a document, in XML or JSON: passages (and in them sentences) with their texts, each at its offset in
 * the document; annotations with locations counted from the document's beginning; relations of nodes. The text of our
 * document is the passages' texts, a line break between two.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { ParseOptions } from './format.ts';
import { metaOf } from './json-records.ts';
import { unnamedLabel } from './tags.ts';

export interface BiocAnnotation {
  readonly id: string;
  readonly infons: ReadonlyMap<string, string>;
  readonly locations: readonly { readonly offset: number; readonly length: number }[];
  readonly text: string | undefined;
}

export interface BiocRelation {
  readonly id: string;
  readonly infons: ReadonlyMap<string, string>;
  readonly nodes: readonly { readonly refid: string; readonly role: string }[];
}

/** A passage, or a sentence of one. */
export interface BiocPassage {
  readonly offset: number;
  readonly text: string;
}

export interface BiocDocument {
  readonly id: string;
  readonly line: number;
  readonly infons: ReadonlyMap<string, string>;
  readonly passages: readonly BiocPassage[];
  readonly annotations: readonly BiocAnnotation[];
  readonly relations: readonly BiocRelation[];
}

/** Names of things in a data base: what somebody said of the entity, for which labels have no place. */
const identifiers = /^(?:identifier|ncbi|mesh|concept|normali[sz]ed|accession|uid$)/i;

function labelOf(infons: ReadonlyMap<string, string>, other: string): string {
  for (const key of ['type', 'label', 'relation', 'relation type', 'class']) {
    const value = infons.get(key);
    if (value !== undefined && value.trim() !== '') return value;
  }
  return other;
}

/** Puts one document into the batch; what has no place is named. */
export function readBioc(doc: BiocDocument, batch: Batcher, options: ParseOptions): void {
  const starts: number[] = [];
  let text = '';
  for (const passage of doc.passages) {
    if (text !== '') text += '\n';
    starts.push(text.length);
    text += passage.text;
  }
  const draft = new DocumentDraft(text, doc.line, batch, options);
  draft.meta = metaOf([...doc.infons, ...(doc.id === '' ? [] : [['id', doc.id] as const])]);
  const unit = options.offsetUnit ?? 'code-points';
  /** Where the file's offset lies in our text, in the file's unit. */
  const inText = (offset: number): number => {
    let at = doc.passages.length - 1;
    while (at > 0 && (doc.passages[at]?.offset ?? 0) > offset) at -= 1;
    const start = starts[at] ?? 0;
    const before = unit === 'utf16' ? start : draft.offsets.toCodePoint(start);
    return before + offset - (doc.passages[at]?.offset ?? 0);
  };
  const places = new Map<string, number>();
  for (const { id, infons, locations, text: words } of doc.annotations) {
    const from = Math.min(...locations.map((one) => one.offset));
    const to = Math.max(...locations.map((one) => one.offset + one.length));
    if (locations.length > 1) {
      batch.warn(doc.line, 'unsupported', 'A discontinuous annotation was joined.', {
        what: 'discontinuous',
      });
    }
    const start = inText(from);
    const more = words === undefined || locations.length > 1 ? {} : { words };
    const index =
      locations.length === 0
        ? draft.misplaced(id, '')
        : draft.span(labelOf(infons, unnamedLabel), start, start + to - from, unit, more);
    if (index !== undefined) places.set(id, index);
    for (const key of infons.keys()) if (identifiers.test(key)) draft.leftOut(`${key} (infon)`);
  }
  for (const { id, infons, nodes } of doc.relations) {
    const [head, tail, ...more] = nodes;
    if (more.length > 0) {
      draft.leftOut('relation of more than two');
      continue;
    }
    // PubTator's relations name what they join by its identifier: by no annotation.
    draft.relation(
      labelOf(infons, 'relation'),
      places.get(head?.refid ?? ''),
      places.get(tail?.refid ?? ''),
      { reference: nodes.map((node) => node.refid).join(' / ') || id },
    );
  }
  draft.finish();
}
