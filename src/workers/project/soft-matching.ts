/**
 * What lets rules match softly: the word vectors, the `find` network where the learner has trained one for this project (and
 * their plain cosine until then), and the context model. docs/experiments/rules.md says what each is worth.
 */
import type { StopSignal } from '#core/base';
import { EmbeddingMatcher, encodeMeans, meanCalibration, usualDecay } from '#core/execute';
import type { RuleEngine } from '#core/rules';
import { encodePending, findCalibration } from '#core/rules';
import { spanText, tokenize } from '#core/text';
import type { Store } from '#store';
import { loadVectors } from '../platform/assets.ts';
import { StoredFind, type TrainedFind } from '../platform/stored-matcher.ts';
import { createYielding } from '../rpc/yield-turn.ts';

/** Texts encoded by word vectors between two breaths. */
const encodedAtOnce = 2000;

export class RuleSoftener {
  readonly #stored: StoredFind;
  /** Whose rules have a matcher, and from which training of `find` it is; 0: the plain word vectors. */
  #engine: RuleEngine | undefined;
  #version = 0;

  constructor(store: Store, projectId: string) {
    this.#stored = new StoredFind(store, projectId);
  }

  /** A newly trained network was stored: it is used from the next `encode` on. */
  lookAgain(): void {
    this.#stored.lookAgain();
  }

  /**
   * Gives the engine's matcher all the encodings it lacks; stopped, it goes on from there next time. Without vectors
   * (`'unavailable'`) rules match exactly, which is said, not hidden.
   */
  async encode(
    engine: RuleEngine,
    signal: StopSignal,
    progress: (done: number, total: number) => void = () => undefined,
  ): Promise<'ready' | 'more' | 'unavailable'> {
    const vectors = await loadVectors();
    if (!vectors.ok) return 'unavailable';
    const find = await this.#stored.newest();
    if (engine !== this.#engine || (find?.version ?? 0) !== this.#version) {
      useMatcher(engine, find);
      if (engine !== this.#engine) engine.useContext(vectors.value);
      this.#engine = engine;
      this.#version = find?.version ?? 0;
    }
    const { matcher } = engine;
    if (matcher === undefined) return 'unavailable';
    const yieldTurn = createYielding();
    const tell = (): void => progress(matcher.progress.done, matcher.progress.total);
    if (find !== undefined) {
      for await (const _ of encodePending(matcher, find, signal)) {
        tell();
        await yieldTurn();
      }
    } else {
      for (
        let texts = matcher.pending(encodedAtOnce);
        texts.length > 0 && !signal.stopped;
        texts = matcher.pending(encodedAtOnce)
      ) {
        matcher.supply(encodedAtOnce, encodeMeans(texts, vectors.value));
        tell();
        await yieldTurn();
      }
    }
    return matcher.pending(1).length === 0 ? 'ready' : 'more';
  }
}

function useMatcher(engine: RuleEngine, find: TrainedFind | undefined): void {
  const words = (keyword: string): string[] => tokenize(keyword).map((token) => spanText(keyword, token));
  const [name, calibration] =
    find === undefined ? (['word vectors', meanCalibration] as const) : (['find', findCalibration] as const);
  engine.useMatcher((ngrams) => new EmbeddingMatcher(name, ngrams, words, calibration), {
    decay: usualDecay,
  });
}
