"""Golden states: the original's forward pass in numpy, with its 32-bit weights as published.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 safetensors==0.8.0 tokenizers==0.23.3 onnx
    venv/bin/python models/encoders/reference.py FOLDER > tests/unit/encoder/golden.json

FOLDER holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (from the package that build.ts names). Texts are the
first 200 of the samples in public/samples. Of each text: its piece ids, every sixth number of the mean of its pieces' states, and of
the state of one piece (the framing ones not counted). States are the mean of the layers that measures.json names, projected as
minilm-l6.onnx says: the projection alone is ours.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import load_file
from tokenizers import Tokenizer

here = Path(__file__).parent
folder = Path(sys.argv[1])
weights = load_file(folder / "model.safetensors")
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()
layers = json.loads((here / "measures.json").read_text())["layers"]
ours = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(here / "minilm-l6.onnx").graph.initializer}
erf = np.vectorize(math.erf)


def linear(x, name):
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def norm(x, name):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def states(ids):
    x = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = norm(x, "embeddings.LayerNorm")
    found = [x]
    for layer in range(max(layers)):
        name = f"encoder.layer.{layer}"
        heads = lambda part: linear(x, f"{name}.attention.self.{part}").reshape(len(ids), 12, 32).transpose(1, 0, 2)
        query, key, value = heads("query"), heads("key"), heads("value")
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(32)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        first = norm(linear(mixed, f"{name}.attention.output.dense") + x, f"{name}.attention.output.LayerNorm")
        wide = linear(first, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        x = norm(linear(wide, f"{name}.output.dense") + first, f"{name}.output.LayerNorm")
        found.append(x)
    mean = np.mean([found[layer] for layer in layers], axis=0)
    return (mean - ours["projection.mean"]) @ ours["projection"]


def texts():
    for name in ("ner", "re", "sa"):
        sample = json.loads((here / f"../../public/samples/{name}.json").read_text())
        for document in sample["documents"]:
            yield document["text"]


rows = []
for text in list(texts())[:200]:
    ids = tokenizer.encode(text).ids[:254]
    found = states(ids)
    piece = len(rows) % (len(ids) - 2)
    short = lambda row: [round(float(value), 5) for value in row[::6]]
    rows.append(
        {"text": text, "ids": ids, "mean": short(found[1:-1].mean(0)), "piece": piece, "state": short(found[1 + piece])}
    )
json.dump({"layers": layers, "texts": rows}, sys.stdout, ensure_ascii=False)
