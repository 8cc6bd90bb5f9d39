"""Every token row of every layer, attention table and pooled vector, for a comparison by hand.

    python full_states.py MODEL TEXTS OUT.safetensors [--pooling mean|cls] [--limit 256]

MODEL is a folder or an .onnx file. TEXTS is a .json list of strings, or a file with one text per line.
The tensors are those of layer_goldens.py with all rows kept. The output is large: not committed.
Versions: see reference.py.
"""

import argparse
import json
from pathlib import Path

from safetensors.numpy import save_file

import reference
from layer_goldens import kept_rows, tensors_of


def read_texts(path):
    text = Path(path).read_text("utf-8")
    return json.loads(text) if path.endswith(".json") else text.split("\n")[:-1 if text.endswith("\n") else None]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("texts")
    parser.add_argument("out")
    parser.add_argument("--pooling", choices=["mean", "cls"], default="mean")
    parser.add_argument("--limit", type=int, default=256)
    args = parser.parse_args()

    model, tensors = reference.load(args.model), {}
    for index, text in enumerate(read_texts(args.texts)):
        ids = model.ids(text, args.limit)
        hidden, attention = model.states(ids)
        rows = kept_rows(len(ids), every_row=True)
        pooled = reference.pool(hidden[-1], args.pooling)
        tensors |= tensors_of(f"t{index:02d}", ids, hidden, attention, pooled, rows)
        print(f"t{index:02d} {len(ids)} tokens")
    save_file(tensors, args.out)


if __name__ == "__main__":
    main()
