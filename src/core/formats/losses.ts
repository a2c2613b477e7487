/** What a format cannot hold of a project, counted before the export, from the format's own declaration. */
import {
  type Annotation,
  type Document,
  type LeftOut,
  layersLeftOut,
  type ProjectBundle,
  taskTraits,
} from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import type { Format } from './format.ts';
import { exportTokens, joinTokens } from './tokens.ts';

export type LossCode =
  /** Spans that overlap others of their document; the format keeps one of each. */
  | 'overlapping-spans'
  | 'spans'
  /** White space at the ends of spans. */
  | 'span-edges'
  /** Relations stay; the labels of their entities, and entities without a relation, do not. */
  | 'entities'
  | 'relations'
  | 'text-labels'
  /** All but the first label of a text. */
  | 'further-text-labels'
  | 'aspects'
  | 'trigger-explanations'
  /** The words stay, their place is lost. */
  | 'trigger-places'
  | 'sentence-explanations'
  /** Labels whose names are changed: white space or control characters. */
  | 'label-names'
  /** Documents with metadata. */
  | 'metadata'
  /** Documents whose name another one has too: they get one of their own. */
  | 'document-names'
  /** Documents with more than one annotator. */
  | 'annotators'
  /** Labels of people whose layer does not leave the project; `of` names them. */
  | 'layers'
  /** Texts whose gold labels came by a vote, or because all agreed, which the file does not say. */
  | 'votes'
  /** What other programs said of the texts. */
  | 'predictions'
  | 'unlabelled-documents'
  /** Documents whose line breaks become spaces. */
  | 'line-breaks'
  /** White space between words becomes one space. */
  | 'white-space'
  /** Guidelines, settings, colours, status and weights. */
  | 'project-settings';

export interface Loss {
  readonly code: LossCode;
  readonly count: number;
  /** Whose it is, where the loss is of some people and not of others. */
  readonly of?: readonly LeftOut[];
}

/** How many of the spans touch another one that comes before it by start. */
function countOverlaps(spans: readonly Span[]): number {
  const sorted = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let last: Span | undefined;
  let count = 0;
  for (const span of sorted) {
    if (last !== undefined && spansOverlap(last, span)) count += 1;
    else last = span;
  }
  return count;
}

/** 1 where a span begins or ends with white space. */
function hasEdge(text: string, { from, to }: Span): number {
  const words = text.slice(from, to);
  return words.trim() === words ? 0 : 1;
}

/** Whether a text comes back from its words alone. */
function isItsTokens({ text, tokens }: Document, spans: readonly Span[]): boolean {
  const words = exportTokens(text, tokens, spans).map((token) => text.slice(token.from, token.to));
  return joinTokens(words).text === text;
}

/**
 * Counts by code, zero counts left out. Empty: the format holds all of the project. `bundle`: what would be written; `whole`: the
 * project, where that is more.
 */
export function losses(format: Format, bundle: ProjectBundle, whole = bundle): readonly Loss[] {
  if (format.holds === undefined) return [];
  const { task } = bundle.project;
  const holds = { ...format.holds, ...format.holdsByTask?.[task] };
  const { hasPairs } = taskTraits[task];
  const counts = new Map<LossCode, number>();
  const lose = (code: LossCode, count = 1): void => {
    if (count > 0) counts.set(code, (counts.get(code) ?? 0) + count);
  };
  const byDocument = new Map<string, Annotation[]>();
  for (const annotation of bundle.annotations) {
    if (annotation.deleted) continue;
    const known = byDocument.get(annotation.documentId);
    if (known === undefined) byDocument.set(annotation.documentId, [annotation]);
    else known.push(annotation);
  }
  const names = new Set<string>();
  for (const document of bundle.documents) {
    const annotations = byDocument.get(document.id) ?? [];
    const spans: Span[] = [];
    const annotators = new Set<string>();
    let texts = 0;
    for (const { target, annotator } of annotations) {
      annotators.add(annotator);
      switch (target.kind) {
        case 'span':
          if (holds.spans === 'no') lose('spans');
          else if (!holds.entities && hasPairs) lose('entities');
          else spans.push(target);
          if (holds.wordEdges && holds.spans !== 'no') lose('span-edges', hasEdge(document.text, target));
          break;
        case 'relation':
          if (!holds.relations) lose('relations');
          break;
        case 'text':
          if (holds.textLabels === 'no') lose('text-labels');
          texts += 1;
          break;
        case 'aspect':
          if (!holds.aspects) lose('aspects');
          else if (holds.wordEdges) lose('span-edges', hasEdge(document.text, target));
          break;
        default:
          target satisfies never;
      }
    }
    if (holds.spans === 'flat') lose('overlapping-spans', countOverlaps(spans));
    if (holds.textLabels === 'one' && texts > 1) lose('further-text-labels', texts - 1);
    if (!holds.annotators && annotators.size > 1) lose('annotators');
    if (!holds.project) lose('predictions', document.predictions?.length ?? 0);
    if (!holds.unlabelled && annotations.length === 0) lose('unlabelled-documents');
    if (!holds.meta && Object.keys(document.meta).some((key) => key !== 'id')) lose('metadata');
    if (holds.text === 'line' && /[\r\n]/.test(document.text)) lose('line-breaks');
    if (holds.text === 'line' && /\t/.test(document.text)) lose('white-space');
    if (holds.text === 'tokens' && !isItsTokens(document, spans)) lose('white-space');
    const name = document.meta['id'] ?? '';
    if (name !== '' && names.has(name)) lose('document-names');
    names.add(name);
  }
  const live = new Set(bundle.annotations.filter((a) => !a.deleted).map((a) => a.id));
  for (const explanation of bundle.explanations) {
    if (explanation.deleted || !live.has(explanation.annotationId)) continue;
    if (explanation.kind === 'nl' && !holds.nl) lose('sentence-explanations');
    if (explanation.kind === 'trigger' && holds.triggers === 'no') lose('trigger-explanations');
    if (explanation.kind === 'trigger' && holds.triggers === 'words') lose('trigger-places');
  }
  if (holds.labelNames !== 'any') {
    const changed = holds.labelNames === 'word' ? /\s|\p{Cc}/u : /[\p{Cc}\u2028\u2029]|^\s|\s$/u;
    lose('label-names', bundle.labels.filter((label) => changed.test(label.name)).length);
  }
  const leftOut = layersLeftOut(whole, bundle);
  lose(
    'layers',
    leftOut.reduce((sum, { labels }) => sum + labels, 0),
  );
  if (!holds.project) {
    const decided = new Set(bundle.annotations.flatMap((one) => (one.gold === true ? [one.documentId] : [])));
    const isVoted = ({ id, decided: how }: Document): boolean =>
      decided.has(id) && how !== undefined && how.how !== 'person';
    lose('votes', bundle.documents.filter(isVoted).length);
    lose('project-settings');
  }
  return [...counts].map(([code, count]) => ({
    code,
    count,
    ...(code === 'layers' ? { of: leftOut } : {}),
  }));
}
