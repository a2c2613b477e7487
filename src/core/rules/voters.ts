/**
 * Other programs as voters beside the rules: what each predicted of the texts, in the file that they came from, is a column of the
 * matrix like a rule's, but for several labels. It is judged by people's labels and weighed by the label model as rules are.
 */
import type { Prediction } from '#core/project';
import { diagnoseRule, type LabelModel, type RuleDiagnostics, type VoteColumn } from '#core/weak';
import type { EngineParts } from './parts.ts';

/** One other program in the table of explanations. */
export interface VoterReport extends Omit<RuleDiagnostics, 'rule' | 'polarity'> {
  /** Its name, as the file has it. */
  readonly by: string;
  readonly labelIds: readonly string[];
  readonly weight: number;
  readonly learnedAccuracy: number;
}

interface Voter {
  readonly column: number;
  readonly predicted: Map<string, readonly Prediction[]>;
  /** As of which state of the documents its votes are in the matrix. */
  refreshed: number;
}

export class Voters {
  readonly #byName = new Map<string, Voter>();
  readonly #byColumn = new Map<number, string>();

  get size(): number {
    return this.#byName.size;
  }

  nameAt(column: number): string | undefined {
    return this.#byColumn.get(column);
  }

  get columns(): readonly number[] {
    return [...this.#byColumn.keys()];
  }

  /** What programs predict of a document, in place of what was known. `column` gives a new voter one of its own. */
  setPredictions(documentId: string, predictions: readonly Prediction[], column: () => number): void {
    for (const voter of this.#byName.values()) {
      if (voter.predicted.delete(documentId)) voter.refreshed = -1;
    }
    for (const [by, own] of byMaker(predictions)) {
      let voter = this.#byName.get(by);
      if (voter === undefined) {
        voter = { column: column(), predicted: new Map(), refreshed: -1 };
        this.#byName.set(by, voter);
        this.#byColumn.set(voter.column, by);
      }
      voter.predicted.set(documentId, own);
      voter.refreshed = -1;
    }
  }

  /** Puts the votes into the matrix where documents changed since (`of` counts those changes); whether any were. */
  refresh(parts: EngineParts, of: number): boolean {
    let changed = false;
    for (const voter of this.#byName.values()) {
      if (voter.refreshed === of) continue;
      parts.matrix.setColumn(voter.column, columnOf(voter, parts));
      voter.refreshed = of;
      changed = true;
    }
    return changed;
  }

  reports(parts: EngineParts, model: LabelModel): VoterReport[] {
    return [...this.#byName].map(([by, { column }]) => {
      const { rule: _, polarity, ...numbers } = this.diagnose(parts, column);
      return {
        ...numbers,
        by,
        labelIds: polarity.flatMap((label) => parts.labels.idOf(label) ?? []),
        weight: model.weights[column] ?? 0,
        learnedAccuracy: model.accuracies[column] ?? 0,
      };
    });
  }

  diagnose({ matrix, documents }: EngineParts, column: number): RuleDiagnostics {
    return diagnoseRule(matrix, column, documents.gold, { instanceCount: documents.corpus.liveInstances });
  }
}

/** Of several labels for one instance the surest is the vote. */
function columnOf({ predicted }: Voter, { documents, labels }: EngineParts): VoteColumn {
  const best = new Map<number, { readonly label: number; readonly score: number }>();
  for (const [documentId, predictions] of predicted) {
    for (const { target, labelId, score = unscored } of predictions) {
      const instance = documents.instanceOf(documentId, target);
      if (instance === undefined || (best.get(instance)?.score ?? 0) >= score) continue;
      best.set(instance, { label: labels.numberOf(labelId), score });
    }
  }
  const votes = [...best].sort((a, b) => a[0] - b[0]);
  return {
    instances: Int32Array.from(votes, ([instance]) => instance),
    labels: Int32Array.from(votes, ([, vote]) => vote.label),
    scores: Float32Array.from(votes, ([, vote]) => vote.score),
  };
}

/** A vote without a score is whole: the label model learns how much the voter is worth. */
const unscored = 1;

function byMaker(predictions: readonly Prediction[]): ReadonlyMap<string, readonly Prediction[]> {
  const groups = new Map<string, Prediction[]>();
  for (const one of predictions) {
    const group = groups.get(one.by);
    if (group === undefined) groups.set(one.by, [one]);
    else group.push(one);
  }
  return groups;
}
