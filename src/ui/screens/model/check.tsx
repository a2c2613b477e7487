/**
 * The check of one's own labels: which may have slipped, as a walk through their texts, and whether reasons paid, in a figure.
 * It runs in the background when it is asked for.
 */
import { useNavigate } from '@solidjs/router';
import { createMemo, type JSX, Show } from 'solid-js';
import type { PayOff } from '#core/project';
import { suspectedItems } from '#core/train';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { formatWait } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { checkLabels, learnerStatus } from '../../state/learner.ts';
import { useProject } from '../../state/project-context.ts';
import { beginWalk } from '../../state/walk.ts';
import { Button } from '../../widgets/button.tsx';
import { LineChart } from '../../widgets/line-chart.tsx';
import { Progress } from '../../widgets/progress.tsx';
import type { ModelRecords } from './figures.ts';

const mostStops = 50;

export function LabelCheck(props: {
  readonly records: ModelRecords;
  readonly nameOf: (labelId: string) => string;
}): JSX.Element {
  const { project } = useProject();
  const navigate = useNavigate();
  const text = () => m().model.check;
  const running = () => learnerStatus().check;
  const found = () => props.records.checkUp;
  const suspects = createMemo(() =>
    [props.records.weights?.measured?.items ?? [], found()?.items ?? []]
      .flatMap((items) => suspectedItems(items))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, mostStops),
  );
  const walk = (): void => {
    beginWalk({
      projectId: project().id,
      title: text().again,
      stops: suspects().map((item) => ({
        documentId: item.documentId,
        words: text().item(
          props.records.wordsOf(item),
          props.nameOf(item.gold),
          props.nameOf(item.predicted),
          formatShare(item.confidence),
        ),
      })),
    });
    const position = props.records.positions.get(suspects()[0]?.documentId ?? '') ?? 0;
    navigate(`${projectPath(project().id, 'annotate')}?text=${position + 1}`);
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="small soft">{text().lead}</p>
      <Show when={found()}>{(last) => <p>{text().checked(last().texts, suspects().length)}</p>}</Show>
      <div class="row">
        <Show when={suspects().length > 0}>
          <Button look="primary" onClick={walk}>
            {text().walk(suspects().length)}
          </Button>
        </Show>
        <Show
          when={running()}
          fallback={
            <Button onClick={() => checkLabels()}>
              {found() === undefined ? text().begin : text().anew}
            </Button>
          }
        >
          <Button onClick={() => checkLabels(true)}>{text().stop}</Button>
        </Show>
      </div>
      <Show when={running()}>
        {(now) => (
          <Progress
            value={now().step}
            max={now().steps}
            label={text().running(now().leftMs > 0 ? formatWait(now().leftMs) : '')}
          />
        )}
      </Show>
      <Show when={found()}>
        {(last) => (
          <Show when={last().payOff} fallback={<p class="small soft">{text().payOff.tooFew}</p>}>
            {(payOff) => <PayOffFigure payOff={payOff()} />}
          </Show>
        )}
      </Show>
    </section>
  );
}

function PayOffFigure(props: { readonly payOff: PayOff }): JSX.Element {
  const text = () => m().model.check.payOff;
  const minutes = (value: number): string => formatNumber(value, { maximumFractionDigits: 1 });
  const gain = (): number => {
    const last = props.payOff.points.at(-1);
    return last === undefined ? 0 : 100 * (last.explained - last.plain);
  };
  const words = (): string => {
    const size = formatNumber(Math.abs(gain()), { maximumFractionDigits: 1 });
    return gain() >= 1 ? text().yes(size) : gain() <= -1 ? text().no(size) : text().even;
  };
  return (
    <div class="stack">
      <h4>{text().title}</h4>
      <p>{words()}</p>
      <LineChart
        caption={text().caption(
          minutes(props.payOff.plainSeconds),
          minutes(props.payOff.explainedSeconds),
          props.payOff.measured,
        )}
        tableName={m().common.asTable}
        xName={text().minutes}
        x={props.payOff.points.map((point) => point.minutes)}
        range={[0, 1]}
        format={formatShare}
        formatX={minutes}
        lines={[
          { name: text().explained, values: props.payOff.points.map((p) => p.explained), ink: '--label-0' },
          {
            name: text().plain,
            values: props.payOff.points.map((p) => p.plain),
            ink: '--label-2',
            dashed: true,
          },
        ]}
      />
    </div>
  );
}
