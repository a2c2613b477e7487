/** Editable rows of labels that do not exist yet: colour, name, key. */
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { Index, type JSX } from 'solid-js';
import { type LabelKind, meantColour } from '#core/project';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { ColourPicker } from '../../widgets/colour-picker.tsx';
import { FieldSet } from '../../widgets/field.tsx';
import './label-rows.css';

export interface DraftLabel {
  readonly kind: LabelKind;
  readonly name: string;
  readonly colour: number;
  readonly shortcut: string;
}

const keys = '1234567890';

export function draftLabels(kind: LabelKind, names: readonly string[]): DraftLabel[] {
  return names.map((name, i) => ({ kind, name, colour: meantColour(name) ?? i, shortcut: keys[i] ?? '' }));
}

/** What keeps a set of labels from being made; `undefined` when nothing does. */
export function labelProblem(labels: readonly DraftLabel[]): string | undefined {
  const text = m().projects.dialog;
  if (labels.length === 0) return text.labelMissing;
  for (const kind of new Set(labels.map((label) => label.kind))) {
    const group = labels.filter((label) => label.kind === kind);
    const names = new Set<string>();
    const used = new Set<string>();
    for (const { name, shortcut } of group) {
      if (names.has(name.trim())) return text.labelTwice(name.trim());
      names.add(name.trim());
      if (shortcut !== '' && used.has(shortcut)) return text.keyTwice(shortcut);
      used.add(shortcut);
    }
  }
  return undefined;
}

export function LabelRows(props: {
  readonly legend: string;
  readonly hint: string;
  readonly kind: LabelKind;
  readonly labels: readonly DraftLabel[];
  readonly taken: () => readonly DraftLabel[];
  readonly onChange: (labels: DraftLabel[]) => void;
}): JSX.Element {
  const text = () => m().projects.dialog;
  let list: HTMLUListElement | undefined;
  const change = (at: number, part: Partial<DraftLabel>): void => {
    props.onChange(props.labels.map((label, i) => (i === at ? { ...label, ...part } : label)));
  };
  const add = (): void => {
    const usedKeys = new Set(props.labels.map((label) => label.shortcut));
    const shortcut = [...keys].find((key) => !usedKeys.has(key)) ?? '';
    const colour = Math.max(-1, ...props.labels.map((label) => label.colour)) + 1;
    props.onChange([...props.labels, { kind: props.kind, name: '', colour, shortcut }]);
    queueMicrotask(() => list?.querySelector<HTMLInputElement>('li:last-child .label-row-name')?.focus());
  };
  /** Several lines (or cells of a table) pasted into a name are as many labels. */
  const paste = (at: number, pasted: string): boolean => {
    const names = pasted
      .split(/[\r\n\t]+/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (names.length < 2) return false;
    const there = props.labels.filter((label, i) => i !== at && label.name.trim() !== '');
    const known = new Set(there.map((label) => label.name.trim()));
    const fresh = [...new Set(names)].filter((name) => !known.has(name));
    const used = new Set(there.map((label) => label.shortcut));
    const free = [...keys].filter((key) => !used.has(key));
    const from = Math.max(-1, ...there.map((label) => label.colour)) + 1;
    props.onChange([
      ...there,
      ...fresh.map((name, i) => ({
        kind: props.kind,
        name,
        colour: meantColour(name) ?? from + i,
        shortcut: free[i] ?? '',
      })),
    ]);
    return true;
  };
  return (
    <FieldSet legend={props.legend} hint={props.hint}>
      <ul class="label-rows" ref={list}>
        <Index each={props.labels}>
          {(label, i) => (
            <li class="label-row">
              <ColourPicker
                label={text().labelColour(label().name)}
                value={label().colour}
                onChange={(colour) => change(i, { colour })}
              />
              <input
                class="input label-row-name"
                dir="auto"
                maxlength="500"
                autocomplete="off"
                aria-label={text().labelName(i + 1)}
                value={label().name}
                onInput={(event) => change(i, { name: event.currentTarget.value })}
                onPaste={(event) => {
                  if (paste(i, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  add();
                }}
              />
              <input
                class="input label-row-key"
                maxlength="1"
                autocomplete="off"
                aria-label={text().labelKey(label().name)}
                value={label().shortcut}
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => change(i, { shortcut: event.currentTarget.value.trim().toLowerCase() })}
              />
              <Button
                look="quiet"
                icon={<X />}
                label={text().removeLabel(label().name)}
                onClick={() => props.onChange(props.labels.filter((_, at) => at !== i))}
              />
            </li>
          )}
        </Index>
      </ul>
      <div>
        <Button look="quiet" size="sm" icon={<Plus />} onClick={add}>
          {text().addLabel}
        </Button>
      </div>
    </FieldSet>
  );
}
