/**
 * Every explanation as a rule: what it matches, where rules disagree, how often it was right, how much its vote counts.
 * Moving a threshold changes all figures as it moves; letting go writes it into the project.
 */
import { A, useSearchParams } from '@solidjs/router';
import Lightbulb from 'lucide-solid/icons/lightbulb';
import ListPlus from 'lucide-solid/icons/list-plus';
import PenLine from 'lucide-solid/icons/pen-line';
import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js';
import { wordListsOf } from '#core/project';
import type { RuleKind, RuleRow, ThresholdFigures } from '#workers/rules/contract';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { formatWait } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Progress } from '../../widgets/progress.tsx';
import { createReport, type Thresholds } from './report.ts';
import { RuleDetails } from './rule-details.tsx';
import { formatShareFinely, RulesTable } from './rules-table.tsx';
import {
  type Column,
  filterRows,
  noFilter,
  type Order,
  type RowFilter,
  showings,
  sortRows,
} from './table-order.ts';
import { type PanelFigure, ThresholdPanel } from './threshold-panel.tsx';
import type { PlotPoint } from './threshold-plot.tsx';
import { VotersTable } from './voters-table.tsx';
import './explanations-screen.css';

const ComposeDialog = lazy(async () => ({ default: (await import('./compose-dialog.tsx')).ComposeDialog }));
const WordListsDialog = lazy(async () => ({
  default: (await import('./word-lists-dialog.tsx')).WordListsDialog,
}));

/** Milliseconds from which on it is worth saying how long something still takes. */
const shortestMs = 3000;

export function ExplanationsScreen(): JSX.Element {
  const store = useStore();
  const { project, labels } = useProject();
  const t = () => m().explanations;
  const projectId = createMemo(() => project().id);
  const [moving, setMoving] = createSignal<Partial<Thresholds>>({});
  const thresholds = createMemo<Thresholds>(() => ({
    rule: moving().rule ?? project().settings.ruleThreshold,
    trigger: moving().trigger ?? project().settings.triggerThreshold,
  }));
  const { report, progress, softening, softeningLeftMs, stopped, stop, failed, again } = createReport(
    projectId,
    thresholds,
  );
  /** Of work that is done in a moment nothing is said: it would only flicker. */
  const longSoftening = () => ((softeningLeftMs() ?? 0) > shortestMs ? softening() : undefined);
  const given = createLive(projectId, async (open, id) => {
    const kinds = new Set((await open.explanations.ofProject(id)).map(({ kind }) => kind));
    return { nl: kinds.has('nl'), trigger: kinds.has('trigger') };
  });
  const isEmpty = (): boolean => given()?.nl === false && given()?.trigger === false;
  const [filter, setFilter] = createSignal<RowFilter>(noFilter);
  const [order, setOrder] = createSignal<Order>();
  // `?check=` leads from a label's reason to its check.
  const [query, setQuery] = useSearchParams<{ check?: string }>();
  const [chosen, setChosen] = createSignal<string | undefined>(query.check);
  const choose = (id: string | undefined): void => {
    setChosen(id);
    if (query.check !== undefined) setQuery({ check: undefined }, { replace: true });
  };
  const byId = createMemo(() => new Map(labels().map((label) => [label.id, label])));
  const labelName = (id: string): string => byId().get(id)?.name ?? '';
  const allRows = (): readonly RuleRow[] => report()?.rows ?? [];
  const rows = createMemo(() => sortRows(filterRows(allRows(), filter()), order(), labelName));
  const chosenRow = createMemo(() => allRows().find((row) => row.explanationId === chosen()));
  const usedLabels = createMemo(() => {
    const used = new Set(allRows().map((row) => row.labelId));
    return labels().filter((label) => used.has(label.id));
  });

  const turn = (column: Column): void => {
    const now = order();
    // Numbers are wanted largest first, words from A; the second click turns round, the third gives the first order back.
    const first = column !== 'text' && column !== 'label';
    if (now?.column !== column) setOrder({ column, descending: first });
    else if (now.descending === first) setOrder({ column, descending: !first });
    else setOrder(undefined);
  };
  const switchRule = (row: RuleRow, enabled: boolean): void => {
    void succeeded(
      store.act(projectId(), { kind: 'enable-explanations', explanationIds: [row.explanationId], enabled }),
    );
  };
  const commit = async (part: Partial<Thresholds>): Promise<void> => {
    const settings = {
      ...(part.rule === undefined ? {} : { ruleThreshold: part.rule }),
      ...(part.trigger === undefined ? {} : { triggerThreshold: part.trigger }),
    };
    await succeeded(store.projects.update(projectId(), { settings }));
    setMoving({});
  };
  const rulesOn = (kind: RuleKind): string => {
    const own = allRows().filter((row) => row.kind === kind);
    return `${formatNumber(own.filter((row) => row.enabled && row.figures).length)} / ${formatNumber(own.length)}`;
  };
  const sentenceCurve = createMemo(() => (report()?.curve ?? []).map(toPoint));
  const sentenceFigures = (): readonly PanelFigure[] => {
    const { rules, coverage, coverageHint, overlaps, overlapsHint, conflicts, conflictsHint } = t().summary;
    const { accuracy, accuracyHint, instances } = t().summary;
    const now = report();
    const at = sentenceCurve().findLast((point) => point.threshold <= thresholds().rule + 1e-9);
    return [
      { name: rules, value: rulesOn('nl') },
      {
        name: coverage,
        hint: coverageHint,
        value: formatShareFinely(now?.coverage ?? 0),
        more: instances(now?.instances ?? 0),
      },
      { name: overlaps, hint: overlapsHint, value: formatShareFinely(now?.overlaps ?? 0) },
      { name: conflicts, hint: conflictsHint, value: formatShareFinely(now?.conflicts ?? 0) },
      { name: accuracy, hint: accuracyHint, value: formatAccuracy(at?.accuracy) },
    ];
  };
  const triggerCurve = createMemo((): readonly PlotPoint[] => {
    const all = report()?.triggers;
    const share = (matched: number): number => (all?.documents ? matched / all.documents : 0);
    return (all?.curve ?? []).map(({ threshold, matched }) => ({ threshold, coverage: share(matched) }));
  });
  const triggerFigures = (): readonly PanelFigure[] => {
    const { triggersOn, reached, reachedHint, texts, triggersRight, triggersRightHint } = t().summary;
    const all = report()?.triggers;
    const judged = { correct: 0, incorrect: 0 };
    for (const { kind, enabled, figures } of allRows()) {
      if (kind !== 'trigger' || !enabled) continue;
      judged.correct += figures?.correct ?? 0;
      judged.incorrect += figures?.incorrect ?? 0;
    }
    return [
      { name: triggersOn, value: rulesOn('trigger') },
      {
        name: reached,
        hint: reachedHint,
        value: formatShareFinely(all === undefined || all.documents === 0 ? 0 : all.matched / all.documents),
        more: texts(all?.matched ?? 0, all?.documents ?? 0),
      },
      { name: triggersRight, hint: triggersRightHint, value: formatAccuracy(accuracyOf(judged)) },
    ];
  };
  /** While nothing is counted there is no figure: noughts would look like an outcome. */
  const counted = (figures: readonly PanelFigure[]): readonly PanelFigure[] =>
    report() === undefined ? figures.map(({ more: _, ...one }) => ({ ...one, value: '…' })) : figures;
  const sentenceHint = (): string => {
    const soft = report()?.soft ?? 'ready';
    if (soft === 'unavailable') return t().exactOnly;
    if (soft === 'ready') return t().threshold.ruleHint;
    const { done, total } = softening() ?? { done: 0, total: 0 };
    return t().exactSoFar(formatShare(total === 0 ? 0 : done / total));
  };

  return (
    <div class="explanations">
      <Show when={!isEmpty()} fallback={<Nothing projectId={projectId()} onKept={choose} />}>
        <header class="explanations-head">
          <div>
            <h2>{t().title}</h2>
            <p class="soft">{t().lead}</p>
          </div>
          <RuleTools onKept={choose} />
          <Show when={progress()}>
            {(now) => (
              <Progress value={now().done} max={now().total} label={t().running(now().done, now().total)} />
            )}
          </Show>
          <Show when={longSoftening()}>
            {(now) => (
              <div class="row">
                <Progress
                  value={now().done}
                  max={now().total}
                  label={t().similar(
                    formatShare(now().total === 0 ? 0 : now().done / now().total),
                    formatWait(softeningLeftMs() ?? 0),
                  )}
                />
                <Button size="sm" onClick={stop}>
                  {t().stop}
                </Button>
              </div>
            )}
          </Show>
          <Show when={stopped()}>
            <p role="status">
              {t().stopped}{' '}
              <Button size="sm" onClick={again}>
                {t().goOn}
              </Button>
            </p>
          </Show>
          <Show when={failed()}>
            <p role="alert" class="explanations-failed">
              {t().failed}{' '}
              <Button size="sm" onClick={again}>
                {m().common.retry}
              </Button>
            </p>
          </Show>
        </header>
        <section class="explanations-figures" aria-label={t().summary.region}>
          <Show when={given()?.nl}>
            <ThresholdPanel
              title={t().summary.sentences}
              figures={counted(sentenceFigures())}
              sliderLabel={t().threshold.rule}
              sliderHint={sentenceHint()}
              value={thresholds().rule}
              curve={sentenceCurve()}
              plotTitle={t().threshold.plot}
              coverageName={t().summary.coverage}
              onInput={(rule) => setMoving((old) => ({ ...old, rule }))}
              onCommit={(rule) => void commit({ rule })}
            />
          </Show>
          <Show when={given()?.trigger}>
            <ThresholdPanel
              title={t().summary.triggers}
              figures={counted(triggerFigures())}
              sliderLabel={t().threshold.trigger}
              sliderHint={t().threshold.triggerHint}
              value={thresholds().trigger}
              curve={triggerCurve()}
              plotTitle={t().threshold.triggerPlot}
              coverageName={t().summary.reached}
              onInput={(trigger) => setMoving((old) => ({ ...old, trigger }))}
              onCommit={(trigger) => void commit({ trigger })}
            />
          </Show>
        </section>
        {/* biome-ignore lint/a11y/useSemanticElements: the search element is not known to all screen readers yet */}
        <div class="explanations-filter" role="search">
          <input
            type="search"
            class="input"
            placeholder={t().filter.search}
            aria-label={t().filter.search}
            value={filter().text}
            onInput={(event) => setFilter({ ...filter(), text: event.currentTarget.value })}
          />
          <select
            class="input"
            aria-label={t().filter.label}
            value={filter().labelId}
            onChange={(event) => setFilter({ ...filter(), labelId: event.currentTarget.value })}
          >
            <option value="">{t().filter.anyLabel}</option>
            <For each={usedLabels()}>{(label) => <option value={label.id}>{label.name}</option>}</For>
          </select>
          <select
            class="input"
            aria-label={t().filter.show}
            value={filter().show}
            onChange={(event) => {
              const show = showings.find((one) => one === event.currentTarget.value) ?? 'all';
              setFilter({ ...filter(), show });
              announce(t().filter.shown(rows().length, allRows().length));
            }}
          >
            <For each={showings}>{(show) => <option value={show}>{t().filter[show]}</option>}</For>
          </select>
          <span class="small soft">
            {report() === undefined ? t().filter.reading : t().filter.shown(rows().length, allRows().length)}
          </span>
        </div>
        <div class="explanations-body" data-open={chosenRow() === undefined ? undefined : ''}>
          <Show
            when={rows().length > 0 || report() === undefined}
            fallback={<p class="soft">{t().filter.none}</p>}
          >
            <RulesTable
              rows={rows()}
              labelOf={(id) => byId().get(id)}
              order={order()}
              chosen={chosen()}
              onOrder={turn}
              onChoose={(row) => choose(row.explanationId)}
              onSwitch={switchRule}
            />
          </Show>
          <Show when={chosenRow()}>
            {(row) => (
              <RuleDetails
                row={row()}
                projectId={projectId()}
                labels={labels()}
                thresholds={thresholds}
                report={report}
                isChecking={query.check === row().explanationId}
                onCheck={(on) => setQuery({ check: on ? row().explanationId : undefined }, { replace: true })}
                onClose={() => choose(undefined)}
              />
            )}
          </Show>
        </div>
      </Show>
      <Show when={(report()?.voters.length ?? 0) > 0}>
        <VotersTable voters={report()?.voters ?? []} nameOf={(id) => byId().get(id)?.name} />
      </Show>
    </div>
  );
}

/** Share of the judged that was right; `undefined` where nothing was judged. */
function accuracyOf(judged: { readonly correct: number; readonly incorrect: number }): number | undefined {
  const total = judged.correct + judged.incorrect;
  return total === 0 ? undefined : judged.correct / total;
}

function formatAccuracy(accuracy: number | undefined): string {
  return accuracy === undefined ? '–' : formatShare(accuracy);
}

function toPoint(figures: ThresholdFigures): PlotPoint {
  const accuracy = accuracyOf(figures);
  const { threshold, coverage } = figures;
  return accuracy === undefined ? { threshold, coverage } : { threshold, coverage, accuracy };
}

/** A rule without a text before one, and the lists that reasons can name. */
function RuleTools(props: { readonly onKept: (explanationId: string) => void }): JSX.Element {
  const { project } = useProject();
  const [open, setOpen] = createSignal<'compose' | 'lists'>();
  const t = () => m().explanations;
  return (
    <div class="row explanations-tools">
      <Show when={project().explanationKinds.includes('nl')}>
        <Button icon={<PenLine />} onClick={() => setOpen('compose')}>
          {t().compose.title}
        </Button>
      </Show>
      <Button icon={<ListPlus />} onClick={() => setOpen('lists')}>
        {t().lists.title}
        <Show when={wordListsOf(project()).length}>
          {(count) => <span class="explanations-count">{formatNumber(count())}</span>}
        </Show>
      </Button>
      <Suspense>
        <Show when={open() === 'compose'}>
          <ComposeDialog onClose={() => setOpen(undefined)} onKept={props.onKept} />
        </Show>
        <Show when={open() === 'lists'}>
          <WordListsDialog onClose={() => setOpen(undefined)} />
        </Show>
      </Suspense>
    </div>
  );
}

function Nothing(props: {
  readonly projectId: string;
  readonly onKept: (explanationId: string) => void;
}): JSX.Element {
  return (
    <div class="explanations-empty">
      <Lightbulb size={40} aria-hidden="true" />
      <h2>{m().explanations.empty.title}</h2>
      <p class="soft">{m().explanations.empty.body}</p>
      <RuleTools onKept={props.onKept} />
      <A class="button" data-look="primary" data-size="md" href={projectPath(props.projectId, 'annotate')}>
        {m().explanations.empty.go}
      </A>
    </div>
  );
}
