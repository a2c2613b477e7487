import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { plural } = numeralsOf('de');

export const relations: Translation<Messages['relations']> = {
  region: 'Relationen',
  ticks: 'Entitäten für eine Relation',
  tick: (words, label) => `„${words}“ (${label}) in Beziehung setzen`,
  ticked: (words, place) => `„${words}“ ist Nummer ${place}.`,
  unticked: (words) => `„${words}“ ist nicht mehr angekreuzt.`,
  hintNone:
    'Kreuze die Kästchen über zwei Entitäten an, um sie in Beziehung zu setzen. Die erste ist X, die zweite Y.',
  hintOne: (words) => `„${words}“ ist X. Kreuze die zweite Entität an.`,
  hintTwo: 'Wähle oben eine Relation.',
  hintFew: 'Zeichne mindestens zwei Entitäten aus und kreuze dann die Kästchen darüber an.',
  clear: 'Kreuze entfernen',
  swap: 'X und Y tauschen',
  swapped: (head, tail) => `Jetzt ist „${head}“ X und „${tail}“ Y.`,
  count: (n) => plural(n, { one: '# Relation', other: '# Relationen' }),
  pair: (head, tail) => `${head} → ${tail}`,
  full: (head, label, tail) => `${head} – ${label} → ${tail}`,
  open: (head, label, tail) => `„${head} ${label} ${tail}“ ändern`,
  close: 'Schließen',
  label: 'Relation',
  none: 'Noch keine Relation.',
  noLabels: 'Dieses Projekt hat keine Labels für Relationen. Lege welche in den Einstellungen an.',
  fitsSwapped: (names) => `In dieser Reihenfolge passt keine Relation. Andersherum: ${names}.`,
  noneFits: 'Keine Relation dieses Projekts passt zu diesen beiden Arten von Entitäten.',
  remove: 'Relation löschen',
  addReason: 'Begründen',
  moreReasons: (n) => plural(n, { one: 'und # weitere Begründung', other: 'und # weitere Begründungen' }),
  editReason: 'Begründungen ändern',
  key: 'Die Entität unter dem Cursor ankreuzen',
};
