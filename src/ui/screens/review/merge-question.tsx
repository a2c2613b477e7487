/** What a colleague's file would do to the copy that is here, asked before it does. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import { render } from 'solid-js/web';
import type { LayerChanges, MergePreview } from '#store';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import './review.css';

type Row = Pick<LayerChanges, 'added' | 'changed' | 'removed'> & { readonly name: string };
const sides = ['added', 'changed', 'removed'] as const;

/** `true` once the person agreed. It lies over whatever screen the file was opened from. */
export function wantsMerge(preview: MergePreview): Promise<boolean> {
  return new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement('div'));
    const dispose = render(
      () => (
        <MergeDialog
          preview={preview}
          onAnswer={(isWanted) => {
            dispose();
            host.remove();
            resolve(isWanted);
          }}
        />
      ),
      host,
    );
  });
}

function MergeDialog(props: {
  readonly preview: MergePreview;
  readonly onAnswer: (isWanted: boolean) => void;
}): JSX.Element {
  const text = () => m().review.merge;
  const [isWanted, setWanted] = createSignal(false);
  let body: HTMLDivElement | undefined;
  const confirm = (): void => {
    setWanted(true);
    body?.closest('dialog')?.close();
  };
  const nameOf = ({ name, isGold, isOwn }: LayerChanges): string => {
    if (isGold) return text().gold;
    return isOwn ? text().own : text().of(name === '' ? m().review.nobody : name);
  };
  const rows = (): readonly Row[] =>
    [
      { name: text().texts, ...props.preview.texts },
      ...props.preview.layers.map((layer) => ({ ...layer, name: nameOf(layer) })),
      { name: text().reasons, ...props.preview.reasons },
    ].filter((row) => sides.some((side) => row[side] > 0));
  const lines = (): readonly string[] => {
    const { labels, progress, settings, refused } = props.preview;
    return [
      ...labels.renamed.map(({ from, to }) => text().renamed(from, to)),
      ...(labels.added.length > 0 ? [text().labelsAdded(labels.added.join(', '))] : []),
      ...(labels.removed.length > 0 ? [text().labelsRemoved(labels.removed.join(', '))] : []),
      ...(progress > 0 ? [text().progress(formatNumber(progress))] : []),
      ...(settings ? [text().settings] : []),
      ...(refused > 0 ? [text().refused(formatNumber(refused))] : []),
    ];
  };
  return (
    <Dialog
      title={text().title(props.preview.name)}
      onClose={() => props.onAnswer(isWanted())}
      footer={
        <Button look="primary" onClick={confirm}>
          {text().confirm}
        </Button>
      }
    >
      <div class="stack" ref={body}>
        <p>{text().lead}</p>
        <Show when={rows().length > 0}>
          <section class="review-scroll" aria-label={text().changes} tabindex="0">
            <table class="review-table">
              <thead>
                <tr>
                  <th scope="col">{text().what}</th>
                  <For each={sides}>{(side) => <th scope="col">{text()[side]}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={rows()}>
                  {(row) => (
                    <tr>
                      <th scope="row">
                        <bdi>{row.name}</bdi>
                      </th>
                      <For each={sides}>{(side) => <td>{formatNumber(row[side])}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </section>
        </Show>
        <Show when={lines().length > 0}>
          <ul class="review-parts">
            <For each={lines()}>{(line) => <li>{line}</li>}</For>
          </ul>
        </Show>
        <p class="soft">{props.preview.isUndone ? text().undo : text().backup}</p>
      </div>
    </Dialog>
  );
}
