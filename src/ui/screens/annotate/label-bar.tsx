/**
 * The labels, as buttons with their key, above the text: the only colour there is. The recommended one is ringed in red. Where they need
 * more rows than there is room for, a button says so and shows them all; none hides in a row that cannot be seen.
 */
import Search from 'lucide-solid/icons/search';
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { hueOf, lineImage } from '../../theme/palette.ts';
import './label-bar.css';

const shownAtOnce = 24;
/** More rows than this are shown when they are asked for. */
const rowsShown = 3;

export function LabelBar(props: {
  readonly labels: readonly Label[];
  readonly onLabel: (label: Label) => void;
  readonly recommended?: string | undefined;
  /** The label of the open draft, or the one that sticks. */
  readonly current?: string | undefined;
  readonly sticky?: Label | undefined;
  /** Labels that will stand here at another moment: their room is kept, so that the text does not move then. */
  readonly others?: readonly Label[] | undefined;
}): JSX.Element {
  const [query, setQuery] = createSignal('');
  const [open, setOpen] = createSignal(false);
  const many = (): boolean => props.labels.length > shownAtOnce;
  const shown = createMemo(() => {
    const wanted = query().trim().toLocaleLowerCase();
    const matching =
      wanted === '' ? props.labels : props.labels.filter((l) => l.name.toLocaleLowerCase().includes(wanted));
    return matching.slice(0, open() || wanted !== '' ? 200 : shownAtOnce);
  });
  const [row, setRow] = createSignal<HTMLDivElement>();
  const [hides, setHides] = createSignal(false);
  const [all, setAll] = createSignal(false);
  createEffect(() => {
    const element = row();
    if (element === undefined) return;
    const measure = (): void => {
      shown();
      const first = element.querySelector('.label-button')?.getBoundingClientRect();
      const last = [...element.querySelectorAll('.label-button')].at(-1)?.getBoundingClientRect();
      if (first === undefined || last === undefined) return;
      const box = element.getBoundingClientRect();
      setHides(last.bottom - first.top > rowsShown * (first.height + 6) || last.right > box.right + 1);
    };
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    onCleanup(() => watch.disconnect());
  });
  return (
    <div class="label-bar" data-all={all() && hides() ? '' : undefined}>
      <div class="label-bar-row" ref={setRow} role="toolbar" aria-label={m().annotate.labels.region}>
        <For each={shown()}>
          {(label) => (
            <button
              type="button"
              class="label-button"
              data-hue={hueOf(label.colour)}
              data-recommended={props.recommended === label.id ? '' : undefined}
              data-current={props.current === label.id ? '' : undefined}
              aria-current={props.current === label.id ? 'true' : undefined}
              aria-label={
                props.recommended === label.id
                  ? `${m().annotate.labels.withKey(label.name, label.shortcut)}, ${m().annotate.labels.recommended}`
                  : m().annotate.labels.withKey(label.name, label.shortcut)
              }
              title={label.name.length > 24 ? label.name : undefined}
              // The text keeps its selection and its focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onLabel(label)}
            >
              <span class="label-button-line" style={{ 'background-image': lineImage(label.colour) }} />
              <bdi class="label-button-name">{label.name}</bdi>
              <Show when={label.shortcut !== ''}>
                <span class="label-button-key" aria-hidden="true">
                  {label.shortcut.toUpperCase()}
                </span>
              </Show>
            </button>
          )}
        </For>
        <Show when={many()}>
          <button
            type="button"
            class="label-more"
            aria-expanded={open()}
            onClick={() => setOpen((old) => !old)}
          >
            {open() ? m().common.close : m().annotate.labels.more(props.labels.length - shownAtOnce)}
          </button>
          <label class="label-find">
            <Search aria-hidden="true" />
            <input
              type="search"
              aria-label={m().annotate.labels.find}
              placeholder={m().annotate.labels.find}
              value={query()}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
          </label>
        </Show>
      </div>
      <Show when={hides()}>
        <button
          type="button"
          class="label-bar-all"
          aria-expanded={all()}
          onClick={() => setAll((old) => !old)}
        >
          {all() ? m().annotate.labels.fewer : m().annotate.labels.all(shown().length)}
        </button>
      </Show>
      <Show when={props.sticky}>
        {(label) => (
          <p class="label-bar-sticky">
            <bdi>{m().annotate.labels.sticking(label().name)}</bdi>
          </p>
        )}
      </Show>
      <Show when={(props.others?.length ?? 0) > 0}>
        <div class="label-bar-row label-bar-room" aria-hidden="true">
          <For each={props.others?.slice(0, shownAtOnce)}>
            {(label) => (
              <span class="label-button">
                <span class="label-button-name">{label.name}</span>
                <Show when={label.shortcut !== ''}>
                  <span class="label-button-key" />
                </Show>
              </span>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
