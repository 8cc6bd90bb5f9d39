"""Pooled vectors of one model for every pooling kind of sentence-transformers, normalised and not.

    python pooling_goldens.py MODEL_DIR OUT.json [--limit 256]

Poolings are computed by sentence-transformers' own Pooling module (6.2.0) on one padded batch of all
texts, so padding is part of what is checked, and compared with the plain definitions below on each text
alone. The other versions are in reference.py. The JSON holds the vectors of each text alone, in fp32.
"""

import argparse
import importlib.metadata
import json
from pathlib import Path

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules.pooling import Pooling

import reference

TEXTS = ["bank grows money", "We sat by the river bank, watching the water.", "A"]
KINDS = ("cls", "mean", "max", "mean_sqrt_len_tokens", "weightedmean", "lasttoken")


def plain(hidden, kind):
    """hidden: [tokens, hidden], unpadded, special tokens included."""
    tokens = len(hidden)
    if kind == "weightedmean":  # the first token weighs 1, the last one `tokens`
        weights = np.arange(1, tokens + 1, dtype=np.float32)[:, None]
        return (hidden * weights).sum(axis=0) / weights.sum()
    return {"cls": lambda: hidden[0], "lasttoken": lambda: hidden[-1],
            "max": lambda: hidden.max(axis=0), "mean": lambda: hidden.sum(axis=0) / tokens,
            "mean_sqrt_len_tokens": lambda: hidden.sum(axis=0) / np.sqrt(np.float32(tokens))}[kind]()


@torch.no_grad()
def padded_poolings(model, all_ids):
    """kind -> [texts, hidden] from one right-padded batch."""
    length = max(map(len, all_ids))
    ids = torch.tensor([i + [0] * (length - len(i)) for i in all_ids])
    mask = torch.tensor([[1] * len(i) + [0] * (length - len(i)) for i in all_ids])
    last = model.model(input_ids=ids, attention_mask=mask).last_hidden_state
    features = {"token_embeddings": last, "attention_mask": mask}
    return {kind: Pooling(last.shape[2], pooling_mode=kind)(dict(features))["sentence_embedding"].numpy()
            for kind in KINDS}


def listed(vector):
    return [float(str(v)) for v in vector.astype(np.float32)]


def unit(vector):
    return vector.astype(np.float64) / np.linalg.norm(vector.astype(np.float64))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--limit", type=int, default=256)
    args = parser.parse_args()

    model = reference.load(args.model)
    all_ids = [model.ids(text, args.limit) for text in TEXTS]
    batched = padded_poolings(model, all_ids)
    entries = []
    for index, (text, ids) in enumerate(zip(TEXTS, all_ids)):
        hidden = model.states(ids)[0][-1]
        pooled = {kind: plain(hidden, kind) for kind in KINDS}
        for kind in KINDS:
            worst = np.abs(pooled[kind] - batched[kind][index]).max()
            assert worst < 1e-5, f"{kind}: sentence-transformers differs by {worst}"
            print(f"{text!r} {kind}: sentence-transformers on the padded batch differs by {worst:.1e}")
        entries.append({"text": text, "ids": ids, "raw": {k: listed(v) for k, v in pooled.items()},
                        "normalised": {k: listed(unit(v)) for k, v in pooled.items()}})
    text = json.dumps({"made_by": "tools/goldens/pooling_goldens.py",
                       "versions": reference.versions() | {
                           "sentence-transformers": importlib.metadata.version("sentence-transformers")},
                       "texts": entries})
    Path(args.out).write_text(text.replace('{"text"', '\n{"text"') + "\n", "utf-8")


if __name__ == "__main__":
    main()
