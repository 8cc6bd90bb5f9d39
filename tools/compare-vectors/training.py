"""Words a second of heed vectors train beside gensim's, on the same file, in turns, 2 threads each.

    python tools/compare-vectors/training.py CORPUS [ROUNDS]

CORPUS is text whose tokens stand between spaces, a sentence a line. Run in the project's root. Window 5, 5 negatives,
subsampling 1e-3, words of 5 occurrences or more, one epoch a turn; of ROUNDS turns (3) the medians count, the ratio is the
median of the turns' ratios. gensim reads the same file (corpus_file, its fastest way); vocabularies are left out on both
sides. Needs gensim 4.4.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from gensim.models import Word2Vec

CONFIGURATIONS = [("skipgram", 100), ("skipgram", 300), ("cbow", 100), ("cbow", 300)]


def heed(corpus, algorithm, dimension, output, kernel):
    # fmt: off
    done = subprocess.run(
        ["./heed", "vectors", "train", corpus, "--tokens", "whitespace", "--algorithm", algorithm, "--dimension",
         str(dimension), "--epochs", "1", "--threads", "2", "--output", output],
        capture_output=True, text=True, check=True, env=os.environ | {"HEED_JAVA_OPTS": "-Dheed.kernel=" + kernel})
    # fmt: on
    rate, unit = re.search(r"([0-9.]+) ([kM]) words/s", done.stderr).groups()
    return float(rate) * {"k": 1e3, "M": 1e6}[unit]


def gensim(corpus, algorithm, dimension):
    skipgram = int(algorithm == "skipgram")
    model = Word2Vec(vector_size=dimension, window=5, negative=5, sample=1e-3, min_count=5, workers=2, sg=skipgram,
                     epochs=1, alpha=0.025 if skipgram else 0.05, seed=1)
    model.build_vocab(corpus_file=corpus)
    start = time.perf_counter()
    model.train(corpus_file=corpus, total_words=model.corpus_total_words, total_examples=model.corpus_count, epochs=1)
    return model.corpus_total_words / (time.perf_counter() - start)


def main():
    corpus, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "vectors.bin")
        print("| | Heed | gensim | ratio | Heed, plain Java | ratio |")
        print("| --- | --- | --- | --- | --- | --- |")
        for algorithm, dimension in CONFIGURATIONS:
            ours, theirs, plain = [], [], []
            for _ in range(rounds):
                ours.append(heed(corpus, algorithm, dimension, output, "auto"))
                theirs.append(gensim(corpus, algorithm, dimension))
                plain.append(heed(corpus, algorithm, dimension, output, "plain"))
            ratio, ratio_plain = (statistics.median(a / b for a, b in zip(way, theirs)) for way in (ours, plain))
            own, peer, portable = (statistics.median(way) / 1e6 for way in (ours, theirs, plain))
            print(f"| {algorithm} {dimension} | {own:.2f} M | {peer:.2f} M | {ratio:.1f}× | {portable:.2f} M | {ratio_plain:.1f}× |", flush=True)


main()
