import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

/** Nach „von“ und „in“. */
const ofTexts = (n: number): string => plural(n, { one: '# Text', other: '# Texten' });
const ofLabels = (n: number): string => plural(n, { one: '# Label', other: '# Labels' });

export const exporting: Translation<Messages['exporting']> = {
  title: 'Export',
  lead: 'Labels und Begründungen, in Dateien, die andere Werkzeuge lesen.',
  format: 'Format',
  losesNothing: 'Enthält alles aus diesem Projekt.',
  leavesOut: 'Dieses Format kann nicht aufnehmen:',
  checking: 'Es wird geprüft, was hineinpasst …',
  loss: {
    'overlapping-spans': (n) =>
      plural(n, {
        one: '# Span, der einen anderen überlappt',
        other: '# Spans, die einen anderen überlappen',
      }),
    spans: (n) => plural(n, { one: '# ausgezeichneten Span', other: '# ausgezeichnete Spans' }),
    'span-edges': (n) => `Leerraum an den Enden von ${ofLabels(n)}`,
    'document-names': (n) => `die Namen von ${ofTexts(n)}: andere heißen genauso`,
    entities: (n) => `die Labels von ${plural(n, { one: '# Entität', other: '# Entitäten' })}`,
    relations: (n) => plural(n, { one: '# Relation', other: '# Relationen' }),
    'text-labels': (n) => plural(n, { one: '# Label eines ganzen Textes', other: '# Labels ganzer Texte' }),
    'further-text-labels': (n) =>
      plural(n, { one: '# weiteres Label eines Textes', other: '# weitere Labels eines Textes' }),
    aspects: (n) => plural(n, { one: '# Aspekt', other: '# Aspekte' }),
    'trigger-explanations': (n) => `${number(n)} Auslöser`,
    'trigger-places': (n) =>
      plural(n, {
        one: 'den Ort von # Auslöser (die Wörter bleiben)',
        other: 'den Ort von # Auslösern (die Wörter bleiben)',
      }),
    'sentence-explanations': (n) =>
      plural(n, { one: '# Satz als Begründung', other: '# Sätze als Begründung' }),
    'label-names': (n) => `die genauen Namen von ${ofLabels(n)}`,
    metadata: (n) => `die Metadaten von ${ofTexts(n)}`,
    layers: (n, names) => `${ofLabels(n)} anderer Ebenen: ${names}`,
    votes: (n) =>
      `dass ${plural(n, { one: '# Text', other: '# Texte' })} durch Abstimmung oder Einigkeit entschieden wurden`,
    annotators: (n) => `wer was ausgezeichnet hat, in ${ofTexts(n)}`,
    'unlabelled-documents': (n) => plural(n, { one: '# Text ohne Labels', other: '# Texte ohne Labels' }),
    predictions: (n) =>
      plural(n, { one: '# Vorschlag eines anderen Programms', other: '# Vorschläge anderer Programme' }),
    'line-breaks': (n) => `die Zeilenumbrüche von ${ofTexts(n)}`,
    'white-space': (n) => `den genauen Leerraum von ${ofTexts(n)}`,
    'project-settings': () => 'Richtlinien, Einstellungen, Farben, Bearbeitungsstand und das Modell',
  },
  labelledOnly: 'Nur Texte, die Labels tragen',
  status: 'Texte',
  statuses: {
    any: 'Alle Texte',
    done: 'Nur fertige',
    open: 'Nur offene',
    skipped: 'Nur übersprungene',
  },
  whose: 'Wessen Labels',
  everybody: 'Von allen',
  yoursAndDecided: 'Deine und was entschieden wurde',
  decided: 'Was entschieden wurde',
  recommended: {
    title: 'Auch Labels, die die App empfiehlt',
    hint: 'In offenen Texten: was Modell, deine Begründungen und früher gelabelte Wörter dort sagen, mit Konfidenz und Quelle. Hier wieder geöffnet, sind es Vorschläge.',
    threshold: 'Ab dieser Konfidenz',
    source: 'Gesagt von',
    sources: {
      any: 'Allen eingeschalteten Quellen',
      model: 'Nur dem Modell',
      explanations: 'Nur deinen Begründungen',
      dictionary: 'Nur früher gelabelten Wörtern',
    },
    untold: 'Dieses Format kann sie nicht von Labels unterscheiden, die Menschen vergeben haben.',
  },
  weights: 'Mit dem trainierten Modell',
  scheme: 'Tags',
  comments: 'Zeilen mit jedem Text und seinem Namen',
  commentsHint:
    'Sie beginnen mit #. Ohne sie gehen Leerzeichen und Namen verloren; der Konverter von spaCy liest nur solche Dateien.',
  schemes: { bio: 'BIO', iob1: 'IOB1', iobes: 'IOBES' },
  offsets: 'Positionen zählen',
  offsetUnits: { utf16: 'UTF-16-Einheiten (JavaScript, Java)', 'code-points': 'Zeichen (Python)' },
  offsetDefault: 'wie im Format üblich',
  download: 'Herunterladen',
  packing: (share) => `Wird gepackt, ${share}`,
  cancel: 'Abbrechen',
  everything: 'behält alles',
  ready: (name) => `${name} ist fertig.`,
  model: {
    title: 'Das trainierte Modell',
    lead: 'Eine einfache ONNX-Datei mit den Gewichten darin, Wortschatz und Labels, eine Seite, die erklärt, wie man es ausführt, und ein kurzes Python-Programm, das es tut.',
    words: 'Wessen Wörter die Datei enthält',
    wordsHint:
      'Wer die Datei bekommt, kann diese Wörter lesen, einzeln und sortiert. Die Texte selbst sind nicht darin.',
    wordsOf: { labelled: 'Wörter der ausgezeichneten Texte', all: 'Wörter aller Texte' },
    wordsOfHint: {
      labelled: 'Ein Wort, das nur in anderen Texten steht, wird aus seiner Umgebung erschlossen.',
      all: 'Liest deine übrigen Texte am besten; Namen aus Texten, die niemand ausgezeichnet hat, stehen auch darin.',
    },
    download: 'Modell herunterladen',
    none: 'Es ist noch nichts trainiert: Zeichne zuerst ein paar Texte aus.',
    version: (n) => `Version ${n}`,
  },
  run: {
    title: 'Ein Ordner, der beliebig viele Texte auszeichnet',
    lead: 'Bringt das Projekt dorthin, wo die Texte sind: deine Regeln, Auslöser und das Modell als Programm für die Kommandozeile, für Spark, Ray und Beam. Es antwortet wie diese App und kann prüfen, dass es das noch tut.',
    needs: 'Braucht Node 20. Enthält bis zu 50 deiner Texte, um damit zu prüfen.',
    download: 'Run-Ordner herunterladen',
    nothing: 'Es gibt noch nichts, womit sich auszeichnen ließe: Zeichne zuerst ein paar Texte aus.',
  },
  empty: 'Es gibt noch nichts zu exportieren: Importiere zuerst ein paar Texte.',
};
