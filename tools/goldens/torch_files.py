"""Checkpoints as torch.save writes them, for TorchFileTest.

    python tools/goldens/torch_files.py ground/src/test/resources/dev/heed/format/torch
"""
import collections
import os
import sys

import torch

OUT = sys.argv[1]
torch.manual_seed(1)
numbers = torch.arange(6.0)
torch.save(collections.OrderedDict(
    matrix=numbers.reshape(2, 3) / 4, parameter=torch.nn.Parameter(numbers[:4] - 2), whole=torch.arange(3),
    half=(numbers[:5] / 8).half(), part=numbers[2:5], empty=torch.zeros(0, 3), scalar=torch.tensor(2.5)), OUT + "/tensors.bin")
torch.save({"turned": numbers.reshape(2, 3).t()}, OUT + "/turned.bin")


class Code:
    def __reduce__(self):
        return os.system, ("touch owned",)


torch.save({"code": Code()}, OUT + "/code.bin")
torch.save(torch.nn.Linear(2, 2), OUT + "/module.bin")
