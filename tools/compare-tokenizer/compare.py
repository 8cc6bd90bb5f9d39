#!/usr/bin/env python3
"""Compares the engine's tokenizer with the reference, ids and UTF-16 spans, text by text.

    mvn -q -B -pl engine -am compile
    python tools/compare-tokenizer/compare.py [--data FOLDER] [--lines N] TOKENIZER.json...

Needs the reference (pip install tokenizers==0.23.3), a JDK 25 (JAVA_HOME or java on the path) and the engine compiled.
FOLDER holds text to take lines from (.txt, .gz, .csv, .jsonl; any depth); without it every text is generated. Each file
is compared as it is, one of BERT's also with its settings changed (lower case and accents on and off, no cleaning, added tokens with
every flag; a vocabulary of single characters, so that every normalized character shows its place), and with special
tokens in the text as plain text and as tokens. Ends with 1 if anything differs.
"""
import argparse
import copy
import json
import os
import sys
import tempfile

from tokenizers import normalizers

from sides import MODES, differences
from varied_lines import lines


def variants(path, texts):
    """(name, settings, share of the lines to compare on: 1 for all, 3 for every third)."""
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    given["truncation"] = given["padding"] = None
    yield "as it is", given, 1
    if (given["normalizer"] or {}).get("type") != "BertNormalizer":
        return
    flags = given["normalizer"]
    for name, changed in (
            ("lower case kept, accents stripped", dict(lowercase=False, strip_accents=True)),
            ("lower case, accents kept", dict(lowercase=True, strip_accents=False)),
            ("not cleaned, ideographs not apart", dict(clean_text=False, handle_chinese_chars=False))):
        variant = copy.deepcopy(given)
        variant["normalizer"] = flags | changed
        yield name, variant, 3
    variant = copy.deepcopy(given)
    free = 1 + max(variant["model"]["vocab"].values())
    for content, on in (("Word", ["normalized", "single_word"]), ("[unused1]", ["lstrip", "rstrip"]), ("ok!", []),
                        ("É", ["normalized"]), ("x y", ["normalized", "special"]), ("<l>", ["lstrip", "special"]),
                        ("中", ["rstrip"]), ("[MASK]]", ["single_word"]), ("-", ["normalized", "lstrip", "rstrip"])):
        token = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized", "special"), False)
        known = variant["model"]["vocab"].get(content)
        variant["added_tokens"].append(token | dict.fromkeys(on, True)
                                       | dict(id=free if known is None else known, content=content))
        free += known is None
    yield "with added tokens", variant, 3
    for accents in (True, False):
        variant = copy.deepcopy(given)
        variant["normalizer"] = flags | dict(lowercase=True, strip_accents=accents)
        variant["model"]["vocab"] = characters(given, texts)
        yield "pieces of one character, accents " + ("stripped" if accents else "kept"), variant, 1


def characters(given, texts):
    """[PAD] and so on with their ids, then every character that a normalized text can have, inside a word or not."""
    vocabulary = {token["content"]: token["id"] for token in given["added_tokens"]}
    nfd, lower = normalizers.NFD(), normalizers.Lowercase()
    found = set()
    for text in texts:
        decomposed = nfd.normalize_str(text)
        found.update(text, decomposed, lower.normalize_str(text), lower.normalize_str(decomposed))
    free = 1 + max(vocabulary.values())
    for character in sorted(found):
        vocabulary[character], vocabulary["##" + character] = free, free + 1
        free += 2
    return vocabulary


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--lines", type=int, default=70000)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    texts = lines(arguments.data, arguments.lines)
    total = wrong = 0
    for file in arguments.files:
        for name, settings, share in variants(file, texts):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "tokenizer.json")
                with open(path, "w", encoding="utf-8") as out:
                    json.dump(settings, out, ensure_ascii=False)
                some = texts[::share]
                wrong += differences([(f"{os.path.basename(file)}, {name}", path, mode) for mode in MODES], some)
                total += len(some) * len(MODES)
    print(f"{len(texts)} different lines, {total} comparisons, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
