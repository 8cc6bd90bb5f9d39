"""Whether gensim, fastText and NumPy read what heed writes, value for value, and gensim's evaluations are heed's.

    python tools/compare-vectors/agreement.py FILE PAIRS ANALOGIES

FILE is word2vec binary or text (gensim reads it), PAIRS and ANALOGIES are evaluation sets such as WordSim-353 and
questions-words.txt. Run in the project's root. Prints a line a check and fails at the first difference. Needs gensim 4.4,
fasttext 0.9.2 and numpy; the small files of the tests were made by tools/goldens/word_vectors.py.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import fasttext
import numpy as np
from gensim.models import KeyedVectors

LIMIT = 30000


def heed(*arguments):
    ran = subprocess.run(["./heed", "vectors", *map(str, arguments)], check=True, capture_output=True, text=True)
    return ran.stdout


def same(name, words, vectors, expected):
    assert words == expected.index_to_key, f"{name}: other words"
    bits = np.ascontiguousarray(vectors, dtype="<f4").view("<u4")
    wanted = np.ascontiguousarray(expected.vectors, dtype="<f4").view("<u4")
    assert (bits == wanted).all(), f"{name}: {(bits != wanted).sum()} other values"
    print(f"{name}: {len(words)} words, every value the same")


def reading(file, expected, folder):
    for suffix in ("bin", "txt", "vec.gz"):
        written = folder / f"written.{suffix}"
        heed("convert", file, "--output", written)
        read = KeyedVectors.load_word2vec_format(str(written), binary=suffix == "bin")
        same(f"gensim reads .{suffix}", read.index_to_key, read.vectors, expected)
    heed("convert", file, "--output", folder / "written.npy")
    words = (folder / "written.vocab").read_text(encoding="utf-8").split("\n")[:-1]
    same("NumPy reads .npy", words, np.load(folder / "written.npy"), expected)

    heed("convert", file, "--output", folder / "written.vec")
    some = [w for w in expected.index_to_key if not any(c.isspace() for c in w)][:5000]
    (folder / "train.txt").write_text("__label__x " + " ".join(some) + "\n", encoding="utf-8")
    model = fasttext.train_supervised(
        str(folder / "train.txt"), pretrainedVectors=str(folder / "written.vec"), dim=expected.vector_size,
        lr=0.0, epoch=1, minCount=1, thread=1, verbose=0)
    for word in some:
        row = model.get_input_vector(model.get_word_id(word))
        assert (row == expected[word]).all(), f"fastText reads .vec: {word} differs"
    print(f"fastText reads .vec (pretrainedVectors): {len(some)} words, every value the same")


def evaluations(file, expected, pairs, analogies):
    ours = json.loads(heed("evaluate", file, pairs, "--limit", LIMIT, "--format", "json"))
    _, (spearman, _), missing = expected.evaluate_word_pairs(pairs, restrict_vocab=LIMIT)
    print(f"pairs: heed {ours['spearman']:.6f}, gensim {spearman:.6f}; missing {missing:.3f}%")
    assert abs(ours["spearman"] - spearman) < 1e-6
    assert abs(100 * (ours["pairs"] - ours["covered"]) / ours["pairs"] - missing) < 1e-9

    ours = json.loads(heed("evaluate", file, analogies, "--limit", LIMIT, "--format", "json"))
    accuracy, sections = expected.evaluate_word_analogies(analogies, restrict_vocab=LIMIT)
    print(f"analogies: heed {ours['accuracy']:.6f}, gensim {accuracy:.6f}")
    assert abs(ours["accuracy"] - accuracy) < 1e-6
    theirs = {s["section"]: (len(s["correct"]), len(s["correct"]) + len(s["incorrect"])) for s in sections}
    for section in ours["sections"]:
        mine = (section["correct"], section["covered"])
        assert mine == theirs[section["name"]], f"{section['name']}: heed {mine}, gensim {theirs[section['name']]}"
    print(f"analogies: {len(ours['sections'])} sections, the same right answers in each")


def main():
    file, pairs, analogies = sys.argv[1:4]
    expected = KeyedVectors.load_word2vec_format(file, binary=file.endswith(".bin"))
    with tempfile.TemporaryDirectory() as folder:
        reading(file, expected, pathlib.Path(folder))
    evaluations(file, expected, pairs, analogies)


main()
