/**
 * Which piece of work comes next. Stages stand in a table, the most urgent first, each with the names of what it is made from.
 * Every name, of an input or of a stage, has a version; a stage is due where something it is made from is newer than what it
 * last saw. One slice of the first stage that is due is done, and then the table is looked at again from the top.
 *
 * A stage that presses (a training that is due) is never starved: before each of its slices every stage above it has at most
 * one of its own, and where a person has ordered it, those that `wait` have none at all. Nor is a stage at the table's end starved
 * by a person who never pauses: one that was passed over for so many slices has the next one.
 *
 * Laws: a change of X makes exactly those due that name X; a stage that was changed under while it worked is due again when it
 * is done; a stage that is due waits for at most `patience` slices of others and one of each that waits like it; with no change from outside, and no stage that is `done` again and again, nothing is due in the end.
 */
import type { StopSignal } from '#core/base';

/**
 * `more`: call again; `part`: call again, and something came of it already; `done`: up to date, and something came of it;
 * `idle`: there was nothing to do.
 */
export type Report = 'more' | 'part' | 'done' | 'idle';

/** How much a stage that is due presses: not at all, because it is time, or because a person asked for it. */
export type Urgency = 'usual' | 'due' | 'ordered';

export interface Stage<Name extends string, Now> {
  readonly name: Name;
  /** Inputs and stages whose change makes this one due. */
  readonly after: readonly Name[];
  /** Gives way to what a person has ordered. */
  readonly waits?: boolean;
  urgency?(now: Now): Urgency;
  /** At most 200 ms. */
  work(now: Now, stop: StopSignal): Promise<Report>;
  /** What was made is gone: the next time it starts from nothing. */
  forget?(): void;
}

/** Slices of others that a stage that is due is passed over for: about five seconds. */
const patience = 30;

export class Schedule<Name extends string, Now> {
  readonly #stages: readonly Stage<Name, Now>[];
  readonly #versions = new Map<Name, number>();
  /** What each stage was made from, by its name. */
  readonly #seen = new Map<Name, readonly number[]>();
  /** What a stage that is in the middle of its work is being made from. */
  readonly #begun = new Map<Name, readonly number[]>();
  /** Had a slice since the pressing stage had one. */
  readonly #served = new Set<Name>();
  /** Slices that others had while this one was due. */
  readonly #passedOver = new Map<Name, number>();

  constructor(stages: readonly Stage<Name, Now>[]) {
    this.#stages = stages;
  }

  /** These inputs are newer than they were. */
  changed(...names: readonly Name[]): void {
    for (const name of names) this.#versions.set(name, this.version(name) + 1);
  }

  version(name: Name): number {
    return this.#versions.get(name) ?? 0;
  }

  isDue({ name, after }: Pick<Stage<Name, Now>, 'name' | 'after'>): boolean {
    if (this.#begun.has(name)) return true;
    const seen = this.#seen.get(name);
    return after.some((one, i) => this.version(one) > (seen?.[i] ?? 0));
  }

  /** The stage whose slice is next; `undefined` where nothing is due. */
  next(now: Now): Stage<Name, Now> | undefined {
    const due = this.#stages.filter((stage) => this.isDue(stage));
    let urgency: Urgency = 'usual';
    const pressing = due.find((stage) => {
      urgency = stage.urgency?.(now) ?? 'usual';
      return urgency !== 'usual';
    });
    const isOrdered = (urgency as Urgency) === 'ordered'; // set inside `find`, which the compiler does not follow
    const starved = due.find(
      ({ name, waits }) => (this.#passedOver.get(name) ?? 0) >= patience && !(isOrdered && waits === true),
    );
    if (starved !== undefined) return starved;
    if (pressing === undefined) {
      this.#served.clear();
      return due[0];
    }
    return due.find(
      (stage) => stage === pressing || !(this.#served.has(stage.name) || (isOrdered && stage.waits === true)),
    );
  }

  /** One slice of the next stage; its name, or `undefined` where nothing is due. */
  async step(now: Now, stop: StopSignal): Promise<Name | undefined> {
    const stage = this.next(now);
    if (stage === undefined) return undefined;
    const { name } = stage;
    if (stage.urgency === undefined || stage.urgency(now) === 'usual') this.#served.add(name);
    else this.#served.clear();
    for (const other of this.#stages) {
      if (other !== stage && this.isDue(other))
        this.#passedOver.set(other.name, 1 + (this.#passedOver.get(other.name) ?? 0));
    }
    this.#passedOver.delete(name);
    const begun = this.#begun.get(name) ?? stage.after.map((one) => this.version(one));
    this.#begun.set(name, begun);
    const report = await stage.work(now, stop);
    if (report === 'part') this.changed(name);
    if (report === 'more' || report === 'part') return name;
    this.#begun.delete(name);
    this.#seen.set(name, begun);
    if (report === 'done') this.changed(name);
    return name;
  }

  /** Everything is made anew, the most urgent first. */
  forget(): void {
    for (const { name, forget } of this.#stages) {
      forget?.();
      this.#begun.delete(name);
      this.#seen.delete(name);
    }
    this.#served.clear();
    this.#passedOver.clear();
  }
}
