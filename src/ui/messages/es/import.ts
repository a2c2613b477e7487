import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';
import { foreignText } from './issues.ts';

const { number, plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });
const reasons = (n: number) => plural(n, { one: '# explicación', other: '# explicaciones' });

/** Una importación puede traer solo razones, para textos que ya están. */
const cameIn = (nTexts: number, nReasons: number): string => (nTexts > 0 ? texts(nTexts) : reasons(nReasons));

export const importing: Translation<Messages['importing']> = {
  title: 'Importar',
  lead: 'Texto, tablas, JSON, Word, XML o los archivos de otra herramienta de etiquetado: se averigua qué es. Nada sale de este dispositivo.',
  choose: 'Elegir un archivo',
  dropHere: 'o suéltalo aquí',
  paste: 'Pegar texto',
  pasteLabel: 'Textos, uno por línea',
  pasteUse: 'Usar este texto',
  pastedName: 'pegado.txt',
  another: 'Elegir otro archivo',
  reading: 'Leyendo',
  detected: 'Detectado',
  format: 'Formato',
  options: 'Opciones',
  mapping: 'Columnas',
  mappingHint: 'Di qué contiene cada columna. El texto es obligatorio.',
  column: {
    text: 'Texto',
    label: 'Etiqueta',
    id: 'Nombre del texto',
    explanation: 'Explicación',
    aspect: 'Aspecto',
    split: 'Parte',
    predictions: 'Rellenada por un programa',
    none: 'Nada',
  },
  predictionsHint:
    'Lo que dicen estas columnas entra como sugerencias con sus nombres, nunca como etiquetas: tú las aceptas o rechazas, y votan junto a tus explicaciones.',
  before: {
    files: 'Ya se importó un archivo con este nombre. Impórtalo solo si contiene otros textos.',
    texts: (known, named) =>
      `${plural(known, { one: '# texto ya está', other: '# textos ya están' })} aquí, según su nombre (de ${plural(named, { one: '# mirado', other: 'los # primeros' })}).`,
    leave: 'Dejar fuera los textos que ya están',
    leaveHint: 'Lo etiquetado en ellos se queda como está. Si no, entran por segunda vez.',
  },
  foreign: foreignText,
  severity: { error: 'se dejó fuera', warning: 'el texto ha entrado' },
  refusedTitle: 'No leídos',
  several: (names) => `Cada archivo se lee según su formato: ${names}.`,
  encoding: 'Codificación',
  encodingAuto: 'Según el archivo',
  fullyLabelled: 'Estos textos están etiquetados por completo',
  fullyLabelledHint: 'Los textos sin etiqueta cuentan como terminados: no hay nada que etiquetar en ellos.',
  tagColumn: 'Columna de las marcas',
  tokenColumn: 'Columna de las palabras',
  columnAuto: 'Según el archivo',
  columnNumber: (n) => (n < 0 ? `${number(-n)}.ª desde el final` : `${number(n + 1)}.ª`),
  scheme: 'Esquema de marcas',
  schemes: { auto: 'Según el archivo', bio: 'BIO (IOB2)', iob1: 'IOB1', iobes: 'IOBES / BILOU' },
  unknownFormat: 'Ningún formato encaja con este archivo. Elige uno para probar.',
  noParser: 'Elegir un formato',
  restOf: (n) => plural(n, { one: 'y # archivo más', other: 'y # archivos más' }),
  separator: 'Separador',
  header: 'La primera fila contiene los nombres',
  preview: 'Vista previa',
  previewOf: (n) => plural(n, { one: 'El primer texto', other: 'Los primeros # textos' }),
  previewEmpty: 'Con estos ajustes no se ha encontrado ningún texto.',
  previewAttached: (n) => `Ningún texto, pero sí ${reasons(n)} para etiquetas que ya están aquí.`,
  found: texts,
  holdout: 'Solo para medir el modelo',
  holdoutHint: 'Estos textos se etiquetan como los demás, pero el modelo nunca aprende de ellos.',
  documentPer: 'Un texto es',
  documentPers: { line: 'una línea', file: 'el archivo entero' },
  delimiters: { ',': 'Coma', '\t': 'Tabulador', ';': 'Punto y coma', '|': 'Barra vertical' },
  delimiterAuto: 'Automático',
  start: (n) => `Importar ${texts(n)}`,
  startUnknown: 'Importar',
  progress: (n) => plural(n, { one: '# texto importado', other: '# textos importados' }),
  cancel: 'Cancelar y retirar',
  cancelled: 'La importación se ha retirado.',
  result: {
    title: (n) => plural(n, { one: '# texto importado', other: '# textos importados' }),
    annotations: (n) => plural(n, { one: '# etiqueta', other: '# etiquetas' }),
    explanations: reasons,
    predictions: (n) =>
      plural(n, { one: '# sugerencia de otros programas', other: '# sugerencias de otros programas' }),
    issues: (n) => plural(n, { one: '# fila con una observación', other: '# filas con alguna observación' }),
    noIssues: 'Han entrado todas las filas, con todas las etiquetas que contiene el archivo.',
    leftOut: (n) =>
      plural(n, {
        one: '# etiqueta del archivo se dejó fuera',
        other: '# etiquetas del archivo se dejaron fuera',
      }),
    line: 'Línea',
    reason: 'Razón',
    moreIssues: (n) => `y ${number(n)} más`,
    downloadIssues: 'Descargar la lista',
    annotate: 'Empezar a etiquetar',
    undo: 'Retirar esta importación',
  },
  stopped: {
    text: (file, nTexts, nReasons) =>
      `La importación de ${file} se interrumpió: solo entró lo siguiente: ${cameIn(nTexts, nReasons)}.`,
    nothing: (file) => `La importación de ${file} se interrumpió antes de que entrara nada.`,
    noName: 'un archivo',
    hide: 'Ocultar',
    goOn: 'Importar el resto',
    stop: 'Detener',
    busy: 'Aquí hay otra importación en marcha. El resto se puede importar cuando termine.',
    keep: 'Conservar lo que entró',
    takeBack: 'Retirar',
    confirmTitle: '¿Retirar la importación?',
    confirmBody: (nTexts, nReasons) =>
      `Se va lo que entró: ${cameIn(nTexts, nReasons)}, con todo lo que se hizo allí desde entonces y los nombres de etiquetas que nada más usa. No se puede deshacer.`,
    confirm: 'Retirar la importación',
    kept: 'Lo que entró se queda.',
    running: 'Esta importación está en marcha en otra pestaña.',
  },
  failed: 'No se ha podido leer este archivo.',
  projectFile:
    'Es un archivo de proyecto. Se abre como proyecto aparte o se combina con la copia que hay aquí.',
  openProject: 'Abrir como proyecto',
};
