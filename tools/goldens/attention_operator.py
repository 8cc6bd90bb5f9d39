"""Goldens of the attention operator itself, from its plain definition in float64.

    python attention_operator.py OUT_DIR

Writes attention-operator.safetensors and attention-operator.json. Per case NAME: inputs NAME.query
[queryHeads, queries, headDim], NAME.key and NAME.value [keyHeads, keys, headDim or valueDim] and,
where present, NAME.bias [queryHeads or 1, queries, keys], all float32; then NAME.weights [queryHeads,
queries, keys] and NAME.output [queryHeads, queries, valueDim], computed in float64, stored as float32.

The definition, per head h whose key head is h // (queryHeads / keyHeads):
    score[i, j] = scale * sum_d query[i, d] * key[j, d] + bias[i, j]
    visible[i, j]: with position p = i + offset (offset = keys - queries when causal with a cache),
        causal: j <= p;  window: p - left <= j <= p + right;  key mask: keyVisible[j]
    weights[i, :] = softmax of the visible scores, zero elsewhere; all zero if none is visible
    output[i, :] = sum_j weights[i, j] * value[j, :]
A bias of -inf also hides a key. Versions: numpy 2.4.6, safetensors 0.8.0; torch 2.15.0 only to cross-check.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

SEED = 1762


def attend(query, key, value, scale, visible, bias=None):
    """Plain definition, float64; one row at a time."""
    query, key, value = (x.astype(np.float64) for x in (query, key, value))
    heads, queries, _ = query.shape
    group, keys = heads // key.shape[0], key.shape[1]
    weights = np.zeros((heads, queries, keys))
    output = np.zeros((heads, queries, value.shape[2]))
    for h in range(heads):
        for i in range(queries):
            scores = scale * (key[h // group] @ query[h, i])
            if bias is not None:
                scores = scores + bias[h if bias.shape[0] > 1 else 0, i].astype(np.float64)
            seen = visible[i] & (scores > -np.inf)
            if seen.any():
                raised = np.exp(scores[seen] - scores[seen].max())
                weights[h, i, seen] = raised / raised.sum()
            output[h, i] = weights[h, i] @ value[h // group]
    return weights, output


def visibility(queries, keys, causal=False, left=None, right=None, offset=0, key_visible=None):
    p, j = np.arange(queries)[:, None] + offset, np.arange(keys)[None, :]
    seen = np.ones((queries, keys), dtype=bool)
    if causal:
        seen &= j <= p
    if left is not None:
        seen &= j >= p - left
    if right is not None:
        seen &= j <= p + right
    if key_visible is not None:
        seen &= np.array(key_visible, dtype=bool)[None, :]
    return seen


class Cases:
    def __init__(self):
        self.random, self.tensors, self.described = np.random.default_rng(SEED), {}, []

    def add(self, name, heads, queries, keys, head_dim, key_heads=None, value_dim=None, spread=1.0,
            scale=None, bias=None, key_visible=None, whole=False, why="", **mask):
        key_heads, value_dim = key_heads or heads, value_dim or head_dim
        scale = float(np.float32(1 / math.sqrt(head_dim) if scale is None else scale))
        normal = lambda *shape: self.random.standard_normal(shape).astype(np.float32)
        query = normal(heads, queries, head_dim) * np.float32(spread)
        key = normal(key_heads, keys, head_dim) * np.float32(spread)
        value = normal(key_heads, keys, value_dim)
        if whole:
            query, key = np.round(query), np.round(key)
        seen = visibility(queries, keys, key_visible=key_visible, **mask)
        weights, output = attend(query, key, value, scale, seen, bias)
        cross_check(query, key, value, scale, seen, bias, output)
        stored = {"query": query, "key": key, "value": value, "weights": weights.astype(np.float32),
                  "output": output.astype(np.float32)}
        if bias is not None:
            stored["bias"] = bias
        self.tensors |= {f"{name}.{part}": np.ascontiguousarray(t) for part, t in stored.items()}
        largest = scale * np.abs(np.einsum("hid,hjd->hij", query.astype(np.float64), np.repeat(
            key, heads // key_heads, axis=0).astype(np.float64))).max()
        self.described.append({
            "name": name, "why": why, "query_heads": heads, "key_heads": key_heads, "queries": queries,
            "keys": keys, "head_dim": head_dim, "value_dim": value_dim, "scale": scale,
            "causal": mask.get("causal", False), "left": mask.get("left"), "right": mask.get("right"),
            "offset": mask.get("offset", 0), "key_visible": key_visible, "bias": bias is not None,
            "largest_score_before_bias": float(f"{largest:.4g}")})

    def bias(self, heads, queries, keys):
        return self.random.standard_normal((heads, queries, keys)).astype(np.float32) * np.float32(2)


def cross_check(query, key, value, scale, seen, bias, output):
    """PyTorch's scaled_dot_product_attention in float64, on the rows that see anything."""
    import torch

    double = lambda x: torch.from_numpy(x.astype(np.float64))
    group = query.shape[0] // key.shape[0]
    mask = torch.zeros(query.shape[0], *seen.shape, dtype=torch.float64)
    if bias is not None:
        mask = mask + double(bias)
    mask = mask.masked_fill(~torch.from_numpy(seen), -math.inf)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        double(query), double(key).repeat_interleave(group, 0),
        double(value).repeat_interleave(group, 0), attn_mask=mask, scale=scale).numpy()
    rows = (mask > -math.inf).any(dim=2).numpy()
    assert np.abs(theirs[rows] - output[rows]).max(initial=0) < 1e-11


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    out = Path(parser.parse_args().out)

    cases = Cases()
    cases.add("plain", 2, 5, 5, 32, why="no mask; the shape of a MiniLM head")
    cases.add("head-dim-1", 2, 4, 6, 1, why="smallest head; cross-attention shape")
    cases.add("head-dim-3", 3, 7, 7, 3, why="head dim below a vector lane")
    cases.add("head-dim-5", 2, 9, 17, 5, value_dim=4, why="odd dim; value dim unlike key dim")
    cases.add("one-key", 2, 3, 1, 8, why="one key: every weight is 1")
    cases.add("padding", 2, 6, 8, 8, key_visible=[1, 1, 0, 1, 1, 1, 0, 0],
              why="masked keys, one of them in the middle")
    cases.add("causal", 2, 8, 8, 8, causal=True, why="triangle")
    cases.add("causal-cache", 2, 3, 11, 8, causal=True, offset=8,
              why="3 new queries after 8 cached keys")
    cases.add("causal-cache-one", 4, 1, 33, 32, causal=True, offset=32,
              why="one decoding step; key count is lane + 1")
    cases.add("window", 2, 9, 9, 8, left=2, right=1, why="two to the left, one to the right")
    cases.add("window-causal", 2, 4, 12, 8, causal=True, left=3, offset=8,
              why="sliding window over a cache")
    cases.add("bias", 2, 5, 7, 8, bias=cases.bias(2, 5, 7), why="additive bias per head")
    cases.add("bias-shared", 3, 5, 5, 8, bias=cases.bias(1, 5, 5), why="one bias for all heads")
    hiding = cases.bias(2, 4, 5)
    hiding[:, 1, 2:] = hiding[:, 3, :] = -np.inf
    cases.add("bias-minus-infinity", 2, 4, 5, 8, bias=hiding, why="-inf hides keys; row 3 sees none")
    cases.add("grouped", 4, 6, 6, 8, key_heads=2, why="4 query heads over 2 key heads")
    cases.add("grouped-one-causal-cache", 4, 2, 10, 8, key_heads=1, causal=True, offset=8,
              why="one key head for all")
    cases.add("cross", 2, 3, 19, 16, why="fewer queries than keys, no mask")
    cases.add("cross-more-queries", 2, 13, 4, 16, why="more queries than keys")
    cases.add("all-masked", 2, 3, 4, 8, key_visible=[0, 0, 0, 0], why="nothing visible: zeros, no NaN")
    cases.add("some-rows-masked", 2, 6, 3, 8, left=0, right=0,
              why="window past the last key: rows 3 to 5 see nothing")
    cases.add("huge-scores", 2, 6, 9, 32, spread=90.0, why="scores about 1e4: exp of them overflows; "
              "fp32 scores are off by up to 1e-2, so near-ties may move")
    ten_thousand = np.concatenate([np.full((1, 3, 9), 1e4, np.float32),
                                   np.full((1, 3, 9), -1e4, np.float32)], axis=1)
    cases.add("huge-scores-exact", 2, 6, 9, 4, scale=1.0, bias=ten_thousand, whole=True,
              why="+1e4 (rows 0 to 2) or -1e4 on small whole scores: exact in fp32, close to each other")

    save_file(cases.tensors, out / "attention-operator.safetensors")
    text = json.dumps({"made_by": "tools/goldens/attention_operator.py", "seed": SEED,
                       "definition": "see the script", "cases": cases.described}, indent=1)
    (out / "attention-operator.json").write_text(text + "\n", "utf-8")
    for case in cases.described:
        print(f"{case['name']:26} largest score {case['largest_score_before_bias']}")


if __name__ == "__main__":
    main()
