"""Small Marian models twice: as transformers saves them, and as marian-nmt leaves them.

    python marian_files.py OUT_DIR

Writes OUT_DIR/{tied,apart}/published as save_pretrained does, with texts.json as translators.py, and OUT_DIR/{tied,apart}/own with
the same numbers under marian-nmt's names: an .npz with its special:model.yml (the mapping is that of transformers'
convert_marian_to_pytorch.py, whose last releases have it under models/marian), a decoder.yml, the vocabularies.
tied: one table of words, numbers of pieces in a vocab.yml, as OPUS-MT publishes its models; entries stored.
apart: a table and a SentencePiece model for each side, whose ids are the numbers; a head of its own; entries deflated.
Versions: torch 2.15.0, transformers 5.24.0, sentencepiece 0.2.2, numpy 2.
"""

import io
import json
import shutil
import sys
from pathlib import Path

import numpy
import sentencepiece
import torch
import yaml
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

sys.path.insert(0, str(Path(__file__).parent))
import translators  # noqa: E402
from translators import BART, ENGLISH, GERMAN, pieces  # noqa: E402

PARTS = {
    "self_attn.q_proj.weight": "self_Wq", "self_attn.k_proj.weight": "self_Wk", "self_attn.v_proj.weight": "self_Wv",
    "self_attn.out_proj.weight": "self_Wo", "self_attn.q_proj.bias": "self_bq", "self_attn.k_proj.bias": "self_bk",
    "self_attn.v_proj.bias": "self_bv", "self_attn.out_proj.bias": "self_bo",
    "self_attn_layer_norm.weight": "self_Wo_ln_scale", "self_attn_layer_norm.bias": "self_Wo_ln_bias",
    "encoder_attn.q_proj.weight": "context_Wq", "encoder_attn.k_proj.weight": "context_Wk",
    "encoder_attn.v_proj.weight": "context_Wv", "encoder_attn.out_proj.weight": "context_Wo",
    "encoder_attn.q_proj.bias": "context_bq", "encoder_attn.k_proj.bias": "context_bk",
    "encoder_attn.v_proj.bias": "context_bv", "encoder_attn.out_proj.bias": "context_bo",
    "encoder_attn_layer_norm.weight": "context_Wo_ln_scale", "encoder_attn_layer_norm.bias": "context_Wo_ln_bias",
    "fc1.weight": "ffn_W1", "fc1.bias": "ffn_b1", "fc2.weight": "ffn_W2", "fc2.bias": "ffn_b2",
    "final_layer_norm.weight": "ffn_ffn_ln_scale", "final_layer_norm.bias": "ffn_ffn_ln_bias"}


def own_name(name):
    half, _, layer, part = name.removeprefix("model.").split(".", 3)
    return f"{half}_l{int(layer) + 1}_{PARTS[part]}"


def own_arrays(model, tied):
    arrays = {}
    for name, value in model.state_dict().items():
        value = value.detach().numpy()
        if ".layers." in name:
            arrays[own_name(name)] = value.T.copy() if value.ndim == 2 else value[None]
    state = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    if tied:
        arrays["Wemb"] = state["model.shared.weight"][:-1]
    else:
        arrays["encoder_Wemb"] = state["model.encoder.embed_tokens.weight"][:-1]
        arrays["decoder_Wemb"] = state["model.decoder.embed_tokens.weight"][:-1]
        arrays["decoder_ff_logit_out_W"] = state["lm_head.weight"][:-1].T.copy()
    arrays["decoder_ff_logit_out_b"] = state["final_logits_bias"][:, :-1]
    return arrays


def settings(config, tied):
    """As marian 1.9 writes them; of those that say nothing of a transformer some are left out."""
    return {
        "bert-train-type-embeddings": True, "dec-cell": "gru", "dec-cell-base-depth": 2, "dec-depth": config.decoder_layers,
        "dim-emb": config.d_model, "dim-vocabs": [config.vocab_size - 1, config.decoder_vocab_size - 1],
        "enc-depth": config.encoder_layers, "factors-combine": "sum", "input-types": [], "layer-normalization": False,
        "lemma-dim-emb": 0, "right-left": False, "skip": False, "tied-embeddings": False, "tied-embeddings-all": tied,
        "tied-embeddings-src": False, "transformer-decoder-autoreg": "self-attention",
        "transformer-dim-ffn": config.encoder_ffn_dim, "transformer-ffn-activation": config.activation_function,
        "transformer-ffn-depth": 2, "transformer-heads": config.encoder_attention_heads,
        "transformer-no-projection": False, "transformer-postprocess": "dan", "transformer-postprocess-emb": "d",
        "transformer-preprocess": "", "transformer-tied-layers": [], "transformer-train-position-embeddings": False,
        "type": "transformer", "ulr": False, "ulr-dim-emb": 0, "version": "v1.9.0"}


def save_own(out, model, tied, decoder):
    out.mkdir(parents=True)
    text = yaml.safe_dump(settings(model.config, tied)).encode() + b"\0"
    arrays = {**own_arrays(model, tied), "special:model.yml": numpy.frombuffer(text, dtype=numpy.int8)}
    (numpy.savez if tied else numpy.savez_compressed)(out / "model.npz", **arrays)
    (out / "decoder.yml").write_text(yaml.safe_dump(decoder))


def without_padding(model, pad):
    """Marian has no padding: its row is zero, and it is never written."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2 and parameter.shape[0] == pad + 1:
                parameter[pad] = 0
        model.final_logits_bias[0, pad] = 0
    model.generation_config.bad_words_ids = [[pad]]


def published(out, model, tokenizer, cases, pad):
    randomised = translators.randomise
    translators.randomise = lambda *arguments: (randomised(*arguments), without_padding(model, pad))
    translators.write(out, model, tokenizer, cases, 0)
    translators.randomise = randomised


def config(pad, targets, **more):
    return MarianConfig(**BART, vocab_size=pad + 1, decoder_vocab_size=targets, pad_token_id=pad, eos_token_id=0,
                        decoder_start_token_id=pad, forced_eos_token_id=0, scale_embedding=True,
                        activation_function="swish", **more)


def trained(texts, **more):
    """Without a map of characters, which would be most of the file."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=56, normalization_rule_name="identity",
        minloglevel=2, num_threads=1, **more)
    return model.getvalue()


def tied(out):
    (out / "published").mkdir(parents=True)
    source, target = trained(ENGLISH), trained(GERMAN)
    for name, side in (("source.spm", source), ("target.spm", target)):
        (out / "published" / name).write_bytes(side)
    names = ["</s>", "<unk>", ">>deu<<", ">>nld<<", '"', "\\", ": ", "#", "'", "- \u00a0", "\u3000"]
    vocabulary = {}
    for piece in names + pieces(target) + pieces(source):
        if piece != "<s>":
            vocabulary.setdefault(piece, len(vocabulary))
    own = dict(vocabulary)
    vocabulary["<pad>"] = len(vocabulary)
    (out / "published/vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    files = [str(out / "published" / name) for name in ("source.spm", "target.spm", "vocab.json")]
    tokenizer = MarianTokenizer(*files, source_lang="eng", target_lang="mul")
    tokenizer.punc_normalizer = lambda text: text
    model = MarianMTModel(config(vocabulary["<pad>"], len(vocabulary)))
    published(out / "published", model, tokenizer, [{"to": "deu", "prefix": ">>deu<<"}], vocabulary["<pad>"])
    save_own(out / "own", model, True, {
        "relative-paths": True, "models": ["model.npz"], "vocabs": ["opus.vocab.yml", "opus.vocab.yml"], "beam-size": 2,
        "normalize": 1, "word-penalty": 0, "mini-batch": 1})
    (out / "own/opus.vocab.yml").write_text(yaml.safe_dump(own, allow_unicode=True, sort_keys=False, width=1 << 30))
    for name in ("source.spm", "target.spm"):
        shutil.copy(out / "published" / name, out / "own" / name)


def apart(out):
    (out / "published").mkdir(parents=True)
    as_marian = {"bos_id": -1, "eos_id": 0, "unk_id": 1}  # as it trains them itself
    sides = {"source": trained(ENGLISH, **as_marian), "target": trained(GERMAN, **as_marian)}
    for side, model in sides.items():
        (out / f"published/{side}.spm").write_bytes(model)
        numbers = {piece: i for i, piece in enumerate(pieces(model) + ["<pad>"])}
        name = "vocab.json" if side == "source" else "target_vocab.json"
        (out / "published" / name).write_text(json.dumps(numbers, ensure_ascii=False))
    files = [str(out / "published" / name) for name in ("source.spm", "target.spm", "vocab.json")]
    tokenizer = MarianTokenizer(*files, target_vocab_file=str(out / "published/target_vocab.json"), separate_vocabs=True,
                                source_lang="eng", target_lang="deu")
    tokenizer.punc_normalizer = lambda text: text
    model = MarianMTModel(config(56, 57, share_encoder_decoder_embeddings=False, tie_word_embeddings=False))
    published(out / "published", model, tokenizer, [{}], 56)
    save_own(out / "own", model, False, {"models": ["model.npz"], "vocabs": ["vocab.src.spm", "vocab.trg.spm"],
                                         "beam-size": 2, "normalize": 1})
    (out / "own/vocab.src.spm").write_bytes(sides["source"])
    (out / "own/vocab.trg.spm").write_bytes(sides["target"])


def main():
    out = Path(sys.argv[1])
    shutil.rmtree(out, ignore_errors=True)
    for make in (tied, apart):
        torch.manual_seed(1)
        make(out / make.__name__)


if __name__ == "__main__":
    main()
