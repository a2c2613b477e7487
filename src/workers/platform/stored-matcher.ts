/** The `find` network of a project as the learner stored it last, for whoever matches rules softly. */
import type { FindEncoder } from '#core/rules';
import { parametersFit } from '#core/train';
import type { Store } from '#store';
import { loadFindAssets } from './assets.ts';

/** Newly stored weights are looked for so often at most: reading them takes longer than moving a threshold. */
const lookEveryMs = 3000;

/** A trained network, and which training it comes from. */
export interface TrainedFind extends FindEncoder {
  readonly version: number;
}

export class StoredFind {
  readonly #store: Store;
  readonly #projectId: string;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #found: TrainedFind | undefined;

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.#projectId = projectId;
  }

  /** The newest; `undefined` before the first training, or where the network cannot be had. */
  async newest(): Promise<TrainedFind | undefined> {
    if (performance.now() - this.#lookedAt < lookEveryMs) return this.#found;
    this.#lookedAt = performance.now();
    const weights = await this.#store.weights.get(this.#projectId, 'find');
    if (weights?.version === this.#found?.version) return this.#found;
    const assets = weights === undefined ? undefined : await loadFindAssets();
    if (weights === undefined || assets?.ok !== true) {
      this.#found = undefined;
      return undefined;
    }
    const { network, encoder } = assets.value;
    if (!parametersFit(network.manifest, { wordDim: encoder.dim }, weights.tensors)) {
      this.#found = undefined;
      return undefined;
    }
    this.#found = {
      version: weights.version,
      manifest: network.manifest,
      graph: network.predict,
      parameters: weights.tensors,
      encoder,
    };
    return this.#found;
  }

  /** Looks again next time, however soon: something was stored. */
  lookAgain(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }
}
