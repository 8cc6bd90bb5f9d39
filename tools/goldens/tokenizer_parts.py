#!/usr/bin/env python3
"""Writes goldens of every normalizer, pre-tokenizer and expression alone into the engine's test resources.

    python tools/goldens/tokenizer_parts.py

Needs the reference (pip install tokenizers==0.23.3 sentencepiece==0.2.3). Writes tokenizer-parts.json.gz: texts; characters,
those of a vocabulary that has each alone and as ##c inside a word (ids 2n and 2n + 1), so that every normalized character shows
its place and every cut shows; for each part its JSON and, for each text, "id start end …" in UTF-16 units.
"""
import gzip
import json
import os
import random
import sys

from tokenizers import Tokenizer, models

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "compare-tokenizer"))
import parts  # noqa: E402
import sides  # noqa: E402
import varied_lines  # noqa: E402

TARGET = os.path.join(HERE, "..", "..", "engine", "src", "test", "resources", "dev", "heed", "tokenizer", "file",
                      "tokenizer-parts.json.gz")
OWN = ["", " ", "x", "don't  stop 'RE 12345 ab\r\n \n x", "İstanbul ΟΔΟΣ ǅ ß", "e\u0301\u0323 각 \u1100\u1161\u11a8 ﬁ … ½ ①ｱ",
       "a\tb\u00a0c\u3000d\u200be\ufeff", "xaaxa {x} a-b ^$.", "日本語とカナ、한국어", "नमस्ते ภาษา", "👩‍💻 🇩🇪 1️⃣", "line one\nline two \n",
       "▁a ▁ b", "´ ² ³ ¹ _x9 \u0660\u0661", "A\u0300\u0344 \u0f73 \u1d165 ŉ", "\x01\x0b\x7f\x8f", "3.14 1,000,000 v2.0", "  two  blanks  "]


def main():
    dice = random.Random(11)
    texts = OWN + [text for make in varied_lines.GENERATORS for text in (make(dice)[:24] for _ in range(2))]
    texts = [text for text in texts if not any(0xD800 <= ord(c) < 0xE000 for c in text)]
    chosen = [(name, n, p) for name, n, p in parts.parts() if name != "XLM-R"]
    characters = {"▁"}
    for _, n, p in chosen:
        for text in texts:
            normalized = n.normalize_str(text) if n else text
            characters.update(normalized)
            if p:
                for word, _ in p.pre_tokenize_str(normalized):
                    characters.update(word)
    characters = sorted(characters)
    vocabulary = {}
    for i, c in enumerate(characters):
        vocabulary.setdefault(c, 2 * i)
        vocabulary.setdefault("##" + c, 2 * i + 1)
    written = []
    for name, n, p in chosen:
        tokenizer = Tokenizer(models.BPE(vocabulary, [], continuing_subword_prefix="##"))
        if n:
            tokenizer.normalizer = n
        if p:
            tokenizer.pre_tokenizer = p
        document = json.loads(tokenizer.to_str())
        rows = []
        for text in texts:
            encoding, at = tokenizer.encode(text, add_special_tokens=False), sides.utf16(text)
            rows.append([x for i, (s, e) in zip(encoding.ids, encoding.offsets) for x in (i, at[s], at[e])])
        written.append({"name": name, "normalizer": document["normalizer"], "pre_tokenizer": document["pre_tokenizer"],
                        "rows": rows})
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(json.dumps({"texts": texts, "characters": "".join(characters), "parts": written},
                              separators=(",", ":")).encode("ascii"))
    print(len(written), "parts,", len(texts), "texts,", len(characters), "characters")


if __name__ == "__main__":
    main()
