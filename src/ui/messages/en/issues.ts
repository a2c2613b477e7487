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
  'three-lines': 'it is no part of a text, its aspect and its polarity.',
  'unknown-line': 'it is neither a token nor a comment.',
};

/** `what` has no place. */
const unsupported: Readonly<Record<string, string>> = {
  'other-task': 'Labels that this kind of project does not have were left out.',
  'long-label': 'The name of a label is too long and was cut.',
  discontinuous: 'An annotation in several pieces was joined to one.',
  rejected: 'Labels that were rejected in the other tool were left out.',
};

/** What a file is that is not read, and the way to one that is. */
const foreign: Readonly<Record<string, string>> = {
  pdf: 'a PDF. Copy its text, or save it as text from a PDF reader.',
  'word-old': 'an old Office file. Save it as .docx, .csv or text first.',
  spreadsheet: 'a spreadsheet. Save the sheet as CSV (UTF-8) first.',
  presentation: 'an office document. Save its text as .txt first.',
  ebook: 'a book (EPUB). Save its text as .txt first.',
  yaml: 'YAML. Save it as JSONL or CSV first.',
  rtf: 'an RTF document. Save it as text first.',
  html: 'a web page. Copy its text, or save it as text.',
  image: 'an image. This program labels text.',
  sqlite: 'a database. Export its table as CSV first (Prodigy: prodigy db-out).',
  'spacy-binary': 'a binary file of spaCy. Convert it to JSONL first.',
  'python-pickle': 'a Python object. Save it as JSONL first.',
  arrow: 'an Arrow file. Save it as CSV or JSONL first.',
  parquet: 'a Parquet file that is packed in a way not read here. Save it with Snappy, or as CSV or JSONL.',
  archive: 'an archive that is not opened here. Unpack it, or make it a zip.',
  binary: 'no text: its bytes are of a kind that is not read.',
  'annotations-without-text': 'annotations whose text is in another file. Choose both together.',
  tagtog: 'tagtog’s annotations; their text is in another file. Export with the text as JSON first.',
  'uima-cas': 'a UIMA CAS. Export it from INCEpTION as WebAnno TSV v3.3.',
  xml: 'XML of a kind that is not read. Save it as CSV, JSONL or text first.',
  gate: 'a GATE document. Save it as inline text or JSON first.',
  subtitles:
    'subtitles: words between times. Save what is said as plain text, a text per line, and open that.',
  'word-list':
    'a list of words with labels (LEAN-LIFE’s history, spaCy’s patterns), and holds no texts. Label a text once, and its words are proposed.',
  'semantic-roles':
    'semantic roles in columns, one for each verb (CoNLL-2005, 2009, 2012). Write the roles of one verb as tags (B-A0, I-A0, O) behind the words, a sentence for each verb, and open that as CoNLL.',
  corrections:
    'corrections beside their sentences (M2, grammatical error correction). Save its sentences as plain text, or each correction as a label: JSONL with the text and [from, to, type].',
  about: 'left out, it is about the data beside it.',
  unknown: 'no format fits it.',
};

export const foreignText = (kind: string): string =>
  lookUp(foreign, kind) ?? 'it is of a kind that is not read.';

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
  'missing-text': () => 'There is no text; the row was left out.',
  'span-out-of-range': (p) =>
    `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} lies outside of its text: the label was left out.`,
  'span-empty': (p) =>
    `The span ${p['from'] ?? '?'}–${p['to'] ?? '?'} is empty or reversed: the label was left out.`,
  'span-mismatch': (p) =>
    `The file says “${p['expected'] ?? ''}”, but at ${p['from'] ?? '?'}–${p['to'] ?? '?'} stands “${p['found'] ?? ''}”: the label was left out.`,
  'missing-relation-end': () => 'A relation names an entity that is not there.',
  'missing-label': () => 'A label has no name.',
  'duplicate-id': () => 'This name is there twice.',
  'tag-repaired': (p) => `${p['count'] ?? 1} × a tag begins an entity with I-: it was read as B-.`,
  'unknown-tag': (p) => `Unknown tag ${p['tag'] ?? ''}: its word came in without a label.`,
  'explanation-without-target': () => 'An explanation belongs to nothing in this project.',
  'trigger-not-found': (p) =>
    `The trigger words “${p['words'] ?? ''}” do not occur in the text; kept as a sentence.`,
  unsupported: (p) => {
    const what = String(p['what'] ?? 'this');
    return lookUp(unsupported, what) ?? `There is no place here for: ${what}.`;
  },
  'offsets-guessed': (p) =>
    p['last'] === 1
      ? 'As declared, labels would end inside of words: their last character was counted in.'
      : 'As declared, labels would cut through words: their places were counted in other units.',
  'encoding-guessed': (p) => `The file is not UTF-8; it was read as ${p['encoding'] ?? 'Windows-1252'}.`,
  'bad-bytes': (p) => `${p['count'] ?? 1} × bytes that stand for no character; each became �.`,
  'field-not-read': (p) =>
    `“${p['field'] ?? ''}” looks like labels and was left out (${p['count'] ?? 1} ×): this program does not read it.`,
  'folders-read': (p) => `Folders are labels: each text has the name of its folder. ${p['folders'] ?? ''}.`,
  'folders-not-read': (p) =>
    p['labels'] === 1
      ? `The texts lie in folders that may be their labels: ${p['folders'] ?? ''}. Make labels of these names, then import again: each text gets the label of its folder.`
      : `The texts lie in folders that may be their labels: ${p['folders'] ?? ''}. A project for “Sentiment or classes” with labels of these names takes them in as labels of whole texts.`,
  'words-in-pieces': (p) =>
    `Words seem to be cut into pieces, as models read them (@@ or ## in ${p['count'] ?? 1} texts): the texts came in as they are. Better import them from before they were cut.`,
  'already-here': (p) =>
    `${p['count'] ?? 1} × a text of the same name is here already: it was not brought in again.`,
  'file-refused': (p) => `${p['name'] ?? ''}: ${foreignText(String(p['kind'] ?? ''))}`,
  'file-skipped': (p) => `Left out of the archive: ${p['name'] ?? ''}.`,
};
