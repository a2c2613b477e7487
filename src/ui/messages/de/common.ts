import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

export const common: Translation<Messages['common']> = {
  appName: 'LEAN-LIFE',
  tagline: 'Ein paar Texte auszeichnen, sagen warum, und ein Modell aus beidem lernen lassen.',
  skipToContent: 'Zum Inhalt springen',
  loading: 'Wird geöffnet',
  asTable: 'Die Zahlen als Tabelle',
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  done: 'Fertig',
  remove: 'Löschen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  retry: 'Noch einmal versuchen',
  reload: 'Neu laden',
  back: 'Zurück',
  more: 'Mehr',
  optional: 'freiwillig',
  all: 'Alle',
  none: 'Keine',
  on: 'An',
  off: 'Aus',
  texts: (n) => plural(n, { one: '# Text', other: '# Texte' }),
  labels: (n) => plural(n, { one: '# Label', other: '# Labels' }),
  ofTotal: (n, total) => `${number(n)} von ${number(total)}`,
  nav: {
    label: 'Projekt',
    projects: 'Alle Projekte',
    annotate: 'Auszeichnen',
    explanations: 'Begründungen',
    model: 'Modell',
    review: 'Durchsicht',
    import: 'Import',
    export: 'Export',
    settings: 'Einstellungen',
  },
  shortcuts: {
    title: 'Tastenkürzel',
    open: 'Tastenkürzel',
    general: 'Überall',
    empty: 'Hier gibt es keine Tastenkürzel.',
    search: 'Ein Tastenkürzel suchen',
    key: { ctrl: 'Strg', cmd: '⌘', alt: 'Alt', shift: '⇧', space: 'Leertaste', enter: '↵', escape: 'Esc' },
  },
  undone: 'Rückgängig gemacht.',
  redone: 'Wiederholt.',
  drop: {
    title: 'Loslassen zum Öffnen',
    hint: 'Eine Projektdatei wird als Projekt geöffnet; jede andere Datei beginnt einen Import.',
  },
  crash: {
    title: 'In der App ist etwas kaputtgegangen',
    body: 'Deine Arbeit ist bis zum letzten abgeschlossenen Schritt auf diesem Gerät gespeichert. Wenn du sichergehen willst, lade zuerst eine Kopie herunter und dann die Seite neu.',
    missingPart: {
      title: 'Diese Ansicht konnte nicht geladen werden',
      body: 'Die App wurde inzwischen erneuert, oder das Netz ist weg. Deine Arbeit ist auf diesem Gerät gespeichert. Lade neu, um weiterzumachen.',
    },
    download: 'Alles herunterladen',
    downloading: 'Wird gepackt …',
    details: 'Einzelheiten für eine Fehlermeldung',
    failed:
      'Das Herunterladen ist nicht gelungen. Einstellungen → Dieses Gerät führt zur Rettungsseite, die speichert, was lesbar ist.',
    someFailed: (names) =>
      `Nicht gespeichert, weil etwas darin beschädigt ist: ${names.join(', ')}. Einstellungen → Dieses Gerät führt zur Rettungsseite, die speichert, was lesbar ist.`,
  },
  storage: {
    unavailableTitle: 'Die App kann hier nichts speichern',
    newerTitle: 'Das ist eine ältere Fassung der App',
    blockedTitle: 'Warten auf einen anderen Tab',
    bannerDownload: 'Alles herunterladen',
    dismiss: 'Ausblenden',
  },
  update: {
    ready: 'Eine neue Fassung ist da.',
    reload: 'Jetzt verwenden',
    later: 'Später',
    offlineReady: 'Bereit zum Arbeiten ohne Netz.',
    wrongFiles:
      'Die Modelle konnten nicht geholt werden: Das Netz hat mit etwas anderem geantwortet, vielleicht mit einer Anmeldeseite. Melde dich dort an; dann Einstellungen → Prüfen und reparieren.',
  },
  recovery: 'Projekte retten',
  notFound: {
    title: 'Hier ist nichts',
    body: 'Das Projekt wurde vielleicht gelöscht, oder die Adresse ist unvollständig.',
    action: 'Alle Projekte ansehen',
  },
  toast: { region: 'Meldungen', dismiss: 'Ausblenden' },
  table: { sortAscending: 'aufsteigend sortiert', sortDescending: 'absteigend sortiert' },
};
