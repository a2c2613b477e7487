/**
 * The project as the loop sees it: a live query says that something changed, and a look reads what it was. While an import
 * pours in nothing is read until it has been quiet for a moment, and reading never takes more than a tenth of the time.
 */
import type { Label, LabelledDocument, Project } from '#core/project';
import type { Store, StoreProblem } from '#store';
import type { InputName } from './stages.ts';

/** So many new labels or texts between two looks come from an import, not from a person. */
const pouredAtOnce = 200;
const quietMs = 1200;
/** So many times as long as a look takes passes before the next one. */
const restFactor = 9;
const longestRestMs = 1500;
/** Acts that teach something. */
const teaching = new Set<string>([
  'annotate',
  'accept',
  'remove',
  'relabel',
  'retarget',
  'mark',
  'label-remove',
]);

interface Change {
  readonly project: Project | undefined;
  readonly labels: readonly Label[];
  readonly documents: number;
  readonly annotations: number;
  readonly at: number;
  readonly kinds: readonly string[];
}

interface Seen extends Change {
  readonly explained: string;
  readonly set: string;
}

/** What a look found. */
export interface Look {
  readonly changed: readonly InputName[];
  /** Acts that teach something since the last look. */
  readonly taught: number;
}

const nothing: Look = { changed: [], taught: 0 };

export class Mirror {
  readonly #store: Store;
  readonly #projectId: string;
  #change: Change | undefined;
  #changedAt = Number.NEGATIVE_INFINITY;
  #seen: Seen | undefined;
  #labelled: readonly LabelledDocument[] = [];
  #restUntil = Number.NEGATIVE_INFINITY;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #broken: StoreProblem | undefined;
  #isHurried = false;
  readonly #wake: () => void;

  /** `wake` is called when there is something to look at. */
  constructor(store: Store, projectId: string, wake: () => void) {
    this.#store = store;
    this.#projectId = projectId;
    this.#wake = wake;
  }

  open(): void {
    const watching = this.#store
      .live(() => this.#read())
      .subscribe(
        (change) => {
          this.#change = change;
          this.#changedAt = performance.now();
          this.#wake();
        },
        (found) => {
          this.#broken = found;
          this.#wake();
        },
      );
    this.#unsubscribe = () => watching.unsubscribe();
  }

  close(): void {
    this.#unsubscribe?.();
    clearTimeout(this.#timer);
  }

  /** Why no more changes will come. */
  get broken(): StoreProblem | undefined {
    return this.#broken;
  }

  /** It was there, and is no more. */
  get isGone(): boolean {
    return this.#change !== undefined && this.#change.project === undefined;
  }

  get project(): Project | undefined {
    return this.#change?.project;
  }

  get labels(): readonly Label[] {
    return this.#seen?.labels ?? [];
  }

  /** As of the last look; `undefined` before the first. */
  get labelled(): readonly LabelledDocument[] | undefined {
    return this.#seen === undefined ? undefined : this.#labelled;
  }

  /** The next look reads everything, as if it were the first. */
  forget(): void {
    this.#seen = undefined;
  }

  /** The next look does not wait, and does not rely on having been told: who orders a training means all that was done. */
  hurry(): void {
    this.#isHurried = true;
  }

  /** Reads what is new. `since`: when what was learned before the first look was begun, in milliseconds since the epoch. */
  async look(since: number): Promise<Look> {
    const isHurried = this.#isHurried;
    this.#isHurried = false;
    if (isHurried) this.#change = await this.#read();
    const change = this.#change;
    const before = this.#seen;
    if (change?.project === undefined || (!isHurried && this.#isTooEarly(change))) return nothing;
    const { settings, explanationKinds, guidelines } = change.project;
    const set = JSON.stringify([settings, explanationKinds, guidelines, change.labels]);
    const isSame =
      before !== undefined &&
      before.annotations === change.annotations &&
      before.at === change.at &&
      before.documents === change.documents;
    if (isSame && before.set === set) {
      this.#seen = { ...before, ...change };
      return nothing;
    }
    const started = performance.now();
    if (!isSame) this.#labelled = await this.#store.documents.labelled(this.#projectId);
    const explained = isSame ? before.explained : signatureOf(this.#labelled);
    this.#seen = { ...change, explained, set };
    const took = performance.now() - started;
    this.#restUntil = performance.now() + Math.min(longestRestMs, took * restFactor);
    const changed: InputName[] = [];
    if (before?.at !== change.at || before.annotations !== change.annotations) changed.push('labels');
    if (before?.explained !== explained) changed.push('explanations');
    if (before?.documents !== change.documents) changed.push('documents');
    if (before?.set !== set) changed.push('settings');
    return { changed, taught: before === undefined ? this.#newer(since) : taughtBetween(before, change) };
  }

  async #read(): Promise<Change> {
    const [project, labels, documents, annotations, history] = await Promise.all([
      this.#store.projects.get(this.#projectId),
      this.#store.labels.list(this.#projectId),
      this.#store.documents.count(this.#projectId),
      this.#store.annotations.count(this.#projectId),
      this.#store.history.state(this.#projectId),
    ]);
    const step = history.undo;
    // Undone to the very beginning there is no step, which is a change as well.
    return { project, labels, documents, annotations, at: step?.at ?? 0, kinds: step?.kinds ?? [] };
  }

  #isTooEarly(change: Change): boolean {
    if (change === this.#seen) return false;
    const seen = this.#seen;
    const grown =
      seen === undefined
        ? 0
        : Math.abs(change.annotations - seen.annotations) + Math.abs(change.documents - seen.documents);
    const quiet = grown < pouredAtOnce ? 0 : this.#changedAt + quietMs;
    const left = Math.max(quiet, this.#restUntil) - performance.now();
    if (left <= 0) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#wake, left);
    return true;
  }

  #newer(since: number): number {
    return this.#labelled
      .filter(({ document }) => document.split !== 'holdout')
      .reduce((sum, { annotations }) => sum + annotations.filter((one) => one.updatedAt > since).length, 0);
  }
}

/** Changes when a reason came, went, was edited or switched. */
function signatureOf(labelled: readonly LabelledDocument[]): string {
  let count = 0;
  let latest = 0;
  let enabled = 0;
  for (const { explanations } of labelled) {
    for (const one of explanations) {
      count++;
      latest = Math.max(latest, one.updatedAt);
      if (one.enabled) enabled++;
    }
  }
  return `${count} ${latest} ${enabled}`;
}

function taughtBetween(before: Change, change: Change): number {
  if (change.annotations !== before.annotations) return Math.abs(change.annotations - before.annotations);
  return change.at !== before.at && change.kinds.some((kind) => teaching.has(kind)) ? 1 : 0;
}
