import type { Recovery } from '../en/recovery.ts';
import { numeralsOf } from '../plural.ts';

const { number, plural } = numeralsOf('es');

export const recovery: Recovery = {
  title: 'Rescate',
  lead: 'Esta página saca tus proyectos cuando la propia aplicación no puede. Solo lee: en este dispositivo no se cambia nada. Guarda cada proyecto como archivo y consérvalo; la aplicación lo abre de nuevo con Todos los proyectos → Abrir archivo de proyecto.',
  back: 'Volver a la aplicación',
  reading: 'Leyendo lo que hay guardado aquí…',
  again: 'Mirar otra vez',
  problems: {
    'nothing-here':
      'Aquí no hay nada guardado. Puede que esté en otro navegador o en otro perfil de este, o que el navegador lo haya borrado.',
    busy: 'Otra pestaña de la aplicación está cambiando los datos guardados. Cierra las demás pestañas, espera un momento y mira otra vez.',
    unavailable:
      'El navegador no puede abrir lo que ha guardado, o no guarda nada en esta ventana. Cierra todas sus ventanas, inícialo de nuevo y vuelve a esta página antes de borrar nada.',
  },
  newer: (version) =>
    `Los datos los escribió una versión más nueva de la aplicación (formato ${version}). Se guarda lo que esta versión conoce de ellos; los tipos de registro más nuevos están solo en la copia de todo, más abajo.`,
  contents: (texts, annotations, explanations) =>
    `${plural(texts, { one: '# texto', other: '# textos' })} · ${plural(annotations, { one: '# anotación', other: '# anotaciones' })} · ${plural(explanations, { one: '# explicación', other: '# explicaciones' })}`,
  mended: 'La descripción de este proyecto está dañada. Sus textos y anotaciones se guardan de todos modos.',
  none: 'No contiene ningún proyecto.',
  save: 'Guardar archivo de proyecto',
  saveNamed: (name) => `Guardar archivo de proyecto de ${name}`,
  saveAll: 'Guardar todos los proyectos',
  saving: (rows) =>
    rows === 0 ? 'Leyendo…' : `Leyendo… ${plural(rows, { one: '# fila', other: '# filas' })}`,
  saved: (file) => `Guardado como ${file}, con todo lo que contenía.`,
  savedBut: (file, n) =>
    `Guardado como ${file}. ${plural(n, { one: '# registro estaba dañado', other: '# registros estaban dañados' })}:`,
  failed: (reason) => `No se pudo guardar: ${reason}`,
  more: (n) => `y ${number(n)} más`,
  table: {
    project: 'proyecto',
    label: 'etiqueta',
    document: 'texto',
    annotation: 'anotación',
    explanation: 'explicación',
    weights: 'modelo',
  },
  quoted: (words, key) => `«${words}…» (${key})`,
  reason: {
    unreadable: 'omitido: el navegador no puede leerlo',
    broken: 'omitido: no es lo que debería ser',
    'no-text': 'omitido: se han perdido sus palabras',
    mended: 'guardado, completando lo que se había perdido',
    loose: 'omitido o corregido: nombra algo que no está',
  },
  raw: 'Guardar todo tal como está',
  rawHint:
    'Un archivo con cada fila guardada, también las dañadas, para quien sepa leer JSON. La aplicación no lo abre.',
  backupsTitle: 'Copias de seguridad',
  backupsHint:
    'Archivos de proyecto que la aplicación ha apartado en este dispositivo. Están separados del resto y pueden estar enteros donde lo demás no lo está.',
  backup: (name, when) => `${name}, ${when}`,
  saveBackup: (name, when) => `Guardar la copia de ${name}, ${when}`,
  saveFile: 'Guardar como archivo',
  rawTitle: 'Una copia para un técnico',
};
