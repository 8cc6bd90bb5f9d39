"""Attention rollout, value-weighted norms, leave-one-out and the steps of a block, in PyTorch and fp64.

    python beyond_weights.py MODEL.onnx > model-minilm/src/test/resources/dev/heed/golden/beyond-weights.tsv

Rollout: Abnar and Zuidema (2020), with 0.5·A + 0.5·I a layer. Norms: Kobayashi et al. (2020), the value and output
projections without the output's bias. Leaving out takes a token's id away and keeps the others. Versions: reference.py.
"""
import sys

import numpy as np
import torch

import reference

TEXT = "We sat by the unbelievable river bank."
LAYER, HEAD, TOKEN = 3, 5, 4  # from 1, from 1, from 0


def line(name, values):
    print(name + "\t" + " ".join(f"{float(v):.9g}" for v in np.asarray(values).reshape(-1)))


ref = reference.load(sys.argv[1])
ids = ref.ids(TEXT, 256)
hidden, attention = ref.states(ids, double=True)
n = len(ids)
rolled = np.eye(n)
for weights in attention:
    rolled = (0.5 * weights.mean(axis=0) + 0.5 * np.eye(n)) @ rolled
line("rollout", rolled)

block = ref.double().encoder.layer[LAYER - 1]
with torch.no_grad():
    x = torch.tensor(hidden[LAYER - 1])
    heads = attention.shape[1]
    value = block.attention.self.value(x).numpy().reshape(n, heads, -1)  # [tokens, heads, headDim]
    out = block.attention.output.dense.weight.numpy().reshape(-1, heads, value.shape[2])  # [hidden, heads, headDim]
    given = np.einsum("jhd,ohd->jho", value, out)
    line("norms", np.linalg.norm(np.einsum("hij,jho->ijo", attention[LAYER - 1], given), axis=-1))
    line("headNorms", attention[LAYER - 1][HEAD - 1] * np.linalg.norm(given[:, HEAD - 1], axis=-1)[None, :])
    attended = torch.tensor(np.einsum("hij,jhd->ihd", attention[LAYER - 1], value).reshape(n, -1))
    projected = block.attention.output.dense(attended)
    normalized = block.attention.output.LayerNorm(projected + x)
    fed = block.output.dense(block.intermediate(normalized))
    output = block.output.LayerNorm(fed + normalized)
for name, step in (("projected", projected), ("normalized", normalized), ("fed", fed), ("output", output)):
    line(name, step[TOKEN])


def last(kept):
    return ref.states([ids[i] for i in kept], double=True)[0][-1]


def distance(a, b):
    return 1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b)


whole = last(range(n))
chosen = n - 3  # bank, before the full stop and [SEP]
for token in range(1, n - 1):
    kept = [i for i in range(n) if i != token]
    without = last(kept)
    effects = [distance(whole.mean(axis=0), without.mean(axis=0))]
    if token != chosen:
        effects.append(distance(whole[chosen], without[kept.index(chosen)]))
    line(f"without {token}", effects)
