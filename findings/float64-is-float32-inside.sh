#!/bin/sh
# transformers 5.24.0 on torch 2.15.0: a model loaded in float64 does not compute in float64.
#
# One would expect a float64 model to be the reference that tells which of two float32 programs is nearer to exact. The norms of Llama, its
# kin and Gemma go through float32 on their way, and so do the softmax of eager attention and the tables of angles: what comes out of a norm
# holds 24 bits in 64. Such a "double" run agrees with float32 runs about as well as they agree with each other, and says nothing of either.
#
# Seen: of a random Llama and a random Gemma 3 in float64, every number out of the first norm (weights of one, zero for Gemma, which adds
# one) is a float32; so are the attention weights; a float64 BERT's layer norm gives numbers that are not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0
cat >"$folder/run.py" <<'PY'
import torch
import transformers as tf


def single(x):
    assert x.dtype == torch.float64, x.dtype
    return "float32" if torch.equal(x, x.float().double()) else "float64"


SIZES = dict(hidden_size=48, intermediate_size=64, num_hidden_layers=1, num_attention_heads=4, vocab_size=50)
torch.manual_seed(0)
for config, norm in ((tf.LlamaConfig(**SIZES), "layers.0.input_layernorm"),
                     (tf.Gemma3TextConfig(**SIZES, num_key_value_heads=4, head_dim=12), "layers.0.input_layernorm"),
                     (tf.BertConfig(**SIZES), "embeddings.LayerNorm")):
    model = tf.AutoModel.from_config(config, attn_implementation="eager").double().eval()
    seen = []
    model.get_submodule(norm).register_forward_hook(lambda module, inputs, output: seen.append(output))
    with torch.inference_mode():
        weights = model(torch.tensor([[3, 14, 15, 9, 26]]), output_attentions=True).attentions[0]
    print(config.model_type, "norm", single(seen[0]), "attention", single(weights))
PY
cd "$folder"
"$folder/venv/bin/python" "$folder/run.py" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
llama norm float32 attention float32
gemma3_text norm float32 attention float32
bert norm float64 attention float64
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
