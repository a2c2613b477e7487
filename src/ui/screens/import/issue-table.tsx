/** Rows that did not come in, or not whole: where and why. */
import { For, type JSX, Show } from 'solid-js';
import type { ImportIssue } from '#core/formats';
import { m } from '../../messages/index.ts';
import { downloadFile } from '../../state/download.ts';
import { Button } from '../../widgets/button.tsx';

const shown = 50;

export function issueText(issue: ImportIssue): string {
  const known = Object.hasOwn(m().issues, issue.code) ? m().issues[issue.code] : undefined;
  return known === undefined ? issue.message : known(issue.params ?? {});
}

/** A cell that a spreadsheet takes for a formula gets an apostrophe in front. */
const cell = (value: string): string =>
  `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

export function IssueTable(props: {
  readonly issues: readonly ImportIssue[];
  readonly count: number;
}): JSX.Element {
  const text = () => m().importing.result;
  const download = (): void => {
    const rows = props.issues.map((one) =>
      [one.file, String(one.line), one.severity, issueText(one)].map(cell).join(','),
    );
    downloadFile('import-issues.csv', `${rows.join('\r\n')}\r\n`, 'text/csv');
  };
  return (
    <div class="issues">
      <p class="issues-title">{text().issues(props.count)}</p>
      <table class="issues-table">
        <thead>
          <tr>
            <th scope="col">{text().line}</th>
            <th scope="col">{text().reason}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.issues.slice(0, shown)}>
            {(issue) => (
              <tr data-severity={issue.severity}>
                <td class="issues-line">{issue.line === 0 ? issue.file : issue.line}</td>
                <td>
                  <bdi>{issueText(issue)}</bdi>{' '}
                  <span class="soft">({m().importing.severity[issue.severity]})</span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <div class="row">
        <Show when={props.count > shown}>
          <span class="small soft">{text().moreIssues(props.count - shown)}</span>
        </Show>
        <Button look="quiet" size="sm" onClick={download}>
          {text().downloadIssues}
        </Button>
      </div>
    </div>
  );
}
