import { numeralsOf } from '../plural.ts';
import type { Messages, Translation } from '../translation.ts';

const { number, plural } = numeralsOf('es');
const texts = (n: number) => plural(n, { one: '# texto', other: '# textos' });
const labels = (n: number) => plural(n, { one: '# etiqueta', other: '# etiquetas' });

export const model: Translation<Messages['model']> = {
  title: 'Modelo',
  none: 'nada',
  gone: 'una etiqueta que ya no está',
  summary: {
    title: 'Cómo de bueno es',
    noModel: 'Aún no hay modelo. Etiqueta unos textos: se entrena solo.',
    noTexts:
      'Aún no hay puntuación: no hay ningún texto de medición terminado. Lo es uno de cada diez de los textos que entran sin etiquetas; aparecen entre los demás.',
    version: 'Modelo',
    labels: 'Etiquetas de las que aprendió',
    score: 'F1 en textos que nunca vio',
    interval: (low, high, n) => `de ${low} a ${high}, en ${texts(n)}`,
    next: 'Las próximas 50 etiquetas deberían aportar',
    nearlyNothing: 'menos de medio punto',
    points: (n) => `+${n} puntos`,
    advice: {
      'go-on': 'Más etiquetas merecen la pena.',
      slowing: 'La curva se aplana: más etiquetas aún ayudan, pero cada vez menos.',
      enough:
        'La puntuación lleva un tiempo sin moverse, y 50 etiquetas más prometen menos de un punto. Puedes parar aquí o mirar los errores.',
    },
  },
  thorough: {
    title: 'Entrenar a fondo',
    lead: 'Aprende durante minutos de todos tus textos, también de los que nadie ha etiquetado. Mientras tanto puedes seguir etiquetando. Solo sustituye al modelo si es mejor en textos que no ha aprendido.',
    start: 'Entrenar a fondo',
    stop: 'Abandonarlo',
    progress: 'Entrenamiento a fondo',
    waiting: 'Empieza en cuanto no quede otra cosa por hacer.',
    running: (share, left) =>
      left === '' ? `${share} hecho.` : `${share} hecho; a este ritmo faltan ${left}.`,
    nothing: 'Aún no hay de qué aprender: hacen falta textos etiquetados y algunos sin etiquetar.',
    cannot: 'Antes hacen falta un modelo y un entrenamiento que no esté en pausa.',
    ended: {
      better: (before, after, n) =>
        `Es mejor: F1 ${after} en lugar de ${before}, en ${texts(n)} que no había aprendido. El modelo se ha sustituido.`,
      'not-better': (before, after, n) =>
        `No es mejor: F1 ${after}, y ${before} sin él, en ${texts(n)}. El modelo se queda como estaba.`,
    },
  },
  curve: {
    title: 'Cómo ha aprendido',
    over: { labels: 'Etiquetas', minutes: 'Minutos de etiquetado' },
    caption: 'F1 tras cada entrenamiento, con el intervalo en que está con un 95 % de certeza.',
    score: 'F1',
    low: 'Al menos',
    high: 'Como mucho',
  },
  labels: {
    title: 'Por etiqueta',
    lead: 'Acierto en lo encontrado: qué parte de lo que encontró es correcta. Encontrado de lo que hay: qué parte de lo tuyo encontró.',
    label: 'Etiqueta',
    precision: 'Acierto en lo encontrado',
    recall: 'Encontrado de lo que hay',
    support: 'Tuyas',
  },
  mistakes: {
    title: 'Qué confunde con qué',
    no: 'Ningún error en los textos de medición.',
    people: 'Tú',
    model: 'El modelo',
    times: 'Veces',
    where: 'Textos',
  },
  check: {
    title: 'Comprobación de tus etiquetas',
    lead: 'Cada texto etiquetado lo juzga un modelo que no aprendió de él. Donde dice otra cosa, y con tanta seguridad como allí donde casi siempre acierta, puede haberse colado una etiqueta equivocada. Tarda alrededor de un minuto, en segundo plano, y necesita diez textos terminados.',
    begin: 'Comprobar las etiquetas',
    anew: 'Comprobar otra vez',
    stop: 'Detener la comprobación',
    running: (left) => (left === '' ? 'Comprobando' : `Comprobando; faltan ${left}`),
    checked: (n, suspects) =>
      `${plural(n, { one: '# texto comprobado', other: '# textos comprobados' })}: ${suspects === 0 ? 'nada en lo que se pueda creer al modelo contradice tus etiquetas.' : `${labels(suspects)} por revisar.`}`,
    again: 'Etiquetas por revisar',
    walk: (n) => `Recorrer ${labels(n)}`,
    item: (words, yours, its, confidence) =>
      `${words === '' ? '' : `«${words}». `}Tú: ${yours}. El modelo: ${its}, con una seguridad de ${confidence}.`,
    payOff: {
      title: '¿Compensan las razones?',
      yes: (points) =>
        `Sí: en los mismos minutos, las etiquetas con razones dieron un modelo ${points} puntos mejor que las etiquetas solas.`,
      no: (points) =>
        `Todavía no: en los mismos minutos, más etiquetas sin razones dieron un modelo ${points} puntos mejor.`,
      even: 'Están a la par: en los mismos minutos, ambas formas dieron modelos a menos de un punto de distancia.',
      tooFew:
        'A partir de cinco frases se puede decir si las razones compensan. Las palabras clave ayudan en el texto y no enseñan a este modelo, así que aquí no cuentan.',
      caption: (plain, explained, measured) =>
        `F1 en textos tuyos que se apartaron, según los minutos de etiquetado: ${plain} segundos por etiqueta, ${explained} con su razón ${measured ? '(según tu trabajo)' : '(en parte, lo habitual: se cronometraron pocas de las tuyas)'}. Media de tres órdenes de tus textos.`,
      minutes: 'Minutos',
      plain: 'Etiquetas solas',
      explained: 'Menos etiquetas, con razones',
    },
  },
  signs: {
    title: 'Señales de que basta',
    lead: 'Ninguna es una prueba; si se alcanzan todas, más etiquetas cambiarán poco. Comparan el modelo consigo mismo unas diez etiquetas antes, en los mismos textos.',
    sign: 'Señal',
    now: 'Ahora',
    enough: 'Basta con',
    reached: 'Alcanzada',
    yes: 'sí',
    no: 'todavía no',
    points: (n) => `${n} puntos`,
    atLeast: (value) => `al menos ${value}`,
    atMost: (value) => `como mucho ${value}`,
    names: {
      score: 'La puntuación no se mueve (últimos cuatro entrenamientos)',
      agreement: 'Dice lo que decía antes (concordancia, kappa)',
      changed: 'Textos que ahora juzga de otra forma',
      uncertainty: 'Cuánto duda en promedio',
    },
  },
  calibration: {
    title: 'Si se puede creer su confianza',
    lead: (error) => `Lo que promete y lo que acierta difieren en ${error} en promedio.`,
    promised: 'Dice',
    right: 'Acierta',
    count: 'Casos',
  },
  sources: {
    title: 'Qué ha aportado cada fuente',
    no: 'Nada todavía: se cuenta desde el próximo texto que muestre sugerencias.',
    source: 'Fuente',
    shown: 'Mostradas',
    accepted: 'Aceptadas',
    rejected: 'Rechazadas',
    right: 'Acierto',
    names: {
      rule: 'Frases',
      trigger: 'Palabras clave',
      model: 'El modelo',
      prediction: 'Predicciones importadas',
      dictionary: 'Lo ya etiquetado',
      'noun-phrase': 'Sintagmas nominales',
    },
  },
  times: {
    title: 'Cuánto se tarda en etiquetar',
    lead: 'Sin las pausas. Se guarda solo en este dispositivo; se desactiva en Ajustes.',
    no: 'Aún no hay nada anotado.',
    off: 'Desactivado en Ajustes.',
    how: 'Etiqueta',
    labels: 'Etiquetas',
    seconds: 'Segundos (mediana)',
    kind: (explained, recommended) =>
      `${explained ? 'Con razón' : 'Sin razón'}, ${recommended ? 'con sugerencias' : 'sin sugerencias'}`,
    download: 'Descargar como CSV',
  },
  loss: {
    title: 'Entrenamiento',
    caption: 'A qué distancia está el modelo de lo que se le enseña (pérdida); menos es más cerca.',
    step: 'Paso',
    loss: 'Pérdida',
  },
  keep: {
    title: 'El modelo en sí',
    lead: 'Se guardan los últimos cinco y el mejor. Volver atrás hace que uno anterior sea el que sugiere; lo que etiquetes después se aprende a partir de él.',
    versions: 'Modelos guardados',
    version: 'Modelo',
    when: 'Entrenado',
    labels: 'Etiquetas',
    score: 'F1',
    unmeasured: 'sin medir',
    now: 'en uso',
    back: 'Volver',
    backTo: (version) => `Volver al modelo ${number(version)}`,
    went: (version) => `Vuelve a sugerir el modelo ${number(version)}.`,
    download: 'Llevárselo',
  },
};
