/**
 * A project's label set: names, colours and shortcut keys. There is no limit to the number of labels; those for
 * which no key is left have none, and are reached by typing their name.
 */

/** What a label is put on: a span of text, an ordered pair of annotations, or a whole text (or an aspect in it). */
export type LabelKind = 'span' | 'relation' | 'text';

export interface Label {
  readonly id: string;
  readonly projectId: string;
  readonly kind: LabelKind;
  readonly name: string;
  /** Index into the palette of the theme (`0`, `1`, …), not a CSS colour: imported text never becomes style. */
  readonly colour: number;
  /** One key (`'1'`, `'p'`), or `''` for none. */
  readonly shortcut: string;
  readonly position: number;
  /** Relations only: names of the span labels that head (X) and tail (Y) may carry; absent means any. */
  readonly headTypes?: readonly string[];
  readonly tailTypes?: readonly string[];
  /** Decides which of two copies a merge keeps; absent (records of version 1) counts as 0. */
  readonly updatedAt?: number;
  /** Kept as a tombstone so that a merge does not bring it back. */
  readonly deleted?: true;
  /** See `Original`. `deleted: false`: another label of this name stands for it; `true`: it is used, so it came back. */
  readonly was?: { readonly deleted: boolean };
}

/** Colours of the theme's palette; indexes beyond it repeat. */
export const paletteSize = 12;

/**
 * The colour that a label's name asks for: good is green, bad is not, and neutral is no colour at all. `undefined` for other names.
 */
export function meantColour(name: string): number | undefined {
  const word = name.trim().toLowerCase();
  if (/^(?:very )?(?:positive|pos|good|praise)$/.test(word)) return 2;
  if (/^(?:very )?(?:negative|neg|bad|criticism)$/.test(word)) return 1;
  return /^(?:neutral|none|other|mixed|no relation)$/.test(word) ? 10 : undefined;
}

/** Keys that labels get by themselves, in this order. */
export const shortcutKeys: readonly string[] = [...'1234567890abcdefghijklmnopqrstuvwxyz'];

/** Labels that are never offered together may have one key: relations stand in the header alone. */
export function sharesKeys(a: Pick<Label, 'kind'>, b: Pick<Label, 'kind'>): boolean {
  return (a.kind === 'relation') === (b.kind === 'relation');
}

/** Longest name of a label, in UTF-16 units. */
export const maxLabelName = 500;

type NewLabel = Pick<Label, 'id' | 'projectId' | 'kind' | 'name'> & Partial<Label>;

/** Makes labels one after the other, each in constant time: what an import of 10 000 labels needs. */
export class LabelMaker {
  readonly #colours = new Array<number>(paletteSize).fill(0);
  readonly #taken = { relation: new Set<string>(), other: new Set<string>() };
  #position = 0;

  constructor(labels: readonly Label[]) {
    for (const label of labels) this.#note(label);
  }

  #note({ kind, colour, shortcut, position }: Label): void {
    const at = colour % paletteSize;
    this.#colours[at] = (this.#colours[at] ?? 0) + 1;
    this.#keysOf(kind).add(shortcut);
    this.#position = Math.max(this.#position, position + 1);
  }

  #keysOf(kind: LabelKind): Set<string> {
    return kind === 'relation' ? this.#taken.relation : this.#taken.other;
  }

  /** Behind all others, with the least used colour and the first free key, unless it brings its own. */
  make(draft: NewLabel): Label {
    const colour = meantColour(draft.name) ?? this.#colours.indexOf(Math.min(...this.#colours));
    const taken = this.#keysOf(draft.kind);
    const shortcut = shortcutKeys.find((key) => !taken.has(key)) ?? '';
    const label = { colour, shortcut, position: this.#position, ...draft };
    this.#note(label);
    return label;
  }
}

/** A label behind the last one, with a colour and a key of its own as far as there are any. */
export function addLabel(labels: readonly Label[], draft: NewLabel): readonly Label[] {
  return [...labels, new LabelMaker(labels).make(draft)];
}

/** Why a name cannot be taken; `undefined` when it can. Names are compared exactly, within one kind. */
export function labelNameProblem(
  labels: readonly Label[],
  name: string,
  kind: LabelKind,
  ownId?: string,
): 'empty' | 'too-long' | 'taken' | undefined {
  if (name.trim() === '') return 'empty';
  if (name.length > maxLabelName) return 'too-long';
  const taken = labels.some((label) => label.id !== ownId && label.kind === kind && label.name === name);
  return taken ? 'taken' : undefined;
}

/**
 * Another name for a label; relations that restrict their ends to the old name follow. Annotations refer to
 * labels by id and stay as they are. Law: the name must pass `labelNameProblem`.
 */
export function renameLabel(labels: readonly Label[], id: string, name: string): readonly Label[] {
  const old = labels.find((label) => label.id === id);
  if (old === undefined) return labels;
  const follow = (types: readonly string[]): readonly string[] =>
    types.map((type) => (type === old.name ? name : type));
  return labels.map((label) => {
    if (label.id === id) return { ...label, name };
    if (old.kind !== 'span' || label.kind !== 'relation') return label;
    return {
      ...label,
      ...(label.headTypes === undefined ? {} : { headTypes: follow(label.headTypes) }),
      ...(label.tailTypes === undefined ? {} : { tailTypes: follow(label.tailTypes) }),
    };
  });
}

/** Gives a key to a label; one that had it and shares its keys loses it. `''` takes the key away. */
export function assignShortcut(labels: readonly Label[], id: string, shortcut: string): readonly Label[] {
  const given = labels.find((label) => label.id === id);
  return labels.map((label) => {
    if (label === given) return { ...label, shortcut };
    const loses =
      shortcut !== '' && label.shortcut === shortcut && given !== undefined && sharesKeys(label, given);
    return loses ? { ...label, shortcut: '' } : label;
  });
}

/** The labels in a new order; ids that are not named keep their order behind those that are. */
export function reorderLabels(labels: readonly Label[], ids: readonly string[]): readonly Label[] {
  const rank = new Map(ids.map((id, index) => [id, index]));
  return labels
    .toSorted(
      (a, b) => (rank.get(a.id) ?? ids.length) - (rank.get(b.id) ?? ids.length) || a.position - b.position,
    )
    .map((label, position) => ({ ...label, position }));
}
