#!/bin/sh
# transformers 5.24.0, torch 2.15.0: tie_word_embeddings of a T5 configuration does not say whether the head is the embedding's matrix.
#
# One would expect false to give the head a matrix of its own and true to share the embedding's, as in other models. T5's configuration
# takes the value for another question, whether the decoder's output is multiplied by d_model ** -0.5 before the head (T5 1.0 does, 1.1
# does not), and then sets it to true. The head is the file's lm_head.weight wherever the file has one that differs, under either value. A
# reader that goes by the key writes fluent nonsense with T5 1.1, Flan-T5 and mT5, or scales what must not be scaled.
#
# Seen (d_model 16): made with true or false, the head is shared; with the same weights false gives 4 times the logits of true; loaded from
# a file to which an lm_head.weight was added, the head is the file's own, with true as with false.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import T5Config, T5ForConditionalGeneration

folder = Path(sys.argv[1])
ids = torch.arange(3, 9)[None]
logits = {}
for asked in (True, False):
    torch.manual_seed(0)
    model = T5ForConditionalGeneration(T5Config(vocab_size=40, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2,
                                                decoder_start_token_id=0, tie_word_embeddings=asked)).eval()
    print("made with", asked, "- the head is shared:", model.lm_head.weight is model.shared.weight)
    if logits:
        model.load_state_dict(weights)
    weights = model.state_dict()
    with torch.no_grad():
        logits[asked] = model(input_ids=ids, decoder_input_ids=ids).logits
    model.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text())  # as older versions wrote it: the key as asked, nothing about scaling
    config.pop("scale_decoder_outputs", None)
    (folder / "config.json").write_text(json.dumps({**config, "tie_word_embeddings": asked}))
    file = folder / "model.safetensors"
    own = torch.randn(40, 16)
    save_file({**load_file(file), "lm_head.weight": own}, file, metadata={"format": "pt"})
    loaded = T5ForConditionalGeneration.from_pretrained(folder)
    print("loaded with", asked, "from a file with lm_head - the head is the file's:", torch.equal(loaded.lm_head.weight, own))
print("logits of False / logits of True:", round(float((logits[False] / logits[True]).median()), 4))
PY
"$folder/venv/bin/python" "$folder/run.py" "$folder/model" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
made with True - the head is shared: True
loaded with True from a file with lm_head - the head is the file's: True
made with False - the head is shared: True
loaded with False from a file with lm_head - the head is the file's: True
logits of False / logits of True: 4.0
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
