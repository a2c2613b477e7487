import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('de');

/** Begründungen selbst sind englische Sätze: die Beispiele darum auch. */
export const sentence: Translation<Messages['sentence']> = {
  why: 'Warum? Sag es in einem englischen Satz.',
  placeholder: {
    span: 'The word "lunch" appears before it',
    aspect: 'The word "fair" is directly before the aspect',
    relation: 'The word "citizen" appears after Y',
    text: 'The text contains the word "delicious"',
  },
  completions: 'Wie es weitergehen kann',
  completionsHint:
    'Die Pfeiltasten wählen eine Fortsetzung, die Eingabetaste übernimmt sie. 1 bis 5 übernehmen eine vorgeschlagene Begründung, die Eingabetaste allein die erste; ist schon etwas geschrieben, schließt sie ab.',
  proposals: {
    title: 'Vorgeschlagene Begründungen',
    none: 'Hier lässt sich keine Begründung vorschlagen: Sag es mit deinen Worten, auf Englisch.',
    reach: (matches, agree, against) =>
      [
        plural(matches, { one: '# Stelle', other: '# Stellen' }),
        ...(agree > 0 ? [`${number(agree)} richtig`] : []),
        ...(against > 0 ? [`${number(against)} falsch`] : []),
      ].join(' · '),
    taken: (words) => `Übernommen: ${words}`,
  },
  understood: 'Verstanden als',
  trueHere: 'Gilt für diesen Text',
  falseHere: 'Gilt nicht für diesen Text',
  falseHint:
    'Eine Begründung sollte dort gelten, wo sie gegeben wurde. Ändere sie, oder behalte sie trotzdem.',
  leftOut: 'Ausgelassen',
  takeIt: 'Übernehmen',
  rephrase: 'Anders sagen',
  taken: (words) => `Übernommen ohne: ${words}`,
  keptUntil: 'Bis dahin bleibt sie als Text und ist keine Regel.',
  nearest: 'Das Nächste, was ich verstehe',
  asked: (understood, words) =>
    `Verstanden: ${understood}. Ausgelassen: ${words}. Übernehmen oder anders sagen?`,
  unfinished: 'Noch keine ganze Begründung. Schreib weiter, oder wähle, wie sie weitergeht.',
  kept: 'Sie bleibt als markierter Text und wird erst eine Regel, wenn sie verstanden ist.',
  empty: 'Beginne mit einem Wort, an dem du es erkannt hast, oder wähle oben einen Anfang.',
  matches: (n, total) => {
    const inTexts = plural(total, { one: '# Text', other: '# Texten' });
    return n === 0
      ? `Passt auf nichts anderes in ${inTexts}`
      : `Passt auf ${plural(n, { one: '# andere Stelle', other: '# andere Stellen' })} in ${inTexts}`;
  },
  examples: 'Beispiele',
  nearlyAll: 'Sie gilt fast überall: Über das Label sagt sie wenig.',
  contradicts: (n, label) =>
    `${plural(n, { one: '# Treffer ist', other: '# Treffer sind' })} als ${label} ausgezeichnet`,
  given: 'Begründungen bisher',
  remove: (text) => `„${text}“ löschen`,
  change: (text) => `„${text}“ ändern`,
  changing: 'Ändere diese Begründung, dann Fertig.',
  live: (understood, isTrue) =>
    `Verstanden: ${understood}. ${isTrue ? 'Gilt für diesen Text.' : 'Gilt nicht für diesen Text.'}`,
};
