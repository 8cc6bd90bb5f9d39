"""The story model of llama2.c (stories260K) as a folder in Hugging Face's layout, checked against its own definition.

    python tools/stories/convert.py stories260K.bin tok512.bin model-stories/src/main/resources/dev/heed/model/stories

The two files are Andrej Karpathy's (MIT; huggingface.co/karpathy/tinyllamas, folder stories260K). Needs torch 2.15,
transformers 5.24, tokenizers 0.23, safetensors 0.8. Writes config.json, generation_config.json, model.safetensors (fp32),
tokenizer.json and, beside the module's tests, goldens: ids of texts by run.c's own way to encode, logits of every position
and 200 greedy tokens by run.c's own forward pass. transformers' model and tokenizers' tokenizer on the written folder must
agree, or nothing is written.

What changes: run.c turns adjacent pairs of a head's numbers, the folder's layout halves, so the rows of queries and keys are
reordered; sentencepiece's scores become merges in their order.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
from safetensors.torch import load_file, save_file

TEXTS = ["Once upon a time", "Lily went to the", "", "Tom and Lily went to the park. They saw a big dog",
         "\"Hello,\" said the cat.\n\nThe end. é 😸  two  blanks", "One day, a little boy named Tim"]


def read_model(path):
    with open(path, "rb") as f:
        dim, hidden, layers, heads, kv, vocab, seq = struct.unpack("7i", f.read(28))
        data = np.fromfile(f, dtype="<f4")
    at = 0

    def take(*shape):
        nonlocal at
        n = int(np.prod(shape))
        out = torch.from_numpy(data[at:at + n].copy()).reshape(*shape)
        at += n
        return out

    kv_dim, head = dim * kv // heads, dim // heads
    w = {"embed": take(abs(vocab), dim), "rms_att": take(layers, dim), "wq": take(layers, dim, dim),
         "wk": take(layers, kv_dim, dim), "wv": take(layers, kv_dim, dim), "wo": take(layers, dim, dim),
         "rms_ffn": take(layers, dim), "w1": take(layers, hidden, dim), "w2": take(layers, dim, hidden),
         "w3": take(layers, hidden, dim), "rms_final": take(dim)}
    take(2, seq, head // 2)  # tables of sines that run.c computes itself
    assert vocab > 0 and at == len(data)
    return w, dict(dim=dim, hidden=hidden, layers=layers, heads=heads, kv=kv, vocab=vocab, seq=seq)


def forward(w, c, ids):
    """run.c's pass: adjacent pairs are turned; (tokens, vocabulary)."""
    dim, heads, kv = c["dim"], c["heads"], c["kv"]
    head, n = dim // heads, len(ids)
    norm = lambda x, g: x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * g
    angle = torch.outer(torch.arange(n).double(), 10000.0 ** (-torch.arange(0, head, 2).double() / head))
    cos, sin = angle.cos().float(), angle.sin().float()

    def turn(x):  # (tokens, heads, head)
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack([a * cos[:, None] - b * sin[:, None], a * sin[:, None] + b * cos[:, None]], -1).flatten(-2)

    x = w["embed"][torch.tensor(ids, dtype=torch.long)]
    mask = torch.full((n, n), float("-inf")).triu(1)
    for l in range(c["layers"]):
        y = norm(x, w["rms_att"][l])
        q = turn((y @ w["wq"][l].T).view(n, heads, head))
        k = turn((y @ w["wk"][l].T).view(n, kv, head)).repeat_interleave(heads // kv, 1)
        v = (y @ w["wv"][l].T).view(n, kv, head).repeat_interleave(heads // kv, 1)
        a = (torch.einsum("qhd,khd->hqk", q, k) / head ** 0.5 + mask).softmax(-1)
        x = x + torch.einsum("hqk,khd->qhd", a, v).reshape(n, dim) @ w["wo"][l].T
        y = norm(x, w["rms_ffn"][l])
        x = x + (torch.nn.functional.silu(y @ w["w1"][l].T) * (y @ w["w3"][l].T)) @ w["w2"][l].T
    return norm(x, w["rms_final"]) @ w["embed"].T


def read_vocabulary(path, size):
    with open(path, "rb") as f:
        f.read(4)
        pieces = []
        for _ in range(size):
            score, length = struct.unpack("<fi", f.read(8))
            pieces.append((f.read(length), score))
        assert f.read() == b""
    return pieces


def encode(pieces, text, bos=True):
    """run.c's way: a blank in front, characters or bytes, then the best-scored merge until none is left."""
    index = {p: i for i, (p, _) in enumerate(pieces)}
    ids = []
    for character in (" " + text if text else ""):
        b = character.encode()
        ids += [index[b]] if b in index else [x + 3 for x in b]
    while True:
        best = None
        for i in range(len(ids) - 1):
            j = index.get(pieces[ids[i]][0] + pieces[ids[i + 1]][0])
            if j is not None and (best is None or pieces[j][1] > best[0]):
                best = (pieces[j][1], i, j)
        if best is None:
            return ([1] if bos else []) + ids
        ids[best[1]:best[1] + 2] = [best[2]]


def tokenizer_json(pieces):
    names = []
    for i, (p, _) in enumerate(pieces):
        names.append({0: "<unk>", 1: "<s>", 2: "</s>"}.get(i) or
                     ("<0x%02X>" % (i - 3) if i < 259 else p.decode().replace(" ", "▁")))
    vocab = {n: i for i, n in enumerate(names)}
    assert len(vocab) == len(names)
    merges = []
    for i in range(259, len(pieces)):
        name = names[i]
        local = [(name[:k], name[k:]) for k in range(1, len(name)) if name[:k] in vocab and name[k:] in vocab]
        merges += [(pieces[i][1], a, b) for a, b in sorted(local, key=lambda m: (vocab[m[0]], vocab[m[1]]))]
    merges = [[a, b] for _, a, b in sorted(merges, key=lambda m: -m[0])]  # stable
    special = [{"id": i, "content": n, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True} for i, n in ((0, "<unk>"), (1, "<s>"), (2, "</s>"))]
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
        "pre_tokenizer": None,
        "post_processor": {"type": "TemplateProcessing",
                           "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                           "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                                    {"SpecialToken": {"id": "<s>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
                           "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
        "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
            {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "ignore_merges": False,
                  "vocab": vocab, "merges": merges}}


def halves(weight, heads):
    """Rows of a head from adjacent pairs to halves."""
    rows, width = weight.shape
    return weight.view(heads, rows // heads // 2, 2, width).transpose(1, 2).reshape(rows, width)


def tensors(w, c):
    out = {"model.embed_tokens.weight": w["embed"], "model.norm.weight": w["rms_final"]}
    for l in range(c["layers"]):
        p = f"model.layers.{l}."
        out |= {p + "input_layernorm.weight": w["rms_att"][l], p + "post_attention_layernorm.weight": w["rms_ffn"][l],
                p + "self_attn.q_proj.weight": halves(w["wq"][l], c["heads"]),
                p + "self_attn.k_proj.weight": halves(w["wk"][l], c["kv"]), p + "self_attn.v_proj.weight": w["wv"][l],
                p + "self_attn.o_proj.weight": w["wo"][l], p + "mlp.gate_proj.weight": w["w1"][l],
                p + "mlp.down_proj.weight": w["w2"][l], p + "mlp.up_proj.weight": w["w3"][l]}
    return {k: v.contiguous() for k, v in out.items()}


def main(model, vocabulary, folder):
    torch.set_num_threads(1)
    w, c = read_model(model)
    pieces = read_vocabulary(vocabulary, c["vocab"])
    os.makedirs(folder, exist_ok=True)
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": c["dim"],
              "intermediate_size": c["hidden"], "num_hidden_layers": c["layers"], "num_attention_heads": c["heads"],
              "num_key_value_heads": c["kv"], "vocab_size": c["vocab"], "max_position_embeddings": c["seq"],
              "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu", "tie_word_embeddings": True,
              "attention_bias": False, "mlp_bias": False, "bos_token_id": 1, "eos_token_id": 2, "dtype": "float32"}

    def write(name, document):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            json.dump(document, f, ensure_ascii=False, indent=1)
            f.write("\n")

    write("config.json", config)
    write("generation_config.json", {"bos_token_id": 1, "eos_token_id": [1, 2]})  # run.c stops at either
    write("tokenizer.json", tokenizer_json(pieces))
    save_file(tensors(w, c), os.path.join(folder, "model.safetensors"), metadata={"format": "pt"})

    from tokenizers import Tokenizer
    from transformers import LlamaForCausalLM
    reference = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    lines = TEXTS + [json.dumps(t * k)[:200] for t in TEXTS for k in (1, 3)] + [chr(0x370 + i) + " mixed " + chr(97 + i % 26) * i for i in range(60)]
    for line in lines:
        assert tokenizer.encode(line).ids == encode(pieces, line), line
    golden, index = {}, []
    with torch.no_grad():
        for i, text in enumerate(TEXTS):
            ids = encode(pieces, text)
            own, theirs = forward(w, c, ids), reference(torch.tensor([ids])).logits[0]
            assert (own - theirs).abs().max() < 2e-4, (text, (own - theirs).abs().max())
            written = list(ids)
            for _ in range(200):
                logits = forward(w, c, written)[-1]
                top = logits.topk(2).values
                written.append(int(logits.argmax()))
                if written[-1] in (1, 2):
                    break
            theirs = reference.generate(torch.tensor([ids]), max_new_tokens=200, do_sample=False, eos_token_id=[1, 2],
                                        pad_token_id=0)[0].tolist()
            assert written == theirs, text
            golden[f"{i}.logits"] = own.contiguous()
            index.append({"text": text, "ids": ids, "greedy": written[len(ids):],
                          "written": tokenizer.decode(written, skip_special_tokens=True)})
    goldens = os.path.join(folder, "..", "..", "..", "..", "..", "..", "test", "resources", "dev", "heed", "golden")
    os.makedirs(goldens, exist_ok=True)
    save_file(golden, os.path.join(goldens, "stories.safetensors"))
    with open(os.path.join(goldens, "stories.json"), "w", encoding="utf-8") as f:
        json.dump(index, f, ensure_ascii=False, indent=1)
    print(len(lines), "texts encoded alike;", {t["text"]: t["written"] for t in index})


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
