/** Other programs whose predictions came with the texts, judged as rules are. */
import { For, type JSX } from 'solid-js';
import type { VoterRow } from '#workers/rules/contract';
import { formatConfidence, formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { formatShareFinely } from './rules-table.tsx';
import './voters-table.css';

export function VotersTable(props: {
  readonly voters: readonly VoterRow[];
  readonly nameOf: (labelId: string) => string | undefined;
}): JSX.Element {
  const t = () => m().explanations;
  return (
    <section class="card stack">
      <div>
        <h3 class="card-title">{t().voters.title}</h3>
        <p class="soft small">{t().voters.lead}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section class="voters-scroll" tabIndex={0} aria-label={t().voters.title}>
        <table class="voters">
          <thead>
            <tr>
              <th scope="col">{t().voters.program}</th>
              <th scope="col">{t().column.label}</th>
              <th scope="col" data-number="">
                {t().column.matches}
              </th>
              <th scope="col" data-number="">
                {t().column.conflicts}
              </th>
              <th scope="col" data-number="">
                {t().column.right}
              </th>
              <th scope="col" data-number="">
                {t().column.wrong}
              </th>
              <th scope="col" data-number="">
                {t().column.accuracy}
              </th>
              <th scope="col" data-number="">
                {t().column.weight}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.voters}>
              {({ by, labelIds, figures }) => (
                <tr>
                  <th scope="row">
                    <bdi>{by}</bdi>
                  </th>
                  <td>
                    <bdi>{labelIds.flatMap((id) => props.nameOf(id) ?? []).join(', ')}</bdi>
                  </td>
                  <td data-number="">
                    {formatNumber(figures.matches)} ({formatShareFinely(figures.coverage)})
                  </td>
                  <td data-number="">{formatShareFinely(figures.conflicts)}</td>
                  <td data-number="">{formatNumber(figures.correct)}</td>
                  <td data-number="">{formatNumber(figures.incorrect)}</td>
                  <td data-number="">
                    {figures.accuracy === undefined ? '–' : formatShare(figures.accuracy)}
                  </td>
                  <td data-number="">{formatConfidence(figures.weight)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </section>
  );
}
