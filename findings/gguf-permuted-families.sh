#!/bin/sh
# llama.cpp's converter as in the source of llama-cpp-python 0.3.36, transformers 5.24.0, gguf 0.19.0: not only the `llama` architecture
# has its query and key rows permuted in a GGUF file; so have granite and smollm3, under names of architecture that do not tell.
#
# One would expect the permutation to belong to general.architecture = llama, whose rotary embedding turns adjacent pairs, and every
# other architecture to turn halves as its folder does. Granite and SmolLM3 inherit llama's converter and so its permutation; Qwen2
# does not. A reader that turns halves there answers fluently and wrongly: only numbers show it.
#
# Seen: rows of blk.0.attn_q.weight against q_proj.weight of the folder: llama, granite and smollm3 permuted (heads, 2, width/2, in with
# axes 1 and 2 exchanged), qwen2 as in the folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q torch==2.15.0 transformers==5.24.0 gguf==0.19.0 sentencepiece protobuf
"$folder/venv/bin/pip" download -q --no-deps --no-build-isolation --no-binary :all: -d "$folder" llama-cpp-python==0.3.36 ||
    "$folder/venv/bin/pip" download -q --no-deps --no-binary :all: -d "$folder" llama-cpp-python==0.3.36
tar xzf "$folder"/llama_cpp_python-0.3.36.tar.gz -C "$folder"
cat >"$folder/run.py" <<'PY'
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as tf
from safetensors.torch import load_file

home, source = Path(sys.argv[1]), Path(sys.argv[2])
sys.path[:0] = [str(source), str(source / "gguf-py")]
import gguf
from conversion import ModelBase, ModelType, get_model_architecture, get_model_class

SIZES = dict(hidden_size=32, intermediate_size=40, num_hidden_layers=1, num_attention_heads=4, num_key_value_heads=2,
             vocab_size=56, bos_token_id=1, eos_token_id=2, pad_token_id=0, max_position_embeddings=64)
for name, config in (("llama", tf.LlamaConfig), ("granite", tf.GraniteConfig), ("smollm3", tf.SmolLM3Config),
                     ("qwen2", tf.Qwen2Config)):
    torch.manual_seed(0)
    folder = home / name
    tf.AutoModelForCausalLM.from_config(config(**SIZES)).save_pretrained(folder)
    hparams = ModelBase.load_hparams(folder, False)
    kind = get_model_class(get_model_architecture(hparams, ModelType.TEXT))
    bare = type("Bare", (kind,), {"model_arch": kind.model_arch, "set_vocab": lambda self: None})
    with torch.inference_mode():
        bare(folder, gguf.LlamaFileType.ALL_F32, folder / "model.gguf", hparams=hparams).write()
    own = load_file(folder / "model.safetensors")["model.layers.0.self_attn.q_proj.weight"].numpy()
    reader = gguf.GGUFReader(folder / "model.gguf")
    found = next(t.data for t in reader.tensors if t.name == "blk.0.attn_q.weight")
    permuted = own.reshape(4, 2, 4, 32).swapaxes(1, 2).reshape(32, 32)
    print(name, "permuted" if np.array_equal(found, permuted) else "as in the folder" if np.array_equal(found, own) else "?")
PY
"$folder/venv/bin/python" "$folder/run.py" "$folder" "$folder/llama_cpp_python-0.3.36/vendor/llama.cpp" 2>"$folder/said" |
    tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
llama permuted
granite permuted
smollm3 permuted
qwen2 as in the folder
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
