"""Heed's training of word vectors beside gensim's: words per second, and how good the vectors are.

Run in the project's root with gensim (made with 4.4.0), on an idle machine:

    python tools/compare-training/compare.py speed CORPUS.gz [--gensim-epochs 1]
    python tools/compare-training/compare.py quality CORPUS.gz WORDSIM SIMLEX ANALOGIES [--workers 2] [--algorithm cbow]

CORPUS.gz is text, a line a paragraph; it is lower-cased and cut into runs of letters and apostrophes for both, two threads
each, gensim from its corpus file. Words per second count every word that has a vector, in every epoch, training only; the
end-to-end line takes CORPUS.gz itself, vocabulary, cutting and writing included. Quality is the mean of three seeds: Spearman's
rho on the two lists of pairs, accuracy on semantic and syntactic analogies, 30,000 most frequent words.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import tempfile
import time

THREADS = 2


def cut(corpus, target):
    word = re.compile(r"[a-z']+")
    with gzip.open(corpus, "rt", encoding="utf-8", newline="\n") as lines, open(target, "w", encoding="utf-8") as out:
        for line in lines:
            words = [w for w in (x.strip("'") for x in word.findall(line.lower())) if w]
            if words:
                out.write(" ".join(words) + "\n")


def heed(arguments, java_options=""):
    environment = dict(os.environ, HEED_JAVA_OPTS=java_options)
    done = subprocess.run(["./heed", "vectors", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return done


def train(corpus, output, algorithm, dimension, *more, java_options=""):
    note = heed(["train", corpus, "--output", output, "--algorithm", algorithm, "--dimension", str(dimension),
                 "--threads", str(THREADS), *more], java_options).stderr.splitlines()[-1]
    number, unit = re.search(r"([\d.]+) ([kM])? ?words/s", note).groups()
    return float(number) * {"k": 1e3, "M": 1e6, None: 1}[unit]


def gensim_rate(corpus, algorithm, dimension, epochs):
    from gensim.models import Word2Vec
    model = Word2Vec(vector_size=dimension, window=5, negative=5, sample=1e-3, min_count=5, workers=THREADS,
                     sg=int(algorithm == "skipgram"), epochs=epochs, alpha=0.025 if algorithm == "skipgram" else 0.05, seed=1)
    model.build_vocab(corpus_file=corpus)
    start = time.time()
    model.train(corpus_file=corpus, total_words=model.corpus_total_words, total_examples=model.corpus_count, epochs=epochs)
    kept = sum(model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key)
    return kept * epochs / (time.time() - start)


def speed(options):
    with tempfile.TemporaryDirectory() as folder:
        corpus, output = os.path.join(folder, "cut.txt"), os.path.join(folder, "v.bin")
        cut(options.corpus, corpus)
        for algorithm, dimension in (("skipgram", 100), ("skipgram", 300), ("cbow", 100), ("cbow", 300)):
            # heed before and after, since machines change their pace; the mean of the two
            rates = [train(corpus, output, algorithm, dimension, "--tokens", "whitespace")]
            peer = gensim_rate(corpus, algorithm, dimension, options.gensim_epochs)
            rates.append(train(corpus, output, algorithm, dimension, "--tokens", "whitespace"))
            own = sum(rates) / 2
            print(f"{algorithm} {dimension}: heed {own / 1e6:.2f} M words/s ({rates[0] / 1e6:.2f}, {rates[1] / 1e6:.2f}), "
                  f"gensim {peer / 1e6:.3f} M, ratio {own / peer:.1f}", flush=True)
        plain = train(corpus, output, "skipgram", 100, "--tokens", "whitespace", "--epochs", "1",
                      java_options="-Dheed.kernel=plain")
        print(f"skipgram 100, plain Java: heed {plain / 1e6:.2f} M words/s", flush=True)
        start = time.time()
        train(options.corpus, output, "skipgram", 100, "--lowercase")
        print(f"skipgram 100, 5 epochs, from the gz to the file: {time.time() - start:.1f} s", flush=True)


def spearman(file, pairs):
    return json.loads(heed(["evaluate", file, pairs, "--format", "json"]).stdout)["spearman"]


def analogies(file, questions):
    sections = json.loads(heed(["evaluate", file, questions, "--format", "json"]).stdout)["sections"]
    found = []
    for syntactic in (False, True):
        chosen = [s for s in sections if s["name"].startswith("gram") == syntactic]
        found.append(100 * sum(s["correct"] for s in chosen) / sum(s["covered"] for s in chosen))
    return found


def quality(options):
    with tempfile.TemporaryDirectory() as folder:
        corpus, output = os.path.join(folder, "cut.txt"), os.path.join(folder, "v.bin")
        cut(options.corpus, corpus)
        rows = []
        for seed in (1, 2, 3):
            train(corpus, output, options.algorithm, options.dimension, "--tokens", "whitespace", "--seed", str(seed),
                  "--workers", str(options.workers))
            rows.append([spearman(output, options.wordsim), spearman(output, options.simlex),
                         *analogies(output, options.analogies)])
            print("seed {}: {:.3f} {:.3f} {:.1f} {:.1f}".format(seed, *rows[-1]), flush=True)
        print("mean: WordSim {:.3f} SimLex {:.3f} semantic {:.1f}% syntactic {:.1f}%".format(
            *(sum(column) / len(rows) for column in zip(*rows))))


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("speed")
    one.add_argument("corpus")
    one.add_argument("--gensim-epochs", type=int, default=1)
    one.set_defaults(run=speed)
    two = commands.add_parser("quality")
    for name in ("corpus", "wordsim", "simlex", "analogies"):
        two.add_argument(name)
    two.add_argument("--workers", type=int, default=2)
    two.add_argument("--dimension", type=int, default=100)
    two.add_argument("--algorithm", default="skipgram")
    two.set_defaults(run=quality)
    options = parser.parse_args()
    options.run(options)


main()
