#!/usr/bin/env python3
"""Writes small folders whose tokenizer stands in a SentencePiece model alone, by the classes that number or cut its pieces in
their own way, and AutoTokenizer's ids for varied lines in each, for a pair of texts, and the texts of random ids.

    python tools/goldens/sentencepiece_folders.py

Needs transformers==5.24.0 with its tokenizers, and sentencepiece. Writes sentencepiece-folders.json.gz into the engine's test
resources, in the form of tokenizer-folders.json.gz, with the models apart: a file {"model": NAME} is one of them.
"""
import base64
import gzip
import io
import json
import os
import random
import tempfile

import sentencepiece
from transformers import AutoTokenizer

from tokenizer_folders import TARGET as OTHER, write

TARGET = os.path.join(os.path.dirname(OTHER), "sentencepiece-folders.json.gz")
CORPUS = ["the river bank of oslo", "Oslo grün don't stop 12 345", "naïve café 東京 two  blanks", "we sat by the river, at night",
          "Привет мир и река", "τὸ ὕδωρ τοῦ ποταμοῦ", "नदी के किनारे", "the bank's rates rose; 7.5 % in 2024", "L’été, l'hiver"] * 5
WORDS = ["river", "bank", "Oslo", "the", "grün", "東京", "नदी", "Привет", "ὕδωρ", "don't", "12", "345", "7.5", "%", "été", "naïve",
         "e\u0301", "ﬁ", "①", "Ｆｕｌｌ", "\u200b", "\u00a0", "🙂", "👩‍👩‍👧", "\U00020000", "…", "``", "''", "(", ")", "-", "--", "_", "▁",
         "<", ">", "\t", "\n", "\r\n", "İ", "ẞ", "ǅ", "각", "\u1112\u1161\u11ab", "؟", "שלום", "ไทย", "a" * 40, "\u0000", "\ufeff", "\u0085", "\u3000"]
SPECIALS = ["<s>", "</s>", "<unk>", "<pad>", "<mask>", "[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]", "<bos>", "<eos>", "<x>",
            "<s>NOTUSED", "<0x41>", "<extra>"]
FIXED = ["", " ", "  ", "the river bank", " the  river ", "the\triver\nbank", "Oslo, grün!", "a<mask>b", "a <mask> b", "a  [MASK]  b",
         "<s>the</s>", "the <s> river", "▁the", "▁▁the ▁river", "the<x>river <x> bank", "\n\n", "\n", "x" * 300, "naïve café É"]


MAP = {"ﬁ": "fi", "①": "1", "Ｆ": "F", "\u00a0": " ", "\u3000": " ", "…": "..."}


def lines(count=230, seed=11):
    dice = random.Random(seed)
    drawn = list(FIXED)
    while len(drawn) < count:
        line = ""
        for _ in range(dice.randint(1, 14)):
            line += dice.choice(WORDS) if dice.random() < 0.93 else dice.choice(SPECIALS)
            line += dice.choice([" ", " ", " ", "", "", "  ", "   "])
        drawn.append(line)
    return drawn


def trained(kind, pieces, **settings):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_writer=out, vocab_size=pieces, model_type=kind,
                                             hard_vocab_limit=False, minloglevel=2, character_coverage=1.0, **settings)
    return out.getvalue()


def models(rules):
    plain = {"normalization_rule_name": "identity"}
    few = {"normalization_rule_tsv": rules}
    deberta = {"pad_id": 0, "bos_id": 1, "eos_id": 2, "unk_id": 3, "pad_piece": "[PAD]", "bos_piece": "[CLS]", "eos_piece": "[SEP]",
               "unk_piece": "[UNK]"}
    gemma = {"pad_id": 0, "eos_id": 1, "bos_id": 2, "unk_id": 3, "pad_piece": "<pad>", "eos_piece": "<eos>", "bos_piece": "<bos>",
             "add_dummy_prefix": False, "remove_extra_whitespaces": False, "split_digits": True, "byte_fallback": True}
    return {
        "unigram": trained("unigram", 220),
        "unigram, identity": trained("unigram", 220, **plain),
        "deberta": trained("unigram", 220, **deberta, **few),
        "deberta with its mask": trained("unigram", 220, **deberta, **plain, user_defined_symbols=["[MASK]", "<x>"]),
        "albert": trained("unigram", 220, **few, pad_id=0, unk_id=1, bos_id=2, eos_id=3, pad_piece="<pad>", bos_piece="[CLS]", eos_piece="[SEP]",
                          user_defined_symbols=["[MASK]"]),
        "unigram, no unknown first": trained("unigram", 200, **plain, bos_id=0, eos_id=1, unk_id=2),
        "llama": trained("bpe", 520, **plain, byte_fallback=True, split_digits=True, remove_extra_whitespaces=False),
        "llama, user-defined": trained("bpe", 520, **plain, byte_fallback=True, user_defined_symbols=["<x>", "\n\n"]),
        "llama, no bytes": trained("bpe", 240, **plain),
        "gemma": trained("bpe", 520, **plain, **gemma, user_defined_symbols=["<mask>", "<x>", "\n", "\n\n", "▁▁"]),
    }


def token(content, **flags):
    return {"content": content, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True, **flags}


def added(**entry):
    return {"__type": "AddedToken", **{k: v for k, v in token(**entry).items() if k != "special"}}


def folder(file, model, cls, model_type=None, more=(), **config):
    files = {file: {"model": model}}
    if cls:
        files["tokenizer_config.json"] = {"tokenizer_class": cls, **config}
    if model_type:
        files["config.json"] = {"model_type": model_type}
    return {**files, **dict(more)}


def folders():
    bpe = "sentencepiece.bpe.model"
    xlmr = "XLMRobertaTokenizer"
    yield "xlm-roberta", folder(bpe, "unigram", xlmr)
    yield "xlm-roberta by its type", folder(bpe, "unigram", None, "xlm-roberta")
    yield "xlm-roberta, fast name, the mask takes blanks", folder(
        bpe, "unigram, identity", xlmr + "Fast", "xlm-roberta", mask_token=added(content="<mask>", lstrip=True))
    yield "xlm-roberta, no blank in front", folder(bpe, "unigram, identity", xlmr, add_prefix_space=False)
    yield "xlm-roberta, other names", folder(bpe, "unigram, identity", xlmr, pad_token="<p>", mask_token="<m>", bos_token="<b>", cls_token="<b>")
    yield "xlm-roberta, more tokens", folder(bpe, "unigram, identity", xlmr, extra_special_tokens=["<x>", "<extra>"])
    yield "xlm-roberta, tokens of its map", folder(bpe, "unigram, identity", xlmr, more={
        "special_tokens_map.json": {"mask_token": token("<mask>", lstrip=True)}, "added_tokens.json": {"<extra>": 90}}.items())
    yield "xlm-roberta, pieces in another order", folder(bpe, "unigram, no unknown first", xlmr)
    yield "camembert", folder(bpe, "unigram", "CamembertTokenizer")
    yield "camembert by its type", folder(bpe, "unigram, identity", None, "camembert")
    yield "camembert as published", folder(
        bpe, "unigram, identity", "CamembertTokenizer", "camembert", additional_special_tokens=["<s>NOTUSED", "</s>NOTUSED"],
        mask_token="<mask>", bos_token="<s>", eos_token="</s>")
    yield "camembert, the mask alone", folder(
        bpe, "unigram, identity", "CamembertTokenizer", mask_token=added(content="<mask>"), add_prefix_space=False)
    yield "deberta", folder("spm.model", "deberta", "DebertaV2Tokenizer")
    yield "deberta by its type", folder("spm.model", "deberta", None, "deberta-v2")
    yield "deberta, lower case", folder("spm.model", "deberta", "DebertaV2Tokenizer", do_lower_case=True)
    yield "deberta, punctuation", folder("spm.model", "deberta", "DebertaV2Tokenizer", split_by_punct=True)
    yield "deberta, first blank", folder("spm.model", "deberta", "DebertaV2Tokenizer", add_prefix_space=False)
    yield "deberta with its mask", folder("spm.model", "deberta with its mask", "DebertaV2Tokenizer")
    yield "deberta, more tokens", folder("spm.model", "deberta", "DebertaV2Tokenizer", extra_special_tokens=["<extra>", "<x>"])
    yield "deberta as published", folder("spm.model", "deberta", "DebertaV2Tokenizer", more={
        "added_tokens.json": {"[MASK]": 89}}.items(), do_lower_case=False, vocab_type="spm")
    yield "llama", folder("tokenizer.model", "llama", "LlamaTokenizer")
    yield "llama by its type", folder("tokenizer.model", "llama", None, "llama")
    yield "llama as published", folder(
        "tokenizer.model", "llama", "LlamaTokenizer", "llama", add_bos_token=True, add_eos_token=False, legacy=False,
        clean_up_tokenization_spaces=False, pad_token=None, bos_token=added(content="<s>"), eos_token=added(content="</s>"), unk_token=added(content="<unk>"))
    yield "llama, older", folder("tokenizer.model", "llama", "LlamaTokenizer", legacy=True, add_bos_token=True, add_eos_token=True)
    yield "llama, legacy unsaid", folder("tokenizer.model", "llama", "LlamaTokenizerFast", legacy=None)
    yield "llama, no blank in front", folder("tokenizer.model", "llama", "LlamaTokenizer", add_prefix_space=False)
    yield "llama, user-defined", folder("tokenizer.model", "llama, user-defined", "LlamaTokenizer", add_eos_token=True)
    yield "llama, user-defined but tokens listed", folder(
        "tokenizer.model", "llama, user-defined", "LlamaTokenizer", extra_special_tokens=["<extra>"])
    yield "llama, tokens with ids", folder("tokenizer.model", "llama", "LlamaTokenizer", added_tokens_decoder={
        "0": token("<unk>"), "1": token("<s>"), "2": token("</s>"), "520": token("<extra>", lstrip=True, special=False)})
    yield "llama, no bytes", folder("tokenizer.model", "llama, no bytes", "LlamaTokenizer")
    yield "mistral", folder("tokenizer.model", "llama", "LlamaTokenizer", "mistral", legacy=False, add_bos_token=True)
    yield "phi3", folder("tokenizer.model", "llama", "LlamaTokenizer", "phi3")
    yield "gemma", folder("tokenizer.model", "gemma", "GemmaTokenizer")
    yield "gemma as published", folder("tokenizer.model", "gemma", "GemmaTokenizer", "gemma2", add_bos_token=True, add_eos_token=False)
    yield "gemma by its type", folder("tokenizer.model", "gemma", None, "gemma3_text")
    yield "albert", folder("spiece.model", "albert", "AlbertTokenizer")
    yield "albert, accents and case kept", folder("spiece.model", "albert", "AlbertTokenizer", keep_accents=True, do_lower_case=False)
    yield "no class", folder("tokenizer.model", "unigram, no unknown first", None)
    yield "a class that is not known", folder("tokenizer.model", "llama", "SomeOtherTokenizer", add_eos_token=True)


def main():
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as rules:  # a small map of characters
        rules.write("".join(f"{ord(old):X}\t{' '.join(f'{ord(c):X}' for c in new)}\n" for old, new in MAP.items()))
        rules.flush()
        made = models(rules.name)
    texts = lines()
    written = []
    dice = random.Random(7)
    for name, files in folders():
        with tempfile.TemporaryDirectory() as path:
            write(path, {n: {"base64": base64.b64encode(made[c["model"]]).decode()} if "model" in c else c for n, c in files.items()})
            tokenizer = AutoTokenizer.from_pretrained(path)
            backend = tokenizer.backend_tokenizer
            backend.no_truncation()
            ids = [tokenizer(text)["input_ids"] for text in texts]
            pair = backend.encode("the bank", "oslo river")
            some = sorted(backend.get_vocab(with_added_tokens=True).values())
            decoded = [[chosen, backend.decode(chosen, skip_special_tokens=True)] for chosen in
                       ([dice.choice(some) for _ in range(dice.randint(1, 12))] for _ in range(12))]
        written.append({"name": name, "class": type(tokenizer).__name__, "files": {
            n: c if list(c) == ["model"] else json.dumps(c, ensure_ascii=False) for n, c in files.items()},
            "ids": ids, "pair": [pair.ids, pair.type_ids], "decoded": decoded})
        print(name, type(tokenizer).__name__, len(tokenizer), ids[3])
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(json.dumps({"texts": texts, "models": {n: base64.b64encode(m).decode() for n, m in made.items()},
                               "folders": written}, indent=0).encode("ascii"))


if __name__ == "__main__":
    main()
