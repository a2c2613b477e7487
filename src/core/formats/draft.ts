/**
 * A parsed document in the making: every format puts what it reads through the same checks, so that a span
 * outside its text, a relation to nothing or a second copy of a label is handled alike everywhere.
 */
import { type DocumentStatus, type RecommendedTarget, taskTraits, tokensFit } from '#core/project';
import { createOffsets, type Offsets, type Span } from '#core/text';
import type { Batcher } from './batch.ts';
import { explanationFrom } from './explanation-words.ts';
import type { ParseOptions } from './format.ts';
import { normaliseSpans, resolveSpan } from './offsets.ts';
import type { ParsedAnnotation, ParsedExplanation, ParsedSuggestion, ParsedTarget } from './parsed.ts';

interface Item {
  readonly label: string;
  readonly target: ParsedTarget;
  readonly annotator: string | undefined;
  readonly explanations: ParsedExplanation[];
}

/** Longest label name that is taken over; a longer one is cut, with a warning. */
const maxLabel = 500;

/** An offset as a file has it, for a message; a dash for none. */
function offsetShown(value: unknown): string | number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? value.slice(0, 40) : '–';
}

export class DocumentDraft {
  readonly text: string;
  readonly line: number;
  meta: Readonly<Record<string, string>> = {};
  /** Taken over where they fit the text; a text does without others. */
  tokens: readonly Span[] | undefined;
  split: 'holdout' | undefined;
  status: DocumentStatus | undefined;
  readonly #batch: Batcher;
  readonly #options: ParseOptions;
  /** All that the file has to say of this text is said: it is done, even without a label. */
  complete = false;
  /** A text of no characters is a document too: in a project of one's own it has its place. */
  keepEmpty = false;
  readonly #items: Item[] = [];
  readonly #suggestions: ParsedSuggestion[] = [];
  readonly #known = new Map<string, number>();
  readonly #suggested = new Set<string>();
  #map: Offsets | undefined;
  #unfit = 0;

  constructor(text: string, line: number, batch: Batcher, options: ParseOptions) {
    this.text = text;
    this.line = line;
    this.#batch = batch;
    this.#options = options;
  }

  /** A project of this task labels pairs of words; elsewhere their ends are not made entities either. */
  get takesRelations(): boolean {
    return taskTraits[this.#options.task].hasPairs;
  }

  get takesTextLabels(): boolean {
    return taskTraits[this.#options.task].labelKinds.includes('text');
  }

  get offsets(): Offsets {
    this.#map ??= createOffsets(this.text);
    return this.#map;
  }

  /** A span of the file, in its unit; the index of the annotation, or `undefined` (with an issue) if it is not one. */
  span(
    label: string,
    from: unknown,
    to: unknown,
    unit: 'utf16' | 'code-points' = 'utf16',
    more: { readonly words?: string; readonly annotator?: string; readonly line?: number } = {},
  ): number | undefined {
    const at = more.line ?? this.line;
    const span = this.place(from, to, unit, more.words, at);
    if (span === undefined) {
      this.#miss();
      return undefined;
    }
    const kind = taskTraits[this.#options.task].words;
    return this.#add(label, { kind, ...span }, more.annotator, at);
  }

  /** Checks and converts a span without making an annotation of it; `undefined` with an issue where it is none. */
  place(
    from: unknown,
    to: unknown,
    unit: 'utf16' | 'code-points',
    words?: string,
    line = this.line,
  ): Span | undefined {
    const isLast = this.#options.lastIncluded === true && words === undefined && typeof to === 'number';
    const span = resolveSpan(this.text, this.offsets, from, isLast ? to + 1 : to, unit, words);
    if (span.ok) return span.value;
    this.#batch.warn(
      line,
      span.error,
      `Span ${offsetShown(from)}–${offsetShown(to)} does not fit the text.`,
      {
        from: offsetShown(from),
        to: offsetShown(to),
        length: this.text.length,
        ...(words === undefined ? {} : { expected: words.slice(0, 80), found: this.#wordsAt(from, to) }),
      },
    );
    return undefined;
  }

  /** Notes a label whose place, in whatever the file counts, is not in the text. */
  misplaced(from: unknown, to: unknown): void {
    this.#miss();
    this.#batch.warn(
      this.line,
      'span-out-of-range',
      `Span ${offsetShown(from)}–${offsetShown(to)} does not fit the text.`,
      {
        from: offsetShown(from),
        to: offsetShown(to),
        length: this.text.length,
      },
    );
  }

  /** A relation between two annotations of this document, by the indexes that `span` returned. */
  relation(
    label: string,
    head: number | undefined,
    tail: number | undefined,
    more: { readonly annotator?: string; readonly line?: number; readonly reference?: string } = {},
  ): number | undefined {
    if (!this.takesRelations) {
      this.#miss();
      this.#unfit += 1;
      return undefined;
    }
    const at = more.line ?? this.line;
    if (head === undefined || tail === undefined || head === tail) {
      this.#miss();
      this.#batch.warn(at, 'missing-relation-end', 'A relation names an entity that is not there.', {
        reference: (more.reference ?? '').slice(0, 80),
        label: label.slice(0, 80),
      });
      return undefined;
    }
    return this.#add(label, { kind: 'relation', head, tail }, more.annotator, at);
  }

  textLabel(
    label: string,
    more: { readonly annotator?: string; readonly line?: number } = {},
  ): number | undefined {
    if (!this.takesTextLabels) {
      this.#miss();
      this.#unfit += 1;
      return undefined;
    }
    return this.#add(label, { kind: 'text' }, more.annotator, more.line ?? this.line);
  }

  /** What a program said of the text, instead of a label; `by` names the program. */
  suggest(
    label: string,
    by: string,
    score: unknown,
    place?: { readonly from: unknown; readonly to: unknown; readonly words?: string },
    unit: 'utf16' | 'code-points' = 'utf16',
  ): Span | undefined {
    this.#batch.seen += 1;
    const span = place === undefined ? undefined : this.place(place.from, place.to, unit, place.words);
    const fits = place === undefined ? this.takesTextLabels : span !== undefined;
    if (!fits || label.trim() === '') {
      this.#batch.leftOut += 1;
      if (label.trim() === '') this.#batch.warn(this.line, 'missing-label', 'A prediction has no label.');
      else if (place === undefined) this.#unfit += 1;
      return span;
    }
    const kind = taskTraits[this.#options.task].words;
    this.#suggest(label, span === undefined ? { kind: 'text' } : { kind, ...span }, by, score);
    return span;
  }

  /** A relation that a program saw, between two places. */
  suggestRelation(label: string, by: string, score: unknown, head?: Span, tail?: Span): void {
    this.#batch.seen += 1;
    if (this.takesRelations && head !== undefined && tail !== undefined && label.trim() !== '') {
      this.#suggest(label, { kind: 'relation', head: { ...head }, tail: { ...tail } }, by, score);
      return;
    }
    this.#batch.leftOut += 1;
    if (!this.takesRelations) this.#unfit += 1;
    else this.#batch.warn(this.line, 'missing-relation-end', 'A relation names an entity that is not there.');
  }

  /** One that says the same twice is there once. */
  #suggest(label: string, target: RecommendedTarget, by: string, score: unknown): void {
    const one: ParsedSuggestion = {
      label: label.slice(0, maxLabel),
      target,
      by: by.trim().slice(0, 200) || '?',
      ...(typeof score === 'number' && score >= 0 && score <= 1 ? { score } : {}),
    };
    const key = JSON.stringify([one.label, target, one.by]);
    if (this.#suggested.has(key)) {
      this.#batch.doubles += 1;
      return;
    }
    this.#suggested.add(key);
    this.#suggestions.push(one);
  }

  /** Notes annotations that are of no shape at all: named once, under the name of what holds them. */
  leftOutUnless<T>(items: readonly unknown[], isOne: (item: unknown) => item is T, field: string): T[] {
    const kept = items.filter(isOne);
    const odd = items.filter((item) => item !== null && !isOne(item)).length;
    if (odd > 0) this.#batch.unread(field, odd);
    return kept;
  }

  /** Notes labels of the file that are left out here, under the name of what holds them. */
  leftOut(field: string, count = 1): void {
    this.#batch.unread(field, count);
  }

  #wordsAt(from: unknown, to: unknown): string {
    return typeof from === 'number' && typeof to === 'number' ? this.text.slice(from, to).slice(0, 80) : '';
  }

  #miss(): void {
    this.#batch.seen += 1;
    this.#batch.leftOut += 1;
  }

  /** Adds an explanation to an annotation; one that says the same is not kept twice. */
  explain(index: number | undefined, explanation: ParsedExplanation): void {
    const item = index === undefined ? undefined : this.#items[index];
    if (item === undefined) return;
    const clean: ParsedExplanation =
      explanation.kind === 'trigger'
        ? { kind: 'trigger', spans: normaliseSpans(explanation.spans) }
        : explanation;
    if (clean.kind === 'trigger' ? clean.spans.length === 0 : clean.text.trim() === '') return;
    const key = JSON.stringify(clean);
    if (item.explanations.some((known) => JSON.stringify(known) === key)) return;
    item.explanations.push(clean);
  }

  /** An explanation that the file gives as a string: a trigger by its words, or a sentence. */
  explainInWords(index: number | undefined, words: string, line = this.line): void {
    if (index === undefined || words.trim() === '') return;
    const explanation = explanationFrom(this.text, words, this.#options.explanationKind);
    if (explanation === undefined) {
      this.#batch.warn(line, 'trigger-not-found', 'The words of a trigger are not in the text.', {
        words: words.slice(0, 80),
      });
    }
    this.explain(index, explanation ?? { kind: 'nl', text: words.trim() });
  }

  #add(label: string, target: ParsedTarget, annotator: string | undefined, line: number): number | undefined {
    this.#batch.seen += 1;
    if (label.trim() === '') {
      this.#batch.leftOut += 1;
      this.#batch.warn(line, 'missing-label', 'An annotation has no label.');
      return undefined;
    }
    let name = label;
    if (label.length > maxLabel) {
      name = label.slice(0, maxLabel);
      this.#batch.warn(line, 'unsupported', 'The name of a label is too long and was cut.', {
        what: 'long-label',
        limit: maxLabel,
      });
    }
    const key = JSON.stringify([name, target, annotator ?? '']);
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#batch.doubles += 1;
      return known;
    }
    this.#items.push({ label: name, target, annotator, explanations: [] });
    this.#known.set(key, this.#items.length - 1);
    return this.#items.length - 1;
  }

  /** Hands the document to the batch. */
  finish(): void {
    if (this.text === '' && !this.keepEmpty) {
      this.#batch.error(this.line, 'missing-text', 'The text is empty.');
      this.#batch.leftOut += this.#items.length + this.#suggestions.length;
      return;
    }
    if (this.#unfit > 0) {
      this.#batch.warn(
        this.line,
        'unsupported',
        'Labels that this kind of project does not have were left out.',
        {
          what: 'other-task',
          count: this.#unfit,
        },
      );
    }
    const keep = this.#options.textOnly !== true;
    if (!keep) this.#batch.leftOut += this.#items.length + this.#suggestions.length;
    const annotations: ParsedAnnotation[] = keep
      ? this.#items.map(({ label, target, annotator, explanations }) => ({
          label,
          target,
          explanations,
          ...(annotator === undefined || annotator === '' ? {} : { annotator }),
        }))
      : [];
    const suggestions = keep ? this.#suggestions : [];
    const split = this.split ?? this.#options.split;
    const complete = this.#options.fullyLabelled ?? this.complete;
    const done = annotations.length > 0 || complete;
    const status = keep ? (this.status ?? (done ? 'done' : undefined)) : undefined;
    this.#batch.document({
      text: this.text,
      meta: this.meta,
      annotations,
      line: this.line,
      ...(suggestions.length === 0 ? {} : { suggestions }),
      ...(this.tokens === undefined || !tokensFit(this.text, this.tokens) ? {} : { tokens: this.tokens }),
      ...(split === undefined ? {} : { split }),
      ...(status === undefined ? {} : { status }),
    });
  }
}
