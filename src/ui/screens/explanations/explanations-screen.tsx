/**
 * Every explanation as a rule: what it matches, where rules disagree, how often it was right, how much its vote counts.
 * Moving a threshold changes all figures as it moves; letting go writes it into the project.
 */
import { A } from '@solidjs/router';
import Lightbulb from 'lucide-solid/icons/lightbulb';
import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { RuleRow } from '#workers/rules-contract';
import { projectPath } from '../../app/screens.ts';
import { formatConfidence, formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { createLive } from '../../state/live.ts';
import { succeeded } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';
import { Progress } from '../../widgets/progress.tsx';
import { Slider } from '../../widgets/slider.tsx';
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
import './explanations-screen.css';

const ThresholdPlot = lazy(async () => ({ default: (await import('./threshold-plot.tsx')).ThresholdPlot }));

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
  const { report, progress, softening, failed, again } = createReport(projectId, thresholds);
  const given = createLive(projectId, async (open, id) => (await open.explanations.ofProject(id)).length);
  const [filter, setFilter] = createSignal<RowFilter>(noFilter);
  const [order, setOrder] = createSignal<Order>();
  const [chosen, setChosen] = createSignal<string>();
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
  const judged = createMemo(() => {
    const at = report()?.curve.findLast((point) => point.threshold <= thresholds().rule + 1e-9);
    const total = at === undefined ? 0 : at.correct + at.incorrect;
    return at === undefined || total === 0 ? undefined : at.correct / total;
  });

  const thresholdHint = (): string => {
    const soft = report()?.soft ?? 'ready';
    if (soft === 'unavailable') return t().exactOnly;
    if (soft === 'ready') return t().threshold.ruleHint;
    const { done, total } = softening() ?? { done: 0, total: 0 };
    return t().exactSoFar(formatShare(total === 0 ? 0 : done / total));
  };

  return (
    <div class="explanations">
      <Show when={given() !== 0} fallback={<Nothing projectId={projectId()} />}>
        <header class="explanations-head">
          <div>
            <h2>{t().title}</h2>
            <p class="soft">{t().lead}</p>
          </div>
          <Show when={progress()}>
            {(now) => (
              <Progress value={now().done} max={now().total} label={t().running(now().done, now().total)} />
            )}
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
          <dl class="figures">
            <Figure
              name={t().summary.rules}
              value={`${formatNumber(allRows().filter((row) => row.enabled && row.figures).length)} / ${formatNumber(allRows().length)}`}
            />
            <Figure
              name={t().summary.coverage}
              hint={t().summary.coverageHint}
              value={formatShareFinely(report()?.coverage ?? 0)}
              more={t().summary.instances(report()?.instances ?? 0)}
            />
            <Figure
              name={t().summary.overlaps}
              hint={t().summary.overlapsHint}
              value={formatShareFinely(report()?.overlaps ?? 0)}
            />
            <Figure
              name={t().summary.conflicts}
              hint={t().summary.conflictsHint}
              value={formatShareFinely(report()?.conflicts ?? 0)}
            />
            <Figure
              name={t().summary.accuracy}
              hint={t().summary.accuracyHint}
              value={judged() === undefined ? '–' : formatShare(judged() ?? 0)}
            />
          </dl>
          <div class="explanations-thresholds">
            <Show when={project().explanationKinds.includes('nl')}>
              <Field label={t().threshold.rule} hint={thresholdHint()}>
                {(parts) => (
                  <Slider
                    id={parts.id}
                    describedBy={parts['aria-describedby']}
                    value={thresholds().rule}
                    min={0.3}
                    max={1}
                    onInput={(rule) => setMoving((old) => ({ ...old, rule }))}
                    onCommit={(rule) => void commit({ rule })}
                  />
                )}
              </Field>
            </Show>
            <Show when={project().explanationKinds.includes('trigger')}>
              <Field label={t().threshold.trigger}>
                {(parts) => (
                  <Slider
                    id={parts.id}
                    describedBy={parts['aria-describedby']}
                    value={thresholds().trigger}
                    onInput={(trigger) => setMoving((old) => ({ ...old, trigger }))}
                    onCommit={(trigger) => void commit({ trigger })}
                  />
                )}
              </Field>
            </Show>
          </div>
          <Show when={(report()?.curve.length ?? 0) > 1}>
            <div class="explanations-plot">
              <h3 class="small soft">{t().threshold.plot}</h3>
              <Suspense>
                <ThresholdPlot curve={report()?.curve ?? []} threshold={thresholds().rule} />
              </Suspense>
              <span class="visually-hidden">
                {t().threshold.atThreshold(formatConfidence(thresholds().rule))}
              </span>
            </div>
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
          <span class="small soft">{t().filter.shown(rows().length, allRows().length)}</span>
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
              onChoose={(row) => setChosen(row.explanationId)}
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
                onClose={() => setChosen(undefined)}
              />
            )}
          </Show>
        </div>
      </Show>
    </div>
  );
}

function Figure(props: {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
  readonly more?: string;
}): JSX.Element {
  return (
    <div class="figure" title={props.hint}>
      <dt class="small soft">{props.name}</dt>
      <dd class="figure-value">{props.value}</dd>
      <Show when={props.more}>
        <dd class="small soft">{props.more}</dd>
      </Show>
    </div>
  );
}

function Nothing(props: { readonly projectId: string }): JSX.Element {
  return (
    <div class="explanations-empty">
      <Lightbulb size={40} aria-hidden="true" />
      <h2>{m().explanations.empty.title}</h2>
      <p class="soft">{m().explanations.empty.body}</p>
      <A class="button" data-look="primary" data-size="md" href={projectPath(props.projectId, 'annotate')}>
        {m().explanations.empty.go}
      </A>
    </div>
  );
}
