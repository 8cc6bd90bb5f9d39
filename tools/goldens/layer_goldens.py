"""Layer goldens: ids, every hidden state, every attention row and the pooled vector per text.

    python layer_goldens.py MODEL TEXTS.json OUT_DIR NAME --pooling mean --limit 256
    python layer_goldens.py MODEL TEXTS.json OUT_DIR NAME --pooling cls --limit 512 --pooled-only

MODEL is a folder or an .onnx file (see reference.py, which also lists the versions). TEXTS.json is a
list of strings. Writes NAME.safetensors and NAME-texts.json. Tensors per text tNN:
    tNN.ids        int32   [tokens]               with the special tokens, cut at the limit
    tNN.rows       int32   [rows]                 token rows kept below
    tNN.layerN     float32 [rows, hidden]         N = 0 (embeddings after LayerNorm) .. layers
    tNN.attentionN float32 [heads, rows, keys]    N = 1 .. layers, inside block N
    tNN.pooled     float32 [hidden]               normalised to length one
    tNN.norm       float32 [1]                    length before that
All rows of texts of up to ROWS_ALL tokens; four of longer ones; two beyond ROWS_TWO tokens.
Values are fp32; the JSON's `noise` is the largest |fp32 - fp64| over all rows of all texts.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

import reference

ROWS_ALL = 10
ROWS_TWO = 256


def kept_rows(tokens, every_row=False):
    if every_row or tokens <= ROWS_ALL:
        return np.arange(tokens, dtype=np.int32)
    if tokens > ROWS_TWO:
        return np.array([0, tokens - 1], dtype=np.int32)
    return np.array([0, tokens // 3, 2 * tokens // 3, tokens - 1], dtype=np.int32)


def tensors_of(name, ids, hidden, attention, pooled, rows, pooled_only=False):
    norm = np.sqrt(np.sum(pooled.astype(np.float64) ** 2))
    tensors = {f"{name}.ids": np.array(ids, dtype=np.int32),
               f"{name}.pooled": (pooled / norm).astype(np.float32),
               f"{name}.norm": np.array([norm], dtype=np.float32)}
    if pooled_only:
        return tensors
    tensors[f"{name}.rows"] = rows
    for n, layer in enumerate(hidden):
        tensors[f"{name}.layer{n}"] = np.ascontiguousarray(layer[rows], dtype=np.float32)
    for n, weights in enumerate(attention, start=1):
        tensors[f"{name}.attention{n}"] = np.ascontiguousarray(weights[:, rows], dtype=np.float32)
    return tensors


class Noise:
    """Largest |fp32 - fp64| seen, per layer."""

    def __init__(self):
        self.hidden, self.attention, self.pooled = None, None, 0.0

    def see(self, single, double, pooling):
        (h32, a32), (h64, a64) = single, double
        hidden = np.abs(h32 - h64).max(axis=(1, 2))
        attention = np.abs(a32 - a64).max(axis=(1, 2, 3))
        first = self.hidden is None
        self.hidden = hidden if first else np.maximum(self.hidden, hidden)
        self.attention = attention if first else np.maximum(self.attention, attention)
        unit = [p / np.linalg.norm(p) for p in
                (reference.pool(h[-1], pooling).astype(np.float64) for h in (h32, h64))]
        self.pooled = max(self.pooled, float(np.abs(unit[0] - unit[1]).max()))

    def json(self):
        short = lambda values: [float(f"{v:.3g}") for v in values]
        return {"hidden": short(self.hidden), "attention": short(self.attention),
                "pooled": float(f"{self.pooled:.3g}")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("texts")
    parser.add_argument("out")
    parser.add_argument("name")
    parser.add_argument("--pooling", choices=["mean", "cls"], required=True)
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("--pooled-only", action="store_true")
    args = parser.parse_args()

    model = reference.load(args.model)
    noise, tensors, entries = Noise(), {}, []
    for index, text in enumerate(json.loads(Path(args.texts).read_text("utf-8"))):
        name, ids = f"t{index:02d}", model.ids(text, args.limit)
        uncut = len(model.ids(text, 1_000_000))
        hidden, attention = model.states(ids)
        noise.see((hidden, attention), model.states(ids, double=True), args.pooling)
        pooled = reference.pool(hidden[-1], args.pooling)
        rows = kept_rows(len(ids))
        tensors |= tensors_of(name, ids, hidden, attention, pooled, rows, args.pooled_only)
        entries.append({"name": name, "tokens": len(ids), "tokens_uncut": uncut, "text": text})

    config = model.model.config
    out = Path(args.out)
    save_file(tensors, out / f"{args.name}.safetensors")
    description = {
        "model": args.name, "pooling": args.pooling, "normalise": True, "limit": args.limit,
        "hidden_size": config.hidden_size, "layers": config.num_hidden_layers,
        "attention_heads": config.num_attention_heads, "made_by": "tools/goldens/layer_goldens.py",
        "versions": reference.versions(), "onnxruntime_difference": model.onnx_difference,
        "noise_fp32_against_fp64": noise.json(), "texts": entries}
    text = json.dumps(description, ensure_ascii=False, indent=1)
    (out / f"{args.name}-texts.json").write_text(text + "\n", "utf-8")
    size = (out / f"{args.name}.safetensors").stat().st_size
    print(f"{args.name}: {len(entries)} texts, tokens {[e['tokens'] for e in entries]}, {size} bytes")
    print(f"onnxruntime difference {model.onnx_difference}; noise {noise.json()}")


if __name__ == "__main__":
    main()
