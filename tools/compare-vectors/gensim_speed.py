"""gensim's ten nearest neighbours of the words that VectorBenchmark asks for: milliseconds a question.

python tools/compare-vectors/gensim_speed.py FILE    (gensim 4.4; ./build bench-vectors calls it)
"""

import statistics
import sys
import time

from gensim.models import KeyedVectors

QUESTIONS = 500
start = time.perf_counter()
vectors = KeyedVectors.load_word2vec_format(sys.argv[1], binary=sys.argv[1].endswith(".bin"))
print(f"gensim: {len(vectors)} words, read in {time.perf_counter() - start:.2f} s")
words = [vectors.index_to_key[i * len(vectors) // QUESTIONS] for i in range(QUESTIONS)]
vectors.most_similar(words[0])
rounds = []
for _ in range(5):
    start = time.perf_counter()
    for word in words:
        vectors.most_similar(word, topn=10)
    rounds.append((time.perf_counter() - start) / QUESTIONS * 1e3)
print(f"most_similar             {statistics.median(rounds):.3f} ms (best {min(rounds):.3f})")
