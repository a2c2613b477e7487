/**
 * How much the model's answers still change, on a fixed sample of a project's texts: noted some labels apart, for the signs by
 * which a person may stop (the Model screen). Answers are remembered as long as the learner lives: after a reload the first
 * comparison is one training later.
 */
import { recommendedKey, type TaughtDocument, type Weights } from '#core/project';
import type { ModelOpinion } from '#core/tasks';
import { kappaOf } from '#core/train';
import type { Store } from '#store';

const sampled = 48;
/** Labels between two comparisons: of models a label apart little can differ. */
const labelsApart = 10;
const signLog = 'signs';

/** What was said of each text: its label by target. */
type Answers = ReadonlyMap<string, ReadonlyMap<string, string>>;

export class Steadiness {
  readonly #store: Store;
  readonly #projectId: string;
  #before: { readonly labelled: number; readonly answers: Answers } | undefined;

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.#projectId = projectId;
  }

  isTime({ metrics }: Weights): boolean {
    const labelled = metrics['labelled'] ?? 0;
    return this.#before === undefined || labelled >= this.#before.labelled + labelsApart;
  }

  /** Texts from all over the project, the same ones as long as none comes in; not those that measure. */
  async sample(total: number): Promise<readonly TaughtDocument[]> {
    const places = Array.from({ length: Math.min(sampled, total) }, (_, i) =>
      Math.floor((i * total) / sampled),
    );
    const found = await Promise.all(
      [...new Set(places)].map((place) => this.#store.documents.chunk(this.#projectId, place, 1)),
    );
    return found.flat().filter(({ document }) => document.split !== 'holdout');
  }

  async compare(weights: Weights, opinions: AsyncIterable<readonly ModelOpinion[]>): Promise<void> {
    const answers = new Map<string, ReadonlyMap<string, string>>();
    let unsure = 0;
    for await (const some of opinions) {
      for (const { documentId, items, uncertainty } of some) {
        answers.set(documentId, new Map(items.map((one) => [recommendedKey(one.target), one.labelId ?? ''])));
        unsure += Math.min(1, uncertainty);
      }
    }
    const before = this.#before;
    const labelled = weights.metrics['labelled'] ?? 0;
    this.#before = { labelled, answers };
    if (before === undefined || answers.size === 0) return;
    const pairs: [string, string][] = [];
    let changed = 0;
    let compared = 0;
    for (const [documentId, now] of answers) {
      const then = before.answers.get(documentId);
      if (then === undefined) continue;
      compared++;
      const own = [...new Set([...now.keys(), ...then.keys()])].map((place): [string, string] => [
        then.get(place) ?? '',
        now.get(place) ?? '',
      ]);
      if (own.some(([a, b]) => a !== b)) changed++;
      pairs.push(...own);
    }
    if (compared === 0) return;
    const values = {
      kappa: kappaOf(pairs),
      changed: changed / compared,
      uncertainty: unsure / answers.size,
      labelled,
    };
    const { version } = weights;
    await this.#store.trainingLog.append([
      { projectId: this.#projectId, model: signLog, version, step: weights.step, at: Date.now(), values },
    ]);
  }
}
