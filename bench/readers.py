"""Reads exports with the readers of the tools that they are made for, and says what those found: `readers.py FOLDER`.

FOLDER holds `formats.json`, a list of `{format, task, labels, files}` as bench/readers.ts writes it. On standard output comes one
JSON object for each reader that is installed: its name and version, the format, whether a file was refused and why, and per text
the entities that it found, as `[start, end, label]` in code points, or `[label, words without white space]` where the reader
gives tokens, or relations, as `[start of the tail, start of the head, label]`. Runs in an environment of its own; no part of `npm test`.
"""
import glob
import importlib.metadata
import json
import os
import sys
import tempfile

folder = sys.argv[1]


def read(name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return file.read()


def bare(words):
    return "".join(words.split())


def jsonl(name):
    return [json.loads(line) for line in read(name).split("\n") if line]


def spacy_convert(export):
    """`spacy convert` for files of CoNLL-2003's kind."""
    from spacy.training.converters import conll_ner_to_docs

    # The converter takes blank lines for sentences; one sentence is one text here.
    docs = list(conll_ner_to_docs(read(export["files"][0]), n_sents=1, no_print=True))
    return [[[ent.label_, bare(ent.text)] for ent in doc.ents] for doc in docs]


def spacy_tokens(export):
    """Prodigy's record as spaCy takes it: the tokens make a `Doc`, spans begin and end with them."""
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.blank("xx")
    found = []
    for record in jsonl(export["files"][0]):
        words = [token["text"] for token in record["tokens"]]
        doc = Doc(nlp.vocab, words=words, spaces=[bool(token.get("ws")) for token in record["tokens"]])
        entities = []
        for span in record.get("spans", []):
            piece = doc[span["token_start"] : span["token_end"] + 1]
            inside = record["text"][span["start"] : span["end"]]
            if bare(piece.text) != bare(inside):
                raise ValueError(f"tokens say {piece.text!r}, offsets say {inside!r}")
            entities.append([span["start"], span["end"], span["label"]])
        found.append(entities)
    return found


def spacy_offsets(export):
    """doccano's spans as training data of spaCy (`Doc.char_span`, strict, on a tokenizer of one character each)."""
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.blank("xx")
    found = []
    for record in jsonl(export["files"][0]):
        text = record["text"]
        doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
        entities = []
        given = record["label"] if "label" in record else [
            (one["start_offset"], one["end_offset"], one["label"]) for one in record["entities"]
        ]
        for start, end, label in given:
            span = doc.char_span(start, end, label=label)
            if span is None:
                raise ValueError(f"no span {start}–{end} in {text!r}")
            entities.append([span.start_char, span.end_char, span.label_])
        found.append(entities)
    return found


def seqeval_entities(export):
    from seqeval.metrics.sequence_labeling import get_entities

    found = []
    for block in read(export["files"][0]).strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("# ")]
        tags = [tag for _, tag in rows]
        words = [word for word, _ in rows]
        found.append([[label, bare("".join(words[a : b + 1]))] for label, a, b in get_entities(tags)])
    return found


def label_studio(export):
    """The SDK's check of each region against the labelling interface, and its converter's reading of the regions."""
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    labels = "".join(f'<Label value="{name}"/>' for name in export["labels"])
    config = f'<View><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/></View>'
    if export["task"] == "re":
        relations = "".join(f'<Relation value="{name}"/>' for name in export["relations"])
        config = config.replace("</View>", f"<Relations>{relations}</Relations></View>")
    interface = LabelInterface(config)
    tasks = json.loads(read(export["files"][0]))
    for task in tasks:
        for annotation in task.get("annotations", []):
            for region in annotation["result"]:
                if region.get("type") != "relation" and not interface.validate_region(region):
                    raise ValueError(f"refused region {json.dumps(region)[:300]}")
    out = tempfile.mkdtemp()
    Converter(config, project_dir=None).convert_to_json(os.path.join(folder, export["files"][0]), out, is_dir=False)
    with open(os.path.join(out, "result.json"), encoding="utf-8") as file:
        converted = json.load(file)
    found = []
    for task in converted:
        regions = task.get("annotations", [{}])[0].get("result", []) if task.get("annotations") else []
        found.append(
            [
                [region["value"]["start"], region["value"]["end"], region["value"]["labels"][0]]
                for region in regions
                if region.get("type") != "relation"
            ]
        )
    return found


def bioc_brat(export):
    """bioc's reader of brat collections, and that the text of an annotation stands where it says."""
    from bioc import brat

    found = []
    for name in (one for one in export["files"] if one.endswith(".ann")):
        text = read(name[:-4] + ".txt")
        doc = brat.loads(text, read(name))
        entities = []
        for entity in doc.entities:
            pieces = sorted((span.begin, span.end) for span in entity.locations)
            words = " ".join(text[a:b] for a, b in pieces)
            if words != entity.text:
                raise ValueError(f"{entity.id} says {entity.text!r}, the text {words!r}")
            entities.append([pieces[0][0], pieces[-1][1], entity.type])
        found.append(entities)
    return found


def webanno_rows(export):
    """webanno2spacy's reader. It takes six columns, so relations only."""
    import csv

    import spacy
    import webanno2spacy
    from spacy.tokens import Doc

    found = []
    for name in export["files"]:
        content = read(name)
        text = "\n".join(line[6:] for line in content.split("\n") if line.startswith("#Text="))
        vocab = spacy.blank("xx").vocab
        rows = csv.reader(content.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)

        def characters(words):
            return Doc(vocab, words=list(words), spaces=[False] * len(words))

        doc = webanno2spacy.convert_rows(characters, text, rows)
        pairs = doc._.rel.items()
        found.append([[end, start, label] for (end, start), said in pairs for label, holds in said.items() if holds])
    return found


readers = [
    ("spacy", "spacy convert -c ner", "conll-plain", spacy_convert),
    ("spacy", "Doc from tokens", "prodigy", spacy_tokens),
    ("spacy", "Doc.char_span", "doccano", spacy_offsets),
    ("seqeval", "get_entities", "conll", seqeval_entities),
    ("seqeval", "get_entities", "conll-plain", seqeval_entities),
    ("label-studio-sdk", "LabelInterface and Converter", "label-studio", label_studio),
    ("bioc", "bioc.brat", "brat", bioc_brat),
    ("webanno2spacy", "convert_rows", "webanno-tsv", webanno_rows),
]

exports = json.loads(read("formats.json"))
for package, what, format_id, reader in readers:
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        print(json.dumps({"package": package, "reader": what, "missing": True}))
        continue
    for export in exports:
        if export["format"] != format_id or (package == "webanno2spacy" and export["task"] != "re"):
            continue
        row = {"package": package, "version": version, "reader": what, "format": format_id, "set": export["set"]}
        try:
            row["found"] = reader(export)
        except Exception as error:  # whatever a foreign reader throws is its refusal
            row["refused"] = f"{type(error).__name__}: {error}"[:400]
        print(json.dumps(row, ensure_ascii=True))
