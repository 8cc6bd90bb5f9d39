#!/usr/bin/env python3
"""Derives the behaviour of the reference BERT tokenizer for every code point and writes the engine's table.

    python bert_code_points.py ../../engine/src/main/resources/dev/heed/tokenizer/aligned/code-points.bin

Needs the reference (pip install tokenizers==0.23.3). Nothing is taken from Unicode's own files: the reference mixes
several Unicode versions (its character categories are older than its decompositions, and both are older than the JDK),
so each property is asked of the reference itself, one code point at a time, over all 0x110000 of them.

The file, in unsigned LEB128 numbers unless said otherwise:
  magic       4 bytes "HCP1"
  runs        count, then (length, flags: 1 byte) until U+10FFFF is covered; flags as in CodePoints.java
  lowercase   count, then (key - previous key, length of mapping, mapped code points)
  decompose   count, then (key - previous key, length of mapping, mapped code points); Hangul syllables are left out
  classes     count, then (first - previous first, length of run, canonical combining class)
"""
import sys

from tokenizers import normalizers, pre_tokenizers

REMOVED, SPACE, PUNCTUATION, MARK, IDEOGRAPH, DECOMPOSES, LOWERCASES, NONSTARTER = (1 << i for i in range(8))
POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xD7A4)


def bert(**on):
    flags = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalizers.BertNormalizer(**(flags | on)).normalize_str


def combining_classes(nfd):
    """The class of every nonstarter, found by where it is sorted among marks whose order is known."""
    nonstarters = [c for c in POINTS if nfd("a\u0345" + chr(c)) != "a\u0345" + nfd(chr(c))]
    nonstarters += [c for c in POINTS if nfd("a" + chr(c) + "\u0334") != "a" + nfd(chr(c)) + "\u0334"]
    # Marks that decompose to marks: their parts are looked up instead.
    nonstarters = sorted(c for c in set(nonstarters) | {0x0334, 0x0345} if nfd(chr(c)) == chr(c))

    def before(a, b):
        return nfd("a" + chr(b) + chr(a)) == "a" + chr(a) + chr(b)

    ladder = []  # one mark a class, in rising order; only the order matters, so ranks serve as classes
    ranks = {}
    members = {}
    for mark in nonstarters:
        low, high = 0, len(ladder)
        while low < high:
            middle = (low + high) // 2
            if before(ladder[middle], mark):
                low = middle + 1
            else:
                high = middle
        if low < len(ladder) and not before(mark, ladder[low]):
            members[ladder[low]].append(mark)
        else:
            ladder.insert(low, mark)
            members[mark] = [mark]
    for rank, first in enumerate(ladder, 1):
        for mark in members[first]:
            ranks[mark] = rank
    return ranks


def leb(out, number):
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def put_mappings(out, mappings):
    leb(out, len(mappings))
    previous = 0
    for key in sorted(mappings):
        leb(out, key - previous)
        previous = key
        leb(out, len(mappings[key]))
        for c in mappings[key]:
            leb(out, ord(c))


def put_classes(out, classes):
    runs = []
    for c in sorted(classes):
        if runs and runs[-1][0] + runs[-1][1] == c and runs[-1][2] == classes[c]:
            runs[-1][1] += 1
        else:
            runs.append([c, 1, classes[c]])
    leb(out, len(runs))
    previous = 0
    for first, length, rank in runs:
        leb(out, first - previous)
        previous = first
        leb(out, length)
        leb(out, rank)


def put_runs(out, flags):
    runs = []
    for c in range(0x110000):
        if runs and runs[-1][1] == flags[c]:
            runs[-1][0] += 1
        else:
            runs.append([1, flags[c]])
    leb(out, len(runs))
    for length, value in runs:
        leb(out, length)
        out.append(value)
    return len(runs)


def main(path):
    nfd = normalizers.NFD().normalize_str
    clean, ideograph = bert(clean_text=True), bert(handle_chinese_chars=True)
    strip, lower = bert(strip_accents=True), bert(lowercase=True)
    split = pre_tokenizers.BertPreTokenizer().pre_tokenize_str

    flags = bytearray(0x110000)
    lowercase, decompose = {}, {}
    for c in POINTS:
        char = chr(c)
        around = "a" + char + "a"
        cleaned = clean(around)
        assert cleaned in (around, "a a", "aa"), hex(c)
        spaced = ideograph(around)
        assert spaced in (around, "a " + char + " a"), hex(c)
        words = [w for w, _ in split(around)]
        assert words in ([around], ["a", "a"], ["a", char, "a"]), hex(c)
        blank = words == ["a", "a"]
        assert c in (0, 0xFFFD) or cleaned != "a a" or blank, hex(c)
        decomposed = nfd(char)
        if decomposed == char:
            stripped = strip(char)
            assert stripped in ("", char), hex(c)
            flags[c] |= MARK * (stripped == "")
        else:
            flags[c] |= DECOMPOSES
            if c not in HANGUL:
                decompose[c] = decomposed
        lowered = lower(char)
        if lowered != char:
            flags[c] |= LOWERCASES
            lowercase[c] = lowered
        flags[c] |= REMOVED * (cleaned == "aa") | SPACE * blank
        flags[c] |= PUNCTUATION * (len(words) == 3) | IDEOGRAPH * (spaced != around)
    for c in HANGUL:
        s = c - 0xAC00
        parts = [0x1100 + s // 588, 0x1161 + s % 588 // 28] + ([0x11A7 + s % 28] if s % 28 else [])
        assert nfd(chr(c)) == "".join(map(chr, parts)), hex(c)
    classes = combining_classes(nfd)
    for c in classes:
        flags[c] |= NONSTARTER
    for c in range(0xD800, 0xE000):  # cannot be asked; a lone surrogate is read as U+FFFD before it gets here
        flags[c] = flags[0xFFFD]

    out = bytearray(b"HCP1")
    runs = put_runs(out, flags)
    put_mappings(out, lowercase)
    put_mappings(out, decompose)
    put_classes(out, classes)
    with open(path, "wb") as file:
        file.write(out)
    print(f"{runs} runs, {len(lowercase)} lowercase, {len(decompose)} decompositions, {len(classes)} nonstarters in "
          f"{len(set(classes.values()))} classes: {len(out)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
