"""Small random models of every family, as transformers saves them, with what transformers computes from them.

    python family_models.py OUT_DIR [NAME...]

Writes OUT_DIR/NAME/{config.json, model.safetensors, expected.safetensors}. The folder is what
save_pretrained wrote, or, in a variant, the same with older keys and names; the reference is loaded
again from what was saved, in fp32 and with eager attention. expected.safetensors holds, for each text k:
ids.k, types.k where the family has segments, rows.k (the tokens whose numbers are kept), states.k
[layers + 1, rows, hidden], attentions.k [layers, heads, rows, tokens] and, for a model with a head,
logits.k [rows, vocabulary]; its metadata says how far fp32 is from fp64.
Versions: torch 2.15.0, transformers 5.24.0, safetensors 0.8.0.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
import transformers
from safetensors.torch import load_file, save_file

SEED = 20170612
SIZES = {"vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
         "intermediate_size": 24, "max_position_embeddings": 32}
SHORT = [2, 7, 4, 11, 3, 30, 8, 8, 21, 5, 39]


def long_text(length, vocabulary=40, seed=5):
    """Ids without 0, 1 and 2, which may mean something."""
    return np.random.default_rng(seed).integers(3, vocabulary, length).tolist()


def randomise(model, seed=SEED):
    """Numbers large enough that every part shows in the result."""
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            values = torch.randn(parameter.shape, generator=random)
            if parameter.dim() == 1:
                scale = 0.3
                norm = "norm" in name.lower() or "ln" in name.lower().replace("lin", "")
                mean = 1.0 if norm and name.endswith("weight") else 0.0
            else:
                scale, mean = (1.0, 0.0) if "embed" in name.lower() else (0.35, 0.0)
            parameter.copy_(mean + scale * values)
    return model


def run(model, ids, types):
    inputs = {"input_ids": torch.tensor([ids]), "attention_mask": torch.ones(1, len(ids), dtype=torch.long)}
    if types is not None:
        inputs["token_type_ids"] = torch.tensor([types])
    with torch.no_grad():
        return model(**inputs, output_hidden_states=True, output_attentions=True)


def expectation(model, double, texts):
    expected, noise = {}, 0.0
    for k, text in enumerate(texts):
        ids, types, rows = text["ids"], text.get("types"), text.get("rows")
        rows = rows or list(range(len(ids)))
        out, out64 = run(model, ids, types), run(double, ids, types)
        states = torch.stack([h[0] for h in out.hidden_states])[:, rows]
        attentions = torch.stack([a[0] for a in out.attentions])[:, :, rows]
        states64 = torch.stack([h[0] for h in out64.hidden_states])[:, rows]
        attentions64 = torch.stack([a[0] for a in out64.attentions])[:, :, rows]
        noise = max(noise, (states - states64).abs().max().item(), (attentions - attentions64).abs().max().item())
        expected[f"ids.{k}"] = torch.tensor(ids)
        expected[f"rows.{k}"] = torch.tensor(rows)
        if types is not None:
            expected[f"types.{k}"] = torch.tensor(types)
        expected[f"states.{k}"] = states.contiguous()
        expected[f"attentions.{k}"] = attentions.contiguous()
        if getattr(out, "logits", None) is not None:
            expected[f"logits.{k}"] = out.logits[0, rows].contiguous()
    return expected, noise


class Folders:
    def __init__(self, out, names):
        self.out, self.names = out, names

    def write(self, name, model_class, config, texts, edit_config=None, edit_weights=None, dtype=None, seed=SEED):
        """The edits turn what was saved into an older or narrower form of the same; the numbers stay."""
        if self.names and name not in self.names:
            return
        folder = self.out / name
        shutil.rmtree(folder, ignore_errors=True)
        config._attn_implementation = "eager"
        model = randomise(model_class(config), seed)
        if dtype is not None:
            model = model.to(dtype)
        model.save_pretrained(folder)
        for left in folder.iterdir():
            if left.name not in ("config.json", "model.safetensors"):
                left.unlink()
        reference = model_class.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
        double = model_class.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).double().eval()
        expected, noise = expectation(reference, double, texts)
        if edit_config is not None:
            path = folder / "config.json"
            path.write_text(json.dumps(edit_config(json.loads(path.read_text())), indent=2) + "\n")
        if edit_weights is not None:
            path = folder / "model.safetensors"
            weights = edit_weights(load_file(path))
            save_file({key: value.contiguous() for key, value in weights.items()}, path, {"format": "pt"})
        save_file(expected, folder / "expected.safetensors",
                  {"noise_fp32_against_fp64": f"{noise:.3g}", "transformers": transformers.__version__})
        print(f"{name}: noise {noise:.2g}, {sum(f.stat().st_size for f in folder.iterdir())} bytes")


def short(**more):
    return [{"ids": SHORT} | more, {"ids": [9]}]


def write_bert(folders):
    from transformers import BertConfig, BertForMaskedLM
    types = {"types": [0] * 6 + [1] * 5}
    folders.write("bert-masked-lm", BertForMaskedLM, BertConfig(**SIZES), [{"ids": SHORT} | types])


def write_distilbert(folders):
    from transformers import DistilBertConfig, DistilBertForMaskedLM, DistilBertModel
    sizes = {"vocab_size": 40, "dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 24,
             "max_position_embeddings": 32}
    folders.write("distilbert", DistilBertModel, DistilBertConfig(**sizes), short())
    folders.write("distilbert-masked-lm", DistilBertForMaskedLM,
                  DistilBertConfig(**sizes, activation="relu", sinusoidal_pos_embds=True), short())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    folders = Folders(arguments.out, arguments.names)
    for write in [value for key, value in globals().items() if key.startswith("write_")]:
        write(folders)


if __name__ == "__main__":
    main()
