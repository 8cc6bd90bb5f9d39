"""Are an ONNX export's weights bit for bit those of the safetensors folder it came from?

    python compare_onnx_weights.py MODEL_DIR MODEL.onnx

Prints every tensor that differs or is on one side only, then a count. Versions: see reference.py.
"""

import argparse
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

import reference


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("onnx")
    args = parser.parse_args()

    folder = load_file(Path(args.folder) / "model.safetensors")
    folder = {n: w for n, w in folder.items() if "position_ids" not in n}
    export, heads = reference.onnx_weights(args.onnx)
    equal = 0
    for name in sorted(folder.keys() | export.keys()):
        ours, theirs = folder.get(name), export.get(name)
        if ours is None or theirs is None:
            print(f"{name}: only in {'the export' if ours is None else 'the folder'}")
        elif ours.shape != theirs.shape or ours.dtype != theirs.dtype:
            print(f"{name}: {ours.dtype}{ours.shape} and {theirs.dtype}{theirs.shape}")
        elif ours.tobytes() != theirs.tobytes():
            count = int((ours != theirs).sum())
            print(f"{name}: {count} of {ours.size} differ, at most {np.abs(ours - theirs).max():.3g}")
        else:
            equal += 1
    print(f"{equal} tensors are bit-identical; {heads} heads in the export")


if __name__ == "__main__":
    main()
