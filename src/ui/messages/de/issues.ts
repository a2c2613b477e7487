import type { Messages, Translation } from '../translation.ts';

/** `reason` einer Zeile, die nicht stimmt. */
const reasons: Readonly<Record<string, string>> = {
  quote: 'ein Anführungszeichen wird geöffnet und nie geschlossen.',
  'not-an-object': 'das ist kein Datensatz.',
  'no-entities': 'das ist kein nummerierter Satz mit <e1> und <e2>.',
  'no-word': 'es fehlt ein Wort.',
  'text-bound': 'das ist keine Annotation von Wörtern.',
  relation: 'das ist keine Relation.',
  offsets: 'es fehlen die Positionen.',
  'three-lines': 'das sind nicht Textteil, Aspekt und Polarität.',
  'unknown-line': 'das ist weder ein Token noch ein Kommentar.',
};

/** Für `what` ist kein Platz. */
const unsupported: Readonly<Record<string, string>> = {
  'other-task': 'Labels, die es in dieser Art von Projekt nicht gibt, wurden ausgelassen.',
  'long-label': 'Der Name eines Labels ist zu lang und wurde gekürzt.',
  discontinuous: 'Eine Annotation aus mehreren Stücken wurde zu einer verbunden.',
  rejected: 'Labels, die im anderen Werkzeug abgelehnt waren, wurden ausgelassen.',
};

/** Was eine Datei ist, die nicht gelesen wird, und der Weg zu einer, die gelesen wird. */
const foreign: Readonly<Record<string, string>> = {
  pdf: 'eine PDF-Datei. Kopiere ihren Text, oder speichere ihn aus einem PDF-Programm als Text.',
  'word-old': 'eine alte Office-Datei. Speichere sie zuerst als .docx, .csv oder Text.',
  spreadsheet: 'eine Tabellenkalkulation. Speichere das Blatt zuerst als CSV (UTF-8).',
  presentation: 'ein Office-Dokument. Speichere seinen Text zuerst als .txt.',
  ebook: 'ein Buch (EPUB). Speichere seinen Text zuerst als .txt.',
  yaml: 'YAML. Speichere es zuerst als JSONL oder CSV.',
  rtf: 'ein RTF-Dokument. Speichere es zuerst als Text.',
  html: 'eine Webseite. Kopiere ihren Text, oder speichere sie als Text.',
  image: 'ein Bild. Dieses Programm zeichnet Text aus.',
  sqlite: 'eine Datenbank. Exportiere ihre Tabelle zuerst als CSV (Prodigy: prodigy db-out).',
  'spacy-binary': 'eine Binärdatei von spaCy. Wandle sie zuerst in JSONL um.',
  'python-pickle': 'ein Python-Objekt. Speichere es zuerst als JSONL.',
  arrow: 'eine Arrow-Datei. Speichere sie zuerst als CSV oder JSONL.',
  parquet:
    'eine Parquet-Datei, deren Packart hier nicht gelesen wird. Speichere sie mit Snappy, oder als CSV oder JSONL.',
  archive: 'ein Archiv, das hier nicht geöffnet wird. Entpacke es, oder mach ein Zip daraus.',
  binary: 'kein Text: Bytes dieser Art werden nicht gelesen.',
  'annotations-without-text':
    'eine Datei mit Annotationen, deren Text in einer anderen Datei steht. Wähle beide zusammen.',
  tagtog:
    'eine Datei mit Annotationen von tagtog; ihr Text steht in einer anderen Datei. Exportiere zuerst mit Text als JSON.',
  'uima-cas': 'ein UIMA CAS. Exportiere es aus INCEpTION als WebAnno TSV v3.3.',
  xml: 'XML einer Art, die nicht gelesen wird. Speichere es zuerst als CSV, JSONL oder Text.',
  gate: 'ein GATE-Dokument. Speichere es zuerst als Inline-Text oder JSON.',
  subtitles:
    'Untertitel: Wörter zwischen Zeiten. Speichere das Gesagte als reinen Text, einen Text je Zeile, und öffne das.',
  'word-list':
    'eine Liste von Wörtern mit Labels (LEAN-LIFEs Verlauf, Muster von spaCy) ohne Texte. Zeichne einmal einen Text aus, dann werden seine Wörter vorgeschlagen.',
  'semantic-roles':
    'eine Tabelle semantischer Rollen, eine Spalte je Verb (CoNLL-2005, 2009, 2012). Schreibe die Rollen eines Verbs als Tags (B-A0, I-A0, O) hinter die Wörter, einen Satz je Verb, und öffne das als CoNLL.',
  corrections:
    'eine Datei mit Korrekturen neben ihren Sätzen (M2, Grammatikkorrektur). Speichere die Sätze als reinen Text, oder jede Korrektur als Label: JSONL mit dem Text und [von, bis, Art].',
  about: 'eine Beschreibung der Daten daneben; ausgelassen.',
  unknown: 'von keinem bekannten Format.',
};

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Steht nach „ist“ oder nach dem Namen der Datei. */
export const foreignText = (kind: string): string =>
  lookUp(foreign, kind) ?? 'von einer Art, die nicht gelesen wird.';

export const issues: Translation<Messages['issues']> = {
  'malformed-row': (p) => {
    const reason = String(p['reason'] ?? '');
    return `Die Zeile ist nicht, was das Format verlangt: ${lookUp(reasons, reason) ?? reason}`;
  },
  'malformed-json': () => 'Das ist kein gültiges JSON.',
  'malformed-xml': () => 'Das ist kein gültiges XML.',
  'wrong-columns': (p) => `Spalten: ${p['found'] ?? '?'} statt ${p['expected'] ?? '?'}.`,
  'missing-text': () => 'Es fehlt der Text; die Zeile wurde ausgelassen.',
  'span-out-of-range': (p) =>
    `Der Span ${p['from'] ?? '?'}–${p['to'] ?? '?'} liegt außerhalb seines Textes: Das Label wurde ausgelassen.`,
  'span-empty': (p) =>
    `Der Span ${p['from'] ?? '?'}–${p['to'] ?? '?'} ist leer oder verkehrt herum: Das Label wurde ausgelassen.`,
  'span-mismatch': (p) =>
    `Die Datei sagt „${p['expected'] ?? ''}“, aber bei ${p['from'] ?? '?'}–${p['to'] ?? '?'} steht „${p['found'] ?? ''}“: Das Label wurde ausgelassen.`,
  'missing-relation-end': () => 'Eine Relation nennt eine Entität, die es nicht gibt.',
  'missing-label': () => 'Ein Label hat keinen Namen.',
  'duplicate-id': () => 'Dieser Name kommt zweimal vor.',
  'tag-repaired': (p) => `${p['count'] ?? 1} × beginnt ein Tag eine Entität mit I-: als B- gelesen.`,
  'unknown-tag': (p) => `Unbekanntes Tag ${p['tag'] ?? ''}: Sein Wort kam ohne Label herein.`,
  'explanation-without-target': () => 'Eine Begründung gehört zu nichts in diesem Projekt.',
  'trigger-not-found': (p) =>
    `Die Auslösewörter „${p['words'] ?? ''}“ kommen im Text nicht vor; als Satz behalten.`,
  unsupported: (p) => {
    const what = String(p['what'] ?? 'das');
    return lookUp(unsupported, what) ?? `Hier ist kein Platz für: ${what}.`;
  },
  'offsets-guessed': (p) =>
    p['last'] === 1
      ? 'Wie angegeben würden Labels mitten in Wörtern enden: Ihr letztes Zeichen wurde mitgezählt.'
      : 'Wie angegeben würden Labels Wörter zerschneiden: Ihre Stellen wurden in anderen Einheiten gezählt.',
  'encoding-guessed': (p) =>
    `Die Datei ist nicht UTF-8; sie wurde als ${p['encoding'] ?? 'Windows-1252'} gelesen.`,
  'bad-bytes': (p) => `${p['count'] ?? 1} × Bytes, die für kein Zeichen stehen; jedes wurde zu �.`,
  'field-not-read': (p) =>
    `„${p['field'] ?? ''}“ sieht nach Labels aus und wurde ausgelassen (${p['count'] ?? 1} ×): Dieses Programm liest es nicht.`,
  'folders-read': (p) =>
    `Ordner sind Labels: Jeder Text hat den Namen seines Ordners. ${p['folders'] ?? ''}.`,
  'folders-not-read': (p) =>
    p['labels'] === 1
      ? `Die Texte liegen in Ordnern, die ihre Labels sein können: ${p['folders'] ?? ''}. Lege Labels dieser Namen an und importiere noch einmal: Jeder Text bekommt das Label seines Ordners.`
      : `Die Texte liegen in Ordnern, die ihre Labels sein können: ${p['folders'] ?? ''}. Ein Projekt „Stimmung oder Klassen“ mit Labels dieser Namen nimmt sie als Labels ganzer Texte auf.`,
  'words-in-pieces': (p) =>
    `Wörter scheinen in Stücke zerlegt zu sein, wie Modelle sie lesen (@@ oder ##; Texte: ${p['count'] ?? 1}): Die Texte kamen herein, wie sie sind. Besser ist die Fassung vor dem Zerlegen.`,
  'already-here': (p) =>
    `${p['count'] ?? 1} × ist ein Text dieses Namens schon da: Er wurde nicht noch einmal hereingeholt.`,
  'file-refused': (p) => `${p['name'] ?? ''}: ${foreignText(String(p['kind'] ?? ''))}`,
  'file-skipped': (p) => `Aus dem Archiv ausgelassen: ${p['name'] ?? ''}.`,
};
