import type { Messages, Translation } from '../translation.ts';
import { foreignText } from './issues.ts';

export const problems: Translation<Messages['problems']> = {
  storage: {
    'quota-exceeded': () =>
      'En este dispositivo no queda sitio para la aplicación, así que el último paso no se ha guardado. Descarga todo y libera espacio.',
    'version-newer': () =>
      'Los datos de aquí los escribió una versión más nueva de la aplicación. Recarga para obtenerla.',
    blocked: () =>
      'Otra pestaña tiene abierta una versión anterior de la aplicación. Ciérrala y esta continúa.',
    'version-change': () => 'Se ha abierto una versión más nueva en otra pestaña. Recarga esta para seguir.',
    evicted: () =>
      'El navegador ha borrado lo que la aplicación tenía guardado aquí, para hacer sitio o porque se le pidió. Recarga para seguir; las copias de seguridad, si queda alguna, están en la página de rescate.',
    unavailable: () =>
      'El navegador se niega a guardar datos (ventana privada o una directiva). Aquí se perdería el trabajo: usa otra ventana o descarga antes de cerrar.',
    aborted: () =>
      'El navegador ha interrumpido el último paso; no se ha guardado nada de él. Prueba otra vez.',
    'no-model': () => 'Aún no hay nada entrenado: etiqueta antes unos textos.',
    'not-found': () => 'Ya no está; puede que se haya eliminado en otra pestaña.',
    'invalid-span': () => 'Esa selección no encaja en el texto.',
    'invalid-relation': () => 'Una relación necesita dos entidades distintas de este texto.',
    'invalid-label': () => 'Esta etiqueta no se puede poner ahí.',
    'invalid-name': () => 'Ese nombre está vacío, es demasiado largo o ya se usa.',
    'invalid-explanation': () => 'Una explicación necesita al menos una palabra.',
    duplicate: () => 'Ya está etiquetado así.',
    'has-relations': (p) => `Relaciones en las que participa: ${p['relations'] ?? 'algunas'}.`,
    'label-in-use': (p) => `Anotaciones que usan la etiqueta: ${p['annotations'] ?? 'algunas'}.`,
    'nothing-to-undo': () => 'Nada que deshacer.',
    'nothing-to-redo': () => 'Nada que rehacer.',
    'history-conflict': () => 'Este paso no se puede deshacer: lo mismo se ha cambiado después.',
  },
  other: {
    'sample-missing': () => 'No se ha podido leer el ejemplo. Recarga una vez con la red conectada.',
    'not-this-format': () => 'El archivo no tiene este formato. Elige otro o mira qué contiene el archivo.',
    'too-large': (p) =>
      `${p['file'] ?? 'El archivo'} es más grande de lo que esta aplicación lee de una vez. Divídelo en varios archivos.`,
    truncated: (p) =>
      `${p['file'] ?? 'El archivo'} acaba a la mitad: no se copió entero. Vuelve a obtenerlo.`,
    'newer-version': () =>
      'El archivo lo escribió una versión más nueva de la aplicación. Recarga para obtenerla y ábrelo otra vez.',
    'unsafe-archive': (p) =>
      `El archivo comprimido quiere escribir fuera de su carpeta${p['entry'] === undefined ? '' : ` (${p['entry']})`}. No se ha abierto.`,
    damaged: (p) =>
      `${p['file'] ?? 'El archivo'} está dañado. Vuelve a obtenerlo o abre una copia de seguridad.`,
    'worker-crashed': () =>
      'El proceso en segundo plano se quedó sin memoria o falló. No se ha perdido nada; prueba otra vez.',
    'worker-unavailable': () =>
      'Aquí no se puede iniciar el proceso en segundo plano. Se puede etiquetar, pero no entrenar ni importar. Recarga para probar otra vez.',
    'asset-missing': () =>
      'Falta un archivo de la aplicación en este dispositivo. Todos los proyectos → Ajustes → Comprobar y reparar lo obtiene de nuevo.',
    'asset-refused': () =>
      'El servidor de la aplicación no entrega un archivo suyo: puede estar ocupado o recibiendo una versión nueva. Se vuelve a intentar; recargar puede ayudar.',
    'asset-damaged': () =>
      'Un archivo de la aplicación no era el correcto: quizá la red contestó con una página de acceso. Entra allí; se vuelve a intentar, o repáralo en Todos los proyectos → Ajustes.',
    'asset-unreachable': () =>
      'Los modelos aún no están en este dispositivo y no hay conexión a la red. Se vuelve a intentar cuando vuelva.',
    'runtime-unavailable': () =>
      'Aquí no se ha podido iniciar la parte que entrena. Recarga; si no ayuda, Todos los proyectos → Ajustes → Comprobar y reparar.',
    internal: () => 'Un fallo de la aplicación, no tuyo. No se ha perdido nada; recarga y prueba otra vez.',
    'unknown-format': () => 'Aquí no se conoce ningún formato con ese nombre.',
    'foreign-file': (p) => `${p['file'] ?? 'El archivo'} es ${foreignText(String(p['kind'] ?? ''))}`,
    locked: (p) =>
      `${p['file'] ?? 'El archivo comprimido'} está protegido con contraseña. Descomprímelo primero y elige los archivos.`,
    'no-files': () => 'No contiene ningún archivo.',
    'different-project': (p) => `Son dos proyectos distintos: «${p['here'] ?? ''}» y «${p['there'] ?? ''}».`,
  },
  unknown: (message) => `No ha funcionado: ${message}`,
  failedAct: 'No se ha guardado.',
};
