import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });
const annotations = (n: number) => plural(n, { one: '# anotación', other: '# anotaciones' });

export const projects: Translation<Messages['projects']> = {
  device: 'Este dispositivo',
  title: 'Proyectos',
  lead: 'Etiqueta textos, di por qué y deja que un modelo aprenda de ambas cosas. Todo se queda en este dispositivo.',
  new: 'Proyecto nuevo',
  openFile: 'Abrir archivo de proyecto',
  how: {
    title: 'Cómo funciona',
    label: 'Etiquetas unas palabras',
    why: 'y dices qué palabras te lo dijeron,',
    others: 'y otros textos reciben la etiqueta solos.',
    restaurant: 'Restaurante',
    first: 'Fuimos a almorzar en Rumble Fish.',
    firstName: 'Rumble Fish',
    trigger: 'almorzar en',
    second: 'Querían almorzar en Silver Perch antes de que saliera el barco.',
    secondName: 'Silver Perch',
  },
  empty: {
    title: 'Empieza con un ejemplo',
    body: 'Un proyecto pequeño y a medio etiquetar muestra en un minuto cómo las etiquetas y las razones se vuelven sugerencias. O trae tus propios textos: suelta un archivo en cualquier parte de esta página.',
  },
  sample: {
    section: 'Abrir un ejemplo',
    open: (name) => `Abrir el ejemplo ${name}`,
    opening: 'Abriendo el ejemplo…',
    name: { ner: 'Comer fuera', re: 'Personas y sus lugares', sa: 'Reseñas de restaurantes' },
    hint: {
      ner: 'Entidades con nombre, explicadas con palabras clave',
      re: 'Relaciones, explicadas en frases en inglés que se vuelven reglas',
      sa: 'Sentimiento de los textos y de aquello de lo que hablan',
    },
  },
  task: {
    ner: 'Entidades con nombre',
    re: 'Relaciones',
    sa: 'Sentimiento o clases',
  },
  taskHint: {
    ner: 'Marca fragmentos de texto y di qué son.',
    re: 'Marca entidades y di qué relación hay entre dos de ellas.',
    sa: 'Di el sentimiento o la clase de un texto, o de un aspecto en él.',
  },
  card: {
    open: (name) => `Abrir ${name}`,
    menu: (name) => `Más sobre ${name}`,
    progress: (done, total) => `${number(done)} de ${texts(total)} terminados`,
    noTexts: 'Aún no hay textos',
    labels: (n) => plural(n, { one: '# etiqueta', other: '# etiquetas' }),
    annotations,
    changed: (ago) => `cambiado ${ago}`,
    rename: 'Cambiar el nombre…',
    renameTitle: (name) => `Cambiar el nombre de «${name}»`,
    newName: 'Nombre nuevo',
    duplicate: 'Proyecto nuevo como este',
    copyOf: (name) => `${name} (copia)`,
    duplicated: (name) => `«${name}» tiene las etiquetas, la guía y los ajustes, y aún ningún texto.`,
    duplicateWhole: 'Duplicar con sus textos',
    duplicatedWhole: (name) =>
      `«${name}» tiene también los textos, las etiquetas y las razones, y entrena su propio modelo.`,
    download: 'Descargar archivo de proyecto',
    remove: 'Eliminar…',
  },
  removeDialog: {
    title: (name) => `¿Eliminar «${name}»?`,
    body: (nTexts, nAnnotations) =>
      `${texts(nTexts)}, ${annotations(nAnnotations)} y el modelo entrenado salen de este dispositivo. Queda una copia de seguridad durante 30 días en los ajustes de este dispositivo, salvo que la elimines allí; un archivo de proyecto guarda una copia para siempre.`,
    download: 'Descargar antes el archivo de proyecto',
    confirm: 'Eliminar el proyecto',
  },
  removedWithoutBackup: (name) => `«${name}» ya no está. No había sitio para una copia de seguridad.`,
  evicted:
    'Ya no están los proyectos que había aquí: el navegador ha borrado lo guardado, para hacer sitio o porque se le pidió.',
  evictedBackups: 'Buscar copias de seguridad',
  removed: (name) => `«${name}» se ha eliminado.`,
  removing: (name) => `«${name}» se está eliminando.`,
  opened: (name) => `«${name}» se ha abierto.`,
  merged: (added, updated) =>
    `Combinado con la copia que había aquí: ${plural(added, { one: '# registro añadido', other: '# registros añadidos' })}, ${plural(updated, { one: '# actualizado', other: '# actualizados' })}.`,
  leftOut: (parts) =>
    `${plural(parts, { one: '# parte de este archivo estaba dañada o no encajaba', other: '# partes de este archivo estaban dañadas o no encajaban' })}. Se ha abierto lo que está sano; pide el archivo otra vez si puedes.`,
  saveLeftOut: 'Guardar la lista',
  dialog: {
    title: 'Proyecto nuevo',
    name: 'Nombre',
    namePlaceholder: 'Notas clínicas, piloto',
    task: 'Tarea',
    kinds: 'Explicaciones',
    kindsHint: 'Lo que se te pregunta después de cada etiqueta. Se puede cambiar más tarde.',
    kind: { trigger: 'Palabras clave', nl: 'Una frase en inglés' },
    kindHint: {
      trigger: 'Haz clic en las palabras que te lo dijeron.',
      nl: 'Di por qué, en una frase en inglés que se vuelve regla.',
    },
    labels: 'Etiquetas',
    relationLabels: 'Etiquetas de relaciones',
    entityLabels: 'Etiquetas de entidades',
    labelsHint:
      'El color y la tecla se eligen solos; cámbialos cuando quieras. Si pegas una lista, cada línea es una etiqueta.',
    addLabel: 'Añadir una etiqueta',
    labelName: (n) => `Nombre de la etiqueta ${number(n)}`,
    labelKey: (name) => `Tecla de ${name || 'la etiqueta'}`,
    labelColour: (name) => `Color de ${name || 'la etiqueta'}`,
    removeLabel: (name) => `Quitar ${name || 'esta etiqueta'}`,
    guidelines: 'Guía',
    guidelinesHint: 'Markdown. Quien etiqueta la ve con una tecla.',
    preview: 'Vista previa',
    write: 'Escribir',
    create: 'Crear el proyecto',
    nameMissing: 'Ponle un nombre al proyecto.',
    labelMissing: 'Un proyecto necesita al menos una etiqueta.',
    labelTwice: (name) => `«${name}» aparece dos veces.`,
    keyTwice: (key) => `La tecla «${key}» se usa dos veces.`,
    presets: {
      ner: ['Persona', 'Lugar', 'Organización'],
      re: ['vive en', 'trabaja para'],
      sa: ['positivo', 'negativo', 'neutro'],
    },
  },
};
