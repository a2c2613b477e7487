import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');

export const common: Translation<Messages['common']> = {
  appName: 'LEAN-LIFE',
  tagline: 'Etiqueta unos textos, di por qué y deja que un modelo aprenda de ambas cosas.',
  skipToContent: 'Ir al contenido',
  loading: 'Abriendo',
  asTable: 'Los números como tabla',
  cancel: 'Cancelar',
  close: 'Cerrar',
  save: 'Guardar',
  done: 'Hecho',
  remove: 'Eliminar',
  undo: 'Deshacer',
  redo: 'Rehacer',
  retry: 'Probar otra vez',
  reload: 'Recargar',
  back: 'Atrás',
  more: 'Más',
  optional: 'opcional',
  all: 'Todos',
  none: 'Ninguno',
  on: 'Sí',
  off: 'No',
  texts: (n) => plural(n, { one: '# texto', other: '# textos' }),
  labels: (n) => plural(n, { one: '# etiqueta', other: '# etiquetas' }),
  ofTotal: (n, total) => `${number(n)} de ${number(total)}`,
  nav: {
    label: 'Proyecto',
    projects: 'Todos los proyectos',
    annotate: 'Etiquetar',
    explanations: 'Explicaciones',
    model: 'Modelo',
    review: 'Revisión',
    import: 'Importar',
    export: 'Exportar',
    settings: 'Ajustes',
  },
  shortcuts: {
    title: 'Atajos de teclado',
    open: 'Atajos de teclado',
    general: 'En todas partes',
    empty: 'Aquí no hay atajos.',
    search: 'Buscar un atajo',
    key: { ctrl: 'Ctrl', cmd: '⌘', alt: 'Alt', shift: '⇧', space: 'Espacio', enter: '↵', escape: 'Esc' },
  },
  undone: 'Deshecho.',
  redone: 'Rehecho.',
  drop: {
    title: 'Suelta para abrir',
    hint: 'Un archivo de proyecto se abre como proyecto; cualquier otro empieza una importación.',
  },
  crash: {
    title: 'Algo se ha roto en la aplicación',
    body: 'Tu trabajo está guardado en este dispositivo hasta el último paso terminado. Si quieres ir sobre seguro, descarga antes una copia y recarga la página.',
    missingPart: {
      title: 'No se ha podido cargar esta pantalla',
      body: 'La aplicación se ha renovado entretanto, o no hay red. Tu trabajo está guardado en este dispositivo. Recarga para seguir.',
    },
    download: 'Descargar todo',
    downloading: 'Empaquetando…',
    details: 'Detalles para informar del error',
    failed:
      'No se ha podido hacer la descarga. Ajustes → Este dispositivo lleva a la página de rescate, que guarda lo que se pueda leer.',
    someFailed: (names) =>
      `No se ha guardado, porque algo está dañado: ${names.join(', ')}. Ajustes → Este dispositivo lleva a la página de rescate, que guarda lo que se pueda leer.`,
  },
  storage: {
    unavailableTitle: 'La aplicación no puede guardar nada aquí',
    newerTitle: 'Esta es una versión anterior de la aplicación',
    blockedTitle: 'Esperando a otra pestaña',
    bannerDownload: 'Descargar todo',
    dismiss: 'Ocultar',
  },
  update: {
    ready: 'Hay una versión nueva.',
    reload: 'Usarla ahora',
    later: 'Más tarde',
    offlineReady: 'Lista para trabajar sin conexión.',
    wrongFiles:
      'No se han podido obtener los modelos: la red ha contestado con otra cosa, quizá una página de acceso. Entra allí; después, Ajustes → Comprobar y reparar.',
  },
  recovery: 'Rescatar mis proyectos',
  notFound: {
    title: 'Aquí no hay nada',
    body: 'Puede que el proyecto se haya eliminado o que la dirección esté incompleta.',
    action: 'Ver todos los proyectos',
  },
  toast: { region: 'Mensajes', dismiss: 'Ocultar' },
  table: { sortAscending: 'en orden ascendente', sortDescending: 'en orden descendente' },
};
