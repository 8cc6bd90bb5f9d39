"""Goldens of quantised blocks: random bytes and the weights that the gguf package reads in them.

    python block_goldens.py OUT_DIR

Writes blocks.safetensors: for each format NAME.bytes [n], uint8, and NAME.weights [m], float32, by
gguf.dequantize. Half-precision scales are random but finite, subnormal ones and negative zero among
them; all other bytes are random. Versions: gguf 0.19.0, numpy 2.4.6, safetensors 0.8.0.
"""

import argparse
from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, dequantize
from safetensors.numpy import save_file

# bytes at which a half-precision number stands
HALVES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
EDGES = np.array([0x0000, 0x8000, 0x0001, 0x83FF, 0x7BFF, 0xFBFF], np.uint16)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    random = np.random.default_rng(18)
    tensors = {}
    for name, places in HALVES.items():
        kind = GGMLQuantizationType[name]
        weights, size = GGML_QUANT_SIZES[kind]
        count = 16 if weights == 32 else 6
        data = random.integers(0, 256, (count, size), dtype=np.uint8)
        for place in places:
            halves = random.normal(0, 0.1, count).astype(np.float16).view(np.uint16)
            halves[:len(EDGES)] = random.permutation(EDGES)[:count]
            if weights == 256:  # the largest half times 63 times 15 stays far from float's end
                halves[0] = np.float16(0.037).view(np.uint16)
            data[:, place:place + 2] = halves.view(np.uint8).reshape(count, 2)
        tensors[name + ".bytes"] = data.reshape(-1)
        tensors[name + ".weights"] = dequantize(data, kind).astype(np.float32).reshape(-1)
    for name in ("F16", "BF16"):
        kind = GGMLQuantizationType[name]
        bits = random.integers(0, 0x7C00 if name == "F16" else 0x7F80, 64, dtype=np.uint16)
        bits |= (random.integers(0, 2, 64, dtype=np.uint16) << 15)
        data = bits.view(np.uint8)
        tensors[name + ".bytes"] = data
        tensors[name + ".weights"] = dequantize(data.reshape(1, -1), kind).astype(np.float32).reshape(-1)
    floats = random.normal(0, 1, 32).astype(np.float32)
    tensors["F32.bytes"], tensors["F32.weights"] = floats.view(np.uint8), floats
    save_file(tensors, out / "blocks.safetensors")


if __name__ == "__main__":
    main()
