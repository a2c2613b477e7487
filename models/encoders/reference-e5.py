"""States of multilingual-e5-small in numpy, from the file that build-e5.ts reads, with its 4-bit numbers multiplied out.

    npx tsx tools/encoders/states-e5.ts > states.json
    python models/encoders/reference-e5.py e5-small-q4.bin states.json

`states.json` holds piece ids and what the built model makes of them; told is how far that is from what is computed here.
"""

import json
import math
import sys

import numpy as np

raw = np.memmap(sys.argv[1], np.uint8, "r")
at = 8


def number(kind):
    global at
    found = np.frombuffer(raw[at : at + np.dtype(kind).itemsize].tobytes(), kind)[0]
    at += np.dtype(kind).itemsize
    return found.item()


hidden, layers, heads, wide, vocabulary, positions, _ = (number("<i4") for _ in range(7))
epsilon = number("<f4")
_, pieces = number("<i4"), number("<i4")
at += 16
blob = number("<u8")
at += (pieces + 1) * 4 + pieces * 4 + blob + 4
letters = number("<u4")
at += letters
places = {}
for _ in range(number("<i4")):
    length = number("<u2")
    name = raw[at : at + length].tobytes().decode()
    at += length + 1
    count, places[name] = number("<u4"), number("<u8")
    at += 8


def floats(name, count):
    return np.frombuffer(raw[places[name] : places[name] + 4 * count].tobytes(), "<f4")


def matrix(name, rows, columns):
    blocks = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
    start, count = places[name], rows * columns // 32
    found = np.frombuffer(raw[start : start + 18 * count].tobytes(), blocks)
    codes = np.concatenate([found["halves"] & 15, found["halves"] >> 4], axis=1).astype(np.float32) - 8
    return (codes * found["scale"].astype(np.float32)[:, None]).reshape(rows, columns)


def norm(x, name):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * floats(f"{name}.w", hidden) + floats(f"{name}.b", hidden)


weights = {}
for layer in range(layers):
    for part, rows, columns in (
        *((one, hidden, hidden) for one in ("q", "k", "v", "ao")),
        ("fi", wide, hidden),
        ("fo", hidden, wide),
    ):
        name = f"l{layer}.{part}"
        weights[name] = (matrix(f"{name}.w", rows, columns), floats(f"{name}.b", rows))
words = matrix("emb.word", vocabulary, hidden)
places_of_pieces = floats("emb.pos", positions * hidden).reshape(positions, hidden)
erf = np.vectorize(math.erf)


def linear(x, name):
    weight, bias = weights[name]
    return x @ weight.T + bias


def states(ids):
    x = norm(words[ids] + places_of_pieces[: len(ids)] + floats("emb.type", hidden), "emb.ln")
    found = [x]
    size = hidden // heads
    for layer in range(layers):
        name = f"l{layer}"
        query, key, value = (
            linear(x, f"{name}.{part}").reshape(len(ids), heads, size).transpose(1, 0, 2) for part in "qkv"
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(size)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ value).transpose(1, 0, 2).reshape(len(ids), hidden)
        first = norm(linear(mixed, f"{name}.ao") + x, f"{name}.aln")
        middle = linear(first, f"{name}.fi")
        middle = middle * 0.5 * (1 + erf(middle / math.sqrt(2)))
        x = norm(linear(middle, f"{name}.fo") + first, f"{name}.oln")
        found.append(x)
    return found


if __name__ == "__main__":
    given = json.load(open(sys.argv[2], encoding="utf-8"))
    worst, apart, own = 0.0, 0.0, 0.0
    for text in given["texts"]:
        found = states(text["ids"])
        mean = np.mean([found[layer] for layer in given["layers"]], axis=0)
        difference = mean - np.array(text["states"]).reshape(mean.shape)
        worst = max(worst, float(np.abs(difference).max()))
        apart += float((difference**2).sum())
        own += float((mean**2).sum())
    print(json.dumps({"texts": len(given["texts"]), "maxDifference": worst, "relativeDifference": math.sqrt(apart / own)}))
