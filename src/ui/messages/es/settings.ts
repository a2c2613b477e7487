import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });
const labels = (n: number) => plural(n, { one: '# etiqueta', other: '# etiquetas' });
const reasons = (n: number) => plural(n, { one: '# explicación', other: '# explicaciones' });

export const settings: Translation<Messages['settings']> = {
  title: 'Ajustes',
  saved: 'Guardado.',
  project: {
    title: 'Proyecto',
    name: 'Nombre',
    guidelines: 'Guía',
    guidelinesHint: 'Markdown. Quien etiqueta la abre con la tecla G.',
    kinds: 'Pedir explicaciones',
    kindsHint: 'Lo que se te pregunta después de cada etiqueta.',
    direction: 'Dirección del texto',
    directions: { auto: 'Según el texto', ltr: 'De izquierda a derecha', rtl: 'De derecha a izquierda' },
    multiLabel: 'Un texto o un aspecto puede llevar varias etiquetas',
  },
  labels: {
    title: 'Etiquetas',
    add: 'Añadir etiqueta',
    name: 'Nombre',
    colour: 'Color',
    key: 'Tecla',
    used: (n) => (n === 0 ? 'sin usar' : plural(n, { one: 'usada # vez', other: 'usada # veces' })),
    up: (name) => `Subir ${name}`,
    down: (name) => `Bajar ${name}`,
    remove: (name) => `Eliminar ${name}`,
    kind: { span: 'Fragmentos', relation: 'Relaciones', text: 'Textos' },
    removeTitle: (name) => `¿Eliminar la etiqueta «${name}»?`,
    removeBody: (n) =>
      plural(n, {
        one: 'La usa # anotación. ¿Qué hacer con ella?',
        other: 'La usan # anotaciones. ¿Qué hacer con ellas?',
      }),
    removeThem: 'Eliminarlas también',
    moveThem: 'Pasarlas a',
    confirm: 'Eliminar la etiqueta',
    colourName: (n) => `Color ${number(n)}`,
  },
  recommend: {
    title: 'Sugerencias',
    sources: 'De dónde vienen',
    source: {
      'noun-phrases': 'Sintagmas nominales',
      dictionary: 'Lo ya etiquetado',
      model: 'El modelo',
      explanations: 'Explicaciones',
      predictions: 'Predicciones importadas',
    },
    sourceHint: {
      'noun-phrases': 'Expresiones que podrían ser nombres, desde el primer texto.',
      dictionary: 'Las mismas palabras reciben otra vez la misma etiqueta.',
      model: 'Una red entrenada en esta pestaña con tus etiquetas.',
      explanations: 'Palabras clave y reglas que coinciden en otros textos.',
      predictions: 'Lo que otros programas dijeron de los textos, tal como vino en el archivo.',
    },
    confidence: 'Mostrar lo que sugieren el modelo y las palabras parecidas desde una confianza de',
    trigger: 'Las palabras clave coinciden desde una similitud de',
    rule: 'Una regla coincide desde una puntuación de',
    order: 'Qué texto viene después',
    orders: {
      sequential: 'El siguiente del archivo',
      random: 'Cualquiera pendiente',
      uncertainty: 'Aquel del que más duda el modelo',
      'least-confidence': 'Aquel cuya mejor etiqueta es menos probable',
      disagreement: 'Aquel en el que no coinciden el modelo y las explicaciones',
      diversity: 'Uno distinto de los ya etiquetados',
    },
    blind: 'Parte de los textos que solo miden',
    blindHint:
      'Se eligen cuando entran textos sin etiquetas. No se sugiere nada en ellos y nada aprende de ellos, así que las puntuaciones son creíbles.',
    blindNone: 'Ninguno',
    timing: 'Anotar cuánto se tarda en etiquetar',
    timingHint:
      'Se guarda en este dispositivo, se muestra en la pantalla Modelo y nunca se envía a ninguna parte.',
  },
  training: {
    title: 'Entrenamiento',
    every: 'Entrenar tras este número de anotaciones nuevas',
    off: 'Nunca',
    now: 'Entrenar ahora',
    reset: 'Olvidar el modelo',
    resetDone: 'El modelo se ha olvidado.',
    hint: 'El entrenamiento va en segundo plano y se guarda en este dispositivo.',
  },
  device: {
    person: 'Tu nombre',
    personHint: 'Se escribe en tus anotaciones, para poder comparar el trabajo de varias personas.',
    language: 'Idioma',
    languageHint:
      'De la interfaz. Los textos y las etiquetas se quedan como están, y las razones se escriben en inglés en cualquier idioma.',
    languageOfBrowser: 'El del navegador',
    theme: 'Apariencia',
    themes: { system: 'Como el sistema', light: 'Clara', dark: 'Oscura' },
    names: 'Mostrar los nombres de las etiquetas bajo el texto',
    snap: 'La selección se amplía a palabras enteras',
  },
  encoder: {
    title: 'Palabras en su contexto',
    lead: 'Un pequeño modelo de lenguaje lee cada texto una vez, en este dispositivo, para que el modelo aprenda más con menos etiquetas. Se descarga (21 MB) al etiquetar la primera relación u opinión. Hecho para el inglés.',
    where: 'Dónde se ejecuta',
    choices: {
      auto: 'En lo que sea más rápido aquí',
      wasm: 'En el procesador de este dispositivo',
      webgpu: 'En su procesador gráfico (otros 27 MB; si no lo hay, en el procesador)',
      off: 'En ningún sitio: solo vectores de palabras',
    },
    runners: { wasm: 'en el procesador', webgpu: 'en el procesador gráfico' },
    refused: {
      missing: 'Este navegador no ofrece ningún procesador gráfico.',
      software: 'Aquí el procesador gráfico solo está emulado.',
      slower: 'El procesador gráfico se ha medido y no es más rápido.',
      failed: 'El procesador gráfico ha fallado; no se ha perdido nada.',
      differs: 'El procesador gráfico calcula mal, así que no se usa.',
      unreachable: 'No se pudo descargar lo que necesita el procesador gráfico.',
    },
    ready: (runner, perSecond) =>
      `Se ejecuta ${runner} y lee alrededor de ${plural(Math.max(1, Math.round(perSecond)), { one: '# frase', other: '# frases' })} por segundo.`,
    waiting: 'Empieza cuando un proyecto tiene etiquetas de las que aprender.',
    isOff: 'Está desactivado.',
    failed:
      'Aquí no se ha podido iniciar. Mientras tanto sirven los vectores de palabras; se vuelve a intentar en un minuto.',
    kept: (size) => `Guardado de lo que ha leído: ${size}, como mucho 200 MB.`,
    clear: 'Vaciarlo',
  },
  storage: {
    title: 'Almacenamiento y copias de seguridad',
    used: (used) => `${used} en uso`,
    usedOf: (used, total) => `${used} en uso de unos ${total}`,
    persisted: 'Protegido: el navegador no lo borrará por su cuenta.',
    notPersisted: 'El navegador puede borrarlo cuando el disco esté lleno.',
    protect: 'Protegerlo',
    protectRefused:
      'El navegador se ha negado. Suele ayudar instalar la aplicación o visitarla más a menudo.',
    backup: 'Descargar archivo de proyecto',
    backupAll: 'Descargar todo',
    backupHint: 'El único sitio seguro es un archivo tuyo.',
    recoveryHint: 'Si alguna vez la aplicación no arranca, esta página saca tus proyectos:',
    recovery: 'rescate',
    ofBackups: (size) => `De ello, ${size} son copias de seguridad.`,
    file: {
      keep: 'Guardarlo en un archivo de este disco…',
      kept: (name) => `Se guarda en «${name}», un momento después de cada cambio.`,
      waiting: (name) => `«${name}» no se guarda hasta que lo vuelvas a permitir.`,
      failed: (name) => `No se ha podido guardar «${name}». Puede que su disco no esté o esté lleno.`,
      changed: (name) =>
        `Alguien ha escrito en «${name}» desde entonces. Se deja como está hasta que incorpores esos cambios.`,
      takeIn: 'Incorporarlos y después guardar',
      allow: 'Permitir',
      again: 'Guardar ahora',
      stop: 'Dejar de guardar allí',
      none: 'Este navegador no puede guardar por sí solo en un archivo: descarga el archivo de proyecto.',
    },
  },
  backups: {
    title: 'Copias de seguridad',
    lead: (acts, others) =>
      `Se hacen en este dispositivo cada ${number(acts)} acciones y antes de combinar, eliminar, restaurar o actualizar un proyecto. De cada tipo se ${plural(others, { one: 'guarda la última', other: 'guardan las últimas #' })}; las de proyectos eliminados, durante 30 días. No sustituyen a un archivo tuyo: si se borran los datos del navegador, también se pierden.`,
    none: 'Aún no hay ninguna.',
    reason: {
      acts: 'después de un rato de trabajo',
      upgrade: 'antes de actualizar la aplicación',
      merge: 'antes de combinar',
      deletion: 'antes de eliminarlo',
      restore: 'antes de restaurar una copia de seguridad',
    },
    contents: (nTexts, nLabels, nReasons) => `${texts(nTexts)}, ${labels(nLabels)}, ${reasons(nReasons)}`,
    some: (nTexts, nLabels, nReasons) =>
      [
        ...(nTexts === 0 ? [] : [texts(nTexts)]),
        ...(nLabels === 0 ? [] : [labels(nLabels)]),
        ...(nReasons === 0 ? [] : [reasons(nReasons)]),
      ].join(', '),
    now: 'Hacer una ahora',
    made: 'La copia de seguridad está hecha.',
    same: 'No ha cambiado nada desde la última copia de seguridad.',
    restore: 'Restaurar…',
    restoreNamed: (name, when) => `Restaurar ${name}, copia de ${when}`,
    save: 'Guardar como archivo',
    remove: 'Eliminar esta copia de seguridad',
    removed: 'La copia de seguridad se ha eliminado.',
    dialog: {
      title: (name) => `¿Restaurar «${name}»?`,
      comparing: 'Comparando con lo que hay aquí…',
      isGone: 'El proyecto ya no está aquí. La copia de seguridad lo recupera entero.',
      labels: (names) => `Sus etiquetas: ${names}.`,
      same: 'Los textos y las etiquetas son los mismos que hay aquí.',
      back: (words) => `Recupera: ${words}.`,
      changed: (words) => `Deja como estaban: ${words}.`,
      gone: (words) => `Quita lo que llegó después: ${words}.`,
      kept: 'Antes se hace una copia de seguridad del proyecto tal como está ahora. El historial de deshacer empieza de nuevo.',
      confirm: 'Restaurar',
    },
    restored: (name) => `«${name}» está como en la copia de seguridad.`,
    noRoom: 'No había sitio para una copia de seguridad.',
  },
  offline: {
    title: 'La aplicación en este dispositivo',
    lead: 'Una reparación mira cada archivo de la aplicación y vuelve a obtener lo que falta o está mal. Tus proyectos no se tocan.',
    shell: 'La aplicación está guardada en este dispositivo.',
    nothing: 'Este navegador no guarda copia de la aplicación: cada arranque necesita la red.',
    ready: (size) => `La aplicación y sus modelos (${size}) están guardados aquí: funciona sin red.`,
    fetching: (share) => `Se están obteniendo los modelos: ${share}.`,
    failed: {
      network:
        'Una parte de los modelos aún no está aquí, porque no había conexión a la red. Se puede etiquetar; el entrenamiento empieza cuando estén.',
      wrong:
        'La red ha contestado con otra cosa que los archivos de la aplicación, quizá la página de acceso de un hotel o un tren. Entra allí y después repara.',
      refused:
        'El servidor de la aplicación no entrega una parte de los modelos: puede estar ocupado o recibiendo una versión nueva. Repara dentro de un rato o recarga.',
      space: 'Al navegador no le queda sitio para los modelos. Libera espacio en este dispositivo y repara.',
    },
    repair: 'Comprobar y reparar',
    repairing: 'Mirando cada archivo…',
    sound: (n) =>
      plural(n, { one: 'El único archivo está como debe.', other: 'Los # archivos están como deben.' }),
    repaired: (n) =>
      plural(n, {
        one: '# archivo faltaba o estaba mal y se ha reparado.',
        other: '# archivos faltaban o estaban mal y se han reparado.',
      }),
    still: (n) =>
      plural(n, { one: '# archivo aún falta o está mal.', other: '# archivos aún faltan o están mal.' }),
  },
  licences: 'Licencias de todo lo que compone esta aplicación',
  danger: { title: 'Eliminar', remove: 'Eliminar este proyecto…' },
};
