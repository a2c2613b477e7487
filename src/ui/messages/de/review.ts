import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

const texts = (n: number): string => plural(n, { one: '# Text', other: '# Texte' });

export const review: Translation<Messages['review']> = {
  title: 'Durchsicht',
  nobody: 'ohne Namen',
  gold: 'Gold',
  people: {
    title: 'Wer ausgezeichnet hat',
    lead: 'Jede Person zeichnet eine Kopie des Projekts aus. Öffne hier die Dateien der anderen: Ihre Labels kommen neben deine und ändern keins davon.',
    name: 'Dein Name',
    nameHint: 'Steht bei deinen Labels, in diesem Projekt und in den Dateien, die du weitergibst.',
    person: 'Person',
    done: 'Fertige Texte',
    labels: 'Labels',
    you: 'du',
    one: 'Bisher sind das die Labels einer Person. Zum Vergleichen: Gib die Projektdatei weiter (Export), lass sie auszeichnen, und öffne die Datei, die zurückkommt.',
  },
  handOut: {
    open: 'Texte verteilen',
    title: 'Texte verteilen',
    lead: 'Macht für jede Person eine Projektdatei, mit den Labels, den Richtlinien und einem Teil der Texte. Öffne hier, was zurückkommt, in beliebiger Reihenfolge.',
    people: 'Wer einen Teil bekommt',
    peopleHint: 'Ein Name je Zeile. Nimm dich selbst dazu, wenn du auch einen Teil auszeichnest.',
    shared: 'Texte, die alle bekommen, in Prozent',
    sharedHint: 'An ihnen zeigt sich, wie weit ihr übereinstimmt.',
    withLabels: 'Mit den vorhandenen Labels',
    withLabelsHint: 'Ohne sie sieht niemand, was andere gesagt haben.',
    needName:
      'Sag zuerst, wer du bist: Deine Labels brauchen einen Namen, damit man sie von denen der anderen unterscheiden kann.',
    each: (name, n) => `${name}: ${texts(n)}`,
    download: 'Dateien herunterladen',
  },
  agreement: {
    title: 'Übereinstimmung',
    between: 'Zwischen',
    and: 'und',
    everybody: 'alle',
    texts: (n) =>
      plural(n, {
        one: 'Auf # Text, mit dem mindestens zwei von ihnen fertig sind.',
        other: 'Auf # Texten, mit denen mindestens zwei von ihnen fertig sind.',
      }),
    none: 'Noch sind mit keinem Text zwei von ihnen fertig.',
    label: 'Label',
    overall: 'Alle Labels',
    kappa: 'Cohens κ',
    alpha: 'Krippendorffs α',
    exact: 'F1, gleiche Wörter',
    overlap: 'F1, überlappend',
    unitising: 'α der Segmentierung',
    tokens: 'κ der Tokens',
    interval: (low, high) => `${low} bis ${high}`,
    units: (n) => `n = ${number(n)}`,
    why: {
      'no-units': 'nichts wurde ausgezeichnet',
      'no-variation': 'alles hat dasselbe Label',
    },
    lead: 'Mit dem Bereich, in dem es bei 95 % anderer Texte läge, und der Zahl der Einheiten, aus denen es berechnet ist. 1 ist vollkommen, 0 ist Zufall (F1: nichts gemeinsam).',
    measures:
      'κ und α vergleichen das Ausgezeichnete mit dem, was der Zufall ergäbe. F1 zählt gleiche Wörter oder solche, die sich überlappen. Das α der Segmentierung sieht darauf, wie weit die Grenzen auseinanderliegen, das κ der Tokens auf jedes Wort.',
  },
  confusion: {
    title: 'Wer es wie genannt hat',
    first: (name) => `${name} sagt`,
    nothing: 'nichts',
    times: 'Anzahl',
    where: 'Texte',
  },
  decide: {
    title: 'Entscheiden',
    lead: 'Texte, bei denen Menschen sich unterscheiden, die mit den meisten Unterschieden zuerst. Was du entscheidest, werden die Gold-Labels; die Labels der Personen bleiben, wie sie sind.',
    left: (n) => plural(n, { one: '# Text zu entscheiden', other: '# Texte zu entscheiden' }),
    allDone: 'Jeder Text, mit dem zwei Personen fertig sind, ist entschieden.',
    none: 'Es gibt noch keinen Text, mit dem zwei Personen fertig sind.',
    text: (n) => `Text ${n}`,
    texts: 'Texte zum Entscheiden',
    take: (name) => `Alles von ${name} übernehmen`,
    versions: 'Was ausgezeichnet wurde',
    keep: (label, words) => `${label}: ${words}`,
    wholeText: 'der ganze Text',
    says: (names) => `von ${names}`,
    all: 'von allen',
    reason: (name, words) => `${name}, denn: ${words}`,
    otherLabel: (words) => `Label von ${words}`,
    note: 'Notiz für die Richtlinien',
    noteHint: 'Unterscheiden sich zwei Begründungen, lassen die Richtlinien oft etwas offen.',
    confirm: 'Entscheiden und weiter',
    decided: { person: 'entschieden', agreed: 'alle einig', vote: 'durch Abstimmung' },
    decidedBy: (name) => `Entschieden von ${name}.`,
    agreed: (n) =>
      plural(n, {
        one: '# Text annehmen, bei dem alle einig sind',
        other: '# Texte annehmen, bei denen alle einig sind',
      }),
    vote: (n) => `${texts(n)} durch Abstimmung füllen`,
    voteHint:
      'Was mehr als die Hälfte der Personen eines Textes sagt; als Abstimmung vermerkt, bis jemand entscheidet.',
    acceptedToast: (n) => `${texts(n)} entschieden.`,
    anew: 'Diesen Text neu auszeichnen',
    keys: {
      group: 'Entscheiden',
      take: 'Die Labels einer Person übernehmen',
      next: 'Nächster Text',
      previous: 'Voriger Text',
      confirm: 'Entscheiden und weiter',
    },
  },
  learn: {
    title: 'Woraus das Modell lernt',
    gold: 'Gold-Labels, wo ein Text entschieden ist, sonst meine',
    mine: 'Nur meine eigenen Labels',
  },
};
