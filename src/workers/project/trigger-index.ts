/**
 * One project's triggers at work, for the learner and for the table of explanations: the trained networks or, before the
 * first training, a search for the triggers' phrases; the enabled triggers of its labelled documents, and the vectors of
 * some documents. A new trigger is encoded by itself; newly trained networks start an empty matcher, and documents are
 * encoded anew as they are asked for, those on the screen first.
 */
import { neverStop, type StopSignal } from '#core/base';
import { type Label, type LabelledDocument, type Project, type Task, taskTraits } from '#core/project';
import type { Span } from '#core/text';
import type { ReadableDocument } from '#core/train';
import {
  ExactFirst,
  givenTriggers,
  PhraseMatcher,
  type PhraseVectors,
  type Trigger,
  type TriggerAdviser,
  TriggerMatcher,
  type TriggerModel,
} from '#core/triggers';
import { createYielding } from '../rpc/yield-turn.ts';

/** Texts encoded between two breaths. */
const encodedAtOnce = 32;

interface Known {
  readonly signature: string;
  readonly trigger: Trigger;
}

export class TriggerIndex {
  readonly #capacity: number;
  #matcher: TriggerAdviser | undefined;
  #known: ReadonlyMap<string, Known> = new Map();
  /** Documents in the matcher, oldest first. */
  readonly #held = new Set<string>();
  #threshold = 1;
  #revision = 0;

  /** `capacity`: beyond this many documents the oldest leave. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** `undefined` before there are networks or phrases to answer with. */
  get matcher(): TriggerAdviser | undefined {
    return this.#matcher;
  }

  /** Whether a trained network answers, and not a search for phrases. */
  get isTrained(): boolean {
    return this.#matcher instanceof ExactFirst;
  }

  /** Where a trigger's words, or others that stand for them, are in a document; `undefined` where a network answers, which cannot say. */
  matchedWords(documentId: string, explanationId: string): readonly Span[] | undefined {
    return this.#matcher instanceof PhraseMatcher
      ? this.#matcher.matchedWords(documentId, explanationId)
      : undefined;
  }

  get triggers(): readonly Trigger[] {
    return [...this.#known.values()].map(({ trigger }) => trigger);
  }

  /** Counts up whenever the matcher might answer otherwise. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes trained networks, or none; `encode` and `hold` then encode with them. */
  use(model: TriggerModel | undefined): void {
    this.#start(model && new ExactFirst(new TriggerMatcher({ model, threshold: this.#threshold })));
  }

  /** Looks for the triggers' words, until there are networks. Without vectors only the very words match. */
  usePhrases(vectors: PhraseVectors | undefined, task: Task): void {
    const given = vectors === undefined ? {} : { vectors };
    this.#start(
      new PhraseMatcher({ ...given, soft: !taskTraits[task].isOpinion, threshold: this.#threshold }),
    );
  }

  #start(matcher: TriggerAdviser | undefined): void {
    this.#matcher = matcher;
    this.#held.clear();
    this.#revision++;
  }

  /** What people explained so far. */
  follow(project: Project, labels: readonly Label[], labelled: readonly LabelledDocument[]): void {
    const known = new Map<string, Known>();
    for (const { explanationId, signature, cut } of givenTriggers(project.task, labels, labelled)) {
      const before = this.#known.get(explanationId);
      const trigger = before?.signature === signature ? before.trigger : cut();
      if (trigger !== undefined) known.set(explanationId, { signature, trigger });
    }
    this.#known = known;
    this.setThreshold(project.settings.triggerThreshold);
  }

  setThreshold(similarity: number): void {
    if (similarity === this.#threshold) return;
    this.#threshold = similarity;
    this.#matcher?.setThreshold(similarity);
    this.#revision++;
  }

  /** Encodes the triggers that the matcher does not hold, and those only; forgets the ones that are gone. */
  async encode(signal: StopSignal = neverStop): Promise<void> {
    const matcher = this.#matcher;
    if (matcher === undefined) return;
    const gone = [...matcher.triggers.keys()].filter((id) => !this.#known.has(id));
    const fresh = this.triggers.filter((one) => matcher.triggers.get(one.explanationId) !== one);
    if (gone.length + fresh.length === 0) return;
    matcher.removeTriggers(gone);
    await inSlices(fresh, signal, (some) => matcher.addTriggers(some, signal));
    this.#revision++;
  }

  /** Encodes documents that the matcher does not hold. */
  async hold(documents: readonly ReadableDocument[], signal: StopSignal = neverStop): Promise<void> {
    const matcher = this.#matcher;
    if (matcher === undefined) return;
    const fresh = documents.filter(({ id }) => !this.#held.has(id));
    await inSlices(fresh, signal, async (some) => {
      await matcher.addDocuments(some, signal);
      if (!signal.stopped) for (const { id } of some) this.#held.add(id);
    });
    const old = [...this.#held].slice(0, Math.max(0, this.#held.size - this.#capacity));
    matcher.removeDocuments(old);
    for (const id of old) this.#held.delete(id);
  }
}

async function inSlices<T>(
  all: readonly T[],
  signal: StopSignal,
  work: (some: readonly T[]) => Promise<unknown>,
): Promise<void> {
  const yieldTurn = createYielding();
  for (let start = 0; start < all.length && !signal.stopped; start += encodedAtOnce) {
    await work(all.slice(start, start + encodedAtOnce));
    await yieldTurn();
  }
}
