/**
 * The check of a project's labels (`core/tasks/check-up.ts`), in slices behind everything else, once for each time that a person
 * asks for it. It can be stopped; what it found is stored, and stands until the next one.
 */
import { fnv1a } from '#core/base';
import type { CheckUp, Project, Weights } from '#core/project';
import { type CheckUpOptions, checkUp, type Seconds } from '#core/tasks';
import type { Store, TrainingPoint } from '#store';
import type { Assets } from '../platform/assets.ts';
import { BackgroundTraining } from './background-training.ts';
import type { ContextStates } from './context-states.ts';
import type { LearnerStatus } from './contract.ts';
import type { Moment } from './moment.ts';
import type { Report } from './schedule.ts';

/** Labels of each kind whose seconds were noted, for their median to count. */
const fewestTimes = 10;

export interface CheckNeeds {
  /** `undefined` where they cannot be had now. */
  readonly assets: (project: Project) => Promise<Assets | undefined>;
  readonly context: Pick<ContextStates, 'forReading'>;
  /** The model's; `undefined` before the first. */
  readonly weights: () => Pick<Weights, 'encoder'> | undefined;
  readonly weak: CheckUpOptions['weak'];
  readonly votes: CheckUpOptions['votes'];
  /** `undefined`: it is over. */
  readonly tell: (check: LearnerStatus['check']) => void;
}

export class LabelCheck {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: CheckNeeds;
  readonly #work = new BackgroundTraining<CheckUp | undefined>();
  /** Orders that were carried out or answered. */
  #answered = 0;

  constructor(store: Store, projectId: string, needs: CheckNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
  }

  async work(now: Moment): Promise<Report> {
    if (now.checks === this.#answered || now.rests) return 'idle';
    if (!this.#work.isRunning && !(await this.#start(now))) return 'idle';
    const ended = await this.#work.slice(({ step, steps, leftMs }) =>
      this.#needs.tell({ step, steps, leftMs }),
    );
    if (ended === undefined) return this.#work.isRunning ? 'more' : 'idle';
    this.#answered = now.checks;
    if (ended.outcome !== undefined) await this.#store.checkUps.put(ended.outcome);
    this.#needs.tell(undefined);
    return 'done';
  }

  stop(): void {
    this.#work.stop();
  }

  async #start({ project, labels, labelled }: Moment): Promise<boolean> {
    const assets = await this.#needs.assets(project);
    if (assets === undefined) return false;
    const seconds = secondsOf(await this.#store.trainingLog.list(this.#projectId, 'time', 5000));
    const reads = this.#needs.weights()?.encoder;
    this.#needs.tell({ step: 0, steps: 0, leftMs: 0 });
    this.#work.start((signal) =>
      checkUp({
        task: project.task,
        projectId: this.#projectId,
        labels,
        guidelines: project.guidelines,
        network: assets.network,
        encoder: assets.encoder,
        inContext: (some) => this.#needs.context.forReading(assets.encoder, some, reads),
        documents: labelled,
        weak: this.#needs.weak,
        votes: this.#needs.votes,
        seconds,
        seed: fnv1a(this.#projectId) >>> 1,
        clock: Date.now,
        signal,
      }),
    );
    return true;
  }
}

/** Median seconds per label of this person, with a reason and without; absent where too few were noted. */
function secondsOf(times: readonly TrainingPoint[]): Seconds {
  const median = (explained: number): number | undefined => {
    const each = times
      .filter(({ values }) => values['explained'] === explained)
      .map(({ values }) => (values['seconds'] ?? 0) / Math.max(1, values['labels'] ?? 1))
      .sort((a, b) => a - b);
    return each.length < fewestTimes ? undefined : each[each.length >> 1];
  };
  const [plain, explained] = [median(0), median(1)];
  return { ...(plain === undefined ? {} : { plain }), ...(explained === undefined ? {} : { explained }) };
}
