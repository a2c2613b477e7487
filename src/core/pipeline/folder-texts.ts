/** What stands beside the program in a Run folder: how to run it, and a wrapper for engines that are driven from Python. */
import type { PipelineRecord } from './record.ts';
import { recordSchema } from './record-schema.ts';

/** The runtime that the networks were tried with. */
const runtimePackage = { name: 'onnxruntime-node', version: '1.30.0' } as const;

function packageJson(name: string): string {
  return `${JSON.stringify(
    {
      name: 'lean-life-run',
      private: true,
      description: `Labels texts as the project "${name}" does.`,
      type: 'module',
      engines: { node: '>=20' },
      scripts: { check: 'node run.mjs --check' },
      dependencies: { [runtimePackage.name]: runtimePackage.version },
    },
    undefined,
    2,
  )}\n`;
}

const inputOf: Readonly<Record<PipelineRecord['task'], string>> = {
  ner: '{"id": 1, "text": "Aspirin cures headaches."}',
  re: '{"id": 1, "text": "The rain caused a flood.", "entities": [{"from": 4, "to": 8, "label": "Event"}, {"from": 18, "to": 23, "label": "Event"}]}',
  sa: '{"id": 1, "text": "The pasta was great."}',
};

const sayOf: Readonly<Record<PipelineRecord['task'], string>> = {
  ner: 'Spans are found and labelled.',
  re: 'Pairs of the given entities are labelled; a text without entities has none.',
  sa: 'The text, or the aspects that are known in it, is labelled; "aspects": [[4, 9]] on a line asks about these instead.',
};

function folderReadme({ name, task, labels, rules, triggers }: PipelineRecord): string {
  const names = labels.map((label) => label.name).join(', ');
  return `# ${name}: labels for texts of any number

Made by LEAN-LIFE of one of its projects. It answers as the app does, because it is the same program: ${rules.length}
sentences, ${triggers.list.length} triggers, the words that were labelled, and the trained model where there is one.
Labels: ${names}.

    npm install
    node run.mjs --check
    node run.mjs < in.jsonl > out.jsonl

Needs Node 20 or newer. \`--check\` answers \`golden.jsonl\` and compares with what the app answered: run it once wherever the
folder comes to. With \`--rules-only\` nothing has to be installed. \`node run.mjs --help\` says what else there is.

One JSON object a line goes in, and comes out with its labels:

    ${inputOf[task]}

${sayOf[task]} Each label says where it comes from. Ids and all other fields are kept. A line that cannot be read is answered
with \`{"line": …, "error": …}\`, and the others go on. Offsets count UTF-16 units; \`--offsets unicode\` counts characters, as
Python does (\`run.py\` does so).

## A file

    node run.mjs < in.jsonl > out.jsonl

## All cores of a machine: GNU parallel

    parallel --pipepart --keep-order --block -1 -a in.jsonl 'node run.mjs' > out.jsonl

## Spark

Ship the folder with the job (\`--files\`, or a disk that all workers see), then, with \`folder\` as its place there:

    import sys; sys.path.insert(0, folder)
    from run import label_batches
    out = frame.mapInPandas(label_batches(folder), schema="id long, text string, labels string")

or, for a text file of JSON lines, one line: \`sc.textFile("in.jsonl").pipe(f"node {folder}/run.mjs")\`.

## Ray

    from run import Labeller
    out = dataset.map_batches(Labeller, fn_constructor_args=(folder,), batch_format="pandas", concurrency=4)

## Beam

    from run import label_lines
    out = lines | beam.BatchElements(min_batch_size=500) | beam.FlatMap(label_lines(folder))

## Files

- \`run.mjs\`: the program. \`package.json\`: the one package that it needs, for the networks.
- \`rules.json\`: the project as data (sentences as logical forms, triggers, thresholds, what their votes weigh, known words);
  \`rules.schema.json\` describes it. \`labels.json\`: the labels.
- \`networks.json\`, \`*.onnx\`, \`weights.json\`, \`weights/\`, \`vectors.bin\`: the networks, numbers beside them, word vectors.
- \`encoder.onnx\`, where the model reads words in their context: the language model, which takes most of the time.
- \`golden.jsonl\`: texts of the project with the app's answers. They are your texts: leave the file out where others must not
  read them.
- \`run.py\`: starts \`run.mjs\` as a process; no second implementation.

Word vectors: GloVe (Pennington, Socher and Manning 2014), public domain (PDDL).
`;
}

const pythonWrapper = `"""Starts run.mjs as a process and hands lines to it: for Spark, Ray, Beam and whatever else is driven from Python.

One process lives as long as its batches come; it answers each batch before it gets the next, so that nothing is lost or doubled
when an engine starts a batch again. Offsets count characters of Python.
"""
import json
import os
import subprocess
import threading


class Labeller:
    """Answers batches of rows; a process of its own, started with the first batch and again where it has died."""

    def __init__(self, folder, options=()):
        self.command = ["node", os.path.join(folder, "run.mjs"), "--offsets", "unicode", *options]
        self.process = None

    def start(self):
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        return self.process

    def lines(self, lines):
        """One answer per line, in order. Lines must not hold line breaks, which JSON never does."""
        process = self.start()

        def write():
            process.stdin.write("".join(line + "\\n" for line in lines))
            process.stdin.flush()

        # Beside the reading: with both pipes full each would wait for the other.
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        out = []
        for _ in lines:
            answer = process.stdout.readline()
            if answer == "":
                raise RuntimeError("run.mjs ended with %s" % process.wait())
            out.append(answer.rstrip("\\n"))
        writer.join()
        return out

    def __call__(self, batch):
        """A pandas frame with a column "text" (and "entities" for relations, "aspects" for sentiment), with a column "labels" more."""
        records = batch.to_dict("records")
        given = [{name: row[name] for name in ("text", "entities", "aspects", "tokens") if name in row} for row in records]
        answers = self.lines([json.dumps(row, ensure_ascii=False) for row in given])
        found = [json.loads(answer) for answer in answers]
        labels = [json.dumps(one.get("labels", one), ensure_ascii=False) for one in found]
        return batch.assign(labels=labels)

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


def label_batches(folder, options=()):
    """For mapInPandas: frames in, frames out; a process per partition."""

    def run(frames):
        labeller = Labeller(folder, options)
        try:
            for frame in frames:
                yield labeller(frame)
        finally:
            labeller.close()

    return run


def label_lines(folder, options=()):
    """For Beam: lists of JSON lines in, their answers out; a process per worker."""
    labeller = Labeller(folder, options)
    return labeller.lines
`;

/** What the folder holds beside the program, by name. */
export function folderTexts(record: PipelineRecord): Readonly<Record<string, Uint8Array>> {
  const encoder = new TextEncoder();
  return {
    'package.json': encoder.encode(packageJson(record.name)),
    'README.md': encoder.encode(folderReadme(record)),
    'run.py': encoder.encode(pythonWrapper),
    'rules.schema.json': encoder.encode(`${JSON.stringify(recordSchema, undefined, 1)}\n`),
    // The package brings what a CPU needs; its script only fetches more for graphics cards.
    '.npmrc': encoder.encode('ignore-scripts=true\n'),
  };
}
