/**
 * Where a matcher occurs in the open instance: `core/explain/match.ts` on interned atoms. A matcher is compiled once for
 * a corpus; finding its occurrences compares integers. Law: the spans are those of `findMatches` in core/explain, in the
 * same order (property test).
 */
import {
  findOccurrences,
  foldText,
  guessPartOfSpeech,
  hasShape,
  type Matcher,
  type MatchMode,
  toAtoms,
  type WordList,
} from '#core/explain';
import { argCount, argIndex, type Corpus } from './corpus.ts';
import type { InstanceView } from './instance-view.ts';
import { VocabularyTest } from './vocabulary.ts';

/** Spans of a text as two columns, reused from instance to instance. */
export class SpanBuffer {
  readonly from: number[] = [];
  readonly to: number[] = [];
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(from: number, to: number): void {
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.length++;
  }

  /** By start, longer spans first. Insertion sort: a sentence has few occurrences, and they are nearly in order. */
  sort(): void {
    const { from, to } = this;
    for (let i = 1; i < this.length; i++) {
      const a = from[i] ?? 0;
      const b = to[i] ?? 0;
      let k = i - 1;
      for (; k >= 0 && ((from[k] ?? 0) > a || ((from[k] ?? 0) === a && (to[k] ?? 0) < b)); k--) {
        from[k + 1] = from[k] ?? 0;
        to[k + 1] = to[k] ?? 0;
      }
      from[k + 1] = a;
      to[k + 1] = b;
    }
  }
}

/** Adds the occurrences in the open instance to `out`, sorted; `out` is cleared first. */
export type Finder = (view: InstanceView, out: SpanBuffer) => void;

export function compileMatcher(what: Matcher, corpus: Corpus): Finder {
  switch (what.kind) {
    case 'phrase':
      return anyText(what.texts.map((text) => compileText(text, what.match, corpus)));
    case 'list':
      return listFinder(what.name, what.match, corpus);
    case 'arg': {
      const arg = argIndex[what.arg];
      return (view, out) => {
        out.clear();
        if (view.argFrom(arg) >= 0) out.push(view.argFrom(arg), view.argTo(arg));
      };
    }
    case 'shape': {
      const { shape } = what;
      return tokenFinder(new VocabularyTest(corpus.tokenVocabulary, (token) => hasShape(token, shape)));
    }
    case 'pos':
      return posFinder(what.pos, corpus);
    case 'entity': {
      const type = what.type.toUpperCase();
      const withArguments = what.all === true;
      return (view, out) => {
        out.clear();
        for (const entity of view.source?.entities ?? []) {
          if (entity.type.toUpperCase() === type && !isArgument(view, entity.from, entity.to)) {
            out.push(entity.from, entity.to);
          }
        }
        if (withArguments) {
          for (const arg of Object.values(view.args)) {
            if (arg.type === undefined || arg.type.toUpperCase() === type) out.push(arg.from, arg.to);
          }
        }
        out.sort();
      };
    }
    case 'mention': {
      const arg = argIndex[what.arg];
      const found = new SpanBuffer();
      return (view, out) => {
        out.clear();
        const from = view.argFrom(arg);
        const to = view.argTo(arg);
        if (from < 0) return;
        found.clear();
        compileText(view.text.slice(from, to), 'word', corpus)(view, found);
        for (let k = 0; k < found.length; k++) {
          const at = found.from[k] ?? 0;
          const end = found.to[k] ?? 0;
          if (end <= from || at >= to) out.push(at, end);
        }
      };
    }
    default:
      return what satisfies never;
  }
}

/** Adds to `out` without clearing it. */
type TextFinder = (view: InstanceView, out: SpanBuffer) => void;

function anyText(finders: readonly TextFinder[]): Finder {
  return (view, out) => {
    out.clear();
    for (const find of finders) find(view, out);
    if (finders.length > 1) out.sort();
  };
}

function compileText(text: string, match: MatchMode, corpus: Corpus): TextFinder {
  const atoms = toAtoms(text);
  if (atoms.length === 0) return () => undefined;
  if (match === 'substring') {
    return (view, out) => {
      for (const span of findOccurrences(view.text, [], text, 'substring', [])) out.push(span.from, span.to);
    };
  }
  const ids = Int32Array.from(atoms, (atom) => corpus.atomId(atom.folded));
  if (match === 'word') return wordsFinder(ids);
  const affix = atoms[match === 'prefix' ? atoms.length - 1 : 0]?.folded ?? '';
  const test = new VocabularyTest(corpus.atomVocabulary, (atom) =>
    match === 'prefix' ? atom.startsWith(affix) : atom.endsWith(affix),
  );
  return match === 'prefix' ? prefixFinder(ids, test) : suffixFinder(ids, test);
}

function wordsFinder(ids: Int32Array): TextFinder {
  const size = ids.length;
  const first = ids[0] ?? 0;
  return (view, out) => {
    const { atomIds, atomFrom, atomTo } = view.corpus;
    const atoms = atomIds.data;
    const last = view.atomEnd - size;
    for (let at = view.atomStart; at <= last; at++) {
      if (atoms[at] !== first) continue;
      let k = 1;
      while (k < size && atoms[at + k] === ids[k]) k++;
      if (k < size || !view.isWordEdge(at) || !view.isWordEdge(at + size)) continue;
      out.push(atomFrom.at(at), atomTo.at(at + size - 1));
    }
  };
}

function prefixFinder(ids: Int32Array, test: VocabularyTest): TextFinder {
  const size = ids.length;
  return (view, out) => {
    const { atomIds, atomFrom, atomTo } = view.corpus;
    for (let at = view.atomStart; at + size <= view.atomEnd; at++) {
      let k = 0;
      while (k < size - 1 && atomIds.at(at + k) === ids[k]) k++;
      if (k < size - 1 || !test.holds(atomIds.at(at + k))) continue;
      let end = at + size;
      while (end < view.atomEnd && !view.isWordEdge(end)) end++;
      if (view.isWordEdge(at)) out.push(atomFrom.at(at), atomTo.at(end - 1));
    }
  };
}

function suffixFinder(ids: Int32Array, test: VocabularyTest): TextFinder {
  const size = ids.length;
  return (view, out) => {
    const { atomIds, atomFrom, atomTo } = view.corpus;
    for (let at = view.atomStart; at + size <= view.atomEnd; at++) {
      if (!test.holds(atomIds.at(at))) continue;
      let k = 1;
      while (k < size && atomIds.at(at + k) === ids[k]) k++;
      if (k < size) continue;
      let start = at;
      while (start > view.atomStart && !view.isWordEdge(start)) start--;
      if (view.isWordEdge(at + size)) out.push(atomFrom.at(start), atomTo.at(at + size - 1));
    }
  };
}

/** Word lists come with the sentences, usually the same object for all: compiled once per object. */
function listFinder(name: string, match: MatchMode, corpus: Corpus): Finder {
  const wanted = foldText(name);
  const compiled = new WeakMap<readonly WordList[], Finder>();
  return (view, out) => {
    const lists = view.source?.lists;
    out.clear();
    if (lists === undefined) return;
    let find = compiled.get(lists);
    if (find === undefined) {
      const words = lists.filter((list) => foldText(list.name) === wanted).flatMap((list) => list.words);
      find = anyText(words.map((word) => compileText(word, match, corpus)));
      compiled.set(lists, find);
    }
    find(view, out);
  };
}

function tokenFinder(test: VocabularyTest): Finder {
  return (view, out) => {
    const { tokenIds, tokenFrom, tokenTo } = view.corpus;
    out.clear();
    for (let token = view.tokenStart; token < view.tokenEnd; token++) {
      if (test.holds(tokenIds.at(token))) out.push(tokenFrom.at(token), tokenTo.at(token));
    }
  };
}

function posFinder(pos: string, corpus: Corpus): Finder {
  const test = new VocabularyTest(corpus.tokenVocabulary, (token) => guessPartOfSpeech(token) === pos);
  return (view, out) => {
    const { tokenIds, tokenFrom, tokenTo } = view.corpus;
    const tags = view.source?.pos;
    out.clear();
    for (let token = view.tokenStart; token < view.tokenEnd; token++) {
      const tag = tags?.[token - view.tokenStart];
      if (tag === undefined ? test.holds(tokenIds.at(token)) : tag === pos) {
        out.push(tokenFrom.at(token), tokenTo.at(token));
      }
    }
  };
}

function isArgument(view: InstanceView, from: number, to: number): boolean {
  for (let arg = 0; arg < argCount; arg++) {
    if (view.argFrom(arg) === from && view.argTo(arg) === to) return true;
  }
  return false;
}
