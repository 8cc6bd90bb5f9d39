#!/bin/sh
# transformers 5.24.0, torch 2.15.0 (Python 3.11): of a relative-position table that an MPNet configuration asks to be larger, only
# the first 32 rows are ever used.
#
# One would expect relative_attention_num_buckets to be the number of buckets that distances fall into, as in T5. It sizes the
# table (64 rows here) and nothing else: the function that sorts distances keeps its own default of 32, so rows 32 to 63 can hold
# anything. pad_token_id is passed over likewise: positions begin behind row 1 whatever the configuration says.
#
# Seen: table of 64 rows; the output is the same with rows 32 to 63 set to 100; padding row 1 although 3 was asked for.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import torch
from transformers import MPNetConfig, MPNetModel

torch.manual_seed(0)
config = MPNetConfig(vocab_size=40, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                     max_position_embeddings=80, relative_attention_num_buckets=64, pad_token_id=3)
model = MPNetModel(config).eval()
table = model.encoder.relative_attention_bias.weight
ids = torch.randint(5, 40, (1, 70))
with torch.no_grad():
    before = model(ids).last_hidden_state
    table[32:] = 100.0
    after = model(ids).last_hidden_state
print("rows of the table:", table.shape[0])
print("rows 32 to 63 change the output:", not torch.equal(before, after))
print("padding row asked for: 3, used:", model.embeddings.padding_idx)
PY
"$folder/venv/bin/python" "$folder/run.py" 2>/dev/null | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
rows of the table: 64
rows 32 to 63 change the output: False
padding row asked for: 3, used: 1
TXT
cmp "$folder/seen" "$folder/expected"
