import type { Messages, Translation } from '../translation.ts';

/** `reason` de una fila mal formada. */
const reasons: Readonly<Record<string, string>> = {
  quote: 'unas comillas se abren y no se cierran.',
  'not-an-object': 'no es un registro.',
  'no-entities': 'no es una frase numerada con <e1> y <e2>.',
  'no-word': 'falta la palabra.',
  'text-bound': 'no es una anotación de palabras.',
  relation: 'no es una relación.',
  offsets: 'faltan las posiciones.',
  'three-lines': 'no es una parte de un texto, su aspecto y su polaridad.',
  'unknown-line': 'no es ni una palabra ni un comentario.',
};

/** `what` que no tiene sitio. */
const unsupported: Readonly<Record<string, string>> = {
  'other-task': 'Se dejaron fuera etiquetas que este tipo de proyecto no tiene.',
  'long-label': 'El nombre de una etiqueta es demasiado largo y se recortó.',
  discontinuous: 'Una anotación en varios trozos se unió en uno.',
  rejected: 'Se dejaron fuera etiquetas que se rechazaron en la otra herramienta.',
};

/** Qué es un archivo que no se lee y cómo llegar a uno que sí. */
const foreign: Readonly<Record<string, string>> = {
  pdf: 'un PDF. Copia su texto o guárdalo como texto desde un lector de PDF.',
  'word-old': 'un archivo antiguo de Office. Guárdalo antes como .docx, .csv o texto.',
  spreadsheet: 'una hoja de cálculo. Guarda antes la hoja como CSV (UTF-8).',
  presentation: 'un documento de ofimática. Guarda antes su texto como .txt.',
  ebook: 'un libro (EPUB). Guarda antes su texto como .txt.',
  yaml: 'YAML. Guárdalo antes como JSONL o CSV.',
  rtf: 'un documento RTF. Guárdalo antes como texto.',
  html: 'una página web. Copia su texto o guárdala como texto.',
  image: 'una imagen. Este programa etiqueta texto.',
  sqlite: 'una base de datos. Exporta antes su tabla como CSV (Prodigy: prodigy db-out).',
  'spacy-binary': 'un archivo binario de spaCy. Conviértelo antes a JSONL.',
  'python-pickle': 'un objeto de Python. Guárdalo antes como JSONL.',
  arrow: 'un archivo Arrow. Guárdalo antes como CSV o JSONL.',
  parquet:
    'un archivo Parquet comprimido de una forma que aquí no se lee. Guárdalo con Snappy, o como CSV o JSONL.',
  archive: 'un archivo comprimido que aquí no se abre. Descomprímelo o conviértelo en zip.',
  binary: 'algo que no es texto: sus bytes son de un tipo que no se lee.',
  'annotations-without-text': 'anotaciones cuyo texto está en otro archivo. Elige los dos juntos.',
  tagtog: 'anotaciones de tagtog; su texto está en otro archivo. Exporta antes con el texto, como JSON.',
  'uima-cas': 'un UIMA CAS. Expórtalo desde INCEpTION como WebAnno TSV v3.3.',
  xml: 'XML de un tipo que no se lee. Guárdalo antes como CSV, JSONL o texto.',
  gate: 'un documento de GATE. Guárdalo antes como texto con marcas o JSON.',
  subtitles:
    'subtítulos: palabras entre tiempos. Guarda lo que se dice como texto sin formato, un texto por línea, y ábrelo.',
  'word-list':
    'una lista de palabras con etiquetas (el historial de LEAN-LIFE, patrones de spaCy) sin textos. Etiqueta un texto una vez y se propondrán sus palabras.',
  'semantic-roles':
    'una tabla de roles semánticos, una columna por verbo (CoNLL-2005, 2009, 2012). Escribe los roles de un verbo como marcas (B-A0, I-A0, O) detrás de las palabras, una frase por verbo, y ábrela como CoNLL.',
  corrections:
    'un archivo de correcciones junto a sus frases (M2, corrección gramatical). Guarda las frases como texto sin formato, o cada corrección como etiqueta: JSONL con el texto y [desde, hasta, tipo].',
  about: 'algo que se dejó fuera: trata de los datos que lo acompañan.',
  unknown: 'algo con lo que no encaja ningún formato.',
};

export const foreignText = (kind: string): string => lookUp(foreign, kind) ?? 'de un tipo que no se lee.';

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const issues: Translation<Messages['issues']> = {
  'malformed-row': (p) => {
    const reason = String(p['reason'] ?? '');
    return `La fila no es lo que pide el formato: ${lookUp(reasons, reason) ?? reason}`;
  },
  'malformed-json': () => 'No es JSON válido.',
  'malformed-xml': () => 'No es XML válido.',
  'wrong-columns': (p) => `Columnas: ${p['found'] ?? '?'}, cuando se esperaban ${p['expected'] ?? '?'}.`,
  'missing-text': () => 'Falta el texto; la fila se dejó fuera.',
  'span-out-of-range': (p) =>
    `El fragmento ${p['from'] ?? '?'}–${p['to'] ?? '?'} queda fuera de su texto: la etiqueta se dejó fuera.`,
  'span-empty': (p) =>
    `El fragmento ${p['from'] ?? '?'}–${p['to'] ?? '?'} está vacío o invertido: la etiqueta se dejó fuera.`,
  'span-mismatch': (p) =>
    `El archivo dice «${p['expected'] ?? ''}», pero en ${p['from'] ?? '?'}–${p['to'] ?? '?'} pone «${p['found'] ?? ''}»: la etiqueta se dejó fuera.`,
  'missing-relation-end': () => 'Una relación nombra una entidad que no está.',
  'missing-label': () => 'Una etiqueta no tiene nombre.',
  'duplicate-id': () => 'Este nombre aparece dos veces.',
  'tag-repaired': (p) => `${p['count'] ?? 1} × una marca empieza una entidad con I-: se leyó como B-.`,
  'unknown-tag': (p) => `Marca desconocida ${p['tag'] ?? ''}: su palabra entró sin etiqueta.`,
  'explanation-without-target': () => 'Una explicación no corresponde a nada de este proyecto.',
  'trigger-not-found': (p) =>
    `Las palabras clave «${p['words'] ?? ''}» no aparecen en el texto; se conservan como frase.`,
  unsupported: (p) => {
    const what = String(p['what'] ?? 'esto');
    return lookUp(unsupported, what) ?? `Aquí no hay sitio para: ${what}.`;
  },
  'offsets-guessed': (p) =>
    p['last'] === 1
      ? 'Tal como se indica, las etiquetas acabarían dentro de palabras: se incluyó su último carácter.'
      : 'Tal como se indica, las etiquetas cortarían palabras: sus posiciones se contaron en otras unidades.',
  'encoding-guessed': (p) => `El archivo no es UTF-8; se leyó como ${p['encoding'] ?? 'Windows-1252'}.`,
  'bad-bytes': (p) =>
    `${p['count'] ?? 1} × bytes que no representan ningún carácter; cada uno se sustituyó por �.`,
  'field-not-read': (p) =>
    `«${p['field'] ?? ''}» parece contener etiquetas y se dejó fuera (${p['count'] ?? 1} ×): este programa no lo lee.`,
  'folders-read': (p) =>
    `Las carpetas son etiquetas: cada texto lleva el nombre de su carpeta. ${p['folders'] ?? ''}.`,
  'folders-not-read': (p) =>
    p['labels'] === 1
      ? `Los textos están en carpetas que pueden ser sus etiquetas: ${p['folders'] ?? ''}. Crea etiquetas con esos nombres e importa de nuevo: cada texto recibe la etiqueta de su carpeta.`
      : `Los textos están en carpetas que pueden ser sus etiquetas: ${p['folders'] ?? ''}. Un proyecto de «Sentimiento o clases» con etiquetas de esos nombres las toma como etiquetas de textos enteros.`,
  'words-in-pieces': (p) =>
    `Las palabras parecen cortadas en trozos, como las leen los modelos (@@ o ##; textos: ${p['count'] ?? 1}): los textos entraron tal como están. Es mejor importar la versión sin cortar.`,
  'already-here': (p) =>
    `${p['count'] ?? 1} × un texto con el mismo nombre ya está aquí: no se volvió a importar.`,
  'file-refused': (p) => `${p['name'] ?? ''}: ${foreignText(String(p['kind'] ?? ''))}`,
  'file-skipped': (p) => `Se dejó fuera del archivo comprimido: ${p['name'] ?? ''}.`,
};
