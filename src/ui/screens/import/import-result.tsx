import { type JSX, Show } from 'solid-js';
import type { ImportSummary } from '#workers/files/import-contract';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { IssueTable } from './issue-table.tsx';

export function ImportResult(props: {
  readonly summary: ImportSummary;
  readonly onAnnotate: () => void;
  readonly onTakeBack: () => void;
  readonly onAgain: () => void;
}): JSX.Element {
  const text = () => m().importing.result;
  return (
    <section class="card stack">
      <div>
        <h3 class="card-title">{text().title(props.summary.documents)}</h3>
        <p class="soft">
          {text().annotations(props.summary.annotations)} · {text().explanations(props.summary.explanations)}
          <Show when={props.summary.predictions > 0}> · {text().predictions(props.summary.predictions)}</Show>
          <Show when={props.summary.leftOut > 0}> · {text().leftOut(props.summary.leftOut)}</Show>
        </p>
      </div>
      <Show when={props.summary.issueCount > 0} fallback={<p>{text().noIssues}</p>}>
        <IssueTable issues={props.summary.issues} count={props.summary.issueCount} />
      </Show>
      <div class="row">
        <Button look="primary" disabled={props.summary.documents === 0} onClick={props.onAnnotate}>
          {text().annotate}
        </Button>
        <Button onClick={props.onAgain}>{m().importing.another}</Button>
        <Button look="quiet" onClick={props.onTakeBack}>
          {text().undo}
        </Button>
      </div>
    </section>
  );
}
