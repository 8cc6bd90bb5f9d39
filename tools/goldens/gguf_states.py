"""What transformers makes of a GGUF file's weights, dequantised by the gguf package: for a comparison by hand.

    python gguf_states.py FILE.gguf OUT.safetensors [--tokens 200] [--ids 1,2,3]

Architectures llama and gemma3. Writes ids [n], hidden.N [n, width], logits [n, vocabulary] of a prompt of fixed
ids, and greedy [tokens], the continuation, one token at a time with a cache; fp32, eager attention. exact.N and
exact.logits are the same of the same weights in double precision, norms, softmax and angles included (which
transformers computes in single precision whatever the weights are), rounded to fp32 at the end. Then

    ./build compare-decoder FILE.gguf OUT.safetensors

prints how far Heed is from both, and the reference from its own double precision. Versions: gguf 0.19.0, torch 2.15.0, transformers 5.24.0.
"""

import argparse
from contextlib import contextmanager

import numpy as np
import torch
import transformers as tf
from gguf import GGUFReader, dequantize
from safetensors.torch import save_file

NAMES = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head",
         "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
         "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj", "attn_q_norm": "self_attn.q_norm",
         "attn_k_norm": "self_attn.k_norm", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
         "ffn_down": "mlp.down_proj"}
LLAMA = {**NAMES, "ffn_norm": "post_attention_layernorm"}
GEMMA3 = {**NAMES, "post_attention_norm": "post_attention_layernorm", "ffn_norm": "pre_feedforward_layernorm",
          "post_ffw_norm": "post_feedforward_layernorm"}


def unpermuted(weight, heads):
    """llama.cpp's order of rows back to halves."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def config(field, architecture, vocabulary, tied):
    sizes = dict(hidden_size=field("embedding_length"), intermediate_size=field("feed_forward_length"),
                 num_hidden_layers=field("block_count"), num_attention_heads=field("attention.head_count"),
                 num_key_value_heads=field("attention.head_count_kv"), vocab_size=vocabulary,
                 max_position_embeddings=field("context_length"),
                 rms_norm_eps=field("attention.layer_norm_rms_epsilon"), tie_word_embeddings=tied)
    if architecture == "llama":
        return tf.LlamaConfig(**sizes, rope_theta=field("rope.freq_base"))
    return tf.Gemma3TextConfig(**sizes, head_dim=field("attention.key_length"),
                               sliding_window=field("attention.sliding_window"), query_pre_attn_scalar=256)


@contextmanager
def doubled():
    """What asks for single precision by name gets double."""
    kept = torch.float, torch.float32, torch.Tensor.float
    torch.float = torch.float32 = torch.float64
    torch.Tensor.float = torch.Tensor.double
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.float, torch.float32, torch.Tensor.float = kept
        torch.set_default_dtype(torch.float32)


def exact(path, ids):
    with doubled(), torch.inference_mode():
        out = load(path, torch.float64)(ids, output_hidden_states=True, use_cache=False)
    assert all(states.dtype == torch.float64 for states in (*out.hidden_states, out.logits))
    tensors = {f"exact.{layer}": states[0] for layer, states in enumerate(out.hidden_states)}
    return {name: states.to(torch.float32) for name, states in {**tensors, "exact.logits": out.logits[0]}.items()}


def load(path, dtype):
    reader = GGUFReader(path)
    architecture = reader.fields["general.architecture"].contents()
    field = lambda name: reader.fields[f"{architecture}.{name}"].contents()
    names = LLAMA if architecture == "llama" else GEMMA3
    state = {}
    for tensor in reader.tensors:
        weight = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        parts = tensor.name.split(".")
        if parts[0] == "blk":
            if architecture == "llama" and parts[2] in ("attn_q", "attn_k"):
                weight = unpermuted(weight, field("attention.head_count" + ("_kv" if parts[2] == "attn_k" else "")))
            name = f"model.layers.{parts[1]}.{names[parts[2]]}.{parts[3]}"
        else:
            name = f"{names[parts[0]]}.{parts[1]}"
        if architecture == "gemma3" and name.endswith("norm.weight"):
            weight = weight - 1
        state[name] = torch.from_numpy(np.array(weight)).to(dtype)
    tied = "lm_head.weight" not in state
    made = config(field, architecture, state["model.embed_tokens.weight"].shape[0], tied)
    made._attn_implementation = "eager"
    model = tf.AutoModelForCausalLM.from_config(made, dtype=dtype).eval()
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and set(missing) <= {"lm_head.weight"}, (missing, unexpected)
    model.tie_weights()
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("out")
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--ids", default="504,3575,282,4649,314,253,1789,30,378,338,253,4336,282,260,905,28")
    args = parser.parse_args()
    model = load(args.file, torch.float32)
    ids = torch.tensor([[int(i) for i in args.ids.split(",")]])
    with torch.inference_mode():
        out = model(ids, output_hidden_states=True, use_cache=True)
        tensors = {"ids": ids[0].int(), "logits": out.logits[0]}
        for layer, states in enumerate(out.hidden_states):
            tensors[f"hidden.{layer}"] = states[0]
        greedy, cache, logits, gaps = [], out.past_key_values, out.logits, []
        for _ in range(args.tokens):
            best = logits[0, -1].topk(2)
            gaps.append(float(best.values[0] - best.values[1]))
            greedy.append(int(best.indices[0]))
            step = model(torch.tensor([[greedy[-1]]]), past_key_values=cache, use_cache=True)
            cache, logits = step.past_key_values, step.logits
    tensors["greedy"] = torch.tensor(greedy, dtype=torch.int32)
    del model, cache, step
    tensors.update(exact(args.file, ids))
    print("smallest gap between the best two logits", min(gaps))
    save_file({name: tensor.contiguous().clone() for name, tensor in tensors.items()}, args.out)


if __name__ == "__main__":
    main()
