#!/usr/bin/env python3
"""Writes the word segmenter's table from Unicode's own files (Debian's unicode-data has them, version 15.0.0).

    python word_break.py /usr/share/unicode ../../engine/src/main/resources/dev/heed/text/word-break.txt

Reads auxiliary/WordBreakProperty.txt and emoji/emoji-data.txt (Extended_Pictographic); neighbouring ranges of one value
are joined. A line is: first and last code point in hex, Word_Break value, and "pictographic" where it applies.
"""
import os
import re
import sys


def ranges(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if found:
                first = int(found[1], 16)
                yield first, int(found[2], 16) if found[2] else first, found[3]


def main(folder, target):
    source = os.path.join(folder, "auxiliary", "WordBreakProperty.txt")
    with open(source, encoding="utf-8") as file:
        notice = [line for line in file][:5]
    if "15.0.0" not in notice[0]:
        sys.exit(f"{source}: expected version 15.0.0, got {notice[0].strip()}")
    values = {}
    for first, last, value in ranges(source):
        values |= dict.fromkeys(range(first, last + 1), value)
    for first, last, value in ranges(os.path.join(folder, "emoji", "emoji-data.txt")):
        if value == "Extended_Pictographic":
            for c in range(first, last + 1):
                values[c] = values.get(c, "Other") + " pictographic"
    runs = []
    for c in sorted(values):
        if runs and runs[-1][1] == c - 1 and runs[-1][2] == values[c]:
            runs[-1][1] = c
        else:
            runs.append([c, c, values[c]])
    with open(target, "w", encoding="utf-8") as out:
        out.write("# Word_Break and Extended_Pictographic, written by tools/unicode/word_break.py from\n")
        out.writelines(notice)
        out.writelines(f"{first:X} {last:X} {value}\n" for first, last, value in runs)
    print(f"{len(runs)} ranges")


if __name__ == "__main__":
    main(*sys.argv[1:])
