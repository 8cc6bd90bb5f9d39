"""Varied texts to compare tokenizers on: lines of a corpus and generated strings, the same on every run."""
import glob
import gzip
import json
import os
import random

SCRIPTS = {
    "latin": (0x0041, 0x024F), "ipa": (0x0250, 0x02FF), "greek": (0x0370, 0x03FF), "cyrillic": (0x0400, 0x052F),
    "armenian": (0x0531, 0x058F), "hebrew": (0x0590, 0x05F4), "arabic": (0x0600, 0x06FF), "syriac": (0x0700, 0x074F),
    "devanagari": (0x0900, 0x097F), "bengali": (0x0980, 0x09FE), "gurmukhi": (0x0A01, 0x0A76),
    "tamil": (0x0B82, 0x0BFA), "telugu": (0x0C00, 0x0C7F), "kannada": (0x0C80, 0x0CF2), "malayalam": (0x0D00, 0x0D7F),
    "sinhala": (0x0D81, 0x0DF4), "thai": (0x0E01, 0x0E5B), "lao": (0x0E81, 0x0EDF), "tibetan": (0x0F00, 0x0FDA),
    "myanmar": (0x1000, 0x109F), "georgian": (0x10A0, 0x10FF), "jamo": (0x1100, 0x11FF), "ethiopic": (0x1200, 0x139F),
    "khmer": (0x1780, 0x17F9), "mongolian": (0x1800, 0x18AA), "latin-additional": (0x1E00, 0x1EFF),
    "greek-extended": (0x1F00, 0x1FFE), "punctuation": (0x2000, 0x206F), "symbols": (0x20A0, 0x2BFF),
    "glagolitic": (0x2C00, 0x2DFF), "kangxi": (0x2E80, 0x2FD5), "kana": (0x3000, 0x30FF), "hangul": (0xAC00, 0xD7A3),
    "cjk": (0x4E00, 0x9FFF), "cjk-a": (0x3400, 0x4DBF), "compatibility": (0xF900, 0xFAFF), "forms": (0xFB00, 0xFEFF),
    "fullwidth": (0xFF00, 0xFFEF), "gothic": (0x10330, 0x1034A), "deseret": (0x10400, 0x1044F),
    "brahmi": (0x11000, 0x1107F), "kaithi": (0x11080, 0x110CD), "music": (0x1D100, 0x1D1FF),
    "math": (0x1D400, 0x1D7FF), "adlam": (0x1E900, 0x1E95F), "emoji": (0x1F300, 0x1FAFF), "cjk-b": (0x20000, 0x2A6DF),
    "cjk-new": (0x2A700, 0x323AF), "tags": (0xE0000, 0xE01EF), "private": (0xE000, 0xF8FF),
}
MARKS = list(range(0x300, 0x370)) + list(range(0x483, 0x488)) + list(range(0x591, 0x5C8)) + list(range(0x610, 0x61B)) \
    + list(range(0x64B, 0x660)) + [0x93C, 0x94D, 0xE38, 0xE48, 0xEB8, 0xEC8, 0xF71, 0xF72, 0xF73, 0xF74, 0xF81, 0x344,
                                   0x345, 0x1D165, 0x1D16D, 0x20D0, 0x20DD, 0x302A, 0x3099, 0x309A, 0x1E8D0, 0x1ACF]
CONTROLS = [chr(c) for c in list(range(0x20)) + list(range(0x7F, 0xA1))] \
    + ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u2028", "\u2029", "\u2060", "\u3000", "\ufeff", "\ufffd",
       "\ufffe", "\uffff", "\u202f", "\u1680", "\u180e", "\u0085", "\ufe0f", "\ufe0e"]
SPECIALS = ["[CLS]", "[SEP]", "[MASK]", "[PAD]", "[UNK]", "[mask]", "[ SEP ]", "[SEP", "SEP]", "[[MASK]]", "[unused1]"]
EMOJI = ["👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "🇺🇸🇫🇷", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "☺", "🤷🏾‍♀️", "🫠", "🩷"]
PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + list("–—‘’“”…•€£¥§¶©®™°±×÷¿¡«»、。「」！？،؛؟।॥")


def lines(data, count=70000):
    """`count` texts or a few more, no two the same: up to half from the folder `data`, the rest generated."""
    texts = dict.fromkeys(corpus(data, count // 2) if data else [])
    dice = random.Random(29)
    texts |= dict.fromkeys(fixed())
    while len(texts) < count:
        texts[dice.choice(GENERATORS)(dice)] = None
    return list(texts)


def corpus(data, count):
    found = []
    for path in sorted(glob.glob(os.path.join(data, "**", "*"), recursive=True)):
        if os.path.isfile(path) and path.endswith((".txt", ".csv", ".jsonl", ".gz", ".md")):
            opened = gzip.open(path, "rt", errors="replace") if path.endswith(".gz") else open(path, errors="replace")
            with opened as file:
                some = [line.rstrip("\n") for _, line in zip(range(200000), file)]
            if path.endswith(".jsonl"):
                some = [value for line in some for value in json.loads(line).values() if isinstance(value, str)]
            found.append([line for line in some if line.strip()])
    each = count // max(1, len(found))
    texts = []
    for some in sorted(found, key=len):
        step = max(1, len(some) // each)
        texts += some[::step][:each]
    rest = [line for some in found for line in some[1::7]]
    return texts + rest[:count - len(texts)]


def fixed():
    texts = ["", " ", "\0", "\ufffd", "\u0301", "\u0301\u0323", "\u0344", "İstanbul", "ΟΔΟΣ", "ǅ ß ẞ ŉ", "각", "Gwa각n's",
             "naïve café", "\r\n\t", "a\u0300\u0323b", "\U0001D15E\U0001D165", "ཱི", "ཀྵ", "\u1ACF\u0323x"]
    texts += [letter * n for letter in ("a", "é", "𝔸", "각", "中", "\u0301", "😀", "I") for n in (33, 50, 99, 100, 101, 102, 5000)]
    texts += [" ".join(chr(c) for c in range(start, start + 64) if not 0xD800 <= c < 0xE000)
              for start in range(0, 0x3400, 64)]
    texts += ["".join("x" + chr(c) for c in range(start, start + 64)) for start in range(0, 0x3400, 64)]
    texts += ["".join("E" + chr(c) for c in range(start, start + 64))
              for first, last in ((0xA000, 0xAC00), (0xF900, 0x12000), (0x16000, 0x17000), (0x1B000, 0x1C000),
                                  (0x1D000, 0x20000), (0x2F800, 0x2FA80), (0xE0000, 0xE0200))
              for start in range(first, last, 64)]
    return texts


def scalar(dice, low, high):
    while True:
        c = dice.randint(low, high)
        if not 0xD800 <= c < 0xE000:
            return chr(c)


def word_of(dice, script, longest=12):
    return "".join(scalar(dice, *SCRIPTS[script]) for _ in range(dice.randint(1, longest)))


def one_script(dice):
    script = dice.choice(list(SCRIPTS))
    return " ".join(word_of(dice, script) for _ in range(dice.randint(1, 12)))


def many_scripts(dice):
    between = ["", " ", " ", "-", "\u00a0", "."]
    return "".join(word_of(dice, dice.choice(list(SCRIPTS)), 5) + dice.choice(between)
                   for _ in range(dice.randint(1, 12)))


def any_plane(dice):
    return "".join(scalar(dice, 0, dice.choice((0x7F, 0x7FF, 0xFFFF, 0x1FFFF, 0x10FFFF)))
                   for _ in range(dice.randint(1, 40)))


def marked(dice):
    bases = "aeiouAEIOUnscg" + "αωИйカがㄱ가각각क்กދ中ſßİ" + "ཀ𝅘𝅥"
    return "".join(dice.choice(bases) + "".join(chr(dice.choice(MARKS)) for _ in range(dice.randint(0, 6)))
                   for _ in range(dice.randint(1, 15)))


def controlled(dice):
    return "".join(dice.choice((word_of(dice, "latin", 4), dice.choice(CONTROLS), dice.choice(CONTROLS)))
                   for _ in range(dice.randint(1, 20)))


def specials(dice):
    return "".join(dice.choice((dice.choice(SPECIALS), dice.choice(["", " ", "  ", "\t", "\u3000"]), "Word", ".", "é", "中"))
                   for _ in range(dice.randint(1, 10)))


def emoji(dice):
    return "".join(dice.choice((dice.choice(EMOJI), " ", "ok", "!", word_of(dice, "emoji", 2)))
                   for _ in range(dice.randint(1, 15)))


def punctuated(dice):
    return "".join(dice.choice((dice.choice(PUNCTUATION), word_of(dice, dice.choice(("latin", "cyrillic", "cjk")), 3), " "))
                   for _ in range(dice.randint(1, 25)))


def long_word(dice):
    script = dice.choice(("latin", "hangul", "greek", "latin-additional", "devanagari", "fullwidth"))
    return "x " + "".join(scalar(dice, *SCRIPTS[script]) for _ in range(dice.randint(90, 130))) + " y"


def mixed_ascii(dice):
    return "".join(chr(dice.randint(0x20, 0x7E)) for _ in range(dice.randint(1, 60)))


GENERATORS = [one_script, many_scripts, any_plane, marked, controlled, specials, emoji, punctuated, long_word, mixed_ascii]
