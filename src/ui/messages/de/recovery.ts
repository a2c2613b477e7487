import type { Recovery } from '../en/recovery.ts';
import { numeralsOf } from '../plural.ts';

const { number, plural } = numeralsOf('de');

export const recovery: Recovery = {
  title: 'Rettung',
  lead: 'Diese Seite holt deine Projekte heraus, wenn die App selbst es nicht kann. Sie liest nur: Auf diesem Gerät wird nichts geändert. Sichere jedes Projekt als Datei und hebe sie auf; die App öffnet sie wieder mit Alle Projekte → Projektdatei öffnen.',
  back: 'Zurück zur App',
  reading: 'Es wird gelesen, was hier gespeichert ist …',
  again: 'Noch einmal nachsehen',
  problems: {
    'nothing-here':
      'Hier ist nichts gespeichert. Ein anderer Browser oder ein anderes Profil hat es vielleicht, oder der Browser hat es gelöscht.',
    busy: 'Ein anderer Tab der App ändert gerade die gespeicherten Daten. Schließe die anderen Tabs, warte einen Moment und sieh noch einmal nach.',
    unavailable:
      'Der Browser kann nicht öffnen, was er gespeichert hat, oder speichert in diesem Fenster nichts. Schließe alle seine Fenster, starte ihn neu und komm hierher zurück, bevor du etwas löschst.',
  },
  newer: (version) =>
    `Die Daten hat eine neuere Version der App geschrieben (Format ${version}). Was diese Version davon kennt, wird gesichert; neuere Arten von Einträgen stehen nur in der Kopie von allem unten.`,
  contents: (texts, annotations, explanations) =>
    `${plural(texts, { one: '# Text', other: '# Texte' })} · ${plural(annotations, { one: '# Annotation', other: '# Annotationen' })} · ${plural(explanations, { one: '# Begründung', other: '# Begründungen' })}`,
  mended:
    'Die Beschreibung dieses Projekts ist beschädigt. Seine Texte und Annotationen werden trotzdem gesichert.',
  none: 'Es ist kein Projekt darin.',
  save: 'Projektdatei sichern',
  saveNamed: (name) => `Projektdatei von ${name} sichern`,
  saveAll: 'Alle Projekte sichern',
  saving: (rows) =>
    rows === 0
      ? 'Es wird gelesen …'
      : `Es wird gelesen … ${plural(rows, { one: '# Zeile', other: '# Zeilen' })}`,
  saved: (file) => `Gesichert als ${file}, mit allem, was darin war.`,
  savedBut: (file, n) =>
    `Gesichert als ${file}. ${plural(n, { one: '# Eintrag war', other: '# Einträge waren' })} beschädigt:`,
  failed: (reason) => `Es konnte nicht gesichert werden: ${reason}`,
  more: (n) => `und ${number(n)} weitere`,
  table: {
    project: 'Projekt',
    label: 'Label',
    document: 'Text',
    annotation: 'Annotation',
    explanation: 'Begründung',
    weights: 'Modell',
  },
  quoted: (words, key) => `„${words}…“ (${key})`,
  reason: {
    unreadable: 'ausgelassen: der Browser kann es nicht lesen',
    broken: 'ausgelassen: es ist nicht, was es sein soll',
    'no-text': 'ausgelassen: seine Wörter sind verloren',
    mended: 'gesichert; was davon verloren war, wurde ergänzt',
    loose: 'ausgelassen oder berichtigt: es nennt etwas, das nicht da ist',
  },
  raw: 'Alles sichern, wie es ist',
  rawHint:
    'Eine Datei mit jeder gespeicherten Zeile, auch den beschädigten, für jemanden, der JSON lesen kann. Die App öffnet sie nicht.',
  backupsTitle: 'Backups',
  backupsHint:
    'Projektdateien, die die App auf diesem Gerät beiseitegelegt hat. Sie liegen getrennt vom Rest und können heil sein, wo er es nicht ist.',
  backup: (name, when) => `${name}, ${when}`,
  saveBackup: (name, when) => `Backup von ${name} sichern, ${when}`,
  saveFile: 'Als Datei sichern',
  rawTitle: 'Eine Kopie für Fachleute',
};
