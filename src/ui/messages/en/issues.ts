/** Codes of import issues → a sentence about the row. A code without one falls back to the issue's own message. */
type Params = Readonly<Record<string, string | number>>;

export const issues: Readonly<Record<string, (p: Params) => string>> = {
  'malformed-row': (p) => `The row is not what the format asks for: ${p['reason'] ?? ''}`,
  'malformed-json': () => 'This is not valid JSON.',
  'malformed-xml': () => 'This is not valid XML.',
  'wrong-columns': (p) => `${p['found'] ?? '?'} columns where ${p['expected'] ?? '?'} are expected.`,
  'missing-text': () => 'There is no text.',
  'span-out-of-range': (p) => `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} lies outside of its text.`,
  'span-empty': (p) => `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} is empty or reversed.`,
  'span-mismatch': (p) =>
    `The file says “${p['expected'] ?? ''}” but the text has “${p['found'] ?? ''}” there.`,
  'missing-relation-end': () => 'A relation names an entity that is not there.',
  'missing-label': () => 'A label has no name.',
  'duplicate-id': () => 'This name is there twice.',
  'tag-repaired': (p) => `The tag ${p['tag'] ?? ''} does not follow its scheme and was repaired.`,
  'unknown-tag': (p) => `Unknown tag ${p['tag'] ?? ''}.`,
  'explanation-without-target': () => 'An explanation belongs to nothing in this project.',
  'trigger-not-found': (p) =>
    `The trigger words “${p['words'] ?? ''}” do not occur in the text; kept as a sentence.`,
  unsupported: (p) => `There is no place here for: ${p['what'] ?? 'this'}.`,
  'encoding-guessed': () => 'The file is not UTF-8; it was read as Windows-1252.',
  'file-skipped': (p) => `Left out of the archive: ${p['name'] ?? ''}.`,
};
