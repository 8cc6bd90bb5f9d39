#!/bin/sh
# transformers 5.24.0, torch 2.15.0: a T5 with more layers in the decoder than in the encoder trains and answers, but cannot generate.
#
# One would expect num_decoder_layers to be the depth of the decoder everywhere. The cache that generate makes has as many layers as
# num_hidden_layers, which is num_layers, the encoder's; the first decoder layer behind them has no place in it. A deep encoder with a
# shallow decoder, the common case, is not touched.
#
# Seen: layers 2 and 1, and 1 and 1: all work. Layers 1 and 2: forward works; generate raises IndexError: list index out of range; with
# use_cache=False it works.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import torch
from transformers import T5Config, T5ForConditionalGeneration


def tried(call):
    try:
        with torch.no_grad():
            call()
        return "works"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


ids = torch.arange(3, 9)[None]
for encoder, decoder in ((2, 1), (1, 1), (1, 2)):
    torch.manual_seed(0)
    model = T5ForConditionalGeneration(T5Config(vocab_size=40, d_model=16, d_kv=8, d_ff=16, num_heads=2, num_layers=encoder,
                                                num_decoder_layers=decoder, decoder_start_token_id=0)).eval()
    print(encoder, "and", decoder, "layers: forward", tried(lambda: model(input_ids=ids, decoder_input_ids=ids)))
    for cached in (True, False):
        print(f"  generate, use_cache={cached}:", tried(lambda: model.generate(ids, max_new_tokens=4, do_sample=False, use_cache=cached)))
PY
"$folder/venv/bin/python" "$folder/run.py" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
2 and 1 layers: forward works
  generate, use_cache=True: works
  generate, use_cache=False: works
1 and 1 layers: forward works
  generate, use_cache=True: works
  generate, use_cache=False: works
1 and 2 layers: forward works
  generate, use_cache=True: IndexError: list index out of range
  generate, use_cache=False: works
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
