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
import copy
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


def randomise(model, seed=SEED, scale_of_maps=0.35):
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
                scale, mean = (1.0, 0.0) if "embed" in name.lower() else (scale_of_maps, 0.0)
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

    def write(self, name, model_class, config, texts, edit_config=None, edit_weights=None, dtype=None,
              scale_of_maps=0.35):
        """The edits turn what was saved into an older or narrower form of the same; the numbers stay."""
        if self.names and name not in self.names:
            return
        folder = self.out / name
        shutil.rmtree(folder, ignore_errors=True)
        config._attn_implementation = "eager"
        model = randomise(model_class(config), scale_of_maps=scale_of_maps)
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


def write_mpnet(folders):
    from transformers import MPNetConfig, MPNetForMaskedLM, MPNetModel
    # a padding id inside the text: its position is that of padding, and it does not count
    folders.write("mpnet", MPNetModel, MPNetConfig(**SIZES), [{"ids": [2, 7, 1, 11, 3, 1, 30, 8]}, {"ids": [9]}])
    sizes = SIZES | {"num_hidden_layers": 1, "max_position_embeddings": 302, "layer_norm_eps": 1e-5}
    text = {"ids": long_text(300), "rows": [0, 1, 150, 299]}  # every bucket of distances
    folders.write("mpnet-masked-lm", MPNetForMaskedLM, MPNetConfig(**sizes), [text])


def write_roberta(folders):
    from transformers import (CamembertConfig, CamembertModel, RobertaConfig, RobertaForMaskedLM, RobertaModel,
                              XLMRobertaConfig, XLMRobertaForMaskedLM, XLMRobertaModel)
    text = [{"ids": [0, 7, 1, 11, 3, 1, 30, 8, 2]}, {"ids": [9]}]
    one_type = SIZES | {"type_vocab_size": 1}
    folders.write("roberta", RobertaModel, RobertaConfig(**one_type, layer_norm_eps=1e-5), text)
    folders.write("roberta-two-types", RobertaModel, RobertaConfig(**SIZES),
                  [{"ids": SHORT, "types": [0] * 4 + [1] * 7}])
    folders.write("roberta-padding-3", RobertaModel, RobertaConfig(**one_type, pad_token_id=3),
                  [{"ids": SHORT}, {"ids": [3]}])
    folders.write("roberta-masked-lm", RobertaForMaskedLM, RobertaConfig(**one_type), text)
    folders.write("roberta-gamma-beta", RobertaForMaskedLM, RobertaConfig(**one_type), text, edit_weights=old_norms)
    folders.write("camembert", CamembertModel, CamembertConfig(**one_type), text)
    folders.write("xlm-roberta", XLMRobertaModel, XLMRobertaConfig(**one_type, layer_norm_eps=1e-5), text)
    folders.write("xlm-roberta-masked-lm", XLMRobertaForMaskedLM,
                  XLMRobertaConfig(**one_type, tie_word_embeddings=False), text)
    # every position that there is: 32 rows carry 30 tokens
    folders.write("xlm-roberta-full", XLMRobertaModel, XLMRobertaConfig(**one_type),
                  [{"ids": long_text(30), "rows": [0, 29]}], dtype=torch.bfloat16)


def old_norms(weights):
    return {key.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
            for key, value in weights.items()}


def write_electra(folders):
    from transformers import ElectraConfig, ElectraForMaskedLM, ElectraForPreTraining, ElectraModel
    types = {"types": [0] * 6 + [1] * 5}
    folders.write("electra", ElectraModel, ElectraConfig(**SIZES, embedding_size=12), short(**types)[:1])
    folders.write("electra-generator", ElectraForMaskedLM, ElectraConfig(**SIZES, embedding_size=24), short())
    folders.write("electra-same-width", ElectraModel, ElectraConfig(**SIZES, embedding_size=16), short(),
                  dtype=torch.float16)


def write_albert(folders):
    from transformers import AlbertConfig, AlbertForMaskedLM, AlbertModel
    types = {"types": [0] * 6 + [1] * 5}
    folders.write("albert", AlbertModel, AlbertConfig(**SIZES, embedding_size=12), short(**types)[:1])
    folders.write("albert-groups", AlbertForMaskedLM,
                  AlbertConfig(**(SIZES | {"num_hidden_layers": 4}), embedding_size=20, num_hidden_groups=2,
                               hidden_act="gelu"), short())


def write_deberta(folders):
    from transformers import DebertaV2Config, DebertaV2ForMaskedLM, DebertaV2Model
    version3 = {"relative_attention": True, "position_buckets": 8, "max_relative_positions": -1,
                "pos_att_type": ["p2c", "c2p"], "share_att_key": True, "norm_rel_ebd": "layer_norm",
                "position_biased_input": False, "type_vocab_size": 0}
    # distances in buckets, and beyond the last of them
    text = [{"ids": long_text(30), "rows": [0, 1, 15, 29]}, {"ids": SHORT}, {"ids": [9]}]
    folders.write("deberta-v3", DebertaV2Model, DebertaV2Config(**SIZES, **version3), text)
    joined = version3 | {"pos_att_type": "p2c|c2p", "norm_rel_ebd": "none", "share_att_key": False}
    folders.write("deberta-v2-own-projections", DebertaV2ForMaskedLM, DebertaV2Config(**SIZES, **joined), text)
    one = version3 | {"pos_att_type": ["c2p"], "position_buckets": -1, "max_relative_positions": 6,
                      "position_biased_input": True, "type_vocab_size": 2}
    folders.write("deberta-v2-content-to-position", DebertaV2Model, DebertaV2Config(**SIZES, **one),
                  [{"ids": SHORT, "types": [0] * 6 + [1] * 5}])
    without = {"relative_attention": False, "type_vocab_size": 0}
    folders.write("deberta-v2-without-distances", DebertaV2Model, DebertaV2Config(**SIZES, **without), short())


def write_modernbert(folders):
    from transformers import ModernBertConfig, ModernBertForMaskedLM, ModernBertModel
    # layers 0 and 3 see all, 1 and 2 three tokens on each side; thetas small enough to show
    sizes = SIZES | {"num_hidden_layers": 4, "local_attention": 7, "pad_token_id": 0, "cls_token_id": 1,
                     "sep_token_id": 2, "bos_token_id": 1, "eos_token_id": 2}
    thetas = {"full_attention": {"rope_type": "default", "rope_theta": 300.0},
              "sliding_attention": {"rope_type": "default", "rope_theta": 20.0}}
    text = [{"ids": long_text(24), "rows": [0, 1, 12, 23]}, {"ids": SHORT}, {"ids": [9]}]
    folders.write("modernbert", ModernBertModel, ModernBertConfig(**sizes, rope_parameters=thetas), text)
    folders.write("modernbert-masked-lm", ModernBertForMaskedLM,
                  ModernBertConfig(**sizes, norm_bias=True, attention_bias=True, mlp_bias=True, classifier_bias=True,
                                   classifier_activation="silu"), short(), scale_of_maps=0.2)

    def old(config):
        del config["rope_parameters"], config["layer_types"]
        return config | {"global_rope_theta": 300.0, "local_rope_theta": 20.0, "global_attn_every_n_layers": 3}

    folders.write("modernbert-old-config", ModernBertModel, ModernBertConfig(**sizes, rope_parameters=thetas), text,
                  edit_config=old)
    scaled = {key: value | {"rope_type": "linear", "factor": 3.0} for key, value in thetas.items()}
    folders.write("modernbert-linear-scaling", ModernBertModel, ModernBertConfig(**sizes, rope_parameters=scaled),
                  text, dtype=torch.bfloat16)


def write_nomic(folders):
    from transformers import NomicBertConfig, NomicBertForMaskedLM, NomicBertModel
    types = {"types": [0] * 6 + [1] * 5}
    folders.write("nomic-bert", NomicBertModel, NomicBertConfig(**SIZES, rope_parameters={
        "rope_type": "default", "rope_theta": 50.0}), short(**types)[:1] + [{"ids": [9]}])
    folders.write("nomic-bert-masked-lm", NomicBertForMaskedLM, NomicBertConfig(**SIZES), short())

    def old(config):
        keys = {"hidden_size": "n_embd", "num_attention_heads": "n_head", "num_hidden_layers": "n_layer",
                "intermediate_size": "n_inner", "max_position_embeddings": "max_trained_positions",
                "layer_norm_eps": "layer_norm_epsilon"}
        rope = config.pop("rope_parameters")
        config = {keys.get(key, key): value for key, value in config.items() if key not in ("hidden_act", "head_dim")}
        return config | {"rotary_emb_base": rope["rope_theta"], "rotary_emb_fraction": 1.0,
                         "rotary_emb_interleaved": False, "rotary_scaling_factor": rope["factor"],
                         "n_positions": 64, "activation_function": "swiglu", "qkv_proj_bias": False,
                         "mlp_fc1_bias": False, "mlp_fc2_bias": False, "prenorm": False}

    # longer than trained: the base grows with the text; the short text beside it keeps its own
    dynamic = {"rope_type": "dynamic", "rope_theta": 50.0, "factor": 2.0}
    texts = [{"ids": SHORT}, {"ids": long_text(50), "rows": [0, 1, 25, 49]}]
    folders.write("nomic-bert-dynamic", NomicBertModel, NomicBertConfig(**SIZES, rope_parameters=dynamic), texts)
    folders.write("nomic-bert-old-config", NomicBertModel, NomicBertConfig(**SIZES, rope_parameters=dynamic), texts,
                  edit_config=old)


def write_nomic_mixture(folders):
    """Version 2: transformers' own blocks with the feed-forward networks of Nomic's code in them, which transformers lacks."""
    from transformers import NomicBertConfig, NomicBertModel

    class Network(torch.nn.Module):
        def __init__(self, hidden, inner):
            super().__init__()
            self.fc1, self.fc2 = torch.nn.Linear(hidden, inner), torch.nn.Linear(inner, hidden)

        def forward(self, x):
            return self.fc2(torch.nn.functional.gelu(self.fc1(x)))

    class Mixture(torch.nn.Module):
        """A softmax over all experts, the first few of them by weight, unscaled; one bias for their sum."""

        def __init__(self, hidden, inner, count, chosen, normalized):
            super().__init__()
            self.router = torch.nn.ModuleDict({"layer": torch.nn.Linear(hidden, count, bias=False)})
            self.experts = torch.nn.ModuleDict({"mlp": torch.nn.Module()})
            for name in ("w1", "w2"):
                setattr(self.experts["mlp"], name, torch.nn.Parameter(torch.zeros(count * inner, hidden)))
            self.experts.bias = torch.nn.Parameter(torch.zeros(hidden))
            self.count, self.chosen, self.normalized = count, chosen, normalized

        def forward(self, x):
            flat = x.view(-1, x.shape[-1])
            weights = self.router["layer"](flat).softmax(dim=-1)
            top, which = weights.topk(self.chosen, dim=-1)
            if self.normalized:
                top = top / top.sum(-1, keepdim=True)
            ups = self.experts["mlp"].w1.chunk(self.count)
            downs = self.experts["mlp"].w2.chunk(self.count)
            out = torch.zeros_like(flat)
            for expert in range(self.count):
                tokens, places = (which == expert).nonzero(as_tuple=True)
                made = torch.nn.functional.gelu(flat[tokens] @ ups[expert].T) @ downs[expert]
                out.index_add_(0, tokens, made * top[tokens, places, None])
            return (out + self.experts.bias).view(x.shape)

    def published(state):
        named = {}
        for key, value in state.items():
            for old, new in (("layers.", "encoder.layers."), ("embeddings.LayerNorm", "emb_ln"), ("self_attn.o_proj", "attn.out_proj"),
                             ("post_attention_layernorm", "norm1"), ("post_mlp_layernorm", "norm2")):
                key = key.replace(old, new)
            named[key] = value
        for key in [key for key in named if "self_attn.q_proj" in key]:
            named[key.replace("self_attn.q_proj", "attn.Wqkv")] = torch.cat(
                [named.pop(key.replace("q_proj", part)) for part in ("q_proj", "k_proj", "v_proj")])
        return named

    for name, count, chosen, every, normalized in (("nomic-bert-mixture", 4, 2, 2, False), ("nomic-bert-mixture-normalized", 3, 1, 1, True)):
        if folders.names and name not in folders.names:
            continue
        sizes = SIZES | {"num_hidden_layers": 3, "type_vocab_size": 1, "layer_norm_eps": 1e-5}
        config = NomicBertConfig(**sizes, rope_parameters={"rope_type": "default", "rope_theta": 50.0})
        config._attn_implementation = "eager"
        model = NomicBertModel(config)
        for layer, block in enumerate(model.layers):
            for part in ("q_proj", "k_proj", "v_proj", "o_proj"):
                setattr(block.self_attn, part, torch.nn.Linear(16, 16))
            mixed = layer % every == 1 % every
            block.mlp = Mixture(16, 24, count, chosen, normalized) if mixed else Network(16, 24)
        model = randomise(model).eval()
        texts = [{"ids": SHORT}, {"ids": [9]}, {"ids": long_text(30), "rows": [0, 7, 15, 29]}]
        expected, noise = expectation(model, copy.deepcopy(model).double(), texts)
        folder = folders.out / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        save_file({k: v.contiguous() for k, v in published(model.state_dict()).items()}, folder / "model.safetensors", {"format": "pt"})
        (folder / "config.json").write_text(json.dumps({
            "model_type": "nomic_bert", "architectures": ["NomicBertModel"], "activation_function": "gelu", "vocab_size": 40, "n_embd": 16,
            "n_head": 2, "n_layer": 3, "n_inner": 24, "n_positions": 32, "max_trained_positions": 32, "type_vocab_size": 1,
            "layer_norm_epsilon": 1e-5, "rotary_emb_base": 50.0, "rotary_emb_fraction": 1.0, "rotary_emb_interleaved": False,
            "rotary_scaling_factor": None, "qkv_proj_bias": True, "mlp_fc1_bias": True, "mlp_fc2_bias": True, "prenorm": False,
            "num_experts": count, "moe_top_k": chosen, "moe_every_n_layers": every, "moe_normalize_expert_weights": normalized,
            "expert_choice_router": False, "num_shared_experts": 0, "moe_impl": "megablocks", "moe_resid_pdrop": 0.0,
            "router_aux_loss_coef": 0.1, "ffn_div": 1, "add_pooling_layer": False, "scale_attn_weights": True,
            "scale_attn_by_inverse_layer_idx": False, "parallel_block_tied_norm": False, "use_rms_norm": None}, indent=2) + "\n")
        save_file(expected, folder / "expected.safetensors",
                  {"noise_fp32_against_fp64": f"{noise:.3g}", "transformers": transformers.__version__})
        print(f"{name}: noise {noise:.2g}")


def write_gte(folders):
    from transformers import GteConfig, GteForMaskedLM, GteModel
    plain = {"rope_type": "default", "rope_theta": 50.0}
    folders.write("gte", GteModel, GteConfig(**SIZES, rope_parameters=plain), short())
    folders.write("gte-without-types", GteModel, GteConfig(**SIZES, type_vocab_size=0, rope_parameters=plain),
                  short())
    folders.write("gte-masked-lm", GteForMaskedLM, GteConfig(**SIZES, type_vocab_size=2),
                  [{"ids": SHORT, "types": [0] * 6 + [1] * 5}], scale_of_maps=0.2)
    yarn = {"rope_type": "yarn", "rope_theta": 50.0, "factor": 4.0, "original_max_position_embeddings": 8}
    folders.write("gte-yarn", GteModel, GteConfig(**SIZES, rope_parameters=yarn), [{"ids": long_text(24),
                                                                                   "rows": [0, 1, 12, 23]}])

    def old(config):
        """Its own code's keys; where rope_scaling stands, rope_parameters does not count."""
        return config | {"model_type": "new", "rope_theta": 50.0, "rope_parameters": {"rope_theta": 7.0},
                         "rope_scaling": {"type": "linear", "factor": 2.0}, "position_embedding_type": "rope",
                         "layer_norm_type": "layer_norm", "logn_attention_scale": False}

    folders.write("gte-old-config", GteModel, GteConfig(**SIZES, rope_parameters=plain | {
        "rope_type": "linear", "factor": 2.0}), short(), edit_config=old, edit_weights=lambda weights: {
            "new." + key: value for key, value in weights.items()})


def write_embedding_gemma(folders):
    from transformers import Gemma3TextConfig, Gemma3TextModel
    sizes = {"vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2,
             "num_key_value_heads": 1, "head_dim": 8, "intermediate_size": 24, "max_position_embeddings": 64,
             "query_pre_attn_scalar": 8, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 1,
             "layer_types": ["sliding_attention", "full_attention", "sliding_attention"],
             "use_bidirectional_attention": True,
             "rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 300.0},
                                 "sliding_attention": {"rope_type": "default", "rope_theta": 20.0}}}
    # the object halves what it is given, and is saved as it was given
    folders.write("embedding-gemma", Gemma3TextModel, Gemma3TextConfig(**sizes, sliding_window=6),
                  [{"ids": long_text(24), "rows": [0, 1, 12, 23]}, {"ids": SHORT}], scale_of_maps=0.2)


class JinaBert(torch.nn.Module):
    """Jina's BERT version 2 is not part of transformers: written from its published layers.

    Blocks of BERT; scores plus -slope * |i - j| (Press et al., 2022); a gated network, GELU on the first half;
    or, as in jina-bert-v2-qk-post-norm, layer norms of queries and keys, two norms after attention and GELU on
    the second half.
    """

    def __init__(self, post_norm, heads=3):
        super().__init__()
        self.post_norm, self.heads = post_norm, heads

        def linear(outputs, inputs, bias=True):
            return torch.nn.Linear(inputs, outputs, bias=bias)

        def norm():
            return torch.nn.LayerNorm(24, eps=1e-12)

        def module(**parts):
            return torch.nn.ModuleDict(parts)

        self.embeddings = module(word_embeddings=torch.nn.Embedding(40, 24),
                                 token_type_embeddings=torch.nn.Embedding(2, 24), LayerNorm=norm())
        layers = []
        for _ in range(2):
            own = {"query": linear(24, 24), "key": linear(24, 24), "value": linear(24, 24)}
            if post_norm:
                own |= {"layer_norm_q": norm(), "layer_norm_k": norm()}
                mlp = {"up_gated_layer": linear(64, 24, False), "down_layer": linear(24, 32)}
                rest = {"layer_norm_1": norm(), "layer_norm_2": norm()}
            else:
                mlp = {"gated_layers": linear(64, 24, False), "wo": linear(24, 32), "layernorm": norm()}
                rest = {}
            attention = module(self=module(**own), output=module(dense=linear(24, 24), LayerNorm=norm()))
            layers.append(module(attention=attention, mlp=module(**mlp), **rest))
        self.encoder = module(layer=torch.nn.ModuleList(layers))

    def slopes(self):
        def powers(n):
            start = 2 ** (-(2 ** -(np.log2(n) - 3)))
            return [start ** (i + 1) for i in range(n)]

        closest = 2 ** int(np.floor(np.log2(self.heads)))
        return powers(closest) + powers(2 * closest)[0::2][: self.heads - closest]

    def forward(self, ids, types):
        e = self.embeddings
        x = e["LayerNorm"](e["word_embeddings"](torch.tensor(ids)) + e["token_type_embeddings"](torch.tensor(types)))
        place = torch.arange(len(ids))
        bias = -torch.tensor(self.slopes(), dtype=x.dtype)[:, None, None] * (place[:, None] - place).abs().to(x.dtype)
        states, attentions = [x], []
        for layer in self.encoder["layer"]:
            own, output, mlp = layer["attention"]["self"], layer["attention"]["output"], layer["mlp"]
            query, key, value = own["query"](x), own["key"](x), own["value"](x)
            if self.post_norm:
                query, key = own["layer_norm_q"](query), own["layer_norm_k"](key)
            query, key, value = (t.view(len(ids), self.heads, 8).transpose(0, 1) for t in (query, key, value))
            weights = torch.softmax(query @ key.transpose(1, 2) / 8 ** 0.5 + bias, dim=-1)
            attended = output["dense"]((weights @ value).transpose(0, 1).reshape(len(ids), 24))
            between = output["LayerNorm"](attended + x)
            gelu = torch.nn.functional.gelu
            if self.post_norm:
                between = layer["layer_norm_1"](between + x)
                first, second = mlp["up_gated_layer"](between).chunk(2, dim=-1)
                x = layer["layer_norm_2"](mlp["down_layer"](first * gelu(second)) + between)
            else:
                first, second = mlp["gated_layers"](between).chunk(2, dim=-1)
                x = mlp["layernorm"](mlp["wo"](gelu(first) * second) + between)
            states.append(x)
            attentions.append(weights)
        return torch.stack(states), torch.stack(attentions)


def write_jina_bert(folders):
    for name, post_norm in (("jina-bert-v2", False), ("jina-bert-v2-post-norm", True)):
        if folders.names and name not in folders.names:
            continue
        folder = folders.out / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model = randomise(JinaBert(post_norm)).eval()
        config = {"model_type": "bert", "architectures": ["JinaBertModel"], "vocab_size": 40, "hidden_size": 24,
                  "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 32, "hidden_act": "gelu",
                  "layer_norm_eps": 1e-12, "max_position_embeddings": 8192, "type_vocab_size": 2,
                  "position_embedding_type": "alibi", "feed_forward_type": "geglu", "emb_pooler": "mean"}
        (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
        save_file({key: value.contiguous() for key, value in model.state_dict().items()},
                  folder / "model.safetensors", {"format": "pt"})
        ids, types = SHORT, [0] * 6 + [1] * 5
        with torch.no_grad():
            states, attentions = model(ids, types)
            states64, _ = model.double()(ids, types)
        noise = (states - states64).abs().max().item()
        expected = {"ids.0": torch.tensor(ids), "types.0": torch.tensor(types),
                    "rows.0": torch.arange(len(ids)), "states.0": states, "attentions.0": attentions}
        save_file(expected, folder / "expected.safetensors", {"noise_fp32_against_fp64": f"{noise:.3g}"})
        print(f"{name}: noise {noise:.2g}")


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
