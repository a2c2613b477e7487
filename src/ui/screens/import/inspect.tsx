/** What the file seems to be, how its columns are read, and its first texts as they would come in. */
import { createMemo, createResource, For, type JSX, Show } from 'solid-js';
import type { ColumnMapping, Format, ParsedDocument, ParseOptions } from '#core/formats';
import type { Task } from '#core/project';
import type { Inspection } from '#workers/files/import-contract';

import { formatBytes } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, Field } from '../../widgets/field.tsx';
import { type Mark, MarkedText } from '../../widgets/text-view/index.ts';
import { ConllOptions } from './conll-options.tsx';
import { IssueTable } from './issue-table.tsx';

const roles = ['text', 'label', 'explanation', 'aspect', 'id', 'split'] as const;
const delimiters = [',', '\t', ';', '|'] as const;
const shownTexts = 6;
const shownChars = 600;

export function Inspect(props: {
  readonly files: readonly File[];
  readonly inspection: Inspection;
  readonly task: Task;
  readonly options: Partial<ParseOptions>;
  readonly onFormat: (id: string) => void;
  /** All options anew. */
  readonly onOptions: (options: Partial<ParseOptions>) => void;
  readonly onStart: () => void;
  readonly onOpenProject: () => void;
  readonly onAgain: () => void;
}): JSX.Element {
  const text = () => m().importing;
  const [registry] = createResource(async () => (await import('#core/formats')).formats);
  const [encodingNames] = createResource(async () => (await import('#core/formats')).encodings, {
    initialValue: [],
  });
  const formatNames = (): string =>
    props.inspection.formatIds
      .map((id) => (registry() ?? []).find((format) => format.id === id)?.name ?? id)
      .join(', ');
  const readable = createMemo((): readonly Format[] => {
    const usable = (registry() ?? []).filter((format) => format.parse !== undefined);
    const rank = new Map(props.inspection.candidates.map(({ formatId }, i) => [formatId, i]));
    return usable.toSorted((a, b) => (rank.get(a.id) ?? 99) - (rank.get(b.id) ?? 99));
  });
  /** Columns without names of their own are counted: then the first row is a text like the others. */
  const hasHeader = (): boolean =>
    props.inspection.columns?.some((name) => !/^column \d+$/.test(name)) ?? false;
  const files = (): string => {
    const [first, ...rest] = props.files;
    if (first === undefined) return '';
    const more = rest.length === 0 ? '' : ` ${text().restOf(rest.length)}`;
    return `${first.name} (${formatBytes(first.size)})${more}`;
  };
  return (
    <div class="stack">
      <section class="card stack">
        <p>
          <bdi class="import-name">{files()}</bdi>
        </p>
        <div class="import-options">
          <Field
            label={text().format}
            error={props.inspection.formatId === '' ? text().unknownFormat : undefined}
          >
            {(parts) => (
              <select
                {...parts}
                class="select"
                value={props.inspection.formatId}
                onChange={(event) => props.onFormat(event.currentTarget.value)}
              >
                <Show when={props.inspection.formatId === ''}>
                  <option value="">{text().noParser}</option>
                </Show>
                <For each={readable()}>
                  {(format) => (
                    <option value={format.id} selected={format.id === props.inspection.formatId}>
                      {format.name}
                    </option>
                  )}
                </For>
              </select>
            )}
          </Field>
          <Show when={props.inspection.formatId === 'text'}>
            <Field label={text().documentPer}>
              {(parts) => (
                <select
                  {...parts}
                  class="select"
                  onChange={(event) =>
                    props.onOptions({
                      ...props.options,
                      documentPer: event.currentTarget.value === 'file' ? 'file' : 'line',
                    })
                  }
                >
                  <For each={['line', 'file'] as const}>
                    {(per) => (
                      <option
                        value={per}
                        selected={per === (props.options.documentPer ?? props.inspection.documentPer)}
                      >
                        {text().documentPers[per]}
                      </option>
                    )}
                  </For>
                </select>
              )}
            </Field>
          </Show>
        </div>
        <Show when={props.inspection.refused.length > 0}>
          <div class="import-refused" role="note">
            <p class="small">{text().refusedTitle}</p>
            <ul class="small soft">
              <For each={props.inspection.refused}>
                {(file) => (
                  <li>
                    <bdi>{file.name}</bdi>: {m().importing.foreign(file.kind)}
                  </li>
                )}
              </For>
            </ul>
          </div>
        </Show>
        <Show when={props.inspection.before.known > 0 || props.inspection.before.sameFiles}>
          <div class="import-refused" role="note">
            <p class="small">
              {props.inspection.before.known > 0
                ? text().before.texts(props.inspection.before.known, props.inspection.before.named)
                : text().before.files}
            </p>
            <Show when={props.inspection.before.named > 0}>
              <Choice
                kind="checkbox"
                checked={props.options.leaveKnown ?? false}
                onChange={(leaveKnown) => props.onOptions({ ...props.options, leaveKnown })}
                title={text().before.leave}
                hint={text().before.leaveHint}
              />
            </Show>
          </div>
        </Show>
        <Show when={props.inspection.formatIds.length > 1}>
          <p class="small">{text().several(formatNames())}</p>
        </Show>
        <Show when={props.inspection.formatId === 'conll'}>
          <ConllOptions options={props.options} onOptions={props.onOptions} />
        </Show>
        <Show when={props.inspection.formatId === 'csv'}>
          <div class="import-options">
            <Field label={text().separator}>
              {(parts) => (
                <select
                  {...parts}
                  class="select"
                  onChange={(event) => {
                    const { delimiter: _, columns: __, ...rest } = props.options;
                    const chosen = delimiters.find((one) => one === event.currentTarget.value);
                    props.onOptions(chosen === undefined ? rest : { ...rest, delimiter: chosen });
                  }}
                >
                  <option value="">{text().delimiterAuto}</option>
                  <For each={delimiters}>
                    {(one) => (
                      <option value={one} selected={one === props.options.delimiter}>
                        {text().delimiters[one]}
                      </option>
                    )}
                  </For>
                </select>
              )}
            </Field>
          </div>
          <Choice
            kind="checkbox"
            checked={props.options.header ?? hasHeader()}
            onChange={(header) => {
              const { columns: _, ...rest } = props.options;
              props.onOptions({ ...rest, header });
            }}
            title={text().header}
          />
        </Show>
        <Show when={props.inspection.columns}>
          {(columns) => (
            <Columns
              columns={columns()}
              mapping={props.inspection.mapping}
              onMapping={(mapping) => props.onOptions({ ...props.options, columns: mapping })}
            />
          )}
        </Show>
        <Show when={!props.inspection.isProject && props.inspection.formatId !== ''}>
          <div class="import-options">
            <Field label={text().encoding}>
              {(parts) => (
                <select
                  {...parts}
                  class="select"
                  onChange={(event) => {
                    const { encoding: _, ...rest } = props.options;
                    const chosen = encodingNames().find((one) => one === event.currentTarget.value);
                    props.onOptions(chosen === undefined ? rest : { ...rest, encoding: chosen });
                  }}
                >
                  <option value="">{text().encodingAuto}</option>
                  <For each={encodingNames()}>
                    {(one) => (
                      <option value={one} selected={one === props.options.encoding}>
                        {one}
                      </option>
                    )}
                  </For>
                </select>
              )}
            </Field>
          </div>
          <Choice
            kind="checkbox"
            checked={
              props.options.fullyLabelled ??
              (props.inspection.formatId === 'conll' &&
                props.inspection.preview.some(({ status }) => status === 'done'))
            }
            onChange={(fullyLabelled) => props.onOptions({ ...props.options, fullyLabelled })}
            title={text().fullyLabelled}
            hint={text().fullyLabelledHint}
          />
          <Choice
            kind="checkbox"
            checked={props.options.split === 'holdout'}
            onChange={(on) => {
              const { split: _, ...rest } = props.options;
              props.onOptions(on ? { ...rest, split: 'holdout' } : rest);
            }}
            title={text().holdout}
            hint={text().holdoutHint}
          />
        </Show>
      </section>
      <Show
        when={!props.inspection.isProject}
        fallback={
          <section class="card stack">
            <p>{text().projectFile}</p>
            <div class="row">
              <Button look="primary" onClick={props.onOpenProject}>
                {text().openProject}
              </Button>
              <Button onClick={props.onAgain}>{text().another}</Button>
            </div>
          </section>
        }
      >
        <section class="card">
          <h3 class="card-title">
            {text().previewOf(Math.min(shownTexts, props.inspection.preview.length))}
          </h3>
          <Show
            when={props.inspection.preview.length > 0}
            fallback={
              <p class="soft">
                {props.inspection.attachments > 0
                  ? text().previewAttached(props.inspection.attachments)
                  : text().previewEmpty}
              </p>
            }
          >
            <ol class="import-preview">
              <For each={props.inspection.preview.slice(0, shownTexts)}>{(doc) => <Preview doc={doc} />}</For>
            </ol>
          </Show>
          <Show when={props.inspection.issues.length > 0}>
            <IssueTable issues={props.inspection.issues} count={props.inspection.issues.length} />
          </Show>
        </section>
        <div class="row">
          <Button
            look="primary"
            disabled={props.inspection.preview.length + props.inspection.attachments === 0}
            onClick={props.onStart}
          >
            {text().startUnknown}
          </Button>
          <Button look="quiet" onClick={props.onAgain}>
            {text().another}
          </Button>
        </div>
      </Show>
    </div>
  );
}

function Columns(props: {
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping | undefined;
  readonly onMapping: (mapping: ColumnMapping) => void;
}): JSX.Element {
  const text = () => m().importing;
  const change = (role: (typeof roles)[number], column: string): void => {
    const base: Record<string, unknown> = { ...(props.mapping ?? { text: props.columns[0] ?? '' }) };
    if (column === '') delete base[role];
    else base[role] = column;
    props.onMapping(base as unknown as ColumnMapping); // `text` is always there: its select has no empty choice
  };
  /** Columns that have no other meaning. */
  const free = (): readonly string[] =>
    props.columns.filter((column) => roles.every((role) => props.mapping?.[role] !== column));
  const mark = (column: string, on: boolean): void => {
    const base = props.mapping ?? { text: props.columns[0] ?? '' };
    const others = (base.predictions ?? []).filter((one) => one !== column);
    props.onMapping({ ...base, predictions: on ? [...others, column] : others });
  };
  return (
    <fieldset class="field">
      <legend class="field-label">{text().mapping}</legend>
      <p class="field-hint">{text().mappingHint}</p>
      <div class="import-columns">
        <For each={roles}>
          {(role) => (
            <label class="import-column">
              <span class="small soft">{text().column[role]}</span>
              <select class="select" onChange={(event) => change(role, event.currentTarget.value)}>
                <Show when={role !== 'text'}>
                  <option value="">{text().column.none}</option>
                </Show>
                <For each={props.columns}>
                  {(column) => (
                    <option value={column} selected={props.mapping?.[role] === column}>
                      {column}
                    </option>
                  )}
                </For>
              </select>
            </label>
          )}
        </For>
      </div>
      <Show when={free().length > 0}>
        <fieldset class="import-predicted">
          <legend class="small soft">{text().column.predictions}</legend>
          <div class="import-predicted-columns">
            <For each={free()}>
              {(column) => (
                <Choice
                  kind="checkbox"
                  checked={props.mapping?.predictions?.includes(column) ?? false}
                  onChange={(checked) => mark(column, checked)}
                  title={<bdi>{column}</bdi>}
                />
              )}
            </For>
          </div>
          <p class="field-hint">{text().predictionsHint}</p>
        </fieldset>
      </Show>
    </fieldset>
  );
}

function Preview(props: { readonly doc: ParsedDocument }): JSX.Element {
  const names = createMemo(() => [...new Set(props.doc.annotations.map((one) => one.label))].sort());
  const cut = (): string => props.doc.text.slice(0, shownChars);
  const marks = createMemo((): readonly Mark[] =>
    props.doc.annotations.flatMap((one, i) => {
      const { target } = one;
      if ((target.kind !== 'span' && target.kind !== 'aspect') || target.to > cut().length) return [];
      return [
        {
          from: target.from,
          to: target.to,
          id: String(i),
          kind: 'label' as const,
          colour: names().indexOf(one.label),
          tag: one.label,
        },
      ];
    }),
  );
  const textLabels = (): string =>
    props.doc.annotations
      .filter((one) => one.target.kind === 'text')
      .map((one) => one.label)
      .join(', ');
  return (
    <li class="import-text">
      <MarkedText text={cut()} marks={marks()} />
      <Show when={textLabels() !== ''}>
        <p class="small soft">
          <bdi>{textLabels()}</bdi>
        </p>
      </Show>
    </li>
  );
}
