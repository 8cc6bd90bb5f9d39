#!/usr/bin/env python3
"""Writes small folders that differ in what their tokenizer files say, and AutoTokenizer's ids for a few texts in each, for a pair
of texts with its segments, and the texts of random ids.

    python tools/goldens/tokenizer_folders.py

Needs transformers==5.24.0 with its tokenizers, and sentencepiece. Writes tokenizer-folders.json.gz into the engine's test
resources: name, files (text, or base64 under "base64"), and for each text the ids with special tokens. In every folder the
files either agree or tokenizer_config.json states what it wants; where it is silent and transformers would rebuild the
pipeline, docs/tokenizers.md says what we do.
"""
import base64
import gzip
import io
import json
import os
import random
import tempfile

import sentencepiece
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "engine", "src", "test", "resources",
                      "dev", "heed", "tokenizer", "file", "tokenizer-folders.json.gz")
TEXTS = ["", "Oslo grün Grün GRUN", "東京 oslo", "the bank covid19 river.", " two  blanks", "don't STOP", "the the<mask> oslo",
         "naïve café É", "Ünïcode 12 345", "<x> oslo <y>"]
WORDS = ["grün", "grun", "Grün", "東京", "東", "京", "Oslo", "oslo", "the", "bank", "river", ".", "don", "'", "t", "stop", "STOP",
         "two", "blanks", "naive", "naïve", "cafe", "café", "e", "É", "12", "##x", "<x>"]
BERT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MPNET = ["<s>", "<pad>", "</s>", "<unk>", "[UNK]", "<mask>"]


def vocab(specials=BERT, words=WORDS):
    return "\n".join(specials + words) + "\n"


def bert(**config):
    return {"tokenizer_class": "BertTokenizer", **config}


def file_of(files):
    """tokenizer.json as transformers saves it for the folder."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, files)
        target = os.path.join(folder, "saved")
        AutoTokenizer.from_pretrained(folder).save_pretrained(target)
        with open(os.path.join(target, "tokenizer.json"), encoding="utf-8") as file:
            return json.load(file)


def changed(files, change):
    document = file_of(files)
    change(document)
    return document


def byte_level(texts=("the river bank of oslo", "Oslo grün don't stop 12 345", "naïve café 東京") * 3):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=340, show_progress=False, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    document = json.loads(tokenizer.to_str())["model"]
    merges = "#version: 0.2\n" + "\n".join(" ".join(merge) for merge in document["merges"]) + "\n"
    return {"vocab.json": json.dumps(document["vocab"], ensure_ascii=False), "merges.txt": merges}


def pieces(kind, **settings):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["the river bank of oslo", "Oslo grün don't stop 12 345", "naïve café 東京 two  blanks"] * 5),
        model_writer=out, vocab_size=360 if settings.get("byte_fallback") else 90, model_type=kind, hard_vocab_limit=False, minloglevel=2, character_coverage=1.0,
        **settings)
    return {"base64": base64.b64encode(out.getvalue()).decode()}


def folders():
    text = vocab()
    plain = {"vocab.txt": text, "tokenizer_config.json": bert()}
    yield "no config", {"vocab.txt": text, "config.json": {"model_type": "bert"}}
    yield "cased", {"vocab.txt": text, "tokenizer_config.json": bert(do_lower_case=False)}
    yield "accents kept", {"vocab.txt": text, "tokenizer_config.json": bert(do_lower_case=True, strip_accents=False)}
    yield "accents stripped, cased", {"vocab.txt": text, "tokenizer_config.json": bert(do_lower_case=False, strip_accents=True)}
    yield "ideographs together", {"vocab.txt": text, "tokenizer_config.json": bert(tokenize_chinese_chars=False)}
    yield "other tokens around", {"vocab.txt": text, "tokenizer_config.json": bert(cls_token="the", sep_token="bank")}
    yield "other unknown", {"vocab.txt": text, "tokenizer_config.json": bert(unk_token="the")}
    yield "added_tokens.json", {**plain, "added_tokens.json": {"covid19": 33}}
    yield "added_tokens_decoder", {"vocab.txt": text, "tokenizer_config.json": bert(added_tokens_decoder={
        "33": {"content": "covid19", "lstrip": False, "normalized": True, "rstrip": False, "single_word": True, "special": False},
        "34": {"content": "<y>", "lstrip": True, "normalized": False, "rstrip": False, "single_word": False, "special": True}})}
    yield "decoder over map", {
        "vocab.txt": text, "special_tokens_map.json": {"cls_token": "the"},
        "tokenizer_config.json": bert(added_tokens_decoder={"33": {"content": "covid19", "lstrip": False, "normalized": True,
                                                                   "rstrip": False, "single_word": False, "special": False}})}
    yield "special_tokens_map.json", {**plain, "special_tokens_map.json": {"cls_token": "oslo", "sep_token": {
        "content": "river", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False}}}
    yield "extra tokens", {"vocab.txt": text, "tokenizer_config.json": bert(extra_special_tokens=["<x>", "<y>"])}
    yield "fast name", {"vocab.txt": text, "tokenizer_config.json": bert(tokenizer_class="BertTokenizerFast", do_lower_case=False)}
    yield "distilbert", {"vocab.txt": text, "tokenizer_config.json": bert(tokenizer_class="DistilBertTokenizer", strip_accents=False)}
    yield "mpnet", {"vocab.txt": vocab(MPNET), "tokenizer_config.json": bert(tokenizer_class="MPNetTokenizer")}
    yield "json agrees", {"tokenizer.json": file_of(plain), "tokenizer_config.json": bert(do_lower_case=True)}
    yield "json lower, config cased", {"tokenizer.json": file_of(plain), "tokenizer_config.json": bert(do_lower_case=False)}
    yield "json strips, config keeps", {"tokenizer.json": file_of(plain),
                                        "tokenizer_config.json": bert(do_lower_case=True, strip_accents=False)}
    yield "json apart, config together", {"tokenizer.json": file_of(plain),
                                          "tokenizer_config.json": bert(do_lower_case=True, tokenize_chinese_chars=False)}
    yield "backend follows the file", {
        "tokenizer.json": changed(plain, lambda j: j["normalizer"].update(lowercase=False, strip_accents=False)),
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": True}}
    yield "json, other tokens around", {"tokenizer.json": file_of(plain),
                                        "tokenizer_config.json": bert(do_lower_case=True, cls_token="the", sep_token="bank")}
    yield "json, added_tokens_decoder", {"tokenizer.json": file_of(plain), "tokenizer_config.json": bert(
        do_lower_case=True, added_tokens_decoder={str(i): {
            "content": t, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
            for i, t in enumerate(BERT)} | {"33": {"content": "covid19", "lstrip": False, "normalized": True, "rstrip": False,
                                                   "single_word": False, "special": False}})}
    bytes_ = byte_level()
    yield "gpt2", {**bytes_, "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer"}}
    yield "gpt2, blank and start", {**bytes_, "tokenizer_config.json": {
        "tokenizer_class": "GPT2Tokenizer", "add_prefix_space": True, "add_bos_token": True}}
    yield "roberta", {**bytes_, "tokenizer_config.json": {"tokenizer_class": "RobertaTokenizer", "mask_token": {
        "__type": "AddedToken", "content": "<mask>", "lstrip": True, "normalized": True, "rstrip": False, "single_word": False}}}
    yield "roberta, blank", {**bytes_, "tokenizer_config.json": {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": True}}
    yield "qwen2", {**bytes_, "tokenizer_config.json": {"tokenizer_class": "Qwen2Tokenizer", "add_prefix_space": False}}
    yield "t5", {"spiece.model": pieces("unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1),
                 "tokenizer_config.json": {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "additional_special_tokens": []}}
    yield "unigram of the model", {"tokenizer.model": pieces("unigram", byte_fallback=True, normalization_rule_name="identity"),
                                   "tokenizer_config.json": {"tokenizer_class": "TokenizersBackend"}}
    yield "bpe of the model", {"tokenizer.model": pieces("bpe", byte_fallback=True, remove_extra_whitespaces=False, normalization_rule_name="identity",
                                                         user_defined_symbols=["<x>"]),
                               "tokenizer_config.json": {"tokenizer_class": "TokenizersBackend"}}


def write(folder, files):
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            if isinstance(content, dict) and list(content) == ["base64"]:
                file.write(base64.b64decode(content["base64"]))
            else:
                file.write((content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)).encode())


def main():
    written = []
    dice = random.Random(7)
    for name, files in folders():
        with tempfile.TemporaryDirectory() as folder:
            write(folder, files)
            try:
                tokenizer = AutoTokenizer.from_pretrained(folder)
            except Exception as e:
                print("FAILED", name, e)
                continue
            tokenizer.backend_tokenizer.no_truncation()
            ids = [tokenizer(text)["input_ids"] for text in TEXTS]
            backend = tokenizer.backend_tokenizer
            pair = backend.encode("the bank", "oslo river")
            some = sorted(backend.get_vocab(with_added_tokens=True).values())
            decoded = [[chosen, backend.decode(chosen, skip_special_tokens=True)] for chosen in
                       ([dice.choice(some) for _ in range(dice.randint(1, 12))] for _ in range(12))]
        written.append({"name": name, "class": type(tokenizer).__name__, "files": {
            n: c if isinstance(c, str) or list(c) == ["base64"] else json.dumps(c, ensure_ascii=False)
            for n, c in files.items()}, "ids": ids, "pair": [pair.ids, pair.type_ids], "decoded": decoded})
        print(name, type(tokenizer).__name__, ids[1])
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(json.dumps({"texts": TEXTS, "folders": written}, indent=0).encode("ascii"))


if __name__ == "__main__":
    main()
