/** Labels that rules give (core/weak), as weak instances for training: what joins the two rooms. */
import type { RecommendedTarget } from '#core/project';
import type { Span } from '#core/text';
import type { ReadableDocument } from '#core/train';
import type { WeakInstance } from './task.ts';

/** As `RuleEngine.weakLabels` yields them. */
export interface GivenLabel {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly labelId: string;
  /** In [0, 1]. */
  readonly confidence: number;
  /** An exact match says so. */
  readonly strict?: boolean;
}

/**
 * Weak instances of the labels that rules gave, from `atLeast` on. The spans of one document become one sequence in
 * which everything else is unknown: a rule that is silent does not say O. Its confidence is their mean. Labels of
 * documents that are not given are left out.
 */
export function weakInstancesOf(
  labels: Iterable<GivenLabel>,
  documents: ReadonlyMap<string, ReadableDocument>,
  atLeast = 0,
): WeakInstance[] {
  const out: WeakInstance[] = [];
  const sequences = new Map<
    string,
    { spans: (Span & { labelId: string })[]; confidence: number; strict: boolean }
  >();
  for (const { documentId, target, labelId, confidence, strict = false } of labels) {
    const document = documents.get(documentId);
    if (document === undefined || confidence < atLeast) continue;
    // A null prototype, so that a label called `__proto__` is a key like any other.
    const named: Record<string, number> = Object.assign(Object.create(null), { [labelId]: 1 });
    switch (target.kind) {
      case 'span': {
        const sequence = sequences.get(documentId) ?? { spans: [], confidence: 0, strict: true };
        sequence.spans.push({ from: target.from, to: target.to, labelId });
        sequence.confidence += confidence;
        sequence.strict &&= strict;
        sequences.set(documentId, sequence);
        break;
      }
      case 'relation':
        out.push({
          kind: 'relation',
          document,
          head: target.head,
          tail: target.tail,
          labels: named,
          confidence,
          strict,
        });
        break;
      case 'aspect':
        out.push({
          kind: 'text',
          document,
          aspect: { from: target.from, to: target.to },
          labels: named,
          confidence,
          strict,
        });
        break;
      case 'text':
        out.push({ kind: 'text', document, labels: named, confidence, strict });
        break;
      default:
        target satisfies never;
    }
  }
  for (const [documentId, { spans, confidence, strict }] of sequences) {
    const document = documents.get(documentId);
    if (document === undefined) continue;
    const mean = confidence / spans.length;
    out.push({ kind: 'sequence', document, spans, complete: false, confidence: mean, strict });
  }
  return out;
}
