import type { Messages, Translation } from '../translation.ts';
import { foreignText } from './issues.ts';

export const problems: Translation<Messages['problems']> = {
  storage: {
    'quota-exceeded': () =>
      'Dieses Gerät hat keinen Platz mehr für die App, darum ist der letzte Schritt nicht gespeichert. Lade alles herunter und schaffe dann Platz.',
    'version-newer': () =>
      'Die Daten hier stammen von einer neueren Fassung der App. Lade neu, um diese Fassung zu bekommen.',
    blocked: () =>
      'In einem anderen Tab ist eine ältere Fassung der App offen. Schließe ihn, dann geht es hier weiter.',
    'version-change': () =>
      'In einem anderen Tab wurde eine neuere Fassung geöffnet. Lade diesen neu, um weiterzumachen.',
    evicted: () =>
      'Der Browser hat gelöscht, was die App hier gespeichert hatte, um Platz zu schaffen oder weil er darum gebeten wurde. Lade neu, um weiterzumachen; Sicherungen, soweit es noch welche gibt, sind auf der Rettungsseite.',
    unavailable: () =>
      'Der Browser will nichts speichern (privates Fenster oder eine Vorgabe). Arbeit hier ginge verloren: Nimm ein anderes Fenster, oder lade vor dem Schließen herunter.',
    aborted: () =>
      'Der Browser hat den letzten Schritt unterbrochen; nichts davon ist gespeichert. Versuche es noch einmal.',
    'no-model': () => 'Es ist noch nichts trainiert: Zeichne zuerst ein paar Texte aus.',
    'not-found': () => 'Das gibt es nicht mehr; vielleicht wurde es in einem anderen Tab gelöscht.',
    'invalid-span': () => 'Diese Auswahl passt nicht zum Text.',
    'invalid-relation': () => 'Eine Relation braucht zwei verschiedene Entitäten dieses Textes.',
    'invalid-label': () => 'Dieses Label passt hier nicht.',
    'invalid-name': () => 'Der Name ist leer, zu lang oder vergeben.',
    'invalid-explanation': () => 'Eine Begründung braucht mindestens ein Wort.',
    duplicate: () => 'So ist es schon ausgezeichnet.',
    'has-relations': (p) => `Es gehört zu Relationen (${p['relations'] ?? 'einige'}).`,
    'label-in-use': (p) => `Das Label wird verwendet (${p['annotations'] ?? 'einige'} ×).`,
    'nothing-to-undo': () => 'Nichts rückgängig zu machen.',
    'nothing-to-redo': () => 'Nichts zu wiederholen.',
    'history-conflict': () =>
      'Dieser Schritt lässt sich nicht zurücknehmen: Dasselbe wurde seither geändert.',
  },
  other: {
    'sample-missing': () => 'Das Beispiel konnte nicht gelesen werden. Lade die Seite einmal mit Netz neu.',
    'not-this-format': () => 'Die Datei hat nicht dieses Format. Wähle ein anderes, oder sieh in die Datei.',
    'too-large': (p) =>
      `${p['file'] ?? 'Die Datei'} ist größer, als diese App auf einmal liest. Teile sie in mehrere Dateien.`,
    truncated: (p) =>
      `${p['file'] ?? 'Die Datei'} endet mittendrin: Sie wurde nicht ganz kopiert. Hole sie noch einmal.`,
    'newer-version': () =>
      'Die Datei stammt von einer neueren Fassung der App. Lade neu, um diese Fassung zu bekommen, und öffne die Datei dann noch einmal.',
    'unsafe-archive': (p) =>
      `Das Archiv will außerhalb seines Ordners schreiben${p['entry'] === undefined ? '' : ` (${p['entry']})`}. Es wurde nicht geöffnet.`,
    damaged: (p) =>
      `${p['file'] ?? 'Die Datei'} ist beschädigt. Hole sie noch einmal, oder öffne eine Sicherung.`,
    'worker-crashed': () =>
      'Dem Hintergrundprozess ging der Speicher aus, oder er ist kaputtgegangen. Nichts ist verloren; versuche es noch einmal.',
    'worker-unavailable': () =>
      'Der Hintergrundprozess lässt sich hier nicht starten. Auszeichnen geht, Training und Import nicht. Lade neu, um es noch einmal zu versuchen.',
    'asset-missing': () =>
      'Auf diesem Gerät fehlt eine Datei der App. Alle Projekte → Einstellungen → Prüfen und reparieren holt sie wieder.',
    'asset-refused': () =>
      'Der Server der App gibt eine Datei nicht heraus: Vielleicht ist er überlastet, oder er bekommt gerade eine neue Fassung. Es wird wieder versucht; Neuladen kann helfen.',
    'asset-damaged': () =>
      'Eine Datei der App war falsch: Vielleicht hat das Netz mit einer Anmeldeseite geantwortet. Melde dich dort an; es wird wieder versucht, oder repariere es unter Alle Projekte → Einstellungen.',
    'asset-unreachable': () =>
      'Die Modelle sind noch nicht auf diesem Gerät, und das Netz ist nicht erreichbar. Es wird wieder versucht, sobald es da ist.',
    'runtime-unavailable': () =>
      'Der Teil, der trainiert, ließ sich hier nicht starten. Lade neu; hilft das nicht: Alle Projekte → Einstellungen → Prüfen und reparieren.',
    internal: () =>
      'Ein Fehler der App, nicht deiner. Nichts ist verloren; lade neu und versuche es noch einmal.',
    'unknown-format': () => 'Ein Format dieses Namens ist hier nicht bekannt.',
    'foreign-file': (p) => `${p['file'] ?? 'Die Datei'} ist ${foreignText(String(p['kind'] ?? ''))}`,
    locked: (p) =>
      `${p['file'] ?? 'Das Archiv'} ist mit einem Passwort geschützt. Entpacke es zuerst und wähle dann die Dateien.`,
    'no-files': () => 'Es ist keine Datei darin.',
    'different-project': (p) =>
      `Das sind zwei verschiedene Projekte: „${p['here'] ?? ''}“ und „${p['there'] ?? ''}“.`,
  },
  unknown: (message) => `Das hat nicht geklappt: ${message}`,
  failedAct: 'Das wurde nicht gespeichert.',
};
