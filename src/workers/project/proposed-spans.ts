/** What the model takes for entities, by document, read from the store as far as its versions go. */
import type { Span } from '#core/text';
import type { Store } from '#store';

export class ProposedSpans {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #byDocument = new Map<string, readonly Span[]>();
  #readTo = 0;
  readonly #changed = new Set<string>();

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.#projectId = projectId;
  }

  of(documentId: string): readonly Span[] | undefined {
    return this.#byDocument.get(documentId);
  }

  /** Reads what was not read yet. */
  async read(): Promise<void> {
    const sets = await this.#store.recommendations.setsOfSource(this.#projectId, 'model', this.#readTo);
    for (const { documentId, version, items } of sets) {
      this.#readTo = Math.max(this.#readTo, version);
      const spans = items.flatMap(({ target }) =>
        target.kind === 'span' ? [{ from: target.from, to: target.to }] : [],
      );
      if (JSON.stringify(spans) === JSON.stringify(this.#byDocument.get(documentId) ?? [])) continue;
      this.#byDocument.set(documentId, spans);
      this.#changed.add(documentId);
    }
  }

  /** Documents in which the model has come to see other entities; each is given once. */
  *takeChanged(): Generator<string, void, void> {
    for (const id of this.#changed) {
      this.#changed.delete(id);
      yield id;
    }
  }
}
