import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');

export const relations: Translation<Messages['relations']> = {
  region: 'Relaciones',
  ticks: 'Entidades por relacionar',
  tick: (words, label) => `Relacionar «${words}» (${label})`,
  ticked: (words, place) => `«${words}» es la número ${number(place)}.`,
  unticked: (words) => `«${words}» ya no está elegida.`,
  hintNone: 'Marca las casillas sobre dos entidades para relacionarlas. La primera es X, la segunda es Y.',
  hintOne: (words) => `«${words}» es X. Marca la segunda entidad.`,
  hintTwo: 'Elige arriba una relación.',
  hintFew: 'Etiqueta al menos dos entidades y marca después las casillas que tienen encima.',
  clear: 'Quitar las marcas',
  swap: 'Intercambiar X e Y',
  swapped: (head, tail) => `Ahora «${head}» es X y «${tail}» es Y.`,
  count: (n) => plural(n, { one: '# relación', other: '# relaciones' }),
  pair: (head, tail) => `${head} → ${tail}`,
  full: (head, label, tail) => `${head} – ${label} → ${tail}`,
  open: (head, label, tail) => `Cambiar «${head} ${label} ${tail}»`,
  close: 'Cerrar',
  label: 'Relación',
  none: 'Aún no hay relaciones.',
  noLabels: 'Este proyecto no tiene etiquetas de relaciones. Añade algunas en Ajustes.',
  fitsSwapped: (names) => `Ninguna relación encaja en este orden. Al revés: ${names}.`,
  noneFits: 'Ninguna relación de este proyecto encaja con estos dos tipos de entidades.',
  remove: 'Eliminar la relación',
  addReason: 'Decir por qué',
  moreReasons: (n) => plural(n, { one: 'y # razón más', other: 'y # razones más' }),
  editReason: 'Cambiar las razones',
  key: 'Marcar la entidad bajo el cursor',
};
