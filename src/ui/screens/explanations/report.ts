/**
 * The figures of all rules, asked of the rules worker again whenever an explanation, a label or a document changes and
 * whenever a threshold moves; the last answer stands until the new one is there, so that nothing jumps.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Progress } from '#workers/rpc/job';
import type { RulesClient } from '#workers/rules/client';
import type { MatchesAnswer, RulesReport } from '#workers/rules/contract';
import { withKeptParts } from '../../state/kept-parts.ts';
import { createLive } from '../../state/live.ts';
import { rulesWorker } from '../../state/workers.ts';

export interface Thresholds {
  readonly rule: number;
  readonly trigger: number;
}

export interface ReportState {
  readonly report: Accessor<RulesReport | undefined>;
  readonly progress: Accessor<Progress | undefined>;
  /** Soft matches are being prepared; the report is asked for again when they are there. */
  readonly softening: Accessor<Progress | undefined>;
  /** Milliseconds that they still take, at the pace so far; `undefined` while it is not known. */
  readonly softeningLeftMs: Accessor<number | undefined>;
  /** A person stopped them: what is there stands, until `again`. */
  readonly stopped: Accessor<boolean>;
  stop(): void;
  readonly failed: Accessor<boolean>;
  again(): void;
}

/** Answers that a newer question or leaving the screen made needless are no failures. */
const isDropped = (code: string): boolean => code === 'cancelled' || code === 'superseded';

export function createReport(projectId: Accessor<string>, thresholds: Accessor<Thresholds>): ReportState {
  const [report, setReport] = createSignal<RulesReport>();
  const [progress, setProgress] = createSignal<Progress>();
  const [softening, setSoftening] = createSignal<Progress>();
  const [softeningLeftMs, setLeftMs] = createSignal<number>();
  const [stopped, setStopped] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const [round, setRound] = createSignal(0);
  let stopping = (): void => undefined;
  // What the figures depend on, watched as plain counts and times: the worker itself reads the records.
  const version = createLive(projectId, async (store, id) => {
    const [summary, find, trigger] = await Promise.all([
      store.projects.summary(id),
      store.weights.get(id, 'find'),
      store.weights.get(id, 'trigger'),
    ]);
    return [
      summary?.changedAt,
      summary?.annotations,
      summary?.documents,
      find?.version,
      trigger?.version,
    ].join(':');
  });
  createEffect(
    on([projectId, thresholds, version, round], ([id, { rule, trigger }, changed]) => {
      if (changed === undefined) return;
      let left = false;
      let cancel = (): void => undefined;
      onCleanup(() => {
        left = true;
        cancel();
      });
      void rulesWorker().then(async (client) => {
        if (left) return;
        const job = client.report(
          { projectId: id, ruleThreshold: rule, triggerThreshold: trigger },
          (now) => {
            if (!left) setProgress(now);
          },
        );
        cancel = () => job.cancel();
        const answer = await job.result;
        if (left) return;
        setProgress(undefined);
        // A report of its own even where all figures are as before: what else depends on the labels is asked for anew.
        if (answer.ok) setReport((old) => ({ ...withKeptParts(old, answer.value) }));
        setFailed(!answer.ok && !isDropped(answer.error.code));
        if (!answer.ok || answer.value.settled || stopped()) {
          setSoftening(undefined);
          return;
        }
        let first: { readonly at: number; readonly share: number } | undefined;
        const preparing = client.settle({ projectId: id }, (now) => {
          if (left) return;
          setSoftening(now);
          const share = now.total === 0 ? 0 : now.done / now.total;
          first ??= { at: performance.now(), share };
          const passed = performance.now() - first.at;
          const gained = share - first.share;
          setLeftMs(gained <= 0 ? undefined : (passed / gained) * (1 - share));
        });
        cancel = () => preparing.cancel();
        stopping = () => preparing.cancel();
        const reached = await preparing.result;
        if (left) return;
        setSoftening(undefined);
        setLeftMs(undefined);
        if (reached.ok) setRound((n) => n + 1);
      });
    }),
  );
  return {
    ...{ report, progress, softening, softeningLeftMs, stopped, failed },
    stop: () => {
      setStopped(true);
      stopping();
    },
    again: () => {
      setStopped(false);
      setRound((n) => n + 1);
    },
  };
}

/** Where the chosen rule matches; asked again with every new report. */
export function createMatches(
  projectId: Accessor<string>,
  explanationId: Accessor<string | undefined>,
  thresholds: Accessor<Thresholds>,
  report: Accessor<RulesReport | undefined>,
  limit: number,
): Accessor<MatchesAnswer | undefined> {
  const [matches, setMatches] = createSignal<MatchesAnswer>();
  createEffect(on(explanationId, () => setMatches(undefined)));
  createEffect(
    on([projectId, explanationId, report], ([id, chosen]) => {
      if (chosen === undefined) return;
      const { rule, trigger } = thresholds();
      let left = false;
      onCleanup(() => {
        left = true;
      });
      void ask(rulesWorker(), {
        projectId: id,
        explanationId: chosen,
        ruleThreshold: rule,
        triggerThreshold: trigger,
        limit,
      }).then((answer) => {
        if (!left && answer !== undefined) setMatches((old) => withKeptParts(old, answer));
      });
    }),
  );
  return matches;
}

async function ask(
  worker: Promise<RulesClient>,
  request: Parameters<RulesClient['matches']>[0],
): Promise<MatchesAnswer | undefined> {
  const answer = await (await worker).matches(request).result;
  return answer.ok ? answer.value : undefined;
}
