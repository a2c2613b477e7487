import { count } from './plural.ts';

/** The explanation pop-up: a sentence in English, and what was understood of it. */
export const sentence = {
  why: 'Why? Say it in a sentence.',
  placeholder: {
    span: 'The word "lunch" appears before it',
    aspect: 'The word "fair" is directly before the aspect',
    relation: 'The word "citizen" appears after Y',
    text: 'The text contains the word "delicious"',
  },
  completions: 'Ways to go on',
  completionsHint:
    'Arrow keys choose a completion, Enter takes it. 1 to 5 take a proposed reason, Enter alone the first; with something typed, Enter is done.',
  proposals: {
    title: 'Proposed reasons',
    none: 'No reason to propose here: say it in your words.',
    reach: (matches: number, agree: number, against: number) =>
      [
        `${count(matches, 'place', 'places')}`,
        ...(agree > 0 ? [`${agree} right`] : []),
        ...(against > 0 ? [`${against} wrong`] : []),
      ].join(' · '),
    taken: (sentence: string) => `Taken: ${sentence}`,
  },
  understood: 'Understood as',
  trueHere: 'True of this text',
  falseHere: 'Not true of this text',
  falseHint: 'A reason should hold where it was given. Change it, or keep it anyway.',
  leftOut: 'Left out',
  takeIt: 'Take it',
  rephrase: 'Rephrase',
  taken: (words: string) => `Taken without: ${words}`,
  keptUntil: 'Until then it is kept as text, and is no rule.',
  nearest: 'Nearest that I understand',
  asked: (understood: string, words: string) =>
    `Understood: ${understood}. Left out: ${words}. Take it, or rephrase?`,
  unfinished: 'Not a whole reason yet. Go on typing, or choose how it continues.',
  kept: 'It is kept as text and marked, and never becomes a rule until it is understood.',
  empty: 'Start with a word that told you, or choose a beginning above.',
  matches: (n: number, total: number) =>
    n === 0
      ? `Matches nothing else in ${count(total, 'text', 'texts')}`
      : `Matches ${count(n, 'other place', 'other places')} in ${count(total, 'text', 'texts')}`,
  examples: 'Examples',
  nearlyAll: 'It is true nearly everywhere: it says little about the label.',
  contradicts: (n: number, label: string) => `${count(n, 'match is', 'matches are')} labelled ${label}`,
  given: 'Reasons so far',
  remove: (text: string) => `Delete “${text}”`,
  change: (text: string) => `Change “${text}”`,
  changing: 'Change this reason, then Done.',
  live: (understood: string, isTrue: boolean) =>
    `Understood: ${understood}. ${isTrue ? 'True of this text.' : 'Not true of this text.'}`,
};
