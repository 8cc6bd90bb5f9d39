"""Spearman correlation of the reference encoder's cosines with the scores of an STS benchmark file.

    python sts_spearman.py sts-dev.csv MODEL [--pooling mean|cls] [--limit 256] [--prefix "query: "]

MODEL is a folder or an .onnx file (see reference.py, which also lists the versions; scipy 1.17.1). The
file is tab-separated without quoting: genre, file, year, number, score, sentence 1, sentence 2. Texts of
equal token count are run together, so nothing is padded. Spearman is scipy's: Pearson of the ranks,
tied values sharing their average rank; the cosine is taken in float64 of the fp32 pooled vectors.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from scipy.stats import pearsonr, rankdata, spearmanr

import reference

BATCH_TOKENS = 2048


def read_pairs(path):
    rows = [line.split("\t") for line in Path(path).read_text("utf-8").split("\n") if line]
    return [float(r[4]) for r in rows], [r[5] for r in rows], [r[6] for r in rows]


@torch.no_grad()
def embed(model, texts, pooling, limit):
    """Normalised pooled vectors, float64, one row per text."""
    by_length = defaultdict(dict)
    for text in texts:
        ids = model.ids(text, limit)
        by_length[len(ids)][text] = ids
    vectors = {}
    for length, group in by_length.items():
        names, step = list(group), max(1, BATCH_TOKENS // length)
        for start in range(0, len(names), step):
            batch = names[start:start + step]
            ids = torch.tensor([group[n] for n in batch])
            last = model.model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
            vectors |= {n: reference.pool(h, pooling).astype(np.float64)
                        for n, h in zip(batch, last.numpy())}
    matrix = np.stack([vectors[t] for t in texts])
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sts")
    parser.add_argument("model")
    parser.add_argument("--pooling", choices=["mean", "cls"], default="mean")
    parser.add_argument("--limit", type=int, default=256)
    parser.add_argument("--prefix", default="")
    args = parser.parse_args()

    scores, left, right = read_pairs(args.sts)
    model = reference.load(args.model)
    vectors = embed(model, [args.prefix + t for t in left + right], args.pooling, args.limit)
    cosines = np.sum(vectors[:len(left)] * vectors[len(left):], axis=1)
    ordinal = pearsonr(rankdata(cosines, "ordinal"), rankdata(scores, "ordinal")).statistic
    print(f"pairs {len(scores)}")
    print(f"spearman {spearmanr(cosines, scores).statistic:.6f}  (ties share their average rank)")
    print(f"spearman with cosines rounded to fp32 "
          f"{spearmanr(cosines.astype(np.float32), scores).statistic:.6f}")
    print(f"ordinal ranks, for comparison only {ordinal:.6f}")
    print(f"pearson {pearsonr(cosines, scores).statistic:.6f}")


if __name__ == "__main__":
    main()
