/**
 * One explanation beside the table: what was understood, the places it matches with the keywords and their scores (why
 * did this sentence get this label?), and the ways to change it.
 */
import { A } from '@solidjs/router';
import ListChecks from 'lucide-solid/icons/list-checks';
import Pencil from 'lucide-solid/icons/pencil';
import Trash2 from 'lucide-solid/icons/trash';
import X from 'lucide-solid/icons/x';
import { type Accessor, createSignal, For, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import type { RuleMatch, RuleRow, RulesReport } from '#workers/rules/contract';
import { projectPath } from '../../app/addresses.ts';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { createLive } from '../../state/live.ts';
import { useStore } from '../../state/store-context.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';
import { MatchText } from './match-text.tsx';
import { Probing } from './probing.tsx';
import { createMatches, type Thresholds } from './report.ts';
import { SentenceForm } from './sentence-form.tsx';
import './rule-details.css';

const limit = 100;

export function RuleDetails(props: {
  readonly row: RuleRow;
  readonly projectId: string;
  readonly labels: readonly Label[];
  readonly thresholds: Accessor<Thresholds>;
  readonly report: Accessor<RulesReport | undefined>;
  /** It is being checked place by place. */
  readonly isChecking: boolean;
  readonly onCheck: (isChecking: boolean) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const t = () => m().explanations.details;
  const [editing, setEditing] = createSignal<string>();
  const found = createMatches(
    () => props.projectId,
    () => props.row.explanationId,
    props.thresholds,
    props.report,
    limit,
  );
  const position = createLive(
    () => props.row.documentId,
    async (open, id) => (await open.documents.get(id))?.position,
  );
  const labelOf = (id: string): Label | undefined => props.labels.find((label) => label.id === id);
  const remove = async (): Promise<void> => {
    const done = await succeeded(
      store.act(props.projectId, { kind: 'remove-explanations', explanationIds: [props.row.explanationId] }),
    );
    if (!done) return;
    announce(t().removed);
    props.onClose();
  };
  return (
    <aside class="details" aria-label={t().region}>
      <header class="details-head">
        <p class="details-text">
          <bdi>{props.row.text}</bdi>
        </p>
        <Button look="quiet" size="sm" icon={<X />} label={t().close} onClick={() => props.onClose()} />
      </header>
      <Show when={props.row.understood}>
        {(understood) => (
          <p class="small">
            <span class="soft">{t().understood}: </span>
            {understood()}
          </p>
        )}
      </Show>
      <Show when={props.row.reason}>{(reason) => <p class="small details-flag">{reason()}</p>}</Show>
      <Show
        when={editing() === props.row.explanationId}
        fallback={
          <div class="details-acts">
            <Show when={props.row.kind === 'nl' && props.row.figures !== undefined && !props.isChecking}>
              <Button size="sm" look="primary" icon={<ListChecks />} onClick={() => props.onCheck(true)}>
                {t().check}
              </Button>
            </Show>
            <Show when={props.row.kind === 'nl'}>
              <Button size="sm" icon={<Pencil />} onClick={() => setEditing(props.row.explanationId)}>
                {t().edit}
              </Button>
            </Show>
            <Show when={position() !== undefined}>
              <A
                class="button"
                data-look="plain"
                data-size="sm"
                href={`${projectPath(props.projectId, 'annotate')}?text=${(position() ?? 0) + 1}`}
              >
                {t().source}
              </A>
            </Show>
            <Button size="sm" look="danger" icon={<Trash2 />} onClick={() => void remove()}>
              {t().remove}
            </Button>
          </div>
        }
      >
        <SentenceForm row={props.row} projectId={props.projectId} onClose={() => setEditing(undefined)} />
      </Show>
      <Show when={props.isChecking}>
        <Probing
          explanationId={props.row.explanationId}
          projectId={props.projectId}
          labels={props.labels}
          thresholds={props.thresholds}
          onClose={() => props.onCheck(false)}
        />
      </Show>
      <Show when={props.isChecking ? undefined : found()}>
        {(answer) => (
          <>
            <h3 class="details-count">
              {answer().total === 0 ? t().noMatches : t().matches(answer().total)}
            </h3>
            <ol class="details-matches">
              <For each={answer().matches}>
                {(match) => <MatchRow match={match} projectId={props.projectId} labelOf={labelOf} />}
              </For>
            </ol>
          </>
        )}
      </Show>
    </aside>
  );
}

function MatchRow(props: {
  readonly match: RuleMatch;
  readonly projectId: string;
  readonly labelOf: (id: string) => Label | undefined;
}): JSX.Element {
  const t = () => m().explanations.details;
  const gold = () =>
    props.match.goldLabelId === undefined ? undefined : props.labelOf(props.match.goldLabelId);
  return (
    <li class="match" data-verdict={props.match.verdict}>
      <A
        class="match-text"
        dir="auto"
        href={`${projectPath(props.projectId, 'annotate')}?text=${props.match.position + 1}`}
        title={t().open}
      >
        <MatchText match={props.match} />
      </A>
      <p class="match-foot small soft">
        <span>{t().score(formatConfidence(props.match.score))}</span>
        <Show when={props.match.verdict === 'correct'}>
          <span class="match-right">{t().correct}</span>
        </Show>
        <Show when={props.match.verdict === 'incorrect'}>
          <span class="match-wrong">
            {t().incorrect}
            <Show when={gold()}>{(label) => <Chip label={label()} />}</Show>
          </span>
        </Show>
        <Show when={props.match.otherLabelIds.length > 0}>
          <span>
            {t().others}{' '}
            <For each={props.match.otherLabelIds}>
              {(id) => <Show when={props.labelOf(id)}>{(label) => <Chip label={label()} />}</Show>}
            </For>
          </span>
        </Show>
      </p>
    </li>
  );
}

function Chip(props: { readonly label: Label }): JSX.Element {
  return (
    <span class="match-chip" data-hue={hueOf(props.label.colour)}>
      <bdi>{props.label.name}</bdi>
    </span>
  );
}
