"""Makes the GGUF files of `./build bench-language`: one model in several formats, and a random one of Llama 3.2 1B's shape.

    python tools/language/shapes.py FOLDER --quantize PATH/llama-quantize [--from FILE.gguf] [--only FORMAT]

Needs the packages gguf and numpy, and llama.cpp's llama-quantize. What is there already is left as it is.
"""

import argparse
import os
import subprocess

import gguf
import numpy as np

FORMATS = ["Q8_0", "Q4_0", "Q4_K_M", "F16"]
# Llama 3.2 1B
WIDTH, INNER, LAYERS, HEADS, KEY_HEADS, VOCABULARY = 2048, 8192, 16, 32, 8, 128256


def random_llama(path):
    """F16, tied embeddings; normal numbers as wide as training leaves them."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("random, the shape of Llama 3.2 1B")
    writer.add_block_count(LAYERS)
    writer.add_context_length(4096)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(500000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(VOCABULARY)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([f"t{i}" for i in range(VOCABULARY)])
    writer.add_token_types([gguf.TokenType.NORMAL] * VOCABULARY)
    writer.add_token_merges(["t 1"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    random = np.random.default_rng(1)

    def tensor(name, *shape):
        writer.add_tensor(name, (random.standard_normal(shape, dtype=np.float32) * 0.02).astype(np.float16))

    def norm(name):
        writer.add_tensor(name, np.ones(WIDTH, dtype=np.float32))

    tensor("token_embd.weight", VOCABULARY, WIDTH)
    norm("output_norm.weight")
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        norm(block + "attn_norm.weight")
        norm(block + "ffn_norm.weight")
        tensor(block + "attn_q.weight", WIDTH, WIDTH)
        tensor(block + "attn_k.weight", WIDTH * KEY_HEADS // HEADS, WIDTH)
        tensor(block + "attn_v.weight", WIDTH * KEY_HEADS // HEADS, WIDTH)
        tensor(block + "attn_output.weight", WIDTH, WIDTH)
        tensor(block + "ffn_gate.weight", INNER, WIDTH)
        tensor(block + "ffn_up.weight", INNER, WIDTH)
        tensor(block + "ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--quantize", required=True)
    parser.add_argument("--from", dest="source", help="a GGUF file whose formats are made too")
    parser.add_argument("--only", action="append", help="a format; all by default")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    sources = {"llama-1b": os.path.join(options.folder, "llama-1b-F16.gguf")}
    if not os.path.exists(sources["llama-1b"]):
        random_llama(sources["llama-1b"])
    if options.source:
        sources[os.path.basename(options.source).split(".")[0]] = options.source
    for name, source in sources.items():
        for format_ in options.only or FORMATS:
            target = os.path.join(options.folder, f"{name}-{format_}.gguf")
            if not os.path.exists(target):
                subprocess.run([options.quantize, "--allow-requantize", source, target, format_], check=True)


if __name__ == "__main__":
    main()
