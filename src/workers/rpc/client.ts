/**
 * The page's side of a worker. Starts it when first needed, keeps requests in order, cancels, drops answers that
 * came too late, and starts a new worker after a crash.
 *
 * Laws: every job settles exactly once, whatever the worker does; after `cancel` at once. A queue outlives a failed
 * job. At most one `'queue'` job runs at a time, in the order of the calls; of a `'latest'` method at most one job is
 * unsettled. A worker that does not obey a cancel within `patienceMs` is replaced. Only a worker without any work is ended for
 * resting.
 */
import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import { err, type Problem, problem, type Result } from '#core/base';
import type { Job, JobProblem } from './job.ts';
import type { Contract, Wire } from './serve.ts';

/**
 * `'queue'`: one after the other. `'latest'`: a new request cancels the one before it. `'now'`: beside all others.
 */
export type Order = 'queue' | 'latest' | 'now';

export interface Policy {
  readonly order: Order;
  /** Ask again, once, when the worker crashed: for requests that change nothing. */
  readonly retry?: boolean;
}

/** A started worker: its wire, how to end it, and how to learn that it died. */
export interface Spawned {
  readonly endpoint: Endpoint;
  terminate(): void;
  onCrash(listener: (reason: string) => void): void;
}

export interface WorkerClient<C extends Contract<C>> {
  call<M extends keyof C & string>(
    method: M,
    request: C[M]['request'],
    onProgress?: (value: C[M]['progress']) => void,
  ): Job<C[M]['answer']>;
  /** Told when the worker died; the next call starts a new one. */
  onCrash(listener: () => void): void;
  /** Ends the worker; unsettled jobs settle with `cancelled`. */
  close(): void;
}

export interface ClientOptions {
  /** How long a cancelled job may still keep the worker busy. Default 5000. */
  readonly patienceMs?: number;
  /** How often a busy worker is asked for a sign of life; four unanswered are a crash. Default 15000. */
  readonly pulseMs?: number;
  /** This many crashes within a minute, and no new worker is started. Default 4. */
  readonly maxCrashes?: number;
  /** A worker without work is ended after so long, and what it had loaded with it; the next call starts a new one. Default: never. */
  readonly restMs?: number;
}

interface Entry {
  readonly id: number;
  readonly method: string;
  readonly request: unknown;
  readonly policy: Policy;
  readonly onProgress: ((value: never) => void) | undefined;
  readonly settle: (result: Result<unknown, JobProblem>) => void;
  settled: boolean;
  retried: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

interface Connection {
  readonly spawned: Spawned;
  readonly wire: Remote<Wire>;
  unanswered: number;
}

const pulsesMissed = 4;

export function createWorkerClient<C extends Contract<C>>(
  spawn: () => Spawned,
  policies: Readonly<Record<keyof C, Policy>>,
  options: ClientOptions = {},
): WorkerClient<C> {
  const { patienceMs = 5000, pulseMs = 15_000, maxCrashes = 4, restMs } = options;
  const queue: Entry[] = [];
  const running = new Map<number, Entry>();
  const crashListeners = new Set<() => void>();
  const crashTimes: number[] = [];
  let connection: Connection | undefined;
  let pulse: ReturnType<typeof setInterval> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let ids = 0;

  const settle = (entry: Entry, result: Result<unknown, JobProblem>): void => {
    if (entry.settled) return;
    entry.settled = true;
    entry.settle(result);
  };

  const connect = (): Connection => {
    if (connection !== undefined) return connection;
    const spawned = spawn();
    const made: Connection = { spawned, wire: wrap<Wire>(spawned.endpoint), unanswered: 0 };
    connection = made;
    spawned.onCrash((reason) => crashed(made, reason));
    void made.wire.listen(
      proxy((id: number, value: unknown) => {
        made.unanswered = 0;
        const entry = running.get(id);
        // The method's contract says what its progress is.
        if (entry !== undefined && !entry.settled) entry.onProgress?.(value as never);
      }),
    );
    return made;
  };

  const crashed = (dead: Connection, reason: string): void => {
    if (connection !== dead) return;
    connection = undefined;
    dead.spawned.terminate();
    crashTimes.push(performance.now());
    const victims = [...running.values()];
    running.clear();
    for (const entry of victims.reverse()) {
      if (entry.timer !== undefined) clearTimeout(entry.timer);
      if (!entry.settled && entry.policy.retry === true && !entry.retried) {
        entry.retried = true;
        queue.unshift(entry);
      } else settle(entry, err(problem('worker-crashed', `The worker died: ${reason}`)));
    }
    for (const listener of crashListeners) listener();
    pump();
  };

  const mayStart = (): boolean => {
    const now = performance.now();
    while (crashTimes.length > 0 && now - (crashTimes[0] ?? now) > 60_000) crashTimes.shift();
    return crashTimes.length < maxCrashes;
  };

  const start = (entry: Entry): void => {
    if (connection === undefined && !mayStart()) {
      settle(entry, err(problem('worker-unavailable', 'The worker died again and again.')));
      return;
    }
    running.set(entry.id, entry);
    let wire: Remote<Wire>;
    try {
      wire = connect().wire;
    } catch (error) {
      running.delete(entry.id);
      settle(entry, err(problem('worker-unavailable', String(error))));
      return;
    }
    beat();
    const finished = (result: Result<unknown, Problem>): void => {
      if (running.get(entry.id) !== entry) return; // of a worker that is no more
      running.delete(entry.id);
      if (entry.timer !== undefined) clearTimeout(entry.timer);
      settle(entry, result);
      pump();
    };
    wire.start(entry.id, entry.method, entry.request).then(finished, (error: unknown) => {
      // The request or the answer could not be cloned: a bug of ours.
      finished(err(problem('internal', String(error))));
    });
  };

  const pump = (): void => {
    while (queue.length > 0) {
      const busy = [...running.values()].some((entry) => entry.policy.order === 'queue');
      const index = queue.findIndex((entry) => !busy || entry.policy.order !== 'queue');
      const entry = index < 0 ? undefined : queue.splice(index, 1)[0];
      if (entry === undefined) break;
      start(entry);
    }
    beat();
  };

  const end = (): void => {
    connection?.spawned.terminate();
    connection = undefined;
  };

  /** While something runs, asks for a sign of life: a worker killed for memory may send no event at all. */
  const beat = (): void => {
    if (rest !== undefined) clearTimeout(rest);
    rest = undefined;
    if (running.size === 0) {
      if (pulse !== undefined) clearInterval(pulse);
      pulse = undefined;
      if (restMs !== undefined && connection !== undefined) rest = setTimeout(end, restMs);
      return;
    }
    pulse ??= setInterval(() => {
      const asked = connection;
      if (asked === undefined) return;
      asked.unanswered++;
      if (asked.unanswered > pulsesMissed) {
        crashed(asked, 'no sign of life');
        return;
      }
      void asked.wire.ping().then(() => {
        asked.unanswered = 0;
      });
    }, pulseMs);
  };

  const give = (entry: Entry, found: JobProblem): void => {
    if (entry.settled) return;
    settle(entry, err(found));
    const at = queue.indexOf(entry);
    if (at >= 0) {
      queue.splice(at, 1);
      return;
    }
    if (running.get(entry.id) !== entry || connection === undefined) return;
    const told = connection;
    void told.wire.cancel(entry.id);
    entry.timer = setTimeout(() => {
      if (running.get(entry.id) === entry) crashed(told, 'it did not stop when asked');
    }, patienceMs);
  };

  return {
    call: (method, request, onProgress) => {
      const policy = policies[method];
      if (policy.order === 'latest') {
        const earlier = [...queue, ...running.values()].filter((entry) => entry.method === method);
        for (const entry of earlier) give(entry, problem('superseded', 'A newer request took its place.'));
      }
      let resolve: Entry['settle'] = () => undefined;
      const promise = new Promise<Result<unknown, JobProblem>>((settled) => {
        resolve = settled;
      });
      const entry: Entry = {
        id: ++ids,
        method,
        request,
        policy,
        onProgress: onProgress as ((value: never) => void) | undefined, // its contract's type
        settle: resolve,
        settled: false,
        retried: false,
      };
      queue.push(entry);
      pump();
      return {
        // The contract ties the method to its answer; the wire does not.
        result: promise as Promise<Result<C[typeof method]['answer'], JobProblem>>,
        cancel: () => give(entry, problem('cancelled', 'It was cancelled.')),
      };
    },
    onCrash: (listener) => {
      crashListeners.add(listener);
    },
    close: () => {
      end();
      const open = [...queue, ...running.values()];
      queue.length = 0;
      running.clear();
      for (const entry of open) {
        if (entry.timer !== undefined) clearTimeout(entry.timer);
        settle(entry, err(problem('cancelled', 'The worker was closed.')));
      }
      beat();
    },
  };
}

/** A browser's worker as `Spawned`: any uncaught error counts as its death. */
export function spawned(worker: Worker): Spawned {
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onCrash: (listener) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.message === '' ? 'unknown error' : event.message);
      });
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
  };
}
