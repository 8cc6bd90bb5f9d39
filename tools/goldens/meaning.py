"""Goldens of meaning/: average linkage by scipy, agreement of partitions by scikit-learn.

Usage: python tools/goldens/meaning.py > meaning/src/test/resources/dev/heed/meaning/partitions.json
"""

import json

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.metrics import adjusted_rand_score, v_measure_score

rng = np.random.default_rng(7)
trees = []
for n in (2, 5, 17, 40):
    x = rng.normal(size=(n, 6)) + 3 * rng.integers(0, 3, size=(n, 1))
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    d = np.maximum(1 - x @ x.T, 0).astype(np.float32)
    np.fill_diagonal(d, 0)
    d = np.minimum(d, d.T)
    z = linkage(squareform(d.astype(np.float64), checks=False), "average")
    cuts = [float(c) for c in np.quantile(z[:, 2], [0.3, 0.6, 0.9]) + 1e-4]
    trees.append({
        "rows": n,
        "distances": [float(v) for v in d.ravel()],
        "cuts": [{"distance": c, "groups": [int(g) for g in fcluster(z, c, "distance")]} for c in cuts],
    })
scores = []
for _ in range(6):
    n = int(rng.integers(8, 40))
    gold = rng.integers(0, 3, size=n)
    found = np.where(rng.random(n) < 0.5, gold, rng.integers(0, 4, size=n))
    scores.append({
        "gold": [int(v) for v in gold],
        "found": [int(v) for v in found],
        "adjustedRand": adjusted_rand_score(gold, found),
        "vMeasure": v_measure_score(gold, found),
    })
print(json.dumps({"trees": trees, "scores": scores}))
