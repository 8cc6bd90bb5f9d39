#!/usr/bin/env python3
"""Writes what transformers' ACT2FN makes of numbers, by name, in double precision.

    python tools/goldens/activations.py engine/src/test/resources/dev/heed/golden/activations.json
"""
import json
import sys

import torch
from transformers.activations import ACT2CLS, ACT2FN

WITH_WEIGHTS = ("prelu", "xielu")


def main():
    x = torch.cat([torch.linspace(-12, 12, 241), torch.tensor([-1e4, -200, -90, -40, -1e-3, -1e-20, 0, 1e-20, 1e-3, 40, 90, 200, 1e4])]).double()
    values = {name: ACT2FN[name](x).tolist() for name in ACT2CLS if name not in WITH_WEIGHTS}
    with open(sys.argv[1], "w") as out:
        json.dump({"x": x.tolist(), "values": values, "with_weights": WITH_WEIGHTS}, out, indent=0)


main()
