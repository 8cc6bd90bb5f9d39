"""Small random encoder-decoders of every family, as transformers saves them, with what transformers computes and writes.

    python translation_models.py OUT_DIR [NAME...]

Writes OUT_DIR/sources.json (100 lists of ids without their end) and OUT_DIR/NAME/{config.json,
generation_config.json, model.safetensors, expected.safetensors, written.json}. The reference is loaded again from
what was saved, in fp32 and with eager attention, and reads sources of one length together, without padding. expected.safetensors holds, for
each pair k of a source and a beginning of a target: source.k, target.k, rows.k (the source's tokens whose numbers
are kept), encoder.k [layers + 1, rows, hidden], decoder.k likewise of all its tokens, encoder_attentions.k, decoder_attentions.k, cross_attentions.k [layers, heads, rows, columns]
and logits.k; its metadata says how far fp32 is from fp64. written.json holds, for each setting, what generate was
given, and the ids that it wrote for each source behind the start, with beams the score of each.
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
VOCABULARY = 48
SETTINGS = {
    "greedy": {"num_beams": 1},
    "greedy-ngrams": {"num_beams": 1, "no_repeat_ngram_size": 2, "min_length": 7, "repetition_penalty": 1.3},
    "beams": {"num_beams": 4, "early_stopping": True, "length_penalty": 1.0},
    "beams-short": {"num_beams": 4, "early_stopping": False, "length_penalty": 0.6, "no_repeat_ngram_size": 3},
    "beams-long": {"num_beams": 4, "early_stopping": "never", "length_penalty": 1.5},
    "beams-forced": {"num_beams": 3, "early_stopping": "never", "length_penalty": -0.5, "forced_bos_token_id": 9,
                     "forced_eos_token_id": 7, "suppress_tokens": [11, 12], "begin_suppress_tokens": [13, 14],
                     "bad_words_ids": [[15], [16, 17], [18, 19, 20]]},
}


def sources():
    random = np.random.default_rng(7)
    return [random.integers(5, 40, random.integers(1, 17)).tolist() for _ in range(100)]


def randomise(model, end, scale_of_maps, scale_of_words):
    """Numbers large enough that every part shows in the result, and an end that is written now and then."""
    random = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            values = torch.randn(parameter.shape, generator=random)
            if parameter.dim() == 1:
                mean = 1.0 if "norm" in name.lower() and name.endswith("weight") else 0.0
                parameter.copy_(mean + 0.3 * values)
            elif "embed" in name.lower() or "shared" in name or "lm_head" in name or "relative" in name:
                parameter.copy_(scale_of_words * values)
            else:
                asks = "encoder_attn." in name or "EncDecAttention." in name  # what is written shall depend on the source
                out = name.endswith(("out_proj.weight", "o.weight"))
                parameter.copy_(scale_of_maps * values * (3.0 if asks and out else 1.0))
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2 and parameter.shape[0] in (VOCABULARY, 40) and "positions" not in name:
                parameter[end] *= 1.3
        if hasattr(model, "final_logits_bias"):
            model.final_logits_bias.copy_(0.5 * torch.randn(model.final_logits_bias.shape, generator=random))
            model.final_logits_bias[0, end] += 4
    return model


def run(model, source, target):
    with torch.no_grad():
        return model(input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([target]), use_cache=False,
                     output_hidden_states=True, output_attentions=True)


PARTS = {"encoder": "encoder_hidden_states", "decoder": "decoder_hidden_states",
         "encoder_attentions": "encoder_attentions", "decoder_attentions": "decoder_attentions",
         "cross_attentions": "cross_attentions"}


def expectation(model, double, pairs):
    expected, noise = {}, 0.0
    for k, (source, target) in enumerate(pairs):
        out, out64 = run(model, source, target), run(double, source, target)
        expected[f"source.{k}"] = torch.tensor(source)
        expected[f"target.{k}"] = torch.tensor(target)
        rows = list(range(len(source))) if len(source) < 40 else [0, 1, len(source) // 2, len(source) - 1]
        expected[f"rows.{k}"] = torch.tensor(rows)
        for part, name in PARTS.items():
            values, values64 = (torch.stack([layer[0] for layer in getattr(o, name)]) for o in (out, out64))
            if part.startswith("encoder"):
                values, values64 = values[..., rows, :], values64[..., rows, :]
            noise = max(noise, (values - values64).abs().max().item())
            expected[f"{part}.{k}"] = values.contiguous()
        noise = max(noise, (out.logits - out64.logits).abs().max().item())
        expected[f"logits.{k}"] = out.logits[0].contiguous()
    return expected, noise


def written(model, end):
    result = {}
    for name, setting in SETTINGS.items():
        outputs, scores = [None] * 100, [None] * 100
        for length in range(1, 17):
            places = [k for k, source in enumerate(sources()) if len(source) == length]
            ids = torch.tensor([sources()[k] + [end] for k in places])
            out = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_length=16, do_sample=False,
                                 return_dict_in_generate=True, output_scores=True, **setting)
            for row, k in enumerate(places):
                written = out.sequences[row, 1:].tolist()
                outputs[k] = written[:written.index(end) + 1] if end in written else written
                if setting["num_beams"] > 1:
                    scores[k] = round(out.sequences_scores[row].item(), 6)
        scores = scores if setting["num_beams"] > 1 else []
        result[name] = {"setting": setting | {"max_length": 16}, "ids": outputs, "scores": scores}
        lengths = [len(o) for o in outputs]
        print(f"    {name}: {len(set(map(tuple, outputs)))} different, lengths {min(lengths)} to {max(lengths)}")
    return result


class Folders:
    def __init__(self, out, names):
        self.out, self.names = out, names
        out.mkdir(parents=True, exist_ok=True)
        (out / "sources.json").write_text(json.dumps(sources()) + "\n")

    def write(self, name, model_class, config, edit_config=None, edit_weights=None, scale_of_maps=0.6,
              scale_of_words=1.0):
        """The edits turn what was saved into another form of the same; the reference reads the edited folder."""
        if self.names and name not in self.names:
            return
        folder = self.out / name
        shutil.rmtree(folder, ignore_errors=True)
        config._attn_implementation = "eager"
        end = config.eos_token_id
        model = randomise(model_class(config), end, scale_of_maps, scale_of_words).eval()
        model.save_pretrained(folder)
        if edit_config is not None:
            path = folder / "config.json"
            path.write_text(json.dumps(edit_config(json.loads(path.read_text())), indent=2) + "\n")
        if edit_weights is not None:
            path = folder / "model.safetensors"
            weights = edit_weights(load_file(path))
            save_file({key: value.contiguous() for key, value in weights.items()}, path, {"format": "pt"})
        load = lambda: model_class.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
        start = load().generation_config.decoder_start_token_id
        pairs = [([21, 7, 30, 9, 9, 33, end], [start, 12, 9, 30, 5]), ([8, end], [start]),
                 (np.random.default_rng(3).integers(5, 40, 140).tolist(), [start, 6] + list(range(5, 40)))]
        if config.model_type not in ("t5", "mt5", "umt5"):
            pairs[2] = (pairs[2][0][:30], pairs[2][1][:30])
        expected, noise = expectation(load(), load().double(), pairs)
        save_file(expected, folder / "expected.safetensors",
                  {"noise_fp32_against_fp64": f"{noise:.3g}", "transformers": transformers.__version__})
        print(f"{name}: noise {noise:.2g}, {sum(f.stat().st_size for f in folder.iterdir())} bytes", flush=True)
        (folder / "written.json").write_text(json.dumps(written(load(), end), separators=(",", ":")) + "\n")


T5 = {"vocab_size": VOCABULARY, "d_model": 16, "d_kv": 6, "d_ff": 24, "num_layers": 2, "num_heads": 2,
      "decoder_start_token_id": 0}
BART = {"vocab_size": VOCABULARY, "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_ffn_dim": 24,
        "decoder_ffn_dim": 20, "encoder_attention_heads": 2, "decoder_attention_heads": 4,
        "max_position_embeddings": 32}


def own_head(weights):
    random = torch.Generator().manual_seed(3)
    return weights | {"lm_head.weight": torch.randn(VOCABULARY, 16, generator=random)}


def untied(config):
    config.pop("scale_decoder_outputs", None)
    return config | {"tie_word_embeddings": False}


def write_t5(folders):
    from transformers import (MT5Config, MT5ForConditionalGeneration, T5Config, T5ForConditionalGeneration, UMT5Config,
                              UMT5ForConditionalGeneration)
    small = {"scale_of_maps": 0.35}  # there is no scale of the dot products
    folders.write("t5", T5ForConditionalGeneration, T5Config(**T5), **small)
    folders.write("t5-1.1", T5ForConditionalGeneration,
                  T5Config(**T5, num_decoder_layers=1, feed_forward_proj="gated-gelu"), untied, own_head, **small)
    folders.write("t5-silu", T5ForConditionalGeneration,
                  T5Config(**T5, feed_forward_proj="gated-silu", relative_attention_num_buckets=8,
                           relative_attention_max_distance=20), **small)
    folders.write("mt5", MT5ForConditionalGeneration, MT5Config(**T5), untied, own_head, **small)
    folders.write("umt5", UMT5ForConditionalGeneration, UMT5Config(**T5), untied, own_head, **small)


def write_bart(folders):
    from transformers import (BartConfig, BartForConditionalGeneration, M2M100Config, M2M100ForConditionalGeneration,
                              MarianConfig, MarianMTModel, MBartConfig, MBartForConditionalGeneration)
    after = {"scale_of_maps": 0.6, "scale_of_words": 0.5}  # with norms behind the sublayers
    folders.write("bart", BartForConditionalGeneration, BartConfig(**BART), **after)
    folders.write("bart-scaled", BartForConditionalGeneration,
                  BartConfig(**BART, scale_embedding=True, activation_function="relu"), **after)
    folders.write("mbart", MBartForConditionalGeneration,
                  MBartConfig(**BART, scale_embedding=True, decoder_start_token_id=4))
    folders.write("m2m100", M2M100ForConditionalGeneration, M2M100Config(**BART))
    ends = {"eos_token_id": 0, "pad_token_id": VOCABULARY - 1, "decoder_start_token_id": VOCABULARY - 1,
            "forced_eos_token_id": 0}
    folders.write("marian", MarianMTModel,
                  MarianConfig(**BART, **ends, scale_embedding=True, activation_function="swish"), **after)
    folders.write("marian-apart", MarianMTModel,
                  MarianConfig(**BART, **ends | {"decoder_start_token_id": 39, "pad_token_id": 39},
                               decoder_vocab_size=40, share_encoder_decoder_embeddings=False, scale_embedding=True), **after)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    folders = Folders(arguments.out, arguments.names)
    write_t5(folders)
    write_bart(folders)


if __name__ == "__main__":
    main()
