import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';
import { foreignText } from './issues.ts';

const { number, plural } = numeralsOf('de');

const texts = (n: number): string => plural(n, { one: '# Text', other: '# Texte' });
const explanations = (n: number): string => plural(n, { one: '# Begründung', other: '# Begründungen' });

/** Ein Import kann auch nur Begründungen zu Texten bringen, die schon da sind. */
const cameIn = (textCount: number, reasons: number): string =>
  textCount > 0 ? texts(textCount) : explanations(reasons);

export const importing: Translation<Messages['importing']> = {
  title: 'Import',
  lead: 'Text, Tabellen, JSON, Word, XML oder die Dateien eines anderen Annotationswerkzeugs: Was es ist, wird erkannt. Nichts verlässt dieses Gerät.',
  choose: 'Datei wählen',
  dropHere: 'oder hier loslassen',
  paste: 'Text einfügen',
  pasteLabel: 'Texte, einer je Zeile',
  pasteUse: 'Diesen Text verwenden',
  pastedName: 'eingefuegt.txt',
  another: 'Andere Datei wählen',
  reading: 'Wird gelesen',
  detected: 'Erkannt',
  format: 'Format',
  options: 'Optionen',
  mapping: 'Spalten',
  mappingHint: 'Sag, welche Spalte was enthält. Der Text wird gebraucht.',
  column: {
    text: 'Text',
    label: 'Label',
    id: 'Name des Textes',
    explanation: 'Begründung',
    aspect: 'Aspekt',
    split: 'Teil',
    predictions: 'Von einem Programm gefüllt',
    none: 'Keine',
  },
  predictionsHint:
    'Was in diesen Spalten steht, kommt unter ihrem Namen als Vorschlag herein, nie als Label: Du nimmst an oder lehnst ab, und sie stimmen neben deinen Begründungen ab.',
  before: {
    files: 'Eine Datei mit diesem Namen war schon da. Importiere sie nur, wenn sie andere Texte enthält.',
    texts: (known, named) =>
      `Ihrem Namen nach schon da: ${number(known)} von ${plural(named, { one: '# Text', other: '# Texten' })} am Anfang.`,
    leave: 'Texte auslassen, die schon da sind',
    leaveHint: 'Was in ihnen ausgezeichnet ist, bleibt, wie es ist. Sonst kommen sie ein zweites Mal herein.',
  },
  foreign: foreignText,
  severity: { error: 'ausgelassen', warning: 'der Text ist hereingekommen' },
  refusedTitle: 'Nicht gelesen',
  several: (names) => `Jede Datei wird in ihrem eigenen Format gelesen: ${names}.`,
  encoding: 'Zeichenkodierung',
  encodingAuto: 'Aus der Datei erkannt',
  fullyLabelled: 'Diese Texte sind vollständig ausgezeichnet',
  fullyLabelledHint: 'Texte ohne Label gelten als fertig: In ihnen gibt es nichts auszuzeichnen.',
  tagColumn: 'Spalte der Tags',
  tokenColumn: 'Spalte der Wörter',
  columnAuto: 'Aus der Datei erkannt',
  columnNumber: (n) => (n < 0 ? `${-n}. von hinten` : `${n + 1}.`),
  scheme: 'Tag-Schema',
  schemes: { auto: 'Aus der Datei erkannt', bio: 'BIO (IOB2)', iob1: 'IOB1', iobes: 'IOBES / BILOU' },
  unknownFormat: 'Kein Format passt zu dieser Datei. Wähle eins zum Probieren.',
  noParser: 'Format wählen',
  restOf: (n) => plural(n, { one: 'und # weitere Datei', other: 'und # weitere Dateien' }),
  separator: 'Trennzeichen',
  header: 'Die erste Zeile enthält Namen',
  preview: 'Vorschau',
  previewOf: (n) => plural(n, { one: 'Der erste Text', other: 'Die ersten # Texte' }),
  previewEmpty: 'Mit diesen Einstellungen wurden keine Texte gefunden.',
  previewAttached: (n) => `Keine Texte, aber ${explanations(n)} zu Labels, die schon da sind.`,
  found: texts,
  holdout: 'Nur zum Messen des Modells',
  holdoutHint: 'Diese Texte werden wie die anderen ausgezeichnet, aber das Modell trainiert nie auf ihnen.',
  documentPer: 'Ein Text ist',
  documentPers: { line: 'eine Zeile', file: 'die ganze Datei' },
  delimiters: { ',': 'Komma', '\t': 'Tabulator', ';': 'Strichpunkt', '|': 'Senkrechter Strich' },
  delimiterAuto: 'Geraten',
  start: (n) => `${texts(n)} importieren`,
  startUnknown: 'Importieren',
  progress: (n) => `${texts(n)} importiert`,
  cancel: 'Abbrechen und zurücknehmen',
  cancelled: 'Der Import wurde zurückgenommen.',
  result: {
    title: (n) => `${texts(n)} importiert`,
    annotations: (n) => plural(n, { one: '# Label', other: '# Labels' }),
    explanations,
    predictions: (n) =>
      plural(n, { one: '# Vorschlag anderer Programme', other: '# Vorschläge anderer Programme' }),
    issues: (n) => plural(n, { one: '# Zeile mit einer Bemerkung', other: '# Zeilen mit einer Bemerkung' }),
    noIssues: 'Jede Zeile ist hereingekommen, mit allen Labels der Datei.',
    leftOut: (n) =>
      plural(n, { one: '# Label der Datei ausgelassen', other: '# Labels der Datei ausgelassen' }),
    line: 'Zeile',
    reason: 'Grund',
    moreIssues: (n) => `und ${number(n)} weitere`,
    downloadIssues: 'Liste herunterladen',
    annotate: 'Mit dem Auszeichnen beginnen',
    undo: 'Diesen Import zurücknehmen',
  },
  stopped: {
    text: (file, textCount, reasons) =>
      `Der Import von ${file} wurde unterbrochen. Hereingekommen: nur ${cameIn(textCount, reasons)}.`,
    nothing: (file) => `Der Import von ${file} wurde unterbrochen, bevor etwas hereinkam.`,
    noName: 'einer Datei',
    hide: 'Ausblenden',
    goOn: 'Den Rest importieren',
    stop: 'Anhalten',
    busy: 'Hier läuft schon ein anderer Import. Danach kann der Rest importiert werden.',
    keep: 'Behalten, was da ist',
    takeBack: 'Zurücknehmen',
    confirmTitle: 'Den Import zurücknehmen?',
    confirmBody: (textCount, reasons) =>
      `Was hereinkam, geht wieder: ${cameIn(textCount, reasons)}, mit allem, was seither daran getan wurde, und mit Labelnamen, die sonst nirgends gebraucht werden. Das lässt sich nicht rückgängig machen.`,
    confirm: 'Import zurücknehmen',
    kept: 'Was hereinkam, bleibt.',
    running: 'Dieser Import läuft in einem anderen Tab.',
  },
  failed: 'Diese Datei konnte nicht gelesen werden.',
  projectFile:
    'Das ist eine Projektdatei. Sie wird als eigenes Projekt geöffnet oder mit der Kopie vereint, die hier ist.',
  openProject: 'Als Projekt öffnen',
};
