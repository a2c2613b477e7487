/** Codes of import issues → a sentence about the row. A code without one falls back to the issue's own message. */
type Params = Readonly<Record<string, string | number>>;

/** `reason` of a malformed row. */
const reasons: Readonly<Record<string, string>> = {
  quote: 'a quote is opened and never closed.',
  'not-an-object': 'this is no record.',
  'no-entities': 'it is no numbered sentence with <e1> and <e2>.',
  'no-word': 'there is no word.',
  'text-bound': 'it is no annotation of words.',
  relation: 'it is no relation.',
  offsets: 'there are no offsets.',
  'unknown-line': 'it is neither a token nor a comment.',
};

/** `what` has no place. */
const unsupported: Readonly<Record<string, string>> = {
  'other-task': 'Labels that this kind of project does not have were left out.',
  'long-label': 'The name of a label is too long and was cut.',
  discontinuous: 'An annotation in several pieces was joined to one.',
  rejected: 'Labels that were rejected in the other tool were left out.',
  'numbered-tags': 'The tags are numbers without names; the text came in without labels.',
};

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const issues: Readonly<Record<string, (p: Params) => string>> = {
  'malformed-row': (p) => {
    const reason = String(p['reason'] ?? '');
    return `The row is not what the format asks for: ${lookUp(reasons, reason) ?? reason}`;
  },
  'malformed-json': () => 'This is not valid JSON.',
  'malformed-xml': () => 'This is not valid XML.',
  'wrong-columns': (p) => `${p['found'] ?? '?'} columns where ${p['expected'] ?? '?'} are expected.`,
  'missing-text': () => 'There is no text.',
  'span-out-of-range': (p) => `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} lies outside of its text.`,
  'span-empty': (p) => `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} is empty or reversed.`,
  'span-mismatch': (p) =>
    `The file says “${p['expected'] ?? ''}”, but other words stand at ${p['from'] ?? '?'}–${p['to'] ?? '?'}.`,
  'missing-relation-end': () => 'A relation names an entity that is not there.',
  'missing-label': () => 'A label has no name.',
  'duplicate-id': () => 'This name is there twice.',
  'tag-repaired': (p) => `${p['count'] ?? 1} × a tag begins an entity with I-: it was read as B-.`,
  'unknown-tag': (p) => `Unknown tag ${p['tag'] ?? ''}.`,
  'explanation-without-target': () => 'An explanation belongs to nothing in this project.',
  'trigger-not-found': (p) =>
    `The trigger words “${p['words'] ?? ''}” do not occur in the text; kept as a sentence.`,
  unsupported: (p) => {
    const what = String(p['what'] ?? 'this');
    return lookUp(unsupported, what) ?? `There is no place here for: ${what}.`;
  },
  'encoding-guessed': () => 'The file is not UTF-8; it was read as Windows-1252.',
  'file-skipped': (p) => `Left out of the archive: ${p['name'] ?? ''}.`,
};
