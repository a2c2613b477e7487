/**
 * The worker's side of a contract: methods are functions from a request to a `Result`, with a stop signal and a
 * way to tell progress. What they throw becomes a `Result` here, because Comlink would keep only its message.
 */
import { type Endpoint, expose } from 'comlink';
import { err, type Problem, problem, type Result, type StopSignal, StopSource } from '#core/base';
import { StoreFailure } from '#store';

/** What a worker can be asked: by method, its request, its answer, and what it tells meanwhile. */
export type Contract<Methods> = {
  readonly [M in keyof Methods]: {
    readonly request: unknown;
    readonly answer: unknown;
    readonly progress: unknown;
  };
};

export interface JobContext<P> {
  readonly stop: StopSignal;
  /** Told at most ten times a second; the last value before the answer is always told. */
  progress(value: P): void;
}

export type Handlers<C extends Contract<C>> = {
  readonly [M in keyof C]: (
    request: C[M]['request'],
    job: JobContext<C[M]['progress']>,
  ) => Promise<Result<C[M]['answer'], Problem>>;
};

/** What goes over the wire; `client.ts` is its only caller. */
export interface Wire {
  /** `tell` answers when the page has received it. */
  listen(tell: (id: number, value: unknown) => void | Promise<void>): void;
  start(id: number, method: string, request: unknown): Promise<Result<unknown, Problem>>;
  cancel(id: number): void;
  ping(): true;
}

const tellEveryMs = 100;

/** Answers requests that arrive at `endpoint` (default: this worker's own). */
export function serve<C extends Contract<C>>(handlers: Handlers<C>, endpoint?: Endpoint): void {
  const running = new Map<number, StopSource>();
  let listener: ((id: number, value: unknown) => void | Promise<void>) | undefined;

  const wire: Wire = {
    listen: (tell) => {
      listener = tell;
    },
    start: async (id, method, request) => {
      if (!Object.hasOwn(handlers, method)) return err(problem('internal', `no method ${method}`));
      // The client's types tie method, request and progress together; the wire does not.
      const handler = handlers[method as keyof C] as Handlers<C>[keyof C];
      const stop = new StopSource();
      const throttle = createThrottle((value) => listener?.(id, value));
      running.set(id, stop);
      try {
        const result = await handler(request, { stop, progress: throttle.tell });
        await throttle.flush(); // progress has a channel of its own: the answer must not overtake it
        return result;
      } catch (error) {
        return err(toProblem(error));
      } finally {
        throttle.stop();
        running.delete(id);
      }
    },
    cancel: (id) => {
      running.get(id)?.stop();
    },
    ping: () => true,
  };
  expose(wire, endpoint);
}

function toProblem(error: unknown): Problem {
  if (error instanceof StoreFailure) return error.problem;
  const name = error instanceof Error ? error.name : 'Error';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /memory|allocation/i.test(message)) {
    return problem('out-of-memory', message);
  }
  return problem('internal', `${name}: ${message}`);
}

/** Passes values on at most every `tellEveryMs`, the newest one only. */
function createThrottle(pass: (value: unknown) => void | Promise<void>) {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: { readonly value: unknown } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async (): Promise<void> => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    if (waiting === undefined) return;
    const { value } = waiting;
    waiting = undefined;
    last = performance.now();
    await pass(value);
  };
  return {
    tell: (value: unknown): void => {
      waiting = { value };
      const left = last + tellEveryMs - performance.now();
      if (left <= 0) void flush();
      else timer ??= setTimeout(() => void flush(), left);
    },
    flush,
    stop: (): void => {
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}
