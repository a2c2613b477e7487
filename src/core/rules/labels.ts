/** The labels of a rule engine: each id a number that it keeps, and which of them restrict the types of their arguments. */
import type { TargetTypes } from '#core/execute';
import type { Label } from '#core/project';
import { labelAllowsTypes } from '#core/project';

export type RuleLabel = Pick<Label, 'id' | 'headTypes' | 'tailTypes'>;

export class RuleLabels {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #restrictions = new Map<string, RuleLabel>();
  #signature = '';

  get count(): number {
    return this.#ids.length;
  }

  /** The label's number, a new one where it has none yet. */
  numberOf(id: string): number {
    let label = this.#numbers.get(id);
    if (label === undefined) {
      label = this.#ids.length;
      this.#numbers.set(id, label);
      this.#ids.push(id);
    }
    return label;
  }

  idOf(label: number): string | undefined {
    return this.#ids[label];
  }

  /** Takes these in place of the earlier ones; one that is gone keeps its number. `false`: nothing has changed. */
  set(labels: readonly RuleLabel[]): boolean {
    const signature = JSON.stringify(
      labels.map(({ id, headTypes, tailTypes }) => [id, headTypes, tailTypes]),
    );
    if (signature === this.#signature) return false;
    this.#signature = signature;
    this.#restrictions.clear();
    for (const label of labels) {
      this.numberOf(label.id);
      if (label.headTypes !== undefined || label.tailTypes !== undefined)
        this.#restrictions.set(label.id, label);
    }
    return true;
  }

  /** Whether instances may carry this label, by their types; `undefined` where it restricts nothing. */
  restrictionOf(id: string): ((types: TargetTypes) => boolean) | undefined {
    const restriction = this.#restrictions.get(id);
    if (restriction === undefined) return undefined;
    return ({ head, tail }) =>
      labelAllowsTypes(restriction, {
        ...(head === undefined ? {} : { headType: head }),
        ...(tail === undefined ? {} : { tailType: tail }),
      });
  }
}
