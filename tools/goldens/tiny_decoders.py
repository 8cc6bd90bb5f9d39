"""Tiny random decoders of each family, as folders and GGUF files, and what transformers makes of them.

    python tiny_decoders.py OUT_DIR [--llama-cpp DIR]

Each OUT_DIR/NAME/ holds config.json and model.safetensors (sharded for one) as save_pretrained writes
them, and expected.safetensors: ids [n], hidden.N [n, width] (0 … layers; the last after the final norm),
attention.N [heads, n, n] (1 … layers), logits [n, vocabulary], all in single precision, eager attention.
With llama.cpp's source (its convert_hf_to_gguf.py) OUT_DIR/NAME/model.gguf is the same model as that script
converts it, without a vocabulary; expected.safetensors holds for both.
Versions: torch 2.15.0, transformers 5.24.0, safetensors 0.8.0, llama.cpp of llama-cpp-python 0.3.36.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
import transformers as tf
from safetensors.torch import save_file

TOKENS = 20
COMMON = dict(hidden_size=32, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
              vocab_size=56, bos_token_id=1, eos_token_id=2, pad_token_id=0)
LLAMA3 = dict(rope_type="llama3", rope_theta=500.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=16)


def llama(**changes):
    return tf.LlamaConfig(**{**COMMON, "max_position_embeddings": 64, **changes})


def mistral(**changes):
    return tf.MistralConfig(**{**COMMON, "num_key_value_heads": 2, "max_position_embeddings": 64, **changes})


def smollm3(**changes):
    return tf.SmolLM3Config(**{**COMMON, "num_hidden_layers": 4, "num_key_value_heads": 2,
                               "max_position_embeddings": 64, "no_rope_layer_interval": 4, **changes})


def qwen2(**changes):
    return tf.Qwen2Config(**{**COMMON, "num_key_value_heads": 2, "max_position_embeddings": 64, **changes})


def qwen3(**changes):
    return tf.Qwen3Config(**{**COMMON, "num_key_value_heads": 2, "head_dim": 16, "max_position_embeddings": 64,
                             **changes})


def gemma3(**changes):
    return tf.Gemma3TextConfig(**{**COMMON, "num_hidden_layers": 3, "num_key_value_heads": 1, "head_dim": 16,
                                  "sliding_window": 5, "sliding_window_pattern": 3, "max_position_embeddings": 64,
                                  "query_pre_attn_scalar": 16, **changes})


def phi3(**changes):
    return tf.Phi3Config(**{**COMMON, "num_key_value_heads": 2, "max_position_embeddings": 64,
                            "original_max_position_embeddings": 64, "sliding_window": None, **changes})


def granite(**changes):
    return tf.GraniteConfig(**{**COMMON, "num_key_value_heads": 2, "max_position_embeddings": 64,
                               "embedding_multiplier": 12.0, "attention_multiplier": 0.0625,
                               "residual_multiplier": 0.22, "logits_scaling": 8.0, **changes})


def olmo2(**changes):
    return tf.Olmo2Config(**{**COMMON, "num_key_value_heads": 2, "max_position_embeddings": 64, **changes})


def gpt2(**changes):
    return tf.GPT2Config(**{"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64, "n_ctx": 64, "vocab_size": 56,
                            "bos_token_id": 0, "eos_token_id": 0, **changes})


def rope(kind, **more):
    return dict(rope_parameters=dict(rope_type=kind, rope_theta=10000.0, **more))


# name: configuration, stored type, whether llama.cpp can hold it
CASES = {
    "llama-mha-untied": (llama(tie_word_embeddings=False), torch.float32, True),
    "llama-gqa-tied": (llama(num_key_value_heads=2, tie_word_embeddings=True), torch.bfloat16, True),
    "llama-llama3-rope": (llama(num_key_value_heads=1, rope_parameters=LLAMA3), torch.float16, True),
    "llama-linear-rope": (llama(num_key_value_heads=2, **rope("linear", factor=4.0)), torch.bfloat16, False),
    "llama-yarn-rope": (llama(num_key_value_heads=2, **rope("yarn", factor=4.0,
                                                            original_max_position_embeddings=16)),
                        torch.bfloat16, False),
    "llama-head-dim": (llama(num_key_value_heads=2, head_dim=16), torch.bfloat16, False),
    "llama-biases": (llama(num_key_value_heads=2, attention_bias=True, mlp_bias=True), torch.bfloat16, False),
    "llama-sharded": (llama(num_key_value_heads=2, tie_word_embeddings=False), torch.bfloat16, False),
    "mistral-window": (mistral(sliding_window=5, head_dim=16), torch.bfloat16, False),
    "mistral-full": (mistral(sliding_window=None, tie_word_embeddings=True), torch.bfloat16, False),
    "smollm3": (smollm3(), torch.bfloat16, True),
    "qwen2-tied": (qwen2(tie_word_embeddings=True), torch.bfloat16, True),
    "qwen2-windows": (qwen2(use_sliding_window=True, sliding_window=5, max_window_layers=1), torch.bfloat16, False),
    "qwen2-yarn": (qwen2(**rope("yarn", factor=4.0, original_max_position_embeddings=16)), torch.bfloat16, False),
    "qwen3": (qwen3(), torch.bfloat16, True),
    "qwen3-tied-bias": (qwen3(tie_word_embeddings=True, attention_bias=True), torch.bfloat16, False),
    "gemma3": (gemma3(num_hidden_layers=6, sliding_window_pattern=6), torch.bfloat16, True),
    "gemma3-scaled": (gemma3(query_pre_attn_scalar=7, final_logit_softcapping=3.0, rope_parameters=dict(
        full_attention=dict(rope_type="linear", rope_theta=1e6, factor=8.0),
        sliding_attention=dict(rope_type="default", rope_theta=1e4))), torch.bfloat16, False),
    "phi3": (phi3(), torch.bfloat16, True),
    "phi3-window": (phi3(sliding_window=5), torch.bfloat16, False),
    "phi3-longrope": (phi3(original_max_position_embeddings=16, rope_parameters=dict(
        rope_type="longrope", rope_theta=10000.0, short_factor=[1.0, 1.1, 1.2, 1.3],
        long_factor=[1.0, 2.0, 4.0, 8.0], original_max_position_embeddings=16)), torch.bfloat16, True),
    "phi3-partial": (phi3(rope_parameters=dict(rope_type="default", rope_theta=10000.0,
                                               partial_rotary_factor=0.5)), torch.bfloat16, True),
    "granite": (granite(), torch.bfloat16, True),
    "granite-untied": (granite(tie_word_embeddings=False, num_key_value_heads=4), torch.bfloat16, False),
    "olmo2": (olmo2(), torch.bfloat16, True),
    "olmo2-tied": (olmo2(tie_word_embeddings=True, num_key_value_heads=4), torch.bfloat16, False),
    "gpt2": (gpt2(n_inner=64), torch.float32, True),
    "gpt2-scaled": (gpt2(scale_attn_by_inverse_layer_idx=True, n_inner=48, tie_word_embeddings=False,
                         activation_function="relu"), torch.bfloat16, False),
}


def randomise(model):
    """Weights large enough that every setting shows, norms away from 1, biases away from 0."""
    torch.manual_seed(len(model.config.model_type))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "norm" in name or ".ln_" in name:
                centre = 0.0 if "gemma" in model.config.model_type or "bias" in name else 1.0
                parameter.copy_(centre + 0.2 * torch.randn_like(parameter))
            elif name.endswith("bias"):
                parameter.copy_(0.2 * torch.randn_like(parameter))
            else:
                parameter.copy_(0.25 * torch.randn_like(parameter))


def expected(folder, ids):
    model = tf.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    with torch.inference_mode():
        out = model(ids, output_hidden_states=True, output_attentions=True, use_cache=False)
    tensors = {"ids": ids[0].to(torch.int32), "logits": out.logits[0]}
    for layer, states in enumerate(out.hidden_states):
        tensors[f"hidden.{layer}"] = states[0]
    for layer, weights in enumerate(out.attentions):
        tensors[f"attention.{layer + 1}"] = weights[0]
    return {name: tensor.contiguous().clone() for name, tensor in tensors.items()}


def to_gguf(folder, stored, source):
    sys.path[:0] = [str(source), str(source / "gguf-py")]
    import gguf
    from conversion import ModelBase, ModelType, get_model_architecture, get_model_class

    hparams = ModelBase.load_hparams(folder, False)
    kind = get_model_class(get_model_architecture(hparams, ModelType.TEXT))

    class WithoutVocabulary(kind):
        model_arch = kind.model_arch

        def set_vocab(self):
            pass

    types = {torch.float32: gguf.LlamaFileType.ALL_F32, torch.bfloat16: gguf.LlamaFileType.MOSTLY_BF16,
             torch.float16: gguf.LlamaFileType.MOSTLY_F16}
    tokenizer = folder / "tokenizer.json"  # Gemma's converter counts its entries
    tokenizer.write_text(json.dumps({"added_tokens": [], "model": {"vocab": {str(i): i for i in range(56)}}}))
    with torch.inference_mode():
        WithoutVocabulary(folder, types[stored], folder / "model.gguf", hparams=hparams).write()
    tokenizer.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--llama-cpp", type=Path)
    parser.add_argument("--only")
    args = parser.parse_args()
    ids = torch.tensor([[1] + [(7 * i * i + 3 * i + 5) % 53 + 3 for i in range(TOKENS - 1)]])
    for name, (config, stored, in_gguf) in CASES.items():
        if args.only and args.only != name:
            continue
        folder = args.out / name
        shutil.rmtree(folder, ignore_errors=True)
        model = tf.AutoModelForCausalLM.from_config(config)
        randomise(model)
        shards = dict(max_shard_size="20KB") if "sharded" in name else {}
        model.to(stored).save_pretrained(folder, **shards)
        (folder / "generation_config.json").unlink(missing_ok=True)
        save_file(expected(folder, ids), folder / "expected.safetensors")
        if in_gguf and args.llama_cpp:
            to_gguf(folder, stored, args.llama_cpp)
        print(name, sorted(file.name for file in folder.iterdir()))


if __name__ == "__main__":
    main()
