import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

const records = (n: number): string => plural(n, { one: '# Datensatz', other: '# Datensätze' });
const annotations = (n: number): string => plural(n, { one: '# Annotation', other: '# Annotationen' });

export const projects: Translation<Messages['projects']> = {
  device: 'Dieses Gerät',
  title: 'Projekte',
  lead: 'Texte auszeichnen, sagen warum, und ein Modell aus beidem lernen lassen. Alles bleibt auf diesem Gerät.',
  new: 'Neues Projekt',
  openFile: 'Projektdatei öffnen',
  how: {
    title: 'Wie es geht',
    label: 'Du zeichnest ein paar Wörter aus',
    why: 'und sagst, an welchen Wörtern du es erkannt hast,',
    others: 'und andere Texte bekommen das Label von selbst.',
    restaurant: 'Restaurant',
    first: 'We had lunch at Rumble Fish.',
    firstName: 'Rumble Fish',
    trigger: 'had lunch at',
    second: 'They had lunch at Silver Perch before the boat left.',
    secondName: 'Silver Perch',
  },
  empty: {
    title: 'Beginne mit einem Beispiel',
    body: 'Ein kleines, halb ausgezeichnetes Projekt zeigt in einer Minute, wie aus Labels und Begründungen Vorschläge werden. Oder nimm eigene Texte: Lass eine Datei irgendwo auf dieser Seite los.',
  },
  sample: {
    section: 'Ein Beispiel öffnen',
    open: (name) => `Das Beispiel ${name} öffnen`,
    opening: 'Das Beispiel wird geöffnet …',
    name: { ner: 'Essen gehen', re: 'Menschen und ihre Orte', sa: 'Restaurantkritiken' },
    hint: {
      ner: 'Benannte Entitäten, begründet mit Auslösewörtern (Texte auf Englisch)',
      re: 'Relationen, begründet mit Sätzen, die Regeln werden (auf Englisch)',
      sa: 'Stimmung von Texten und dessen, wovon sie sprechen (auf Englisch)',
    },
  },
  task: {
    ner: 'Benannte Entitäten',
    re: 'Relationen',
    sa: 'Stimmung oder Klassen',
  },
  taskHint: {
    ner: 'Spans im Text markieren und benennen, was sie sind.',
    re: 'Entitäten markieren und benennen, wie zwei davon zusammenhängen.',
    sa: 'Die Stimmung oder Klasse eines Textes oder eines Aspekts darin benennen.',
  },
  card: {
    open: (name) => `${name} öffnen`,
    menu: (name) => `Mehr zu ${name}`,
    progress: (done, total) =>
      `${number(done)} von ${plural(total, { one: '# Text', other: '# Texten' })} fertig`,
    noTexts: 'Noch keine Texte',
    labels: (n) => plural(n, { one: '# Label', other: '# Labels' }),
    annotations,
    changed: (ago) => `geändert ${ago}`,
    rename: 'Umbenennen …',
    renameTitle: (name) => `„${name}“ umbenennen`,
    newName: 'Neuer Name',
    duplicate: 'Neues Projekt wie dieses',
    copyOf: (name) => `${name} (Kopie)`,
    duplicated: (name) => `„${name}“ hat die Labels, Richtlinien und Einstellungen und noch keine Texte.`,
    duplicateWhole: 'Mit den Texten duplizieren',
    duplicatedWhole: (name) =>
      `„${name}“ hat auch die Texte, Labels und Begründungen und trainiert ein eigenes Modell.`,
    download: 'Projektdatei herunterladen',
    remove: 'Löschen …',
  },
  removeDialog: {
    title: (name) => `„${name}“ löschen?`,
    body: (texts, n) =>
      `Von diesem Gerät verschwinden: ${plural(texts, { one: '# Text', other: '# Texte' })}, ${annotations(n)} und das trainierte Modell. Eine Sicherung bleibt 30 Tage in den Einstellungen dieses Geräts, wenn du sie dort nicht löschst; eine Projektdatei bleibt dir auf Dauer.`,
    download: 'Zuerst Projektdatei herunterladen',
    confirm: 'Projekt löschen',
  },
  removedWithoutBackup: (name) => `„${name}“ ist weg. Für eine Sicherung war kein Platz.`,
  evicted:
    'Projekte, die hier waren, sind weg: Der Browser hat das Gespeicherte gelöscht, um Platz zu schaffen oder weil er darum gebeten wurde.',
  evictedBackups: 'Nach Sicherungen sehen',
  removed: (name) => `„${name}“ wurde gelöscht.`,
  removing: (name) => `„${name}“ wird gelöscht.`,
  opened: (name) => `„${name}“ wurde geöffnet.`,
  merged: (added, updated) =>
    `Mit der Kopie vereint, die hier war: ${records(added)} dazugekommen, ${records(updated)} erneuert.`,
  leftOut: (parts) =>
    `${plural(parts, { one: '# Teil dieser Datei war beschädigt oder passte nicht.', other: '# Teile dieser Datei waren beschädigt oder passten nicht.' })} Was heil ist, wurde geöffnet; bitte noch einmal um die Datei, wenn du kannst.`,
  saveLeftOut: 'Liste speichern',
  dialog: {
    title: 'Neues Projekt',
    name: 'Name',
    namePlaceholder: 'Arztbriefe, erster Versuch',
    task: 'Aufgabe',
    kinds: 'Begründungen',
    kindsHint: 'Wonach du nach jedem Label gefragt wirst. Lässt sich später ändern.',
    kind: { trigger: 'Auslösewörter', nl: 'Ein Satz auf Englisch' },
    kindHint: {
      trigger: 'Klicke auf die Wörter, an denen du es erkannt hast.',
      nl: 'Sag in einem englischen Satz, warum; er wird eine Regel.',
    },
    labels: 'Labels',
    relationLabels: 'Labels für Relationen',
    entityLabels: 'Labels für Entitäten',
    labelsHint:
      'Farbe und Taste sind schon gewählt; du kannst sie jederzeit ändern. Aus einer eingefügten Liste wird ein Label je Zeile.',
    addLabel: 'Label hinzufügen',
    labelName: (n) => `Name von Label ${n}`,
    labelKey: (name) => `Taste von ${name || 'diesem Label'}`,
    labelColour: (name) => `Farbe von ${name || 'diesem Label'}`,
    removeLabel: (name) => `${name || 'Dieses Label'} entfernen`,
    guidelines: 'Richtlinien',
    guidelinesHint: 'Markdown. Beim Auszeichnen mit einer Taste zu sehen.',
    preview: 'Vorschau',
    write: 'Schreiben',
    create: 'Projekt anlegen',
    nameMissing: 'Gib dem Projekt einen Namen.',
    labelMissing: 'Ein Projekt braucht mindestens ein Label.',
    labelTwice: (name) => `„${name}“ kommt zweimal vor.`,
    keyTwice: (key) => `Die Taste „${key}“ ist zweimal vergeben.`,
    presets: {
      ner: ['Person', 'Ort', 'Organisation'],
      re: ['wohnt in', 'arbeitet für'],
      sa: ['positiv', 'negativ', 'neutral'],
    },
  },
};
