/**
 * The reference interpreter: what a logical form means, written for clarity and not for speed.
 * The strict executor (`core/execute`) is tested against it; the parser's semantic filter uses it.
 * Law: total: every well-formed form has a truth value on every instance, whatever it lacks.
 */
import type { Span } from '#core/text';
import { type Area, areaBeside, areasBetween, areasInAll } from './area.ts';
import type { Instance } from './instance.ts';
import {
  type Anchor,
  type ArgName,
  type Count,
  inRange,
  type LogicalForm,
  type Matcher,
  type Region,
  type Subject,
  type TextTest,
  type Unit,
  type WordOfArgument,
} from './logical-form.ts';
import { type Atom, findOccurrences, foldText, hasWordCharacter, toAtoms, withoutOverlap } from './match.ts';
import { wholePhrase } from './noun-phrase.ts';
import { guessPartOfSpeech, hasShape } from './word-class.ts';

const analysed = new WeakMap<
  Instance,
  { readonly atoms: readonly Atom[]; readonly words: readonly boolean[] }
>();

function analyse(instance: Instance) {
  let found = analysed.get(instance);
  if (found === undefined) {
    found = {
      atoms: toAtoms(instance.text),
      words: instance.tokens.map((t) => hasWordCharacter(instance.text.slice(t.from, t.to))),
    };
    analysed.set(instance, found);
  }
  return found;
}

export function evaluate(form: LogicalForm, instance: Instance): boolean {
  switch (form.op) {
    case 'constant':
      return form.value;
    case 'and':
      return form.of.every((f) => evaluate(f, instance));
    case 'or':
      return form.of.some((f) => evaluate(f, instance));
    case 'not':
      return !evaluate(form.of, instance);
    case 'number-of':
      return inRange(form.of.filter((f) => evaluate(f, instance)).length, form.range);
    case 'number':
      return inRange(form.value, form.range);
    case 'occurs': {
      const spans = findMatches(form.what, instance);
      return toAreas(form.where, instance).some((area) =>
        inRange(withoutOverlap(spans.filter((s) => isInside(s, area, instance))).length, form.count),
      );
    }
    case 'size':
      return toAreas(form.where, instance).some((area) =>
        inRange(
          area.reduce((n, p) => n + countUnits(p, form.unit, instance), 0),
          form.range,
        ),
      );
    case 'is':
      return holds(form.subject, form.test, instance);
    case 'compare': {
      const right = countsOf(form.right, instance);
      return countsOf(form.left, instance).some((n) =>
        right.some((k) => (form.is === 'more' ? n > k : n === k)),
      );
    }
    case 'pair-listed': {
      const first = instance.args[form.first];
      const second = instance.args[form.second];
      if (first === undefined || second === undefined) return false;
      const key = (a: typeof first) => foldText(a.id ?? instance.text.slice(a.from, a.to));
      const wanted = `${key(first)}\t${key(second)}`;
      return listWords(instance, form.list).some((w) => w.split('\t').map(foldText).join('\t') === wanted);
    }
    default:
      return form satisfies never;
  }
}

/** A number for each reading of the region. */
function countsOf(count: Count, instance: Instance): readonly number[] {
  const areas = toAreas(count.where, instance);
  if (count.kind === 'size') {
    return areas.map((area) => area.reduce((n, p) => n + countUnits(p, count.unit, instance), 0));
  }
  const spans = findMatches(count.what, instance);
  return areas.map((area) => withoutOverlap(spans.filter((s) => isInside(s, area, instance))).length);
}

/** How many units lie wholly inside `span`. */
export function countUnits(span: Span, unit: Unit, instance: Instance): number {
  if (unit === 'char') return Math.max(0, span.to - span.from);
  const { words } = analyse(instance);
  let n = 0;
  instance.tokens.forEach((t, i) => {
    if (t.from >= span.from && t.to <= span.to && (unit === 'token' || words[i] === true)) n++;
  });
  return n;
}

/** Distance between two spans by the definition in `logical-form.ts`; 0 where they overlap. */
export function distanceBetween(a: Span, b: Span, unit: Unit, instance: Instance): number {
  const gap = a.to <= b.from ? { from: a.to, to: b.from } : { from: b.to, to: a.from };
  if (gap.to < gap.from) return 0;
  return countUnits(gap, unit, instance) + (unit === 'char' ? 0 : 1);
}

/** Every occurrence of `what`, by start; they may overlap. */
export function findMatches(what: Matcher, instance: Instance): readonly Span[] {
  const { text, tokens } = instance;
  const { atoms } = analyse(instance);
  const args = Object.values(instance.args);
  const tokenText = (t: Span) => text.slice(t.from, t.to);
  switch (what.kind) {
    case 'phrase':
    case 'list': {
      const texts = what.kind === 'phrase' ? what.texts : listWords(instance, what.name);
      return texts
        .flatMap((q) => findOccurrences(text, atoms, q, what.match, args))
        .sort((a, b) => a.from - b.from || b.to - a.to);
    }
    case 'arg': {
      const arg = instance.args[what.arg];
      return arg === undefined ? [] : [arg];
    }
    case 'shape':
      return tokens.filter((t) => hasShape(tokenText(t), what.shape));
    case 'pos':
      return tokens.filter((t, i) => (instance.pos?.[i] ?? guessPartOfSpeech(tokenText(t))) === what.pos);
    case 'entity':
      return [
        ...(instance.entities ?? [])
          .filter((e) => e.type.toUpperCase() === what.type.toUpperCase())
          .filter((e) => !args.some((a) => a.from === e.from && a.to === e.to)),
        ...(what.all === true
          ? args.filter((a) => a.type === undefined || a.type.toUpperCase() === what.type.toUpperCase())
          : []),
      ].sort((a, b) => a.from - b.from || b.to - a.to);
    case 'mention': {
      const arg = instance.args[what.arg];
      if (arg === undefined) return [];
      return findOccurrences(text, atoms, text.slice(arg.from, arg.to), 'word', args).filter(
        (s) => s.to <= arg.from || s.from >= arg.to,
      );
    }
    default:
      return what satisfies never;
  }
}

function listWords(instance: Instance, name: string): readonly string[] {
  const wanted = foldText(name);
  return (instance.lists ?? []).filter((l) => foldText(l.name) === wanted).flatMap((l) => l.words);
}

function isInside(span: Span, area: Area, instance: Instance): boolean {
  return area.some(
    (p) =>
      span.from >= p.from &&
      span.to <= p.to &&
      p.near.every((near) => inRange(distanceBetween(span, near, near.within.unit, instance), near.within)),
  );
}

function anchorSpans(anchor: Anchor, instance: Instance): readonly Span[] {
  const { text } = instance;
  switch (anchor.kind) {
    case 'arg': {
      const spans = findMatches({ kind: 'arg', arg: anchor.arg }, instance);
      return anchor.whole === true ? spans.map((s) => wholePhrase(text, s)) : spans;
    }
    case 'phrase':
      return findMatches({ kind: 'phrase', texts: [anchor.text], match: 'word' }, instance);
    case 'edge': {
      const at = anchor.edge === 'start' ? 0 : text.length;
      return [{ from: at, to: at }];
    }
    default:
      return anchor satisfies never;
  }
}

/** The readings of a region; none when an anchor is missing. */
function toAreas(region: Region, instance: Instance): readonly Area[] {
  const end = instance.text.length;
  switch (region.kind) {
    case 'sentence':
      return [[{ from: 0, to: end, near: [] }]];
    case 'arg': {
      const arg = instance.args[region.arg];
      return arg === undefined ? [] : [[{ from: arg.from, to: arg.to, near: [] }]];
    }
    case 'side':
      return anchorSpans(region.of, instance).map((anchor) => areaBeside(anchor, region, end));
    case 'between':
      return areasBetween(anchorSpans(region.a, instance), anchorSpans(region.b, instance), region.within);
    case 'both':
      return areasInAll(region.of.map((part) => toAreas(part, instance)));
    default:
      return region satisfies never;
  }
}

function holds(subject: Subject, test: TextTest, instance: Instance): boolean {
  const arg = subject.kind === 'arg' ? instance.args[subject.arg] : undefined;
  if (subject.kind === 'arg' && arg === undefined) return false;
  const raw = subject.kind === 'literal' ? subject.text : argText(subject.arg, subject.word, instance);
  if (raw === undefined) return false;
  const text = foldText(raw);
  switch (test.kind) {
    case 'equals':
      return test.texts.some((t) => foldText(t) === text);
    case 'starts-with':
      return test.texts.some((t) => text.startsWith(foldText(t)));
    case 'ends-with':
      return test.texts.some((t) => text.endsWith(foldText(t)));
    case 'contains':
      return test.texts.some((t) => text.includes(foldText(t)));
    case 'part-of':
      return test.texts.some((t) => foldText(t).includes(text));
    case 'listed':
      return listWords(instance, test.list).some((w) => foldText(w) === text);
    case 'shape':
      return hasShape(raw, test.shape);
    case 'pos': {
      const whole = subject.kind === 'arg' && subject.word === undefined ? arg : undefined;
      const at = whole === undefined ? -1 : instance.tokens.findLastIndex((t) => t.to <= whole.to);
      return (instance.pos?.[at] ?? guessPartOfSpeech(raw)) === test.pos;
    }
    case 'type':
      return arg?.type === undefined || arg.type.toUpperCase() === test.type.toUpperCase();
    case 'same-as': {
      const other = argText(test.arg, test.word, instance);
      return other !== undefined && foldText(other) === text;
    }
    default:
      return test satisfies never;
  }
}

/** `undefined` where there is none. */
function argText(name: ArgName, word: WordOfArgument | undefined, instance: Instance): string | undefined {
  const arg = instance.args[name];
  if (arg === undefined || word === undefined) return arg && instance.text.slice(arg.from, arg.to);
  const { words } = analyse(instance);
  const inside = instance.tokens.filter((t, i) => words[i] === true && t.from >= arg.from && t.to <= arg.to);
  const token = word === 'first' ? inside[0] : inside.at(-1);
  return token && instance.text.slice(token.from, token.to);
}
