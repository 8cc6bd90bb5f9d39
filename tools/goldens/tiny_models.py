"""Tiny BERT folders (hidden 8, two layers) with what the reference encoder computes from them.

    python tiny_models.py OUT_DIR

Writes OUT_DIR/NAME/{config.json, model.safetensors or model.onnx, expected.json}. Each folder changes
one thing about `plain`; most share its seed, so a reader that ignores the thing gets other numbers.
expected.json: input_ids, token_type_ids, last_hidden_state [tokens, hidden], hidden_states (0 =
embeddings after LayerNorm .. layers), attentions [layers, heads, tokens, tokens], noise_fp32_against_fp64,
and differs_from_plain (largest difference of the last hidden state). Values are fp32, eager attention;
fp16 and bf16 weights are widened to fp32 before anything is computed.
Versions: torch 2.15.0, transformers 5.24.0, onnx 1.23.2, onnxruntime 1.32.0, safetensors 0.8.0.
"""

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

import reference

INPUT_IDS = [2, 7, 4, 11, 3]
SEED = 20170612
CONFIG = {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": 16, "hidden_size": 8,
          "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12,
          "hidden_act": "gelu", "layer_norm_eps": 1e-12, "max_position_embeddings": 8,
          "type_vocab_size": 2, "pad_token_id": 0}


def random_weights(config, seed=SEED, pooler=False):
    """Weights under transformers' names, in a fixed order, large enough that outputs vary."""
    random = np.random.default_rng(seed)
    hidden, inner = config["hidden_size"], config["intermediate_size"]
    weights = {}

    def normal(name, shape, scale, mean=0.0):
        values = mean + scale * random.standard_normal(shape)
        weights[name] = torch.from_numpy(values.astype(np.float32))

    def linear(name, outputs, inputs):
        normal(name + ".weight", (outputs, inputs), 0.7)
        normal(name + ".bias", (outputs,), 0.3)

    def layer_norm(name):
        normal(name + ".weight", (hidden,), 0.3, mean=1.0)
        normal(name + ".bias", (hidden,), 0.3)

    normal("embeddings.word_embeddings.weight", (config["vocab_size"], hidden), 1.0)
    normal("embeddings.position_embeddings.weight", (config["max_position_embeddings"], hidden), 0.5)
    normal("embeddings.token_type_embeddings.weight", (config["type_vocab_size"], hidden), 0.8)
    layer_norm("embeddings.LayerNorm")
    for n in range(config["num_hidden_layers"]):
        block = f"encoder.layer.{n}."
        for part in ("query", "key", "value"):
            linear(block + "attention.self." + part, hidden, hidden)
        linear(block + "attention.output.dense", hidden, hidden)
        layer_norm(block + "attention.output.LayerNorm")
        linear(block + "intermediate.dense", inner, hidden)
        linear(block + "output.dense", hidden, inner)
        layer_norm(block + "output.LayerNorm")
    if pooler:
        linear("pooler.dense", hidden, hidden)
    return weights


def as_encoder_names(weights):
    """Checkpoint names as BertModel has them now: no `bert.`, no gamma/beta, no heads, no buffers."""
    plain = {}
    for name, tensor in weights.items():
        name = name.removeprefix("bert.").replace("LayerNorm.gamma", "LayerNorm.weight")
        name = name.replace("LayerNorm.beta", "LayerNorm.bias")
        if name.startswith(("embeddings.", "encoder.")) and not name.endswith("position_ids"):
            plain[name] = tensor.float()
    return plain


def encoder(config, weights):
    model = BertModel(BertConfig(**config, attn_implementation="eager"), add_pooling_layer=False)
    model.load_state_dict(as_encoder_names(weights), strict=True)
    return model.float().eval()


def listed(array):
    """Nested lists whose numbers are the shortest text that reads back as the same fp32."""
    if array.ndim:
        return [listed(row) for row in array]
    return float(str(np.float32(array)))


def expectation(model, ids, types, plain_last):
    hidden, attention = reference.states(model, ids, types)
    double = BertModel(model.config, add_pooling_layer=False).double().eval()
    double.load_state_dict(model.state_dict())
    hidden64, attention64 = reference.states(double, ids, types)
    noise = max(np.abs(hidden - hidden64).max(), np.abs(attention - attention64).max())
    expected = {"input_ids": ids, "token_type_ids": types or [0] * len(ids),
                "last_hidden_state": listed(hidden[-1]), "hidden_states": listed(hidden),
                "attentions": listed(attention), "noise_fp32_against_fp64": float(f"{noise:.3g}")}
    if plain_last is not None and plain_last.shape == hidden[-1].shape:
        expected["differs_from_plain"] = float(f"{np.abs(plain_last - hidden[-1]).max():.3g}")
    return expected, hidden[-1]


def write_json(path, value):
    text = json.dumps(value, ensure_ascii=False)
    for key in ("last_hidden_state", "hidden_states", "attentions", "noise_fp32", "differs_from"):
        text = text.replace(f', "{key}', f',\n"{key}')
    path.write_text(text + "\n", "utf-8")


class Folders:
    """Writes one folder per variant and checks each against transformers' own loader."""

    def __init__(self, out):
        self.out, self.plain_last = Path(out), None

    def folder(self, name, config):
        folder = self.out / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
        return folder

    def write(self, name, config, weights, ids=INPUT_IDS, types=None):
        folder = self.folder(name, config)
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        model = encoder(config, load_file(folder / "model.safetensors"))
        expected, last = expectation(model, ids, types, self.plain_last)
        write_json(folder / "expected.json", expected)
        if self.plain_last is None:
            self.plain_last = last
        theirs = BertModel.from_pretrained(folder, attn_implementation="eager",
                                           add_pooling_layer=False, dtype=torch.float32).eval()
        worst = np.abs(reference.states(theirs, ids, types)[0][-1] - last).max()
        assert worst < 1e-6, f"{name}: from_pretrained differs by {worst}"
        self.report(name, expected)

    def report(self, name, expected):
        spread = np.std(expected["last_hidden_state"], axis=0).mean()
        print(f"{name:22} noise {expected['noise_fp32_against_fp64']:.1e}  from plain "
              f"{expected.get('differs_from_plain', float('nan')):.1e}  spread over tokens {spread:.2f}")

    def write_onnx(self, name, weights, opset, half=False):
        import onnxruntime

        folder = self.folder(name, CONFIG)
        path = folder / "model.onnx"
        if half:
            weights = {n: w.half() for n, w in weights.items()}
        export(weights, path, opset, half)
        expected, last = expectation(encoder(CONFIG, weights), INPUT_IDS, None, self.plain_last)
        ids = np.array([INPUT_IDS], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids),
                 "token_type_ids": np.zeros_like(ids)}
        run = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        worst = np.abs(run.run(None, feeds)[0][0].astype(np.float32) - last).max()
        assert worst < (3e-2 if half else 1e-5), f"{name}: onnxruntime differs by {worst}"
        write_json(folder / "expected.json", expected)
        self.report(name, expected)
        print(f"{'':22} onnxruntime differs by {worst:.1e}")


class Exported(BertModel):
    def forward(self, input_ids, attention_mask, token_type_ids):
        return super().forward(input_ids=input_ids, attention_mask=attention_mask,
                               token_type_ids=token_type_ids).last_hidden_state


def export(weights, path, opset, half):
    """The TorchScript exporter, as the exports in the wild: folded, so Linear weights lose their names."""
    model = Exported(BertConfig(**CONFIG, attn_implementation="eager"), add_pooling_layer=False).eval()
    model.load_state_dict(as_encoder_names(weights), strict=True)
    model = model.half() if half else model
    ids = torch.tensor([INPUT_IDS])
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {n: {0: "batch_size", 1: "sequence_length"} for n in inputs + ["last_hidden_state"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (ids, torch.ones_like(ids), torch.zeros_like(ids)), str(path),
                          opset_version=opset, dynamo=False, do_constant_folding=True,
                          input_names=inputs, output_names=["last_hidden_state"], dynamic_axes=axes)


def masked_lm_names(weights):
    """`bert.` keys with the heads of BertForMaskedLM and the old position_ids buffer."""
    random = np.random.default_rng(SEED + 1)
    tensor = lambda *shape: torch.from_numpy(random.standard_normal(shape).astype(np.float32))
    prefixed = {"bert." + name: value for name, value in weights.items()}
    prefixed["bert.embeddings.position_ids"] = torch.arange(8, dtype=torch.int64)[None]
    return prefixed | {
        "cls.predictions.bias": tensor(16), "cls.predictions.decoder.weight": tensor(16, 8),
        "cls.predictions.transform.dense.weight": tensor(8, 8),
        "cls.predictions.transform.dense.bias": tensor(8),
        "cls.predictions.transform.LayerNorm.weight": tensor(8),
        "cls.predictions.transform.LayerNorm.bias": tensor(8),
        "cls.seq_relationship.weight": tensor(2, 8), "cls.seq_relationship.bias": tensor(2)}


def old_layer_norm_names(weights):
    return {n.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): w
            for n, w in weights.items()}


def small_embeddings(weights):
    """Embeddings of about 0.002: their variance is near 1e-5, so epsilon decides the result."""
    return {n: w * 0.002 if n.endswith("_embeddings.weight") else w for n, w in weights.items()}


def untrained_norms(weights):
    """All biases zero, LayerNorm weights one: equal tensors, which the exporter stores once and shares."""
    flat = {}
    for name, tensor in weights.items():
        zero = torch.zeros_like(tensor) if name.endswith("bias") else tensor
        flat[name] = torch.ones_like(tensor) if name.endswith("LayerNorm.weight") else zero
    return flat


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    folders = Folders(parser.parse_args().out)

    weights = random_weights(CONFIG)
    folders.write("plain", CONFIG, weights)
    folders.write("plain-eight-tokens", CONFIG, weights, ids=[2, 9, 5, 5, 15, 6, 12, 3])
    folders.write("plain-one-token", CONFIG, weights, ids=[8])
    folders.write("with-pooler", CONFIG, random_weights(CONFIG, pooler=True))
    folders.write("masked-lm", CONFIG | {"architectures": ["BertForMaskedLM"]}, masked_lm_names(weights))
    folders.write("gamma-beta", CONFIG, old_layer_norm_names(weights))
    for act in ("relu", "gelu_new", "gelu_pytorch_tanh", "silu", "swish", "quick_gelu", "relu2", "mish"):
        folders.write("act-" + act.replace("_", "-"), CONFIG | {"hidden_act": act}, weights)
    halves = {n: w.half() for n, w in weights.items()}
    folders.write("fp16", CONFIG | {"torch_dtype": "float16"}, halves)
    shorts = {n: w.bfloat16() for n, w in weights.items()}
    folders.write("bf16", CONFIG | {"torch_dtype": "bfloat16"}, shorts)
    for eps in (1e-12, 1e-5):
        folders.write(f"eps-{eps:.0e}".replace("e-05", "e-5"), CONFIG | {"layer_norm_eps": eps},
                      small_embeddings(weights))
    folders.write("token-types-ones", CONFIG, weights, types=[1, 1, 1, 1, 1])
    folders.write("token-types-mixed", CONFIG, weights, types=[0, 0, 0, 1, 1])
    folders.write("one-head", CONFIG | {"num_attention_heads": 1}, weights)
    odd = CONFIG | {"hidden_size": 9, "num_attention_heads": 3, "max_position_embeddings": 64}
    folders.write("odd-head-dim", odd, random_weights(odd), ids=INPUT_IDS[:-1] + [14, 9, 1, 10, 6, 3])
    one_type = CONFIG | {"type_vocab_size": 1}
    folders.write("one-type", one_type, random_weights(one_type))
    optional = ("hidden_act", "layer_norm_eps", "pad_token_id", "type_vocab_size", "architectures")
    folders.write("defaults", {k: v for k, v in CONFIG.items() if k not in optional}, weights)
    folders.write_onnx("onnx", weights, opset=14)
    folders.write_onnx("onnx-opset17", weights, opset=17)
    folders.write_onnx("onnx-shared-tensors", untrained_norms(weights), opset=14)
    folders.write_onnx("onnx-fp16", weights, opset=14, half=True)


if __name__ == "__main__":
    main()
