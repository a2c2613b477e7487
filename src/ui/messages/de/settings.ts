import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

const texts = (n: number): string => plural(n, { one: '# Text', other: '# Texte' });
const labels = (n: number): string => plural(n, { one: '# Label', other: '# Labels' });
const explanations = (n: number): string => plural(n, { one: '# Begründung', other: '# Begründungen' });

export const settings: Translation<Messages['settings']> = {
  title: 'Einstellungen',
  saved: 'Gespeichert.',
  project: {
    title: 'Projekt',
    name: 'Name',
    guidelines: 'Richtlinien',
    guidelinesHint: 'Markdown. Beim Auszeichnen öffnet sie die Taste G.',
    kinds: 'Nach Begründungen fragen',
    kindsHint: 'Wonach du nach jedem Label gefragt wirst.',
    direction: 'Schreibrichtung',
    directions: { auto: 'Wie der Text', ltr: 'Von links nach rechts', rtl: 'Von rechts nach links' },
    multiLabel: 'Ein Text oder ein Aspekt darf mehrere Labels tragen',
  },
  labels: {
    title: 'Labels',
    add: 'Label hinzufügen',
    name: 'Name',
    colour: 'Farbe',
    key: 'Taste',
    used: (n) => (n === 0 ? 'nicht verwendet' : `${number(n)}× verwendet`),
    up: (name) => `${name} nach oben`,
    down: (name) => `${name} nach unten`,
    remove: (name) => `${name} löschen`,
    kind: { span: 'Spans', relation: 'Relationen', text: 'Texte' },
    removeTitle: (name) => `Das Label „${name}“ löschen?`,
    removeBody: (n) =>
      plural(n, {
        one: '# Annotation verwendet es. Was soll mit ihr geschehen?',
        other: '# Annotationen verwenden es. Was soll mit ihnen geschehen?',
      }),
    removeThem: 'Auch löschen',
    moveThem: 'Ändern zu',
    confirm: 'Label löschen',
    colourName: (n) => `Farbe ${n}`,
  },
  recommend: {
    title: 'Vorschläge',
    sources: 'Woher sie kommen',
    source: {
      'noun-phrases': 'Nominalphrasen',
      dictionary: 'Was schon ausgezeichnet wurde',
      model: 'Das Modell',
      explanations: 'Begründungen',
      predictions: 'Importierte Vorhersagen',
    },
    sourceHint: {
      'noun-phrases': 'Wortgruppen, die Namen sein könnten, vom ersten Text an.',
      dictionary: 'Dieselben Wörter bekommen wieder dasselbe Label.',
      model: 'Ein Netz, das in diesem Tab aus deinen Labels lernt.',
      explanations: 'Auslöser und Regeln, die auf andere Texte passen.',
      predictions: 'Was andere Programme zu den Texten sagten, wie es mit der Datei kam.',
    },
    confidence: 'Vorschläge des Modells und ähnlicher Wörter zeigen ab einer Konfidenz von',
    trigger: 'Ein Auslöser passt ab einer Ähnlichkeit von',
    rule: 'Eine Regel passt ab einem Wert von',
    order: 'Welcher Text als nächster kommt',
    orders: {
      sequential: 'Der nächste in der Datei',
      random: 'Irgendein offener',
      uncertainty: 'Der, bei dem das Modell am unsichersten ist',
      'least-confidence': 'Der, dessen bestes Label am unwahrscheinlichsten ist',
      disagreement: 'Der, bei dem Modell und Begründungen sich nicht einig sind',
      diversity: 'Einer, der den bisher ausgezeichneten nicht gleicht',
    },
    blind: 'Anteil der Texte, die nur messen',
    blindHint:
      'Wird gewählt, wenn Texte ohne Labels hereinkommen. In ihnen wird nichts vorgeschlagen, und nichts lernt aus ihnen; darum kann man den Werten glauben.',
    blindNone: 'Keine',
    timing: 'Notieren, wie lange Labels dauern',
    timingHint: 'Bleibt auf diesem Gerät, steht unter „Modell“, wird nirgendwohin geschickt.',
  },
  training: {
    title: 'Training',
    every: 'Trainieren nach so vielen neuen Annotationen',
    off: 'Nie',
    now: 'Jetzt trainieren',
    reset: 'Das Modell vergessen',
    resetDone: 'Das Modell ist vergessen.',
    hint: 'Das Training läuft im Hintergrund und bleibt auf diesem Gerät.',
  },
  device: {
    person: 'Dein Name',
    personHint: 'Steht in deinen Annotationen, damit sich die Arbeit mehrerer Personen vergleichen lässt.',
    language: 'Sprache',
    languageHint:
      'Die der Oberfläche. Texte und Labels bleiben, wie sie sind, und Begründungen schreibst du in jeder Sprache auf Englisch.',
    languageOfBrowser: 'Wie der Browser',
    theme: 'Aussehen',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    names: 'Namen der Labels unter dem Text zeigen',
    snap: 'Eine Auswahl wächst auf ganze Wörter',
  },
  languageModel: {
    title: 'Sprachmodell dieses Projekts',
    lead: 'Was Wörter in ihrem Zusammenhang liest. Sie können ein eigenes mitbringen, für eine andere Sprache oder ein anderes Fach: einen Ordner oder ein Zip mit model.onnx und tokenizer.json, wie für „feature extraction“ exportiert. Lassen Sie es hier fallen oder wählen Sie es aus; es bleibt auf diesem Gerät, und nichts wird geladen.',
    usesApp: 'Das der App (Englisch; für Relationen und Meinungen).',
    usesAppToo: 'Das der App (Englisch).',
    entities: {
      title: 'Wörter auch hier in ihrem Zusammenhang lesen',
      hint: 'Entitäten werden aus weniger Labels gefunden: in unserer Messung F1 69 statt 60 nach hundert Sätzen. Das Lernen dauert nach jedem Label länger, einmal werden 21 MB geladen, und das Modell lernt neu. Für Englisch.',
    },
    uses: (label) => `Ihr eigenes: ${label}. Es dient allen Arten von Labels.`,
    isMissing: (label) =>
      `${label} ist nicht auf diesem Gerät; deshalb dienen Wortvektoren. Bringen Sie dieselben Dateien noch einmal mit oder nehmen Sie wieder das der App.`,
    here: 'Auf diesem Gerät',
    file: (label, size) => `${label} (${size})`,
    bring: 'Eigenes mitbringen…',
    multilingual: 'Das mehrsprachige laden (100 Sprachen, 67 MB)',
    unreachable:
      'Es konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    looking: 'Es wird ausprobiert…',
    use: (label) => `${label} benutzen`,
    useApp: 'Das der App benutzen',
    remove: (label) => `${label} von diesem Gerät entfernen`,
    refused: {
      'own-file': 'Es muss ein model.onnx und ein tokenizer.json geben.',
      'own-large': 'Das Modell ist zu groß für einen Browser.',
      'own-tokenizer': 'Das tokenizer.json kann nicht benutzt werden.',
      'own-graph':
        'Das Modell lässt sich nicht öffnen. Ein Modell aus mehreren Dateien muss als eine gespeichert werden.',
      'own-inputs': 'Das Modell verlangt andere Eingaben als ein Text-Encoder.',
      'own-outputs': 'Das Modell antwortet nicht mit einem Zustand für jedes Wortstück.',
      'own-vocabulary': 'Modell und Tokenizer gehören nicht zusammen.',
      'own-width': 'Seine Zustände sind zu klein oder zu groß.',
      'own-numbers': 'Was es antwortet, ist nicht zu gebrauchen.',
      'own-slow': 'Es ist auf diesem Gerät zu langsam.',
    },
    detail: (text) => `Es meldet: ${text}`,
  },
  encoder: {
    title: 'Wörter in ihrem Kontext',
    lead: 'Ein kleines Sprachmodell liest jeden Text einmal, auf diesem Gerät, damit das Modell aus weniger Labels mehr lernt. Es wird geladen (21 MB), wenn die erste Relation oder Meinung ausgezeichnet wird. Für Englisch gemacht.',
    where: 'Wo es läuft',
    choices: {
      auto: 'Auf dem, was hier schneller ist',
      wasm: 'Auf dem Prozessor dieses Geräts',
      webgpu: 'Auf dem Grafikprozessor (weitere 27 MB; wo keiner ist, auf dem Prozessor)',
      off: 'Gar nicht: nur Wortvektoren',
    },
    runners: { wasm: 'auf dem Prozessor', webgpu: 'auf dem Grafikprozessor' },
    refused: {
      missing: 'Dieser Browser bietet keinen Grafikprozessor an.',
      software: 'Der Grafikprozessor wird hier nur nachgeahmt.',
      slower: 'Der Grafikprozessor wurde gemessen und ist nicht schneller.',
      failed: 'Der Grafikprozessor ist ausgefallen; nichts ging verloren.',
      differs: 'Der Grafikprozessor rechnet falsch und wird deshalb nicht benutzt.',
      unreachable: 'Was der Grafikprozessor braucht, konnte nicht geladen werden.',
    },
    ready: (runner, perSecond) =>
      `Es läuft ${runner} und liest etwa ${plural(Math.max(1, Math.round(perSecond)), { one: '# Satz', other: '# Sätze' })} in der Sekunde.`,
    waiting: 'Es startet, wenn ein Projekt Labels hat, aus denen es lernen kann.',
    isOff: 'Es ist ausgeschaltet.',
    failed:
      'Es ließ sich hier nicht starten. Bis dahin dienen Wortvektoren; in einer Minute wird es wieder versucht.',
    kept: (size) => `Vom Gelesenen aufgehoben: ${size}, höchstens 200 MB.`,
    clear: 'Leeren',
  },
  storage: {
    title: 'Speicher und Sicherungen',
    used: (used) => `${used} belegt`,
    usedOf: (used, total) => `${used} von etwa ${total} belegt`,
    persisted: 'Geschützt: Der Browser löscht es nicht von sich aus.',
    notPersisted: 'Der Browser darf es löschen, wenn der Datenträger voll ist.',
    protect: 'Schützen',
    protectRefused:
      'Der Browser hat abgelehnt. Meist hilft es, die App zu installieren oder sie öfter zu besuchen.',
    backup: 'Projektdatei herunterladen',
    backupAll: 'Alles herunterladen',
    backupHint: 'Wirklich sicher ist nur eine eigene Datei.',
    recoveryHint: 'Startet die App einmal nicht, rettet diese Seite deine Projekte:',
    recovery: 'Rettung',
    ofBackups: (size) => `Davon sind ${size} Sicherungen.`,
    file: {
      keep: 'In einer Datei auf diesem Datenträger halten …',
      kept: (name) => `Wird in „${name}“ gespeichert, kurz nach jeder Änderung.`,
      waiting: (name) => `„${name}“ wird nicht gespeichert, bis du es wieder erlaubst.`,
      failed: (name) =>
        `„${name}“ konnte nicht gespeichert werden. Vielleicht ist der Datenträger weg oder voll.`,
      changed: (name) =>
        `Jemand anderes hat seither in „${name}“ geschrieben. Die Datei bleibt, wie sie ist, bis du das hereinholst.`,
      takeIn: 'Hereinholen, dann speichern',
      allow: 'Erlauben',
      again: 'Jetzt speichern',
      stop: 'Dort nicht mehr speichern',
      none: 'Dieser Browser kann nicht von selbst in eine Datei speichern: Lade stattdessen die Projektdatei herunter.',
    },
  },
  backups: {
    title: 'Sicherungen',
    lead: (acts, others) =>
      `Entstehen auf diesem Gerät nach je ${number(acts)} Schritten und bevor ein Projekt vereint, gelöscht, wiederhergestellt oder umgestellt wird. Von jeder Art bleiben die letzten ${number(others)}, die von gelöschten Projekten 30 Tage. Sie ersetzen keine eigene Datei: Wer die Daten des Browsers löscht, löscht auch sie.`,
    none: 'Es gibt noch keine.',
    reason: {
      acts: 'nach einiger Arbeit',
      upgrade: 'vor einer Umstellung der App',
      merge: 'vor dem Vereinen',
      deletion: 'vor dem Löschen',
      restore: 'vor dem Wiederherstellen einer Sicherung',
    },
    contents: (textCount, annotations, reasons) =>
      `${texts(textCount)}, ${labels(annotations)}, ${explanations(reasons)}`,
    some: (textCount, annotations, reasons) =>
      [
        ...(textCount === 0 ? [] : [texts(textCount)]),
        ...(annotations === 0 ? [] : [labels(annotations)]),
        ...(reasons === 0 ? [] : [explanations(reasons)]),
      ].join(', '),
    now: 'Jetzt sichern',
    made: 'Die Sicherung ist gemacht.',
    same: 'Seit der letzten Sicherung hat sich nichts geändert.',
    restore: 'Wiederherstellen …',
    restoreNamed: (name, when) => `${name} vom ${when} wiederherstellen`,
    save: 'Als Datei speichern',
    remove: 'Diese Sicherung löschen',
    removed: 'Die Sicherung ist gelöscht.',
    dialog: {
      title: (name) => `„${name}“ wiederherstellen?`,
      comparing: 'Wird mit dem verglichen, was hier ist …',
      isGone: 'Das Projekt ist nicht mehr hier. Die Sicherung bringt es ganz zurück.',
      labels: (names) => `Seine Labels: ${names}.`,
      same: 'Texte und Labels sind dieselben wie hier.',
      back: (words) => `Es kommt zurück: ${words}.`,
      changed: (words) => `Es wird wieder, wie es war: ${words}.`,
      gone: (words) => `Es geht, was seither kam: ${words}.`,
      kept: 'Zuerst wird das Projekt gesichert, wie es jetzt ist. „Rückgängig“ beginnt von vorn.',
      confirm: 'Wiederherstellen',
    },
    restored: (name) => `„${name}“ ist, wie es in der Sicherung war.`,
    noRoom: 'Für eine Sicherung war kein Platz.',
  },
  offline: {
    title: 'Die App auf diesem Gerät',
    lead: 'Eine Reparatur sieht jede Datei der App an und holt neu, was fehlt oder falsch ist. Deine Projekte bleiben unberührt.',
    shell: 'Die App ist auf diesem Gerät gespeichert.',
    nothing: 'Dieser Browser behält keine Kopie der App: Jeder Start braucht das Netz.',
    ready: (size) => `Die App und ihre Modelle (${size}) sind hier gespeichert: Sie läuft ohne Netz.`,
    fetching: (share) => `Die Modelle werden geladen: ${share}.`,
    failed: {
      network:
        'Ein Teil der Modelle ist noch nicht hier, weil das Netz nicht erreichbar war. Auszeichnen geht; das Training beginnt, wenn sie da sind.',
      wrong:
        'Das Netz hat mit etwas anderem als den Dateien der App geantwortet, vielleicht mit der Anmeldeseite eines Hotels oder Zugs. Melde dich dort an, dann repariere.',
      refused:
        'Der Server der App gibt einen Teil der Modelle nicht heraus: Vielleicht ist er überlastet, oder er bekommt gerade eine neue Fassung. Repariere nach einer Weile, oder lade neu.',
      space:
        'Der Browser hat keinen Platz mehr für die Modelle. Schaffe Platz auf diesem Gerät, dann repariere.',
    },
    repair: 'Prüfen und reparieren',
    repairing: 'Jede Datei wird angesehen …',
    sound: (n) => `Alle ${number(n)} Dateien sind, wie sie sein sollen.`,
    repaired: (n) =>
      plural(n, {
        one: '# Datei fehlte oder war falsch und ist wieder in Ordnung.',
        other: '# Dateien fehlten oder waren falsch und sind wieder in Ordnung.',
      }),
    still: (n) =>
      plural(n, {
        one: '# Datei fehlt noch oder ist falsch.',
        other: '# Dateien fehlen noch oder sind falsch.',
      }),
  },
  licences: 'Lizenzen von allem, woraus diese App besteht',
  danger: { title: 'Löschen', remove: 'Dieses Projekt löschen …' },
};
