/** The Python program beside a downloaded model: reads JSON lines, writes JSON lines. */
import type { Task } from '#core/project';

const head = `import json, sys
import numpy as np, onnxruntime as ort

model = ort.InferenceSession("model.onnx")
rows = {word: i for i, word in enumerate(open("vocabulary.txt", encoding="utf-8", newline="\\n").read().split("\\n"))}
settings = json.load(open("labels.json", encoding="utf-8"))

def word_ids(words):
    return np.array([[rows.get(w, rows.get(w.lower(), 1)) for w in words]], np.int32)
`;

/**
 * States of the words: of each the mean of its pieces', beside zeros where its vector stands. With the text as it was written, pieces are
 * cut as in the app: `10mg` is two words there and `10` `##mg` to the encoder, where words alone would be `10` `mg`.
 */
const context = `
from tokenizers import Tokenizer
encoder = ort.InferenceSession("encoder.onnx")
tokenizer = Tokenizer.from_file("tokenizer.json")
own = json.loads(encoder.get_modelmeta().custom_metadata_map["encoder"]).get("own")

def encoded(ids):
    if own is None:
        return encoder.run(["states"], {"ids": ids, "mask": np.ones(ids.shape, np.float32)})[0][0]
    names = own["graph"]
    feeds = {names["ids"]: ids.astype(np.int64), names["mask"]: np.ones(ids.shape, np.int64)}
    if "types" in names:
        feeds[names["types"]] = np.zeros(ids.shape, np.int64)
    return own["scale"] * encoder.run([names["states"]], feeds)[0][0]

def states(row):
    words = row["words"]
    if "text" in row:
        spans, end = [], 0
        for word in words:
            begin = row["text"].index(word, end)
            end = begin + len(word)
            spans.append((begin, end))
        pieces = tokenizer.encode(row["text"])
        owns = lambda i, t: spans[t][0] < pieces.offsets[i][1] and pieces.offsets[i][0] < spans[t][1]
    else:
        pieces = tokenizer.encode(words, is_pretokenized=True)
        owns = lambda i, t: pieces.word_ids[i] == t
    ids = np.array([pieces.ids[:512]], np.int32)
    found = encoded(ids)
    rows = [[found[i] for i in range(ids.shape[1]) if owns(i, t)] for t in range(len(words))]
    means = np.array([np.mean(r, axis=0) if r else np.zeros(found.shape[1]) for r in rows], np.float32)
    return {"states": np.pad(means, ((0, 0), (settings["wordDim"], 0)))[None]}
`;

const noContext = `
def states(row):
    return {}
`;

const ner = `
def spell(word, width):
    known, most = settings["characterRows"], settings["longestWord"]
    ids = [max(ord(c), 1) if ord(c) < 128 else 128 + ord(c) % (known - 128) for c in word] or [1]
    ids = ids if len(ids) <= most else ids[:most // 2] + ids[-(most // 2):]
    return ids + [0] * (width - len(ids))

for line in sys.stdin:
    row = json.loads(line)
    words = row["words"]
    spelled = np.array([spell(w, settings["longestWord"]) for w in words], np.int32)
    order = np.arange(len(words), dtype=np.int32)[None]
    tags = model.run(["tags"], {"words": word_ids(words), "characters": spelled, "wordIndex": order, **states(row)})[0]
    print(json.dumps([settings["tags"][t] for t in tags[0]], ensure_ascii=False))
`;

const distances = `
def place(n, span):
    far = (settings["distanceRows"] - 2) // 2
    inside = np.array([[float(span[0] <= t < span[1]) for t in range(n)]], np.float32)
    steps = [t - span[0] if t < span[0] else max(0, t - span[1] + 1) for t in range(n)]
    return inside, np.array([[1 + far + max(-far, min(far, d)) for d in steps]], np.int32)
`;

const last = `    print(json.dumps([settings["labels"][int(p.argmax())], float(p.max())], ensure_ascii=False))
`;

const re = `${distances}
for line in sys.stdin:
    row = json.loads(line)
    n = len(row["words"])
    (x, from_x), (y, from_y) = place(n, row["x"]), place(n, row["y"])
    feeds = {"words": word_ids(row["words"]), "x": x, "y": y, "fromX": from_x, "fromY": from_y, **states(row)}
    p = model.run(["probabilities"], feeds)[0][0]
${last}`;

const sa = `${distances}
for line in sys.stdin:
    row = json.loads(line)
    n = len(row["words"])
    aspect, far = place(n, row["aspect"]) if "aspect" in row else (np.zeros((1, n), np.float32), np.zeros((1, n), np.int32))
    p = model.run(["probabilities"], {"words": word_ids(row["words"]), "aspect": aspect, "fromAspect": far, **states(row)})[0][0]
${last}`;

const bodies: Record<Task, string> = { ner, re, sa };

/** `reads`: an encoder and its tokenizer lie beside it. */
export function pythonExample(task: Task, reads: boolean): string {
  return head + (reads ? context : noContext) + bodies[task];
}
