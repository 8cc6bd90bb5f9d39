"""A tiny language model as one GGUF file and in parts: what split files of llama.cpp look like.

    python split_gguf.py OUT_DIR [--gguf-split llama-gguf-split]

OUT_DIR/tiny.gguf is a random Llama with a vocabulary of bytes and letters, most of its matrices in Q8_0, one in Q4_0.
OUT_DIR/parts/tiny-0000N-of-00003.gguf is the same model as the gguf package's writer cuts it (at most nine tensors a
part; metadata in the first alone); with --gguf-split, as llama.cpp's tool does, whose files are then compared with the
package's tensor by tensor. OUT_DIR/small-first/tiny-0000N-of-00004.gguf has no tensor in its first part.
Versions: gguf 0.19.0, numpy 2.
"""

import argparse
import subprocess
from pathlib import Path

import gguf
import numpy as np

WIDTH, INNER, LAYERS, HEADS, KEY_HEADS, PART = 32, 64, 2, 4, 2, 9
PIECES = ["\u2581"] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + [
    "\u2581t", "he", "\u2581the", "\u2581a", "\u2581b", "an", "in", "ing", "\u2581went", "L", "\u2581L"]


def metadata(writer):
    writer.add_name("tiny")
    writer.add_context_length(128)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)] + PIECES
    kinds = [gguf.TokenType.UNKNOWN] + 2 * [gguf.TokenType.CONTROL] + 256 * [gguf.TokenType.BYTE]
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 259 + [-float(i) for i in range(len(PIECES))])
    writer.add_token_types(kinds + len(PIECES) * [gguf.TokenType.NORMAL])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:")
    return len(tokens)


def tensors(vocabulary):
    """Name, numbers, type."""
    random = np.random.default_rng(18)
    matrix = lambda rows, columns: (0.25 * random.standard_normal((rows, columns))).astype(np.float32)
    norm = lambda: (1 + 0.2 * random.standard_normal(WIDTH)).astype(np.float32)
    kind = gguf.GGMLQuantizationType
    yield "token_embd.weight", matrix(vocabulary, WIDTH), kind.Q8_0
    narrow = KEY_HEADS * WIDTH // HEADS
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        yield block + "attn_norm.weight", norm(), kind.F32
        for name, rows, columns in (("attn_q", WIDTH, WIDTH), ("attn_k", narrow, WIDTH), ("attn_v", narrow, WIDTH),
                                    ("attn_output", WIDTH, WIDTH)):
            yield f"{block}{name}.weight", matrix(rows, columns), kind.Q8_0
        yield block + "ffn_norm.weight", norm(), kind.F32
        yield block + "ffn_gate.weight", matrix(INNER, WIDTH), kind.Q8_0
        yield block + "ffn_up.weight", matrix(INNER, WIDTH), kind.Q4_0
        yield block + "ffn_down.weight", matrix(WIDTH, INNER), kind.Q8_0
    yield "output_norm.weight", norm(), kind.F32


def write(path, **split):
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(path, "llama", **split)
    vocabulary = metadata(writer)
    for name, numbers, kind in tensors(vocabulary):
        stored = numbers if kind == gguf.GGMLQuantizationType.F32 else gguf.quantize(numbers, kind)
        writer.add_tensor(name, stored, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def by_llama_cpp(tool, whole, folder):
    for old in folder.glob("*.gguf"):
        old.rename(old.with_suffix(".package"))
    subprocess.run([tool, "--split", "--split-max-tensors", str(PART), whole, folder / "tiny"], check=True)
    for old in folder.glob("*.package"):
        mine, theirs = gguf.GGUFReader(old), gguf.GGUFReader(old.with_suffix(".gguf"))
        same = lambda a, b: a.name == b.name and a.tensor_type == b.tensor_type and np.array_equal(a.data, b.data)
        assert len(mine.tensors) == len(theirs.tensors)
        assert all(same(a, b) for a, b in zip(mine.tensors, theirs.tensors)), old
        old.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--gguf-split")
    args = parser.parse_args()
    write(args.out / "tiny.gguf")
    write(args.out / "parts" / "tiny.gguf", split_max_tensors=PART)
    write(args.out / "small-first" / "tiny.gguf", split_max_tensors=PART, small_first_shard=True)
    if args.gguf_split:
        by_llama_cpp(args.gguf_split, args.out / "tiny.gguf", args.out / "parts")
    for file in sorted(args.out.rglob("*.gguf")):
        print(file.relative_to(args.out), file.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
