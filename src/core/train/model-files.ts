/**
 * The files of a model that leaves the app: the ONNX file with its weights and word vectors inside, the vocabulary and
 * the labels, a page that says how to run it, and a short Python program that does. `#models` makes the ONNX file
 * (`exportNetwork`); here stands what has to be put into it and beside it.
 */
import { zipSync } from 'fflate';
import { must } from '#core/base';
import { type FloatTensor, type FloatTensors, floatTensor } from '#core/graph';
import { type Task, taskTraits } from '#core/project';
import { longestWord } from './characters.ts';
import type { TokenEncoder } from './examples.ts';
import { spellingFeatures } from './expert-features-ner.ts';
import { pythonExample } from './model-files-python.ts';
import { tagMayFollow, tagNames } from './tags.ts';

/** Row 0 is padding and row 1 any word that is not listed; both are zero vectors. */
const reserved = ['', '[unknown]'];

/**
 * Whose words the file holds. Whoever gets the file can read them: those of texts that nobody has labelled need not be
 * among them, and what is missing is read by its context.
 */
export type VocabularyWords = 'labelled' | 'all';

/**
 * What stands in `vocabulary.txt`: the row of a word is its line. Words that hold a line break are left out. Their order
 * is that of their characters, so that it does not tell in which order the texts have them.
 */
export function downloadVocabulary(words: Iterable<string>): string[] {
  const listed = new Set(reserved);
  for (const word of [...new Set(words)].sort()) if (!/[\r\n]/.test(word)) listed.add(word);
  return [...listed];
}

/** Everything that goes into the ONNX file: parameters and `wordVectors` (vocabulary, dim). */
export function downloadTensors(
  parameters: FloatTensors,
  encoder: TokenEncoder,
  vocabulary: readonly string[],
): FloatTensors {
  const wordVectors = floatTensor([vocabulary.length, encoder.dim]);
  vocabulary.forEach((word, row) => {
    if (row >= reserved.length) encoder.encode([word], wordVectors.data, row * encoder.dim);
  });
  const readable = ['transitions', 'expert.transitions'].flatMap((name) => {
    const tensor = parameters[name];
    return tensor === undefined ? [] : [[name, readableTransitions(tensor)] as const];
  });
  const spellings = spellingScores(parameters, vocabulary);
  return {
    ...parameters,
    wordVectors,
    ...Object.fromEntries(readable),
    ...(spellings === undefined ? {} : { 'expert.spellings': spellings }),
  };
}

/** What the linear expert makes of each word's spelling: of words outside the vocabulary, nothing. */
function spellingScores(parameters: FloatTensors, vocabulary: readonly string[]): FloatTensor | undefined {
  const table = parameters['expert.sparse'];
  if (table === undefined) return undefined;
  const outputs = must(table.dims[1], 'outputs');
  const scores = floatTensor([vocabulary.length, outputs]);
  vocabulary.forEach((word, row) => {
    if (row < reserved.length) return;
    for (const feature of spellingFeatures(word)) {
      for (let j = 0; j < outputs; j++) {
        const at = row * outputs + j;
        scores.data[at] = must(scores.data[at], 'score') + must(table.data[feature * outputs + j], 'weight');
      }
    }
  });
  return scores;
}

/** Transitions under which only sequences that BIO allows can win: what our own decoder excludes, far below the rest. */
function readableTransitions({ dims, data }: FloatTensor): FloatTensor {
  const side = must(dims[0], 'side of the transitions');
  const readable = data.slice();
  for (let from = 0; from < side; from++) {
    for (let to = 0; to < side - 1; to++) {
      if (!tagMayFollow(from === side - 1 ? -1 : from, to)) readable[from * side + to] = -1e6;
    }
  }
  return { dims, data: readable };
}

export interface ModelDescription {
  readonly task: Task;
  readonly projectName: string;
  /** Names of the labels in the order of the network's outputs. */
  readonly labels: readonly string[];
  readonly version: number;
  readonly words: VocabularyWords;
  /** Of the last training, to be told. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The encoder whose states the model reads beside word vectors, where there is one: its files, and how wide the vectors are. */
  readonly encoder?: {
    readonly onnx: Uint8Array;
    readonly tokenizer: Uint8Array;
    readonly wordDim: number;
    /** What the person who brought it calls it; absent: the app's. */
    readonly label?: string;
  };
  /** The numbers of rows of the networks' tables of characters or distances (from the manifest). */
  readonly tableRows: number;
}

/** The zip's parts by name. */
export function modelFiles(
  onnx: Uint8Array,
  vocabulary: readonly string[],
  description: ModelDescription,
): Record<string, Uint8Array> {
  const { task, labels, tableRows, encoder } = description;
  const text = new TextEncoder();
  const settings = {
    task,
    labels,
    ...(taskTraits[task].isSequence
      ? { tags: tagNames(labels), characterRows: tableRows, longestWord }
      : { distanceRows: tableRows }),
    ...(encoder === undefined ? {} : { wordDim: encoder.wordDim }),
  };
  return {
    'model.onnx': onnx,
    'vocabulary.txt': text.encode(vocabulary.join('\n')),
    'labels.json': text.encode(`${JSON.stringify(settings, undefined, 1)}\n`),
    ...(encoder === undefined ? {} : { 'encoder.onnx': encoder.onnx, 'tokenizer.json': encoder.tokenizer }),
    'predict.py': text.encode(pythonExample(task, encoder !== undefined)),
    'README.md': text.encode(readme(description)),
  };
}

export function modelArchive(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  return zipSync(files, { level: 6 });
}

const inputsOf: Record<Task, string> = {
  ner: '`{"words": ["Aspirin", "cures", "headaches"]}`',
  re: '`{"words": ["Rain", "causes", "floods"], "x": [0, 1], "y": [2, 3]}`: `x` and `y` are the first token of each argument and the one after its last',
  sa: '`{"words": ["Great", "pasta"], "aspect": [1, 2]}`: the aspect\'s first token and the one after its last; without `aspect` the whole text is judged',
};

const outputsOf: Record<Task, string> = {
  ner: 'the tags, one per word (B begins a span of a label, I continues it, O is outside)',
  re: 'the label and its probability',
  sa: 'the label and its probability',
};

function readme({ task, projectName, labels, version, words, metrics, encoder }: ModelDescription): string {
  const measured = Object.entries(metrics).map(([name, value]) => `- ${name}: ${value.toFixed(4)}`);
  return [
    `# ${projectName}: model, version ${version}`,
    '',
    `Labels: ${labels.join(', ')}.`,
    ...(measured.length > 0 ? ['', 'At the end of its training:', '', ...measured] : []),
    '',
    '## Run it',
    '',
    'The model runs wherever ONNX Runtime does. In Python:',
    '',
    `    pip install onnxruntime numpy${encoder === undefined ? '' : ' tokenizers'}`,
    '    python predict.py < input.jsonl > output.jsonl',
    '',
    `Each input line is a JSON object such as ${inputsOf[task]}.`,
    `Each output line holds ${outputsOf[task]}.`,
    '',
    "Words must be cut as in training: punctuation apart, hyphens as tokens of their own, `do` `n't`.",
    ...(encoder === undefined
      ? []
      : [
          'Give the text as it was written as well (`"words": ["10", "mg"], "text": "10mg"`): words that stand together are then',
          'read together, as in the app. Without it they are read one by one, and the states of such words differ a lot (0.8 %',
          'and 0.03 % of the words of two corpora).',
        ]),
    '',
    '## Files',
    '',
    '- `model.onnx`: the network with its weights and the vectors of its words.',
    '- `vocabulary.txt`: a word per line; its number, from 0, is the id that the model takes. Line 0 (empty) is',
    '  padding, line 1 stands for every word that is not listed, which the model reads by its context (and, for',
    '  spans, by its letters) alone.',
    `  It holds every word of ${words === 'all' ? 'all texts of the project' : 'the labelled texts, and none that stands in others only'}.`,
    ...(encoder === undefined
      ? []
      : [
          `- \`encoder.onnx\`, \`tokenizer.json\`: what reads words in their context: ${encoder.label ?? 'all-MiniLM-L6-v2 (Apache-2.0), its first layers,'}`,
          encoder.label === undefined ? '  with 8 bits a number.' : '  as it was brought to the project.',
        ]),
    '- `labels.json`: labels in the order of the outputs, and the sizes that `predict.py` needs.',
    '- `predict.py`: the example.',
    '',
    'Word vectors: GloVe (Pennington, Socher and Manning 2014), public domain (PDDL).',
    '',
  ].join('\n');
}
