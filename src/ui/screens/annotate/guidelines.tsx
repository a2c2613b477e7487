/**
 * The project's guidelines beside the text, one key away, with worked examples: for each label, what was labelled with it in the
 * project's own texts, the last two of them.
 */
import X from 'lucide-solid/icons/x';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { type Label, spanOf } from '#core/project';
import type { Span } from '#core/text';
import { m } from '../../messages/index.ts';
import { createLive } from '../../state/live.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';
import { Markdown } from '../../widgets/markdown.tsx';
import { MarkedText } from '../../widgets/text-view/index.ts';
import type { Session } from './session.ts';
import './guidelines.css';

interface Example {
  readonly position: number;
  readonly words: string;
  readonly span: Span | undefined;
}

/** Examples of each label, and labels that have any. */
const perLabel = 2;
const mostLabels = 12;
const context = 60;

export function Guidelines(props: { readonly session: Session; readonly onClose: () => void }): JSX.Element {
  const say = () => m().annotate.guidelines;
  const { session } = props;
  const shownLabels = createMemo(() =>
    session
      .labels()
      .filter(({ kind }) => kind !== 'relation')
      .slice(0, mostLabels),
  );
  const examples = createLive(
    () => ({ project: session.project().id, labels: shownLabels() }),
    async (store, { project, labels }) => {
      const of = async (label: Label): Promise<readonly Example[]> => {
        const { items } = await store.documents.page(project, {
          filter: { labelId: label.id },
          limit: perLabel,
        });
        return Promise.all(
          items.map(async ({ id, position }) => {
            const [doc, annotations] = await Promise.all([
              store.documents.get(id),
              store.annotations.ofDocument(id),
            ]);
            const target = annotations.find((one) => one.labelId === label.id)?.target;
            return exampleOf(position, doc?.text ?? '', target === undefined ? undefined : spanOf(target));
          }),
        );
      };
      return Promise.all(labels.map(async (label) => ({ label, list: await of(label) })));
    },
  );
  const some = createMemo(() => (examples() ?? []).filter(({ list }) => list.length > 0));
  return (
    <aside class="guidelines" aria-label={say().title}>
      <header class="guidelines-head">
        <h2 class="guidelines-title">{say().title}</h2>
        <Button
          look="quiet"
          size="sm"
          icon={<X />}
          label={m().common.close}
          onClick={() => props.onClose()}
        />
      </header>
      <div class="guidelines-body">
        <Show when={session.project().guidelines.trim() !== ''} fallback={<p class="soft">{say().none}</p>}>
          <Markdown source={session.project().guidelines} />
        </Show>
        <Show when={some().length > 0}>
          <section class="guidelines-examples">
            <h3 class="guidelines-heading">{say().examples}</h3>
            <For each={some()}>
              {({ label, list }) => (
                <For each={list}>
                  {(example) => (
                    <button
                      type="button"
                      class="guidelines-example"
                      data-hue={hueOf(label.colour)}
                      onClick={() => session.goTo(example.position)}
                    >
                      <MarkedText
                        text={example.words}
                        marks={
                          example.span === undefined
                            ? []
                            : [
                                {
                                  ...example.span,
                                  id: label.id,
                                  kind: 'label',
                                  colour: label.colour,
                                  tag: label.name,
                                },
                              ]
                        }
                      />
                      <Show when={example.span === undefined}>
                        <bdi class="guidelines-label">{label.name}</bdi>
                      </Show>
                    </button>
                  )}
                </For>
              )}
            </For>
          </section>
        </Show>
      </div>
    </aside>
  );
}

/** The stretch around the labelled words, on one line. */
function exampleOf(position: number, text: string, span: Span | undefined): Example {
  const at = span ?? { from: 0, to: 0 };
  const from = at.from > context ? text.lastIndexOf(' ', at.from - context) + 1 : 0;
  const cut = text.indexOf(' ', at.to + context);
  const to = cut < 0 ? text.length : cut;
  const before = from > 0 ? '…' : '';
  const words = `${before}${text.slice(from, to)}${to < text.length ? '…' : ''}`.replace(/\s/gu, ' ');
  const shift = before.length - from;
  return {
    position,
    words,
    span: span === undefined ? undefined : { from: span.from + shift, to: span.to + shift },
  };
}
