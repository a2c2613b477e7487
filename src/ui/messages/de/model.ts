import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { plural } = numeralsOf('de');

/** Nach „auf“. */
const onTexts = (n: number): string => plural(n, { one: '# Text', other: '# Texten' });

export const model: Translation<Messages['model']> = {
  title: 'Modell',
  none: 'nichts',
  gone: 'ein gelöschtes Label',
  summary: {
    title: 'Wie gut es ist',
    noModel: 'Es gibt noch kein Modell. Zeichne ein paar Texte aus: Es trainiert von selbst.',
    noTexts:
      'Noch kein Wert: Es ist noch kein Text fertig, der nur misst. Von den Texten, die ohne Labels hereinkommen, ist jeder zehnte so einer; sie kommen zwischen den anderen dran.',
    version: 'Modell',
    labels: 'Labels, aus denen es gelernt hat',
    score: 'F1 auf Texten, die es nie gesehen hat',
    interval: (low, high, n) => `${low} bis ${high}, auf ${onTexts(n)}`,
    next: 'Die nächsten 50 Labels bringen voraussichtlich',
    points: (n) => `+${n} Punkte`,
    nearlyNothing: 'weniger als einen halben Punkt',
    advice: {
      'go-on': 'Weitere Labels lohnen sich.',
      slowing: 'Die Kurve wird flacher: Weitere Labels helfen noch, aber immer weniger.',
      enough:
        'Der Wert steht seit einer Weile still, und 50 weitere Labels versprechen weniger als einen Punkt. Du könntest hier aufhören oder dir die Fehler ansehen.',
    },
  },
  thorough: {
    title: 'Gründlich trainieren',
    lead: 'Lernt minutenlang aus allen deinen Texten, auch aus denen, die niemand ausgezeichnet hat. Du kannst derweil weiter auszeichnen. Es ersetzt das Modell nur, wenn es auf Texten besser ist, aus denen es nicht gelernt hat.',
    start: 'Gründlich trainieren',
    stop: 'Aufgeben',
    progress: 'Gründliches Training',
    waiting: 'Es beginnt, sobald nichts anderes zu tun ist.',
    running: (share, left) =>
      left === '' ? `${share} geschafft.` : `${share} geschafft, bei diesem Tempo noch ${left}.`,
    nothing: 'Es gibt noch nichts zu lernen: Es braucht ausgezeichnete Texte und einige, die es nicht sind.',
    cannot: 'Es braucht zuerst ein Modell, und das Training darf nicht angehalten sein.',
    ended: {
      better: (before, after, n) =>
        `Es ist besser: F1 ${after} statt ${before} auf ${onTexts(n)}, aus denen es nicht gelernt hat. Das Modell wurde ersetzt.`,
      'not-better': (before, after, n) =>
        `Es ist nicht besser: F1 ${after}, ohne es ${before}, auf ${onTexts(n)}. Das Modell bleibt, wie es war.`,
    },
  },
  curve: {
    title: 'Wie es gelernt hat',
    over: { labels: 'Labels', minutes: 'Minuten Auszeichnen' },
    caption: 'F1 nach jedem Training, mit dem Bereich, in dem er mit 95 % Sicherheit liegt.',
    score: 'F1',
    low: 'Mindestens',
    high: 'Höchstens',
  },
  labels: {
    title: 'Nach Label',
    lead: 'Richtig vom Gefundenen: wie viel davon stimmt. Gefunden vom Vorhandenen: wie viel von deinem es gefunden hat.',
    label: 'Label',
    precision: 'Richtig vom Gefundenen',
    recall: 'Gefunden vom Vorhandenen',
    support: 'Deine',
  },
  mistakes: {
    title: 'Was es wofür hält',
    no: 'Kein Fehler auf den Texten, die messen.',
    people: 'Du',
    model: 'Das Modell',
    times: 'Anzahl',
    where: 'Texte',
  },
  check: {
    title: 'Prüfung deiner Labels',
    lead: 'Jeder ausgezeichnete Text wird von einem Modell beurteilt, das nicht aus ihm gelernt hat. Wo es sich eines anderen sehr sicher ist, irrt es vielleicht, oder ein Label ist verrutscht. Das dauert etwa eine Minute, läuft im Hintergrund und braucht zehn fertige Texte.',
    begin: 'Labels prüfen',
    anew: 'Noch einmal prüfen',
    stop: 'Prüfung anhalten',
    running: (left) => (left === '' ? 'Wird geprüft' : `Wird geprüft, noch ${left}`),
    checked: (texts, suspects) =>
      `${plural(texts, { one: '# Text', other: '# Texte' })} geprüft: ${suspects === 0 ? 'Kein Label sieht falsch aus.' : plural(suspects, { one: '# Label ist noch einmal anzusehen.', other: '# Labels sind noch einmal anzusehen.' })}`,
    again: 'Labels zum noch einmal Ansehen',
    walk: (n) => plural(n, { one: '# Label durchgehen', other: '# Labels durchgehen' }),
    item: (words, yours, its, confidence) =>
      `${words === '' ? '' : `„${words}“. `}Du: ${yours}. Das Modell: ${its}, zu ${confidence} sicher.`,
    payOff: {
      title: 'Haben sich die Begründungen gelohnt?',
      yes: (points) =>
        `Ja: In denselben Minuten ergaben Labels mit Begründung ein Modell, das ${points} Punkte besser ist als mit Labels allein.`,
      no: (points) =>
        `Noch nicht: In denselben Minuten ergaben mehr Labels ohne Begründung ein Modell, das ${points} Punkte besser ist.`,
      even: 'Unentschieden: In denselben Minuten ergaben beide Wege Modelle, die weniger als einen Punkt auseinanderliegen.',
      tooFew:
        'Ob sich Begründungen gelohnt haben, lässt sich ab fünf Sätzen sagen. Auslösewörter helfen im Text und lehren dieses Modell nichts, darum zählen sie hier nicht.',
      caption: (plain, explained, measured) =>
        `F1 auf deinen eigenen, ausgesparten Texten, nach Minuten Auszeichnen: ${plain} Sekunden für ein Label, ${explained} mit Begründung ${measured ? '(so, wie du gearbeitet hast)' : '(zum Teil übliche Werte: Von deinen sind zu wenige gemessen)'}. Mittel aus drei Reihenfolgen deiner Texte.`,
      minutes: 'Minuten',
      plain: 'Labels allein',
      explained: 'Weniger Labels, mit Begründung',
    },
  },
  signs: {
    title: 'Zeichen, dass es genügt',
    lead: 'Keines davon beweist etwas; sind alle erreicht, ändern weitere Labels wenig. Sie vergleichen das Modell mit sich selbst vor etwa zehn Labels, auf denselben Texten.',
    sign: 'Zeichen',
    now: 'Jetzt',
    enough: 'Genügt',
    reached: 'Erreicht',
    yes: 'ja',
    no: 'noch nicht',
    points: (n) => `${n} Punkte`,
    atLeast: (value) => `mindestens ${value}`,
    atMost: (value) => `höchstens ${value}`,
    names: {
      score: 'Der Wert steht still (letzte vier Trainings)',
      agreement: 'Es sagt, was es zuvor sagte (Übereinstimmung, Kappa)',
      changed: 'Texte, die es jetzt anders beurteilt',
      uncertainty: 'Wie unsicher es im Mittel ist',
    },
  },
  calibration: {
    title: 'Ob man seiner Konfidenz glauben kann',
    lead: (error) => `Was es verspricht und was richtig ist, liegen im Mittel ${error} auseinander.`,
    promised: 'Es sagt',
    right: 'Richtig sind',
    count: 'Fälle',
  },
  sources: {
    title: 'Was jede Quelle gebracht hat',
    no: 'Noch nichts: Gezählt wird ab dem nächsten Text, der Vorschläge zeigt.',
    source: 'Quelle',
    shown: 'Gezeigt',
    accepted: 'Angenommen',
    rejected: 'Abgelehnt',
    right: 'Richtig',
    names: {
      rule: 'Sätze',
      trigger: 'Auslöser',
      model: 'Das Modell',
      prediction: 'Importierte Vorhersagen',
      dictionary: 'Was schon ausgezeichnet wurde',
      'noun-phrase': 'Nominalphrasen',
    },
  },
  times: {
    title: 'Wie lange ein Label dauert',
    lead: 'Ohne Pausen. Bleibt auf diesem Gerät; in den Einstellungen lässt es sich ausschalten.',
    no: 'Noch nichts notiert.',
    off: 'In den Einstellungen ausgeschaltet.',
    how: 'Label',
    labels: 'Labels',
    seconds: 'Sekunden (Median)',
    kind: (explained, recommended) =>
      `${explained ? 'Mit Begründung' : 'Ohne Begründung'}, ${recommended ? 'mit Vorschlägen' : 'ohne Vorschläge'}`,
    download: 'Als CSV herunterladen',
  },
  loss: {
    title: 'Training',
    caption: 'Wie weit das Modell von dem entfernt ist, was es lernen soll (Loss); weniger ist näher.',
    step: 'Schritt',
    loss: 'Loss',
  },
  keep: {
    title: 'Das Modell selbst',
    lead: 'Die letzten fünf und das beste bleiben. Gehst du zurück, macht ein früheres die Vorschläge; was du von da an auszeichnest, wird von dort aus gelernt.',
    versions: 'Aufgehobene Modelle',
    version: 'Modell',
    when: 'Trainiert',
    labels: 'Labels',
    score: 'F1',
    unmeasured: 'nicht gemessen',
    now: 'in Gebrauch',
    back: 'Zurückgehen',
    backTo: (version) => `Zu Modell ${version} zurückgehen`,
    went: (version) => `Modell ${version} macht wieder die Vorschläge.`,
    download: 'Mitnehmen',
  },
};
