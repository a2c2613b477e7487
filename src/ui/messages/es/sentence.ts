import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });

/** La frase misma y sus ejemplos siguen en inglés: es la lengua que se entiende. */
export const sentence: Translation<Messages['sentence']> = {
  why: '¿Por qué? Dilo en una frase, en inglés.',
  placeholder: {
    span: 'The word "lunch" appears before it',
    aspect: 'The word "fair" is directly before the aspect',
    relation: 'The word "citizen" appears after Y',
    text: 'The text contains the word "delicious"',
  },
  completions: 'Formas de seguir',
  completionsHint:
    'Las flechas eligen cómo seguir e Intro lo toma. De 1 a 5 toman una razón propuesta; Intro solo, la primera; con algo escrito, Intro termina.',
  proposals: {
    title: 'Razones propuestas',
    none: 'Aquí no hay ninguna razón que proponer: dilo con tus palabras, en inglés.',
    reach: (matches, agree, against) =>
      [
        plural(matches, { one: '# lugar', other: '# lugares' }),
        ...(agree > 0 ? [plural(agree, { one: '# acierto', other: '# aciertos' })] : []),
        ...(against > 0 ? [plural(against, { one: '# error', other: '# errores' })] : []),
      ].join(' · '),
    taken: (words) => `Tomada: ${words}`,
  },
  understood: 'Entendido como',
  trueHere: 'Se cumple en este texto',
  falseHere: 'No se cumple en este texto',
  falseHint: 'Una razón debería cumplirse donde se da. Cámbiala o consérvala de todos modos.',
  leftOut: 'Queda fuera',
  takeIt: 'Tomarla',
  rephrase: 'Decirlo de otra forma',
  taken: (words) => `Tomada sin: ${words}`,
  keptUntil: 'Hasta entonces se conserva como texto y no es una regla.',
  nearest: 'Lo más parecido que entiendo',
  asked: (understood, words) =>
    `Entendido: ${understood}. Queda fuera: ${words}. ¿Tomarla o decirlo de otra forma?`,
  unfinished: 'Todavía no es una razón completa. Sigue escribiendo o elige cómo continúa.',
  kept: 'Se conserva como texto, marcada, y no será una regla hasta que se entienda.',
  empty: 'Empieza con una palabra que te lo dijo o elige arriba un comienzo.',
  matches: (n, total) =>
    n === 0
      ? `No coincide en ningún otro lugar de ${texts(total)}`
      : `Coincide en ${plural(n, { one: '# lugar más', other: '# lugares más' })} de ${texts(total)}`,
  examples: 'Ejemplos',
  nearlyAll: 'Se cumple en casi todas partes: dice poco de la etiqueta.',
  contradicts: (n, label) =>
    `${plural(n, { one: '# coincidencia lleva', other: '# coincidencias llevan' })} la etiqueta ${label}`,
  given: 'Razones hasta ahora',
  remove: (text) => `Eliminar «${text}»`,
  change: (text) => `Cambiar «${text}»`,
  changing: 'Cambia esta razón y pulsa Hecho.',
  live: (understood, isTrue) =>
    `Entendido: ${understood}. ${isTrue ? 'Se cumple en este texto.' : 'No se cumple en este texto.'}`,
};
