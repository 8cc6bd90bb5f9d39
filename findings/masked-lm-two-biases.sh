#!/bin/sh
# transformers 5.24.0, torch 2.15.0: an untied RoBERTa masked language model saves two biases for its head, and the one with the
# natural name counts for nothing.
#
# One would take lm_head.bias for the head's bias, as in tied checkpoints, where it is the only one saved. Untied, the file has
# lm_head.decoder.bias too; loading adds that one, and lm_head.bias may hold any numbers. A reader that adds lm_head.bias, or both,
# has other logits.
#
# Seen: both are in the file; adding 1 to lm_head.bias moves the logits by 0, adding 1 to lm_head.decoder.bias moves them by 1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import sys

import torch
from safetensors.torch import load_file, save_file
from transformers import RobertaConfig, RobertaForMaskedLM

folder = sys.argv[1]
torch.manual_seed(0)
config = RobertaConfig(vocab_size=20, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
                       max_position_embeddings=20, tie_word_embeddings=False)
RobertaForMaskedLM(config).save_pretrained(folder)
file = folder + "/model.safetensors"
saved = load_file(file)
ids = torch.tensor([[0, 5, 6, 2]])


def logits():
    with torch.no_grad():
        return RobertaForMaskedLM.from_pretrained(folder).eval()(ids).logits


before = logits()
for name in sorted(key for key in saved if key.startswith("lm_head") and key.count("bias") and "norm" not in key and "dense" not in key):
    save_file({**saved, name: saved[name] + 1}, file, metadata={"format": "pt"})
    print(name, "+ 1 moves the logits by", round(float((logits() - before).abs().max()), 3))
PY
"$folder/venv/bin/python" "$folder/run.py" "$folder/model" 2>/dev/null | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
lm_head.bias + 1 moves the logits by 0.0
lm_head.decoder.bias + 1 moves the logits by 1.0
TXT
cmp "$folder/seen" "$folder/expected"
