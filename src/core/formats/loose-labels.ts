/**
 * Labels in fields that no format declares: the shapes in which tools write spans and classes, whatever the field
 * is called. What is understood comes in, what only looks like labels is named with its count, the rest is metadata.
 */
import type { DocumentDraft } from './draft.ts';
import type { ParseOptions } from './format.ts';
import { field, isObject, listField, nameField } from './json-records.ts';
import { readLabelWords, saysMore } from './label-words.ts';
import { isRelationKey, KnownSpans, readLooseRelations } from './loose-relations.ts';
import { holdsLabels, looseSpans, spansByName, taggedSpans } from './loose-spans.ts';
import { isPredictedName, readPredicted } from './predicted-columns.ts';
import { parseTag } from './tags.ts';

export { holdsLabels, looseSpans, offsetOf } from './loose-spans.ts';

/** Lists of names under these keys label the text; under others they are metadata. */
const classKeys = /^(?:labels?|class(?:es)?|categor(?:y|ies)|choices?|sentiment|polarity|intent)$/i;

/** Fields of labels, whatever they hold. */
const labelKeys = /annotat|label|mention|entit|span|^ner$/i;

/** Fields in which words are labels. */
const wordsUnder = /entit|mention|^ner$|^extract(?:ed|ions?)?$/i;

/** How many things stand in lists under names that speak of labels, however deep. */
function labelLists(value: unknown, depth = 0): number {
  if (depth > 6 || typeof value !== 'object' || value === null) return 0;
  const entries = Array.isArray(value)
    ? value.map((part: unknown) => ['', part] as const)
    : Object.entries(value);
  let count = 0;
  for (const [name, part] of entries.slice(0, 1000)) {
    const isList =
      /^(?:annotations?|entities|labels|spans|mentions|objects|classifications)$/i.test(name) &&
      Array.isArray(part);
    count += isList && part.some((one) => isObject(one)) ? part.length : labelLists(part, depth + 1);
  }
  return count;
}

/** The score of what a program put there: people give none. */
function scoreIn(item: unknown): number | undefined {
  for (const key of ['score', 'confidenceScore', 'prob', 'probability']) {
    const value = field(item, key);
    if (typeof value === 'number') return value;
  }
  // Flair's is beside the name.
  const inside = field(listField(item, 'labels')?.[0], 'confidence');
  return typeof inside === 'number' ? inside : undefined;
}

/** Reads one field; whether it was labels (read or named), and so is no metadata. */
export function readLooseField(
  key: string,
  value: unknown,
  draft: DocumentDraft,
  options: ParseOptions,
  known: KnownSpans = new KnownSpans(),
): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const unit = options.offsetUnit ?? 'code-points';
  if (readLooseRelations(key, value, draft, known)) return true;
  if (Array.isArray(value)) {
    const spans = value.map(looseSpans);
    if (spans.length > 0 && spans.some((span) => span !== undefined)) {
      spans.forEach((list, at) => {
        if (list === undefined) draft.leftOut(key);
        const made = scoreIn(value[at]);
        if (list !== undefined && made !== undefined) {
          const by = nameField(value[at], 'source', 'model') ?? key;
          for (const { from, to, names, words } of list)
            for (const name of names)
              draft.suggest(name, by, made, { from, to, ...(words === undefined ? {} : { words }) }, unit);
          return;
        }
        let first: number | undefined;
        for (const { from, to, names, words } of list ?? [])
          for (const name of names) {
            const index = draft.span(name, from, to, unit, words === undefined ? {} : { words });
            first ??= index;
          }
        known.add(value[at], first, list?.[0]?.from, list?.[0]?.to);
      });
      return true;
    }
    const tagged = taggedSpans(value, draft.text);
    if (tagged !== undefined) {
      for (const { from, to, names } of tagged) for (const name of names) draft.span(name, from, to);
      return true;
    }
    const areNames = value.length > 0 && value.every((name) => typeof name === 'string');
    const areClasses =
      classKeys.test(key) ||
      (/^annotations?$/i.test(key) && value.every((name) => parseTag(String(name)) === undefined));
    if (areNames && areClasses) {
      for (const name of value) draft.textLabel(String(name));
      return true;
    }
  }
  const named = labelKeys.test(key) ? spansByName(value) : undefined;
  for (const { from, to, names, words } of named ?? [])
    for (const name of names) draft.span(name, from, to, unit, words === undefined ? {} : { words });
  if (named !== undefined) return true;
  // Label Studio writes several choices of one question so.
  const choices = Object.keys(value).length === 1 ? listField(value, 'choices') : undefined;
  if (choices?.every((name) => typeof name === 'string') === true) {
    for (const name of choices) draft.textLabel(String(name));
    return true;
  }
  if (wordsUnder.test(key) && !saysMore(value) && readLabelWords(value, draft)) return true;
  const held = holdsLabels(value);
  if (held > 0) {
    draft.leftOut(key, held);
    return false;
  }
  // Structures under a name that speaks of labels are labels, although their shape is not known.
  if (
    /annotat|label|mention|entit|relation|span|tags?$|cats|choices|taxonomy|aspect|opinion|triple|^traits$|^classifications?$|^qas$|^answers?$|^answer\./i.test(
      key,
    )
  ) {
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (size > 0) draft.leftOut(key, size);
  } else {
    const inside = labelLists(value);
    if (inside > 0) draft.leftOut(key, inside);
  }
  return false;
}

/**
 * The entries that are metadata, after their labels have been read into `draft`; relations last, when all that they may join is
 * known: `known` holds what the caller has read already.
 */
export function readRest(
  entries: readonly (readonly [string, unknown])[],
  draft: DocumentDraft,
  options: ParseOptions,
  known: KnownSpans = new KnownSpans(),
): readonly (readonly [string, unknown])[] {
  const read = new Set<string>();
  for (const [key, value] of entries) {
    if (!isPredictedName(key) || typeof value !== 'object' || value === null) continue;
    readPredicted(key, value, undefined, draft, options);
    read.add(key);
  }
  for (const late of [false, true])
    for (const [key, value] of entries)
      if (!read.has(key) && isRelationKey(key) === late && readLooseField(key, value, draft, options, known))
        read.add(key);
  return entries.filter(([key]) => !read.has(key));
}
