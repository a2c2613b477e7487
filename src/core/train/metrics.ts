/**
 * How good predictions are. Everything counts correct, predicted and gold items and derives precision, recall and F1
 * from them, so that numbers from several parts can be added up before they are divided.
 */
import { must } from '#core/base';

export interface Score {
  readonly correct: number;
  readonly predicted: number;
  readonly gold: number;
  /** In [0, 1]; 0 where nothing was predicted. */
  readonly precision: number;
  /** In [0, 1]; 0 where there was nothing to find. */
  readonly recall: number;
  readonly f1: number;
}

export function scoreOf(correct: number, predicted: number, gold: number): Score {
  const precision = predicted === 0 ? 0 : correct / predicted;
  const recall = gold === 0 ? 0 : correct / gold;
  const f1 = predicted + gold === 0 ? 0 : (2 * correct) / (predicted + gold);
  return { correct, predicted, gold, precision, recall, f1 };
}

class Counter {
  correct = 0;
  predicted = 0;
  gold = 0;

  score(): Score {
    return scoreOf(this.correct, this.predicted, this.gold);
  }
}

class Counters {
  readonly #byLabel = new Map<string, Counter>();

  at(label: string): Counter {
    let counter = this.#byLabel.get(label);
    if (counter === undefined) {
      counter = new Counter();
      this.#byLabel.set(label, counter);
    }
    return counter;
  }

  scores(): Map<string, Score> {
    return new Map([...this.#byLabel].map(([label, counter]) => [label, counter.score()]));
  }
}

/** A labelled stretch: of tokens or of text, as long as gold and prediction use the same unit. */
export interface NamedSpan {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface EntityScores {
  /** Micro average over all entities: the figure that the literature calls entity F1. */
  readonly overall: Score;
  readonly byLabel: ReadonlyMap<string, Score>;
}

/**
 * Entity-level scores as conlleval (Tjong Kim Sang and Buchholz 2000) counts them: an entity is correct when both its
 * bounds and its label are. One list of entities per sentence, in the same order on both sides; equal entities of
 * a sentence count once.
 */
export function scoreEntities(
  gold: readonly (readonly NamedSpan[])[],
  predicted: readonly (readonly NamedSpan[])[],
): EntityScores {
  const all = new Counter();
  const labels = new Counters();
  gold.forEach((entities, i) => {
    const wanted = byKey(entities);
    const found = byKey(must(predicted[i], `prediction of sentence ${i}`));
    all.gold += wanted.size;
    all.predicted += found.size;
    for (const { label } of wanted.values()) labels.at(label).gold++;
    for (const [key, { label }] of found) {
      labels.at(label).predicted++;
      if (!wanted.has(key)) continue;
      all.correct++;
      labels.at(label).correct++;
    }
  });
  return { overall: all.score(), byLabel: labels.scores() };
}

function byKey(entities: readonly NamedSpan[]): Map<string, NamedSpan> {
  return new Map(entities.map((entity) => [`${entity.from} ${entity.to} ${entity.label}`, entity]));
}

/** Rows: gold; columns: predicted; `counts[row * labels.length + column]`. */
export interface ConfusionMatrix {
  readonly labels: readonly string[];
  readonly counts: Uint32Array;
}

export interface ClassScores {
  readonly items: number;
  /** Share of the items for which anything was predicted. */
  readonly coverage: number;
  /** Correct among all items: what was not predicted is wrong. */
  readonly accuracy: number;
  /** Correct among the predicted ones; 0 where there are none. */
  readonly accuracyOfPredicted: number;
  /** Mean F1 of the labels that occur in gold. */
  readonly macroF1: number;
  readonly byLabel: ReadonlyMap<string, Score>;
  /** Of the predicted items, over all labels that occur, in alphabetical order of code units. */
  readonly confusion: ConfusionMatrix;
}

/** Scores of one label per item. `undefined` is no prediction: a miss of the gold label, and nobody's false alarm. */
export function scoreClasses(
  gold: readonly string[],
  predicted: readonly (string | undefined)[],
): ClassScores {
  const counters = new Counters();
  const names = [...new Set([...gold, ...predicted.filter((label) => label !== undefined)])].sort();
  const index = new Map(names.map((name, i) => [name, i]));
  const counts = new Uint32Array(names.length * names.length);
  let answered = 0;
  let correct = 0;
  gold.forEach((label, i) => {
    counters.at(label).gold++;
    const answer = predicted[i];
    if (answer === undefined) return;
    answered++;
    counters.at(answer).predicted++;
    const cell = must(index.get(label), label) * names.length + must(index.get(answer), answer);
    counts[cell] = (counts[cell] ?? 0) + 1;
    if (answer !== label) return;
    correct++;
    counters.at(label).correct++;
  });
  const byLabel = counters.scores();
  const present = [...byLabel.values()].filter((score) => score.gold > 0);
  const share = (n: number, of: number): number => (of === 0 ? 0 : n / of);
  return {
    items: gold.length,
    coverage: share(answered, gold.length),
    accuracy: share(correct, gold.length),
    accuracyOfPredicted: share(correct, answered),
    macroF1: share(
      present.reduce((sum, score) => sum + score.f1, 0),
      present.length,
    ),
    byLabel,
    confusion: { labels: names, counts },
  };
}
