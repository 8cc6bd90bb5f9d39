#!/usr/bin/env python3
"""Writes the word segmenter's table from Unicode's own files (Debian's unicode-data has them, version 15.0.0).

    python word_break.py /usr/share/unicode ../../ground/src/main/resources/dev/heed/text/word-break.bin

Reads auxiliary/WordBreakProperty.txt and emoji/emoji-data.txt (Extended_Pictographic); neighbouring ranges of one value
are joined. The table, big-endian: the number of runs; the first code point of each, 4 bytes; the value of each, 1 byte: its
place in VALUES, which is that in the enum WordBreak, plus 0x80 if the run is pictographic.
"""
import os
import re
import struct
import sys

VALUES = """Other CR LF Newline Extend ZWJ Format Regional_Indicator Katakana Hebrew_Letter ALetter Single_Quote
Double_Quote MidNumLet MidLetter MidNum Numeric ExtendNumLet WSegSpace""".split()


def ranges(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if found:
                first = int(found[1], 16)
                yield first, int(found[2], 16) if found[2] else first, found[3]


def checked(path):
    with open(path, encoding="utf-8") as file:
        version = file.readline()
    if "15.0.0" not in version:
        sys.exit(f"{path}: expected version 15.0.0, got {version.strip()}")
    return path


def write(values, target):
    runs = [c for c in range(len(values)) if c == 0 or values[c] != values[c - 1]]
    with open(target, "wb") as out:
        out.write(struct.pack(f">{1 + len(runs)}i", len(runs), *runs))
        out.write(bytes(values[c] for c in runs))
    print(f"{len(runs)} runs")


def main(folder, target):
    values = [0] * 0x110000
    for first, last, value in ranges(checked(os.path.join(folder, "auxiliary", "WordBreakProperty.txt"))):
        values[first : last + 1] = [VALUES.index(value)] * (last + 1 - first)
    for first, last, value in ranges(os.path.join(folder, "emoji", "emoji-data.txt")):
        if value == "Extended_Pictographic":
            for c in range(first, last + 1):
                values[c] |= 0x80
    write(values, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
