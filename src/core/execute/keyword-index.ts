/**
 * Which sentences a form can be true of at all: those with the keywords it cannot do without. The keywords are read off
 * the form once (a clause of `and` suffices, `or` needs all of its clauses, `not` promises nothing) and looked up in the
 * corpus's occurrence chains by their rarest word. A form without any such keyword is tried on every instance.
 *
 * Law: a superset — no instance that the form is true of is left out (property test).
 */
import type { Anchor, LogicalForm, Matcher, MatchMode, Region } from '#core/explain';
import { toAtoms } from '#core/explain';
import type { Corpus } from './corpus.ts';

/** One keyword as interned atoms, or the part of a word that stands for it. */
type Keyword =
  | { readonly kind: 'atoms'; readonly ids: Int32Array }
  | { readonly kind: 'part'; readonly test: (atom: string) => boolean };

/** A sentence qualifies with any one of the keywords. */
export interface KeywordQuery {
  readonly anyOf: readonly Keyword[];
}

/** What the form needs, or `undefined` if there is nothing that can be looked up. */
export function keywordsOf(form: LogicalForm, corpus: Corpus): KeywordQuery | undefined {
  switch (form.op) {
    case 'and':
      return rarest(
        form.of.map((clause) => keywordsOf(clause, corpus)),
        corpus,
      );
    case 'or':
      return union(form.of.map((clause) => keywordsOf(clause, corpus)));
    case 'number-of':
      return form.range.min < 1 ? undefined : union(form.of.map((clause) => keywordsOf(clause, corpus)));
    case 'occurs':
      return rarest(
        [
          ...(form.count.min < 1 ? [] : [keywordsOfMatcher(form.what, corpus)]),
          ...anchorPhrases(form.where).map((text) => keywordsOfTexts([text], 'word', corpus)),
        ],
        corpus,
      );
    case 'size':
      return rarest(
        anchorPhrases(form.where).map((text) => keywordsOfTexts([text], 'word', corpus)),
        corpus,
      );
    case 'compare':
      return rarest(
        [form.left, form.right].flatMap(({ where }) =>
          anchorPhrases(where).map((text) => keywordsOfTexts([text], 'word', corpus)),
        ),
        corpus,
      );
    case 'constant':
    case 'not':
    case 'is':
    case 'pair-listed':
    case 'number':
      return undefined;
    default:
      return form satisfies never;
  }
}

/**
 * Calls `visit` once for each sentence that has one of the keywords and a live instance, in no promised order. `seen`
 * has a place per sentence and marks those visited with `stamp`.
 */
export function visitSentences(
  query: KeywordQuery,
  corpus: Corpus,
  seen: Int32Array,
  stamp: number,
  visit: (sentence: number) => void,
): void {
  const sentences = corpus.sentenceOfAtom.data;
  const previous = corpus.previous.data;
  const newest = corpus.newestInstance.data;
  const atoms = corpus.atomIds.data;
  const offer = (place: number): void => {
    const sentence = sentences[place] ?? 0;
    if (seen[sentence] === stamp || (newest[sentence] ?? -1) < 0) return;
    seen[sentence] = stamp;
    visit(sentence);
  };
  for (const keyword of query.anyOf) {
    if (keyword.kind === 'part') {
      for (let id = 0; id < corpus.atomVocabulary.size; id++) {
        if (corpus.lastOccurrence.at(id) < 0 || !keyword.test(corpus.atomVocabulary.textOf(id))) continue;
        for (let at = corpus.lastOccurrence.at(id); at >= 0; at = previous[at] ?? -1) offer(at);
      }
      continue;
    }
    const { ids } = keyword;
    const pivot = rarestAtom(ids, corpus);
    for (let at = corpus.lastOccurrence.at(ids[pivot] ?? 0); at >= 0; at = previous[at] ?? -1) {
      // Boundary atoms between sentences match nothing, so a phrase never runs over an edge.
      const start = at - pivot;
      let k = 0;
      while (k < ids.length && atoms[start + k] === ids[k]) k++;
      if (k === ids.length) offer(at);
    }
  }
}

function keywordsOfMatcher(what: Matcher, corpus: Corpus): KeywordQuery | undefined {
  // Word lists are the sentences' own and may differ between them; the rest are no keywords.
  return what.kind === 'phrase' ? keywordsOfTexts(what.texts, what.match, corpus) : undefined;
}

const plain = /^[\x20-\x7e]*$/;

function keywordsOfTexts(
  texts: readonly string[],
  match: MatchMode,
  corpus: Corpus,
): KeywordQuery | undefined {
  const anyOf: Keyword[] = [];
  for (const text of texts) {
    const atoms = toAtoms(text);
    if (atoms.length === 0) continue;
    if (match === 'word') {
      anyOf.push({ kind: 'atoms', ids: Int32Array.from(atoms, (atom) => corpus.atomId(atom.folded)) });
      continue;
    }
    if (match === 'substring') {
      // Inside other scripts' words, folding a part and folding the whole may differ: those are scanned for.
      if (!plain.test(text)) return undefined;
      const longest = atoms.toSorted((a, b) => b.folded.length - a.folded.length)[0]?.folded ?? '';
      anyOf.push({ kind: 'part', test: (atom) => atom.includes(longest) });
      continue;
    }
    const whole = match === 'prefix' ? atoms.slice(0, -1) : atoms.slice(1);
    if (whole.length > 0) {
      anyOf.push({ kind: 'atoms', ids: Int32Array.from(whole, (atom) => corpus.atomId(atom.folded)) });
      continue;
    }
    const affix = atoms[0]?.folded ?? '';
    anyOf.push({
      kind: 'part',
      test: match === 'prefix' ? (atom) => atom.startsWith(affix) : (atom) => atom.endsWith(affix),
    });
  }
  return { anyOf };
}

function anchorPhrases(region: Region): string[] {
  const phrase = (anchor: Anchor): string[] => (anchor.kind === 'phrase' ? [anchor.text] : []);
  switch (region.kind) {
    case 'sentence':
    case 'arg':
      return [];
    case 'side':
      return phrase(region.of);
    case 'between':
      return [...phrase(region.a), ...phrase(region.b)];
    case 'both':
      return region.of.flatMap(anchorPhrases);
    default:
      return region satisfies never;
  }
}

function union(queries: readonly (KeywordQuery | undefined)[]): KeywordQuery | undefined {
  const anyOf: Keyword[] = [];
  for (const query of queries) {
    if (query === undefined) return undefined;
    anyOf.push(...query.anyOf);
  }
  return { anyOf };
}

/** The query with the fewest occurrences to look at. */
function rarest(queries: readonly (KeywordQuery | undefined)[], corpus: Corpus): KeywordQuery | undefined {
  let best: KeywordQuery | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const query of queries) {
    if (query === undefined) continue;
    const cost = query.anyOf.reduce((sum, keyword) => sum + costOf(keyword, corpus), 0);
    if (cost < least) {
      best = query;
      least = cost;
    }
  }
  return best;
}

function costOf(keyword: Keyword, corpus: Corpus): number {
  // A part of a word has to be looked for in the whole vocabulary.
  if (keyword.kind === 'part') return corpus.atomVocabulary.size;
  return corpus.frequency.at(keyword.ids[rarestAtom(keyword.ids, corpus)] ?? 0);
}

function rarestAtom(ids: Int32Array, corpus: Corpus): number {
  let pivot = 0;
  for (let k = 1; k < ids.length; k++) {
    if (corpus.frequency.at(ids[k] ?? 0) < corpus.frequency.at(ids[pivot] ?? 0)) pivot = k;
  }
  return pivot;
}
