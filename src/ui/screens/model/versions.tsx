/** The models that are kept, with the way back to each; and what else one can do with the model: take it away, begin anew. */
import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import type { WeightVersion } from '#store';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { formatDate } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { resetLearner, restoreModel } from '../../state/learner.ts';
import { useProject } from '../../state/project-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { ModelRecords } from './figures.ts';

export function Versions(props: { readonly records: ModelRecords }): JSX.Element {
  const { project } = useProject();
  const text = () => m().model.keep;
  const isNow = ({ version }: WeightVersion): boolean => {
    const { weights } = props.records;
    return version === weights?.version || version === weights?.metrics['facts.restored'];
  };
  const score = ({ metrics }: WeightVersion): string =>
    metrics['f1'] === undefined ? text().unmeasured : formatShare(metrics['f1']);
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={props.records.versions.length > 0}>
        <p class="small soft">{text().lead}</p>
        <DataTable
          name={text().versions}
          columns={[
            { name: text().version },
            { name: text().when, words: true },
            { name: text().labels },
            { name: text().score },
            { name: text().back, words: true },
          ]}
          rows={props.records.versions.map((one) => [
            formatNumber(one.version),
            formatDate(one.trainedAt),
            formatNumber(one.metrics['labelled'] ?? 0),
            score(one),
            isNow(one) ? (
              text().now
            ) : (
              <Button
                size="sm"
                aria-label={text().backTo(one.version)}
                onClick={() => {
                  restoreModel(one.version);
                  showToast({ text: text().went(one.version) });
                }}
              >
                {text().back}
              </Button>
            ),
          ])}
        />
      </Show>
      <div class="row">
        <A class="button" data-look="plain" data-size="md" href={projectPath(project().id, 'export')}>
          {text().download}
        </A>
        <Button
          look="danger"
          onClick={() => {
            resetLearner();
            showToast({ text: m().settings.training.resetDone });
          }}
        >
          {m().settings.training.reset}
        </Button>
      </div>
    </section>
  );
}
