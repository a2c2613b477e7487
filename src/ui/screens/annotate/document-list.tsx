/**
 * The texts of the project, to search, filter and jump in. Rows are read as they come into view, so that 100 000 texts
 * open as fast as ten.
 */

import Check from 'lucide-solid/icons/check';
import Flag from 'lucide-solid/icons/flag';
import Search from 'lucide-solid/icons/search';
import SkipForward from 'lucide-solid/icons/skip-forward';
import X from 'lucide-solid/icons/x';
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  lazy,
  on,
  onCleanup,
  Show,
  Suspense,
} from 'solid-js';
import type { DocumentStatus } from '#core/project';
import { quoteOf } from '#core/text';
import type { DocumentFilter, DocumentSummary, Store } from '#store';
import { m } from '../../messages/index.ts';
import { createLive } from '../../state/live.ts';
import { Button } from '../../widgets/button.tsx';
import { createFixedRows } from '../../widgets/fixed-rows.ts';
import { hitsOf } from './places.ts';
import type { Session } from './session.ts';
import '../../widgets/field.css';
import './document-list.css';

const LikeTexts = lazy(async () => ({ default: (await import('./like-texts.tsx')).LikeTexts }));

const rowHeight = 60;
const pageSize = 60;
const typingMs = 200;

/** A row, and where the searched words stand in it. */
interface FoundDocument extends DocumentSummary {
  readonly hit?: { readonly before: string; readonly words: string; readonly after: string };
}

/** Characters before a hit that are shown; the row has room for few. */
const hitContext = 24;

async function withHit(store: Store, row: DocumentSummary, wanted: string): Promise<FoundDocument> {
  if (wanted === '') return row;
  const text = (await store.documents.get(row.id))?.text ?? '';
  const [span] = hitsOf(text, wanted);
  if (span === undefined) return row;
  const cut = text.indexOf(' ', span.from - hitContext);
  const from = span.from <= hitContext ? 0 : Math.min(span.from, cut + 1);
  return {
    ...row,
    hit: {
      before: `${from > 0 ? '…' : ''}${text.slice(from, span.from)}`,
      words: quoteOf(text, span),
      after: text.slice(span.to, span.to + 160),
    },
  };
}

export function DocumentList(props: {
  readonly session: Session;
  readonly onClose: () => void;
  /** Back to the text, by Escape, or because one was chosen. */
  readonly onLeave: () => void;
  readonly onSearchField: (element: HTMLInputElement) => void;
}): JSX.Element {
  const text = () => m().annotate.documents;
  const { session } = props;
  const filter = session.filter;
  const filtered = (): boolean => Object.keys(filter()).length > 0;
  const projectId = createMemo(() => session.project().id);
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  /** How many filtered rows have been asked for. */
  const [reach, setReach] = createSignal(pageSize);

  const found = createLive(
    () => (filtered() ? { id: projectId(), filter: filter() } : undefined),
    (open, key) => open.documents.count(key.id, key.filter),
  );
  const rowCount = (): number => (filtered() ? (found() ?? 0) : (session.counts()?.total ?? 0));
  const visible = createFixedRows({ scroller, count: rowCount, height: rowHeight });
  const firstPage = createMemo(() => Math.floor(Math.max(0, visible.first()) / pageSize) * pageSize);
  createEffect(() => {
    if (filtered() && visible.last() + 10 > reach()) setReach((old) => old + pageSize);
  });
  createEffect(on(filter, () => setReach(pageSize), { defer: true }));

  // Without a filter row and position agree, and any stretch can be read at once; with one, rows are read from the start.
  const page = createLive(
    () => ({
      id: projectId(),
      filter: filter(),
      from: filtered() ? 0 : firstPage(),
      limit: filtered() ? reach() : 2 * pageSize,
    }),
    async (open, key) => {
      const { items } = await open.documents.page(key.id, key);
      const words = key.filter.text ?? '';
      return { from: key.from, items: await Promise.all(items.map((item) => withHit(open, item, words))) };
    },
  );
  const rows = createMemo(() => {
    const byRow = new Map<number, FoundDocument>();
    page()?.items.forEach((item, i) => {
      byRow.set((page()?.from ?? 0) + i, item);
    });
    return byRow;
  });

  createEffect(
    on([createMemo(() => session.doc()?.position), scroller], ([position]) => {
      if (position !== undefined && !filtered()) visible.reveal(position);
    }),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  /** Where the list lies over the text it makes room for what was chosen. */
  const goTo = (position: number): void => {
    session.goTo(position);
    if (!window.matchMedia('(max-width: 64rem)').matches) return;
    props.onClose();
    props.onLeave();
  };
  const onSearchKey = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }): void => {
    if (event.isComposing || (event.key !== 'Escape' && event.key !== 'Enter')) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    if (event.key === 'Escape' && event.currentTarget.value !== '') {
      event.currentTarget.value = '';
      change({ text: undefined });
      return;
    }
    const first = rows().get(0);
    if (event.key === 'Enter' && filtered() && first !== undefined) goTo(first.position);
    props.onLeave();
  };
  const change = (part: { [K in keyof DocumentFilter]?: DocumentFilter[K] | undefined }): void => {
    const merged = Object.entries({ ...filter(), ...part }).filter(
      ([, value]) => value !== undefined && value !== '',
    );
    session.setFilter(Object.fromEntries(merged) as DocumentFilter); // the same keys, the empty ones left out
  };

  return (
    <aside class="documents" aria-label={text().title}>
      <div class="documents-head">
        <div class="documents-search">
          <Search aria-hidden="true" />
          <input
            ref={props.onSearchField}
            type="search"
            class="documents-input"
            aria-label={text().search}
            placeholder={text().search}
            value={filter().text ?? ''}
            onKeyDown={onSearchKey}
            onInput={(event) => {
              const value = event.currentTarget.value;
              clearTimeout(timer);
              timer = setTimeout(() => change({ text: value }), typingMs);
            }}
          />
          <Button look="quiet" size="sm" icon={<X />} label={text().hide} onClick={props.onClose} />
        </div>
        <div class="documents-filters">
          <select
            class="select"
            aria-label={text().status}
            value={filter().status ?? ''}
            onChange={(event) => {
              const value = event.currentTarget.value;
              change({ status: value === '' ? undefined : (value as DocumentStatus) }); // the options below
            }}
          >
            <option value="">{text().statuses.any}</option>
            <option value="open">{text().statuses.open}</option>
            <option value="done">{text().statuses.done}</option>
            <option value="skipped">{text().statuses.skipped}</option>
          </select>
          <select
            class="select"
            aria-label={text().label}
            value={filter().labelId ?? ''}
            onChange={(event) => change({ labelId: event.currentTarget.value })}
          >
            <option value="">{text().anyLabel}</option>
            <For each={session.labels()}>{(label) => <option value={label.id}>{label.name}</option>}</For>
          </select>
          <Button
            look="quiet"
            size="sm"
            icon={<Flag />}
            label={text().flagged}
            aria-pressed={filter().flagged === true}
            onClick={() => change({ flagged: filter().flagged === true ? undefined : true })}
          />
        </div>
        <Show when={filtered()}>
          <div class="documents-found">
            <span aria-live="polite">{text().found(rowCount())}</span>
            <Button look="quiet" size="sm" onClick={() => session.setFilter({})}>
              {text().clear}
            </Button>
          </div>
        </Show>
        {/* Waited for here: else the whole screen would, and lose the focus. */}
        <Suspense>
          <LikeTexts session={session} words={filter().text ?? ''} onGo={goTo} />
        </Suspense>
      </div>
      <div class="documents-scroll" ref={setScroller}>
        <Show when={filtered() && found() === 0}>
          <p class="documents-none">{text().nothing}</p>
        </Show>
        <ol class="documents-rows" style={{ height: `${visible.total()}px` }}>
          <For each={visible.indices()}>
            {(index) => (
              <Show when={rows().get(index)}>
                {(row) => (
                  <li class="documents-row" style={{ transform: `translateY(${index * rowHeight}px)` }}>
                    <button
                      type="button"
                      class="documents-link"
                      aria-current={session.doc()?.id === row().id ? 'true' : undefined}
                      onClick={() => goTo(row().position)}
                    >
                      <span class="documents-number">
                        {row().position + 1}
                        <StatusIcon row={row()} />
                      </span>
                      <span class="documents-preview" dir="auto">
                        <Show when={row().hit} fallback={row().preview}>
                          {(hit) => (
                            <>
                              {hit().before}
                              <mark class="documents-hit">{hit().words}</mark>
                              {hit().after}
                            </>
                          )}
                        </Show>
                      </span>
                    </button>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ol>
      </div>
    </aside>
  );
}

function StatusIcon(props: { readonly row: DocumentSummary }): JSX.Element {
  const text = () => m().annotate.documents;
  return (
    <>
      <Show when={props.row.status === 'done'}>
        <span class="documents-status" data-status="done" title={text().isDone}>
          <Check aria-label={text().isDone} />
        </span>
      </Show>
      <Show when={props.row.status === 'skipped'}>
        <span class="documents-status" title={text().isSkipped}>
          <SkipForward aria-label={text().isSkipped} />
        </span>
      </Show>
      <Show when={props.row.flagged}>
        <span class="documents-status" data-status="flagged" title={text().isFlagged}>
          <Flag aria-label={text().isFlagged} fill="currentColor" />
        </span>
      </Show>
    </>
  );
}
