"""Reference encoder shared by the golden scripts: a BERT folder or an ONNX export, run in PyTorch.

Not a command. Versions used: Python 3.11, torch 2.15.0, transformers 5.24.0, tokenizers 0.23.3,
onnx 1.23.2, onnxruntime 1.32.0, safetensors 0.8.0, numpy 2.4.6.

A model is either a folder (config.json, model.safetensors, tokenizer.json) or one .onnx file with
its `NAME-tokenizer.json` (or tokenizer.json) beside it. An ONNX export keeps the biases' names but
not those of the Linear weights ("onnx::MatMul_787"): `onnx_weights` finds each weight by the bias
that is added to its product, and `load` refuses the result unless onnxruntime agrees with it.
"""

import importlib.metadata
import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel
from transformers.utils import logging

logging.set_verbosity_error()
logging.disable_progress_bar()

ONNX_AGREEMENT = 1e-5  # largest |torch - onnxruntime| of the last hidden state


@dataclass
class Reference:
    """One encoder in fp32 and, made on first use, in fp64; eager attention, no dropout."""

    model: BertModel
    tokenizer: Tokenizer
    onnx_difference: float | None = None
    _double: BertModel | None = None

    def ids(self, text, limit):
        """Token ids with the special tokens, cut at `limit`, unpadded."""
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(max_length=limit)
        return self.tokenizer.encode(text).ids

    def double(self):
        if self._double is None:
            self._double = BertModel(self.model.config, add_pooling_layer=False).double().eval()
            self._double.load_state_dict(self.model.state_dict())
        return self._double

    def states(self, ids, double=False):
        """hidden: [layers + 1, tokens, hidden]; attention: [layers, heads, tokens, tokens]."""
        return states(self.double() if double else self.model, ids)


@torch.no_grad()
def states(model, ids, token_type_ids=None):
    ids = torch.tensor([ids])
    types = None if token_type_ids is None else torch.tensor([token_type_ids])
    out = model(input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=types,
                output_hidden_states=True, output_attentions=True)
    hidden = torch.stack([h[0] for h in out.hidden_states]).numpy()
    attention = torch.stack([a[0] for a in out.attentions]).numpy()
    return hidden, attention


def pool(last_hidden, kind):
    """Pooled vector before normalisation of one unpadded text; `kind` is mean or cls."""
    if kind == "cls":
        return last_hidden[0]
    if kind == "mean":
        return last_hidden.mean(axis=0)
    raise ValueError(f"pooling: expected mean or cls, got {kind}")


def load(path):
    path = Path(path)
    if path.is_dir():
        model = BertModel.from_pretrained(path, attn_implementation="eager",
                                          add_pooling_layer=False, dtype=torch.float32).eval()
        return Reference(model, Tokenizer.from_file(str(path / "tokenizer.json")))
    beside = [path.with_name(path.stem + "-tokenizer.json"), path.with_name("tokenizer.json")]
    tokenizer = next(p for p in beside if p.exists())
    model = model_from_onnx(path)
    reference = Reference(model, Tokenizer.from_file(str(tokenizer)))
    reference.onnx_difference = onnx_difference(reference, path)
    if not reference.onnx_difference < ONNX_AGREEMENT:
        raise SystemExit(f"{path}: torch and onnxruntime differ by {reference.onnx_difference}")
    return reference


def onnx_weights(path):
    """Tensors of an ONNX BERT under their transformers names, and the number of heads."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    constants = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    produced = {name: node for node in graph.node for name in node.output}
    used = {}
    for node in graph.node:
        for name in node.input:
            used.setdefault(name, []).append(node)

    weights = {t.name: constants[t.name] for t in graph.initializer
               if not t.name.startswith("onnx::") and "position_ids" not in t.name}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        bias = next((n for n in node.input if n in weights and n.endswith(".bias")), None)
        product = next((produced[n] for n in node.input if n in produced), None)
        if bias is None or product is None or product.op_type != "MatMul":
            continue
        matrix = next(n for n in product.input if n in constants)
        weights[bias.removesuffix("bias") + "weight"] = constants[matrix].T.copy()

    query = used["encoder.layer.0.attention.self.query.bias"][0].output[0]
    reshape = next(n for n in used[query] if n.op_type == "Reshape")
    parts = [int(constants[n].item()) for n in produced[reshape.input[1]].input if n in constants]
    heads = parts[-2]
    return weights, heads


def model_from_onnx(path):
    weights, heads = onnx_weights(path)
    vocab, hidden = weights["embeddings.word_embeddings.weight"].shape
    layers = 1 + max(int(n.split(".")[2]) for n in weights if n.startswith("encoder.layer."))
    config = BertConfig(
        vocab_size=vocab, hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=weights["encoder.layer.0.intermediate.dense.bias"].shape[0],
        max_position_embeddings=weights["embeddings.position_embeddings.weight"].shape[0],
        type_vocab_size=weights["embeddings.token_type_embeddings.weight"].shape[0],
        hidden_act="gelu", layer_norm_eps=1e-12, attn_implementation="eager")
    model = BertModel(config, add_pooling_layer=False).eval()
    kept = {n: torch.from_numpy(np.array(w, dtype=np.float32)) for n, w in weights.items()
            if not n.startswith("pooler.")}
    model.load_state_dict(kept, strict=True)
    return model


def onnx_difference(reference, path):
    """Largest |torch - onnxruntime| of the last hidden state over three texts."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    worst = 0.0
    for text in ["bank grows money", "I went to the bank to deposit money.", "银行 river " * 20]:
        ids = np.array([reference.ids(text, 64)], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids),
                 "token_type_ids": np.zeros_like(ids)}
        theirs = session.run(None, {i.name: feeds[i.name] for i in session.get_inputs()})[0]
        ours = reference.states(ids[0].tolist())[0][-1]
        worst = max(worst, float(np.abs(theirs[0] - ours).max()))
    return worst


def versions():
    names = ["torch", "transformers", "tokenizers", "onnx", "onnxruntime", "safetensors", "numpy"]
    return {"python": platform.python_version()} | {n: importlib.metadata.version(n) for n in names}
