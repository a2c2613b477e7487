/** The model's last label for each place of a project, for questions of the rules worker. */
import { type RecommendedTarget, recommendedKey } from '#core/project';
import type { Store } from '#store';

export class ModelOpinions {
  readonly projectId: string;
  readonly #store: Store;
  /** By document, then by target: the label it is surest of. */
  readonly #labels = new Map<string, ReadonlyMap<string, string>>();
  #upTo = 0;

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.projectId = projectId;
  }

  /** Reads what is new. */
  async follow(): Promise<void> {
    for (const set of await this.#store.recommendations.setsOfSource(this.projectId, 'model', this.#upTo)) {
      this.#upTo = Math.max(this.#upTo, set.version);
      const best = new Map<string, { readonly labelId: string; readonly confidence: number }>();
      for (const { target, labelId, confidence } of set.items) {
        const key = recommendedKey(target);
        if (labelId === undefined || confidence <= (best.get(key)?.confidence ?? 0)) continue;
        best.set(key, { labelId, confidence });
      }
      this.#labels.set(set.documentId, new Map([...best].map(([key, { labelId }]) => [key, labelId])));
    }
  }

  /** `null`: it looked there and found no label; `undefined`: it has not been asked. */
  labelOf(documentId: string, target: RecommendedTarget): string | null | undefined {
    const labels = this.#labels.get(documentId);
    return labels === undefined ? undefined : (labels.get(recommendedKey(target)) ?? null);
  }
}
