/**
 * Strict execution: a logical form compiled once into a closure over a corpus, true or false of each instance. Law: it
 * agrees with `evaluate` of core/explain, the reference, on every form and instance.
 */
import {
  type Area,
  type Count,
  foldText,
  guessPartOfSpeech,
  hasShape,
  hasWordCharacter,
  inRange,
  type LogicalForm,
  type Subject,
  type TextTest,
  type WordOfArgument,
} from '#core/explain';
import { argIndex, type Corpus } from './corpus.ts';
import type { InstanceView } from './instance-view.ts';
import { compileMatcher, SpanBuffer } from './occurrences.ts';
import { compileRegion, isInside } from './region.ts';

/** Is the form true of the open instance? */
export type CompiledForm = (view: InstanceView) => boolean;

export function compileStrict(form: LogicalForm, corpus: Corpus): CompiledForm {
  switch (form.op) {
    case 'constant': {
      const { value } = form;
      return () => value;
    }
    case 'and': {
      const clauses = form.of.map((clause) => compileStrict(clause, corpus));
      return (view) => clauses.every((holds) => holds(view));
    }
    case 'or': {
      const clauses = form.of.map((clause) => compileStrict(clause, corpus));
      return (view) => clauses.some((holds) => holds(view));
    }
    case 'not': {
      const holds = compileStrict(form.of, corpus);
      return (view) => !holds(view);
    }
    case 'number-of': {
      const { range } = form;
      const clauses = form.of.map((clause) => compileStrict(clause, corpus));
      return (view) => {
        let n = 0;
        for (const holds of clauses) if (holds(view)) n++;
        return inRange(n, range);
      };
    }
    case 'number': {
      const holds = inRange(form.value, form.range);
      return () => holds;
    }
    case 'occurs':
      return compileOccurs(form, corpus);
    case 'size': {
      const { unit, range } = form;
      const region = compileRegion(form.where, corpus);
      return (view) =>
        region(view).some((area) =>
          inRange(
            area.reduce((n, piece) => n + view.countUnits(piece.from, piece.to, unit), 0),
            range,
          ),
        );
    }
    case 'is':
      return compileTest(form.subject, form.test, corpus);
    case 'compare': {
      const { is } = form;
      const left = compileCount(form.left, corpus);
      const right = compileCount(form.right, corpus);
      return (view) => {
        const other = right(view);
        return left(view).some((n) => other.some((k) => (is === 'more' ? n > k : n === k)));
      };
    }
    case 'pair-listed': {
      const first = argIndex[form.first];
      const second = argIndex[form.second];
      const wanted = foldText(form.list);
      return (view) => {
        if (view.argFrom(first) < 0 || view.argFrom(second) < 0) return false;
        const key = `${argKey(view, form.first)}\t${argKey(view, form.second)}`;
        return (view.source?.lists ?? []).some(
          (list) =>
            foldText(list.name) === wanted &&
            list.words.some((entry) => entry.split('\t').map(foldText).join('\t') === key),
        );
      };
    }
    default:
      return form satisfies never;
  }
}

function compileOccurs(form: Extract<LogicalForm, { op: 'occurs' }>, corpus: Corpus): CompiledForm {
  const find = compileMatcher(form.what, corpus);
  const region = compileRegion(form.where, corpus);
  const { count } = form;
  const spans = new SpanBuffer();
  const once = count.min <= 1 && count.max === undefined;
  return (view) => {
    find(view, spans);
    if (spans.length < count.min) return false;
    for (const area of region(view)) if (inRange(countInside(spans, area, view, once), count)) return true;
    return false;
  };
}

/** How many of the spans lie in the area without overlap; `once`: more than one do not matter. */
function countInside(spans: SpanBuffer, area: Area, view: InstanceView, once: boolean): number {
  let n = 0;
  let end = 0;
  for (let k = 0; k < spans.length; k++) {
    const from = spans.from[k] ?? 0;
    const to = spans.to[k] ?? 0;
    if ((n > 0 && from < end) || !isInside(area, from, to, view)) continue;
    n++;
    end = to;
    if (once) break;
  }
  return n;
}

/** A number for each reading of the region. */
export function compileCount(count: Count, corpus: Corpus): (view: InstanceView) => readonly number[] {
  const region = compileRegion(count.where, corpus);
  if (count.kind === 'size') {
    const { unit } = count;
    return (view) =>
      region(view).map((area) =>
        area.reduce((n, piece) => n + view.countUnits(piece.from, piece.to, unit), 0),
      );
  }
  const find = compileMatcher(count.what, corpus);
  const spans = new SpanBuffer();
  return (view) => {
    find(view, spans);
    return region(view).map((area) => countInside(spans, area, view, false));
  };
}

function compileTest(subject: Subject, test: TextTest, corpus: Corpus): CompiledForm {
  if (subject.kind === 'literal') {
    const { text } = subject;
    const holds = textTest(test);
    return (view) => holds(view, text, undefined);
  }
  const arg = argIndex[subject.arg];
  const { word } = subject;
  if (word !== undefined && test.kind !== 'type') {
    const holds = textTest(test);
    return (view) => {
      const text = wordOfArgument(view, arg, word);
      return text !== undefined && holds(view, text, arg);
    };
  }
  if (test.kind === 'type') {
    const wanted = test.type.toUpperCase();
    return (view) => {
      const type = view.args[subject.arg]?.type;
      if (word !== undefined && wordOfArgument(view, arg, word) === undefined) return false;
      return view.argFrom(arg) >= 0 && (type === undefined || type.toUpperCase() === wanted);
    };
  }
  if (test.kind === 'pos') {
    return (view) => {
      if (view.argFrom(arg) < 0) return false;
      let last = -1;
      for (let token = view.tokenStart; token < view.tokenEnd; token++) {
        if (corpus.tokenTo.at(token) <= view.argTo(arg)) last = token - view.tokenStart;
      }
      return (view.source?.pos?.[last] ?? guessPartOfSpeech(argText(view, arg))) === test.pos;
    };
  }
  const holds = textTest(test);
  return (view) => view.argFrom(arg) >= 0 && holds(view, argText(view, arg), arg);
}

/** A test on a piece of text; `arg` is the argument it is the text of, if it is one. */
function textTest(test: TextTest): (view: InstanceView, text: string, arg: number | undefined) => boolean {
  switch (test.kind) {
    case 'equals': {
      const texts = test.texts.map(foldText);
      return (_, text) => texts.includes(foldText(text));
    }
    case 'starts-with': {
      const texts = test.texts.map(foldText);
      return (_, text) => texts.some((start) => foldText(text).startsWith(start));
    }
    case 'ends-with': {
      const texts = test.texts.map(foldText);
      return (_, text) => texts.some((end) => foldText(text).endsWith(end));
    }
    case 'contains': {
      const texts = test.texts.map(foldText);
      return (_, text) => texts.some((part) => foldText(text).includes(part));
    }
    case 'part-of': {
      const texts = test.texts.map(foldText);
      return (_, text) => texts.some((whole) => whole.includes(foldText(text)));
    }
    case 'listed': {
      const wanted = foldText(test.list);
      return (view, text) =>
        (view.source?.lists ?? []).some(
          (list) =>
            foldText(list.name) === wanted && list.words.some((word) => foldText(word) === foldText(text)),
        );
    }
    case 'shape': {
      const { shape } = test;
      return (_, text) => hasShape(text, shape);
    }
    case 'pos': {
      const { pos } = test;
      return (_, text) => guessPartOfSpeech(text) === pos;
    }
    case 'type':
      // Only arguments have declared types, and types restrict only where they are declared.
      return () => true;
    case 'same-as': {
      const other = argIndex[test.arg];
      const { word } = test;
      return (view, text) => {
        if (view.argFrom(other) < 0) return false;
        const same = word === undefined ? argText(view, other) : wordOfArgument(view, other, word);
        return same !== undefined && foldText(same) === foldText(text);
      };
    }
    default:
      return test satisfies never;
  }
}

function argText(view: InstanceView, arg: number): string {
  return view.text.slice(view.argFrom(arg), view.argTo(arg));
}

/** The first or last token inside the argument that counts as a word. */
function wordOfArgument(view: InstanceView, arg: number, word: WordOfArgument): string | undefined {
  const from = view.argFrom(arg);
  const to = view.argTo(arg);
  if (from < 0) return undefined;
  const { tokenFrom, tokenTo } = view.corpus;
  let found: string | undefined;
  for (let token = view.tokenAtOrAfter(from); token < view.tokenEnd && tokenTo.at(token) <= to; token++) {
    const text = view.text.slice(tokenFrom.at(token), tokenTo.at(token));
    if (!hasWordCharacter(text)) continue;
    found = text;
    if (word === 'first') break;
  }
  return found;
}

function argKey(view: InstanceView, name: 'x' | 'y' | 'aspect' | 'entity'): string {
  return foldText(view.args[name]?.id ?? argText(view, argIndex[name]));
}
