"""Widths of texts in Liberation Sans by fontTools: advances and the pairs of the kern table, in font units.

usage: text_widths.py FONT_FOLDER > view/src/test/resources/dev/heed/view/font/widths.tsv
FONT_FOLDER holds the two fonts as view/target/classes/dev/heed/view/font has them after a build.
"""
import sys
from fontTools.ttLib import TTFont

TEXTS = ["bank grows money", "AVATAR To Yes.", "[CLS]", "0.672", "fluffiest office", "Ελληνικά", "Привет", "שלום", "−1.32 · √ ∑"]

for face, name in (("REGULAR", "LiberationSans-Regular.ttf"), ("BOLD", "LiberationSans-Bold.ttf")):
    font = TTFont(f"{sys.argv[1]}/{name}")
    cmap, hmtx = font.getBestCmap(), font["hmtx"]
    pairs = font["kern"].kernTables[0].kernTable
    for text in TEXTS:
        glyphs = [cmap[ord(c)] for c in text]
        if text == "שלום":
            glyphs.reverse()
        width = sum(hmtx[g][0] for g in glyphs) + sum(pairs.get(p, 0) for p in zip(glyphs, glyphs[1:]))
        print(f"{face}\t{text}\t{width}")
