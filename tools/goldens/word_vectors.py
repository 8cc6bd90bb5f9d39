"""Small word-vector files as gensim and fastText write them, and what both read from them.

    python word_vectors.py OUT

Writes word2vec text and binary (gensim), a fastText model, its .vec, and a classifier, whole and quantised, trained on
made-up words with a fixed seed; expected.json holds the vectors of known and unknown words as the reference gives
them, neighbours, analogies and evaluations. Needs gensim 4.4, fasttext 0.9.2 (fasttext-wheel), numpy, scipy.
"""

import json
import pathlib
import random
import struct
import sys
import tempfile

import fasttext
import numpy as np
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors

UNKNOWN = ["bankers", "unbank", "naïveté", "銀行員", "x", "ab", "riverbank-side", "Straße", "</s>x", "😀grin", "é"]


def hexes(vector):
    return [struct.pack(">f", float(x)).hex() for x in vector]


def corpus(path, labels=False):
    random.seed(7)
    groups = [
        "bank money deposit account banker teller loan".split(),
        "river water shore bank stream naïve fluß".split(),
        "king queen prince 銀行 銀 café crown".split(),
    ]
    with open(path, "w", encoding="utf-8") as out:
        for i in range(400):
            g = i % 3
            words = [random.choice(groups[g]) for _ in range(8)]
            out.write((f"__label__g{g} " if labels else "") + " ".join(words) + "\n")


def fast_text(out, expected):
    with tempfile.TemporaryDirectory() as folder:
        corpus(folder + "/plain.txt")
        corpus(folder + "/labels.txt", labels=True)
        model = fasttext.train_unsupervised(
            folder + "/plain.txt", dim=6, bucket=97, minCount=1, minn=2, maxn=4, epoch=2, thread=1, verbose=0)
        model.save_model(str(out / "fasttext.bin"))
        plain = fasttext.train_unsupervised(
            folder + "/plain.txt", dim=5, bucket=0, minCount=1, minn=0, maxn=0, epoch=2, thread=1, verbose=0)
        plain.save_model(str(out / "fasttext-words.bin"))
        labelled = fasttext.train_supervised(
            folder + "/labels.txt", dim=8, bucket=300, minn=3, maxn=5, epoch=3, thread=1, verbose=0)
        labelled.save_model(str(out / "fasttext-labels.bin"))
        labelled.quantize(input=folder + "/labels.txt", cutoff=280, retrain=False, qnorm=True)
        labelled.save_model(str(out / "fasttext-quantized.ftz"))
        with open(out / "fasttext.vec", "w", encoding="utf-8") as vec:
            vec.write(f"{len(model.words)} 6\n")
            for word in model.words:
                vec.write(word + " " + " ".join(f"{x:.5g}" for x in model.get_word_vector(word)) + " \n")
    for name, m in [("fasttext.bin", model), ("fasttext-words.bin", plain), ("fasttext-quantized.ftz", labelled),
                    ("fasttext-labels.bin", fasttext.load_model(str(out / "fasttext-labels.bin")))]:
        words, counts = m.get_words(include_freq=True)
        expected[name] = {
            "words": words,
            "counts": [int(c) for c in counts],
            "vectors": [[float(x) for x in m.get_word_vector(w)] for w in words],
            "unknown": {w: [float(x) for x in m.get_word_vector(w)] for w in UNKNOWN},
        }
    again = load_facebook_vectors(str(out / "fasttext.bin"))
    for w in model.words[1:] + UNKNOWN:  # gensim cuts </s> into subwords, fastText does not
        assert np.allclose(again[w], model.get_word_vector(w), atol=1e-6), w


def word2vec(out, expected):
    rng = np.random.default_rng(11)
    words = ["king", "queen", "Queen", "man", "woman", "bank", "naïve", "銀行", "foo\u00a0bar", "prince", "princess",
             "Athens", "Greece", "Oslo", "Norway", "river", "apple", "big", "bigger", "small", "smaller"]
    kv = KeyedVectors(vector_size=7)
    kv.add_vectors(words, rng.normal(size=(len(words), 7)).astype(np.float32) * 3)
    kv.save_word2vec_format(str(out / "gensim.bin"), binary=True)
    kv.save_word2vec_format(str(out / "gensim.txt"), binary=False)
    pairs = [("king", "queen", 8.5), ("KING", "man", 5), ("bank", "river", 5), ("apple", "king", 1.31),
             ("queen", "woman", 7), ("small", "big", 5), ("nothing", "king", 3), ("prince", "princess", 8.5)]
    with open(out / "pairs.tsv", "w", encoding="utf-8") as f:
        f.write("# word\tword\tscore\n")
        f.writelines(f"{a}\t{b}\t{s}\n" for a, b, s in pairs)
    with open(out / "analogies.txt", "w", encoding="utf-8") as f:
        f.write(": capitals\nAthens Greece Oslo Norway\nOslo Norway Athens Greece\nRome Italy Oslo Norway\n"
                ": gram-comparative\nbig bigger small smaller\nsmall smaller big bigger\nBig BIGGER small smaller\n"
                ": family\nking queen man woman\nprince princess king queen\nman woman king queen\n")
    for limit in (300_000, 14):
        pearson, spearman, missing = kv.evaluate_word_pairs(str(out / "pairs.tsv"), restrict_vocab=limit)
        score, sections = kv.evaluate_word_analogies(str(out / "analogies.txt"), restrict_vocab=limit)
        expected[f"evaluate-{limit}"] = {
            "spearman": float(spearman[0]), "pearson": float(pearson[0]), "missing": float(missing), "accuracy": score,
            "sections": [[s["section"], len(s["correct"]), len(s["incorrect"])] for s in sections],
        }
    expected["gensim"] = {
        "words": words,
        "bits": [hexes(kv[w]) for w in words],
        "neighbors": {w: kv.most_similar(w, topn=5) for w in ["king", "bank", "銀行"]},
        "add": kv.most_similar(positive=["queen", "man"], negative=["king"], topn=4),
        "mul": kv.most_similar_cosmul(positive=["queen", "man"], negative=["king"], topn=4),
        "odd": kv.doesnt_match(["king", "queen", "man", "apple"]),
        "similarity": float(kv.similarity("king", "queen")),
        "centroid": kv.most_similar(positive=["king", "queen", "bank"], topn=3),
    }


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    expected = {}
    fast_text(out, expected)
    word2vec(out, expected)
    with open(out / "expected.json", "w", encoding="utf-8") as f:
        json.dump(expected, f, ensure_ascii=False, indent=0)
        f.write("\n")


if __name__ == "__main__":
    main()
