#!/bin/sh
# transformers 5.24.0, torch 2.15.0: with LongRoPE (Phi-3) the cached and the uncached answer part where a text grows past the
# length that the model was trained on.
#
# One would expect a key/value cache to change nothing. LongRoPE has two sets of factors, one for texts up to
# original_max_position_embeddings and one for longer texts; at the first token beyond, the factors are exchanged, but the keys that
# lie in the cache were turned by the old ones and stay so. A text read at once turns all of them by the new ones.
#
# Seen (trained length 8, a small random model): up to 8 tokens the logits of the last token agree within rounding, cached or not;
# from 9 tokens on they differ by more than 1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import torch
from transformers import Phi3Config, Phi3ForCausalLM

torch.manual_seed(0)
config = Phi3Config(vocab_size=40, hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
                    num_key_value_heads=2, max_position_embeddings=32, original_max_position_embeddings=8, pad_token_id=0,
                    bos_token_id=1, eos_token_id=2, initializer_range=0.5,
                    rope_parameters=dict(rope_type="longrope", rope_theta=10000.0, short_factor=[1.0] * 8,
                                         long_factor=[4.0] * 8, original_max_position_embeddings=8))
model = Phi3ForCausalLM(config).eval()
ids = torch.randint(3, 40, (1, 12))


def cached(tokens):
    out = model(ids[:, :4], use_cache=True)
    for i in range(4, tokens):
        out = model(ids[:, i:i + 1], past_key_values=out.past_key_values, use_cache=True)
    return out.logits[0, -1]


with torch.no_grad():
    for tokens in (7, 8, 9, 12):
        apart = float((model(ids[:, :tokens]).logits[0, -1] - cached(tokens)).abs().max())
        print(tokens, "tokens:", "equal within 1e-4" if apart < 1e-4 else "more than 1 apart" if apart > 1 else apart)
PY
"$folder/venv/bin/python" "$folder/run.py" 2>/dev/null | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
7 tokens: equal within 1e-4
8 tokens: equal within 1e-4
9 tokens: more than 1 apart
12 tokens: more than 1 apart
TXT
cmp "$folder/seen" "$folder/expected"
