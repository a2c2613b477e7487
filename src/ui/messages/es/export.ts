import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });

export const exporting: Translation<Messages['exporting']> = {
  title: 'Exportar',
  lead: 'Etiquetas y razones, en archivos que otras herramientas leen.',
  format: 'Formato',
  losesNothing: 'Conserva todo lo de este proyecto.',
  leavesOut: 'Este formato no puede guardar:',
  checking: 'Mirando qué puede guardar…',
  loss: {
    'overlapping-spans': (n) =>
      plural(n, { one: '# fragmento que se solapa con otro', other: '# fragmentos que se solapan con otro' }),
    spans: (n) => plural(n, { one: '# fragmento etiquetado', other: '# fragmentos etiquetados' }),
    'span-edges': (n) =>
      `los espacios en los extremos de ${plural(n, { one: '# etiqueta', other: '# etiquetas' })}`,
    'document-names': (n) =>
      plural(n, {
        one: 'el nombre de # texto: otros tienen el mismo',
        other: 'los nombres de # textos: otros tienen el mismo',
      }),
    entities: (n) => `las etiquetas de ${plural(n, { one: '# entidad', other: '# entidades' })}`,
    relations: (n) => plural(n, { one: '# relación', other: '# relaciones' }),
    'text-labels': (n) =>
      plural(n, { one: '# etiqueta de un texto entero', other: '# etiquetas de textos enteros' }),
    'further-text-labels': (n) =>
      plural(n, { one: '# etiqueta más de un texto', other: '# etiquetas más de un texto' }),
    aspects: (n) => plural(n, { one: '# aspecto', other: '# aspectos' }),
    'trigger-explanations': (n) =>
      plural(n, { one: '# grupo de palabras clave', other: '# grupos de palabras clave' }),
    'trigger-places': (n) =>
      `el lugar de ${plural(n, { one: '# grupo', other: '# grupos' })} de palabras clave (las palabras se conservan)`,
    'sentence-explanations': (n) => plural(n, { one: '# frase explicativa', other: '# frases explicativas' }),
    'label-names': (n) =>
      plural(n, { one: 'el nombre exacto de # etiqueta', other: 'los nombres exactos de # etiquetas' }),
    metadata: (n) => `los metadatos de ${texts(n)}`,
    layers: (n, names) =>
      `${plural(n, { one: '# etiqueta', other: '# etiquetas' })} de otras capas: ${names}`,
    votes: (n) =>
      `que ${plural(n, { one: '# texto se decidió', other: '# textos se decidieron' })} por votación o por acuerdo de todos`,
    annotators: (n) => `quién etiquetó qué, en ${texts(n)}`,
    'unlabelled-documents': (n) => `${texts(n)} sin etiquetas`,
    predictions: (n) =>
      plural(n, { one: '# sugerencia de otro programa', other: '# sugerencias de otros programas' }),
    'line-breaks': (n) => `los saltos de línea de ${texts(n)}`,
    'white-space': (n) => `los espacios exactos de ${texts(n)}`,
    'project-settings': () => 'guía, ajustes, colores, estado y el modelo',
  },
  labelledOnly: 'Solo textos con etiquetas',
  status: 'Textos',
  statuses: {
    any: 'Todos los textos',
    done: 'Solo los terminados',
    open: 'Solo los pendientes',
    skipped: 'Solo los omitidos',
  },
  whose: 'Etiquetas de quién',
  everybody: 'De todos',
  yoursAndDecided: 'Las tuyas y lo decidido',
  decided: 'Lo decidido',
  recommended: {
    title: 'También etiquetas que la aplicación recomienda',
    hint: 'En textos pendientes: lo que dicen allí el modelo, tus razones y las palabras ya etiquetadas, con confianza y origen. Al abrirlas aquí de nuevo son sugerencias.',
    threshold: 'A partir de esta confianza',
    source: 'Según',
    sources: {
      any: 'Todas las fuentes activadas',
      model: 'Solo el modelo',
      explanations: 'Solo tus razones',
      dictionary: 'Solo las palabras ya etiquetadas',
    },
    untold: 'Este formato no puede distinguirlas de las etiquetas que pusieron personas.',
  },
  weights: 'Con el modelo entrenado',
  scheme: 'Marcas',
  comments: 'Líneas con cada texto y su nombre',
  commentsHint:
    'Empiezan por #. Sin ellas se pierden espacios y nombres; el conversor de spaCy solo lee archivos sin ellas.',
  schemes: { bio: 'BIO', iob1: 'IOB1', iobes: 'IOBES' },
  offsets: 'Las posiciones cuentan',
  offsetUnits: { utf16: 'unidades UTF-16 (JavaScript, Java)', 'code-points': 'caracteres (Python)' },
  offsetDefault: 'como lo hace el formato',
  download: 'Descargar',
  packing: (share) => `Empaquetando, ${share}`,
  cancel: 'Cancelar',
  everything: 'lo conserva todo',
  ready: (name) => `${name} está listo.`,
  model: {
    title: 'El modelo entrenado',
    lead: 'Un archivo ONNX corriente con sus pesos dentro, el vocabulario y las etiquetas, una página que dice cómo usarlo y un programa breve en Python que lo hace.',
    words: 'De quién son las palabras que guarda el archivo',
    wordsHint:
      'Quien reciba el archivo puede leer estas palabras, una a una y ordenadas. Los textos no están dentro.',
    wordsOf: { labelled: 'Palabras de los textos etiquetados', all: 'Palabras de todos los textos' },
    wordsOfHint: {
      labelled: 'Una palabra que solo está en otros textos se lee por lo que la rodea.',
      all: 'Lee mejor tus otros textos; también lleva dentro los nombres de textos que nadie ha etiquetado.',
    },
    download: 'Descargar el modelo',
    none: 'Aún no hay nada entrenado: etiqueta antes unos textos.',
    version: (n) => `Versión ${number(n)}`,
  },
  run: {
    title: 'Una carpeta que etiqueta cualquier cantidad de textos',
    lead: 'Lleva el proyecto adonde están los textos: tus reglas, palabras clave y modelo como programa para la línea de órdenes, para Spark, Ray y Beam. Contesta como esta aplicación y puede comprobar que sigue haciéndolo.',
    needs: 'Necesita Node 20. Lleva hasta 50 de tus textos, para la comprobación.',
    download: 'Descargar la carpeta Run',
    nothing: 'Aún no hay con qué etiquetar: etiqueta antes unos textos.',
  },
  empty: 'Aún no hay nada que exportar: importa antes unos textos.',
};
