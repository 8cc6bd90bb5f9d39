#!/usr/bin/env python3
"""Writes the tokenizer's goldens from the reference into the engine's test resources.

    python tools/goldens/tokenizer.py all-MiniLM-L6-v2/tokenizer.json

Needs the reference (pip install tokenizers==0.23.3). Writes, all from generated texts (see ../compare-tokenizer):
  vocab.txt.gz            the file's vocabulary, that of bert-base-uncased (Apache-2.0, Google)
  goldens.tsv             mode, text, then "id start end" of every token, under the file's own settings
  character-goldens.tsv   first line: the characters of a vocabulary that has nothing else, in order of id from 5 on, each
                          first alone, then as ##c; then cleaned, ideographs apart, accents stripped, lower-cased (four
                          flags 0 or 1), text, "id start end" of every token
Spans are UTF-16. In texts, whatever is not printable ASCII and the backslash are written as \\uXXXX, one a UTF-16 unit;
a lone surrogate is U+FFFD to the reference.
"""
import gzip
import json
import os
import random
import re
import sys

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "compare-tokenizer"))
import varied_lines  # noqa: E402

TARGET = os.path.join(HERE, "..", "..", "engine", "src", "test", "resources", "dev", "heed", "tokenizer")
OWN = ["We sat by the river bank.", "The bank raised its interest rate; I deposited money.", "bank grows money",
       "Don't panic: e.g. U.S.A.'s co-op (est. 1999)...", "İSTANBUL'DA ΟΔΟΣ ǅ STRASSE straße", "naïve café coöperate",
       "日本語とEnglish混在テキスト、한국어도", "Привет, мир! Ёлка й", "שָׁלוֹם עולם", "السَّلامُ عليكم", "नमस्ते दुनिया", "ภาษาไทย",
       "👩‍💻 codes 🇩🇪 1️⃣", "x\ud800y", "\udc00\ud800 z", "ab\ud83d", "\U0001f600\ude00", "a\ufffdb\0c\u00adf\u200d"]


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def escaped(text):
    units = utf16(text)
    units = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
    return "".join(chr(u) if 0x20 <= u < 0x7F and u != 0x5C else f"\\u{u:04x}" for u in units)


def tokens(tokenizer, text):
    encoding = tokenizer.encode(re.sub("[\ud800-\udfff]", "\ufffd", text), add_special_tokens=False)
    at = [0]
    for c in text:
        at.append(at[-1] + len(utf16(c)) // 2)
    return " ".join(f"{i} {at[s]} {at[e]}" for i, (s, e) in zip(encoding.ids, encoding.offsets))


def texts(seed, each):
    dice = random.Random(seed)
    return [text for make in varied_lines.GENERATORS for text in (make(dice) for _ in range(each)) if len(text) < 160]


def written(name, rows):
    with open(os.path.join(TARGET, name), "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(rows) + "\n")
    print(name, len(rows), "lines")


def own_settings(path):
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    some = OWN + [text for text in varied_lines.fixed() if len(text) < 160][::7] + texts(1, 14)
    rows = []
    for mode in ("PLAIN_TEXT", "AS_TOKENS"):
        tokenizer.encode_special_tokens = mode == "PLAIN_TEXT"
        chosen = some if mode == "PLAIN_TEXT" else [text for text in some if "[" in text]
        rows += [f"{mode}\t{escaped(text)}\t{tokens(tokenizer, text)}" for text in chosen]
    written("goldens.tsv", rows)


def characters():
    some = OWN + [text for text in varied_lines.fixed() if len(text) < 40] + [text[:60] for text in texts(2, 6)]
    some = [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in some]
    alphabet = set()
    for text in some:
        nfd = normalizers.NFD().normalize_str(text)
        alphabet.update(text, nfd, normalizers.Lowercase().normalize_str(text + nfd))
    alphabet = "".join(sorted(alphabet))
    vocabulary = {piece: i for i, piece in enumerate(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"))}
    for i, c in enumerate(alphabet):
        vocabulary[c], vocabulary["##" + c] = 5 + 2 * i, 6 + 2 * i
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    rows = [escaped(alphabet)]
    for flags in ((1, 1, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (0, 0, 0, 0)):
        tokenizer.normalizer = normalizers.BertNormalizer(*(bool(flag) for flag in flags))
        rows += [" ".join(map(str, flags)) + f"\t{escaped(text)}\t{tokens(tokenizer, text)}" for text in some]
    written("character-goldens.tsv", rows)


def main(path):
    with open(path, encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.get)
    with open(os.path.join(TARGET, "vocab.txt.gz"), "wb") as file:
        file.write(gzip.compress(("\n".join(pieces) + "\n").encode(), 9, mtime=0))
    own_settings(path)
    characters()


if __name__ == "__main__":
    main(sys.argv[1])
