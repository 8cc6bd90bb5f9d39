#!/usr/bin/env python3
"""Writes the sentence segmenter's table from Unicode's own file (Debian's unicode-data has it, version 15.0.0).

    python sentence_break.py /usr/share/unicode ../../ground/src/main/resources/dev/heed/text/sentence-break.bin

Reads auxiliary/SentenceBreakProperty.txt. The table is laid out as word_break.py's: the value of a run is its place in
VALUES, which is that in the enum SentenceBreak.
"""
import os
import sys

from word_break import checked, ranges, write

VALUES = "Other CR LF Extend Sep Format Sp Lower Upper OLetter Numeric ATerm SContinue STerm Close".split()


def main(folder, target):
    values = [0] * 0x110000
    for first, last, value in ranges(checked(os.path.join(folder, "auxiliary", "SentenceBreakProperty.txt"))):
        values[first : last + 1] = [VALUES.index(value)] * (last + 1 - first)
    write(values, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
