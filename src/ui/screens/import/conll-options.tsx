/** Which columns of a CoNLL file hold words and tags, and how its tags are meant. */
import { For, type JSX } from 'solid-js';
import type { ParseOptions } from '#core/formats';
import { m } from '../../messages/index.ts';
import { Field } from '../../widgets/field.tsx';

const schemes = ['auto', 'bio', 'iob1', 'iobes'] as const;
/** Counted from the first, and from the last. */
const columns = [0, 1, 2, 3, 4, 5, -1, -2, -3] as const;

export function ConllOptions(props: {
  readonly options: Partial<ParseOptions>;
  readonly onOptions: (options: Partial<ParseOptions>) => void;
}): JSX.Element {
  const text = () => m().importing;
  return (
    <div class="import-options">
      <ConllColumn
        label={text().tokenColumn}
        value={props.options.tokenColumn}
        onValue={(tokenColumn) => {
          const { tokenColumn: _, ...rest } = props.options;
          props.onOptions(tokenColumn === undefined ? rest : { ...rest, tokenColumn });
        }}
      />
      <ConllColumn
        label={text().tagColumn}
        value={props.options.tagColumn}
        onValue={(tagColumn) => {
          const { tagColumn: _, ...rest } = props.options;
          props.onOptions(tagColumn === undefined ? rest : { ...rest, tagColumn });
        }}
      />
      <Field label={text().scheme}>
        {(parts) => (
          <select
            {...parts}
            class="select"
            onChange={(event) => {
              const scheme = schemes.find((one) => one === event.currentTarget.value) ?? 'auto';
              props.onOptions({ ...props.options, scheme });
            }}
          >
            <For each={schemes}>
              {(one) => (
                <option value={one} selected={one === (props.options.scheme ?? 'auto')}>
                  {text().schemes[one]}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
    </div>
  );
}

/** A column of a CoNLL file by its number, from the front or from the end. */
function ConllColumn(props: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onValue: (column: number | undefined) => void;
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(parts) => (
        <select
          {...parts}
          class="select"
          onChange={(event) => {
            const { value } = event.currentTarget;
            props.onValue(value === '' ? undefined : Number(value));
          }}
        >
          <option value="">{m().importing.columnAuto}</option>
          <For each={columns}>
            {(column) => (
              <option value={String(column)} selected={column === props.value}>
                {m().importing.columnNumber(column)}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}
