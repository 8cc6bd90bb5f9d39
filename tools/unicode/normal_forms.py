#!/usr/bin/env python3
"""Derives from the reference what its normal forms do beyond canonical decomposition, and which marks StripAccents drops.

    python normal_forms.py ../../engine/src/main/resources/dev/heed/tokenizer/aligned/normal-forms.bin

Needs the reference (pip install tokenizers==0.23.3). As bert_code_points.py, which writes the canonical decompositions and
combining classes, it asks the reference about every code point and takes nothing from Unicode's own files.

The file, in unsigned LEB128 numbers unless said otherwise:
  magic       4 bytes "HCP1"
  compatible  count, then (key - previous key, length of mapping, mapped code points): full compatibility decomposition
              where it differs from the canonical one
  composed    count, then (first, second, composed): pairs that NFC makes one character of; Hangul is left out
  marks       count of runs, then (first - end of the run before, length)
"""
import sys
import unicodedata

from tokenizers import normalizers

from bert_code_points import HANGUL, POINTS, leb, put_mappings


def main(path):
    nfc, nfd = normalizers.NFC().normalize_str, normalizers.NFD().normalize_str
    nfkd, strip = normalizers.NFKD().normalize_str, normalizers.StripAccents().normalize_str
    compatible = {c: nfkd(chr(c)) for c in POINTS if nfkd(chr(c)) != nfd(chr(c))}
    composed = []
    for c in POINTS:
        if c in HANGUL or nfc(chr(c)) != chr(c) or nfd(chr(c)) == chr(c):
            continue
        parts = unicodedata.decomposition(chr(c)).split()
        assert len(parts) == 2 and not parts[0].startswith("<"), hex(c)
        first, second = (int(part, 16) for part in parts)
        assert nfc(chr(first) + chr(second)) == chr(c), hex(c)
        composed.append((first, second, c))
    marks = []
    for c in POINTS:
        if strip(chr(c)) == "":
            if marks and marks[-1][0] + marks[-1][1] == c:
                marks[-1][1] += 1
            else:
                marks.append([c, 1])
    out = bytearray(b"HCP1")
    put_mappings(out, compatible)
    leb(out, len(composed))
    for triple in composed:
        for number in triple:
            leb(out, number)
    leb(out, len(marks))
    end = 0
    for first, length in marks:
        leb(out, first - end)
        leb(out, length)
        end = first + length
    with open(path, "wb") as file:
        file.write(out)
    print(f"{len(compatible)} compatible, {len(composed)} composed, {len(marks)} runs of marks: {len(out)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
