"""Compares how Chromium and librsvg draw the texts of SVG pictures: the ink of each label, in pixels.

    python renderers.py FONT_FOLDER PICTURE.svg...

FONT_FOLDER holds the shipped fonts (view/target/classes/dev/heed/view/font after a build); both programs are given these
and no others. Needs chromium, rsvg-convert (apt: librsvg2-bin) and Pillow. Exits with 1 if an edge differs by more than
one pixel. librsvg ignores textLength, so this also says whether the stated widths are the fonts' own.
"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from PIL import Image, ImageChops

SVG = "{http://www.w3.org/2000/svg}"
MOST = 1


def texts_alone(path, to):
    tree = ET.parse(path)
    root = tree.getroot()
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == SVG + "path":
                parent.remove(child)
    texts = list(root.iter(SVG + "text"))
    for text in texts:
        text.set("fill", "#000000")
    ET.register_namespace("", SVG[1:-1])
    tree.write(to, encoding="utf-8", xml_declaration=True)
    return texts, float(root.get("width")), float(root.get("height"))


def box(text):
    x, y, size, width = (float(text.get(k)) for k in ("x", "y", "font-size", "textLength"))
    anchor, rtl = text.get("text-anchor", "start"), text.get("direction") == "rtl"
    left = x - width / 2 if anchor == "middle" else x - width if (anchor == "end") != rtl else x
    if text.get("transform"):
        return (x - size * 0.8, y - width - 2, x + size * 0.25, y + 2)
    return (left - 2, y - size, left + width + 2, y + size * 0.35)


def ink(image, area):
    crop = image.crop([round(v) for v in area])
    return ImageChops.invert(crop).point(lambda v: 255 if v > 64 else 0).getbbox()


def main(fonts, pictures):
    worst = 0
    for picture in pictures:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "fonts.conf").write_text(
                f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                f"<dir>{Path(fonts).resolve()}</dir><cachedir>{folder}/cache</cachedir>"
                # as distributions have it: full hinting, fontconfig's bare default, moves letters sideways
                '<match target="pattern"><edit name="hintstyle" mode="assign"><const>hintslight</const></edit></match>'
                "</fontconfig>")
            env = dict(os.environ, FONTCONFIG_FILE=str(folder / "fonts.conf"))
            texts, width, height = texts_alone(picture, folder / "t.svg")
            subprocess.run(["rsvg-convert", folder / "t.svg", "-o", folder / "r.png"], check=True, env=env)
            (folder / "t.html").write_text(
                f'<body style="margin:0">{(folder / "t.svg").read_text().split("?>", 1)[1]}', encoding="utf-8")
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text",
                 f"--screenshot={folder}/c.png", f"--window-size={int(width + 1)},{int(height + 1)}",
                 f"file://{folder}/t.html"], check=True, env=env, capture_output=True)
            images = [Image.open(folder / name).convert("L") for name in ("r.png", "c.png")]
            differences = []
            for text in texts:
                boxes = [ink(image, box(text)) for image in images]
                if None in boxes:
                    differences.append((0 if boxes[0] == boxes[1] else 99, text.text))
                else:
                    differences.append((max(abs(a - b) for a, b in zip(*boxes)), text.text))
            largest = max(differences)
            worst = max(worst, largest[0])
            print(f"{Path(picture).name}: {len(texts)} texts, largest difference {largest[0]} px ({largest[1]})")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or not list(Path(sys.argv[1]).glob("*.ttf")):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
