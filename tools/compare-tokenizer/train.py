#!/usr/bin/env python3
"""Trains the tokenizers that compare.py is given beside published ones, from texts of a folder and generated ones.

    python tools/compare-tokenizer/train.py --data FOLDER --size 8000 TARGET

Needs the reference (pip install tokenizers==0.23.3 sentencepiece==0.2.3). Writes into the folder TARGET:
  byte-level-bpe.json     GPT-2's rules, with RoBERTa's post-processor that trims places
  unigram.json            NFKC, runs of blanks joined, Metaspace, XLM-R's special tokens
  unigram-precompiled.json, sentencepiece-bpe.json, and their .model files: trained by SentencePiece with its own
                          character map and bytes for unknown characters, in Llama's and T5's form
"""
import argparse
import io
import os
from collections import Counter

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as proto
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from varied_lines import lines


def byte_level(texts, size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=size, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return tokenizer


def unigram(texts, size):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.train_from_iterator(texts, trainers.UnigramTrainer(
        vocab_size=size, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def piece_model(texts, size, kind):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=out, vocab_size=size, model_type=kind, byte_fallback=True,
        character_coverage=0.9995, max_sentence_length=100000, minloglevel=2, normalization_rule_name="nmt_nfkc",
        remove_extra_whitespaces=kind == "unigram", num_threads=1)
    return out.getvalue()


def sentencepiece_bpe(model):
    """Llama's form: no pre-tokenizer, a blank in front of the text, merges in the order of scores."""
    pieces = model.pieces
    ids = {piece.piece: i for i, piece in enumerate(pieces)}
    merges = []
    for piece, i in ids.items():
        for cut in range(1, len(piece)):
            left, right = piece[:cut], piece[cut:]
            if left in ids and right in ids:
                merges.append((-pieces[i].score, ids[left], ids[right], left, right))
    tokenizer = Tokenizer(models.BPE(ids, [merge[3:] for merge in sorted(merges)], unk_token="<unk>", fuse_unk=True,
                                     byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                           decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in ("<unk>", "<s>", "</s>")])
    return tokenizer


def precompiled_unigram(model):
    """T5's form: the model's character map, then Metaspace."""
    tokenizer = Tokenizer(models.Unigram([(piece.piece, piece.score) for piece in model.pieces], 0, True))
    charsmap = model.normalizer_spec.precompiled_charsmap
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Precompiled(charsmap), normalizers.Strip(left=False, right=True),
        normalizers.Replace(Regex(" {2,}"), "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in ("<unk>", "<s>", "</s>")])
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--size", type=int, default=8000)
    parser.add_argument("--lines", type=int, default=60000)
    parser.add_argument("target")
    arguments = parser.parse_args()
    texts = [text for text in lines(arguments.data, arguments.lines) if len(text) < 20000]
    common = Counter(c for text in texts for c in text)
    few = {c for c, _ in common.most_common(arguments.size // 3)}  # what is left out is unknown, or bytes
    texts = ["".join(c if c in few else " " for c in text) for text in texts]
    os.makedirs(arguments.target, exist_ok=True)
    made = {"byte-level-bpe": byte_level(texts, arguments.size), "unigram": unigram(texts, arguments.size)}
    plain = [text for text in texts if "\0" not in text and "\n" not in text and text.strip()]
    for kind, name, form in (("bpe", "sentencepiece-bpe", sentencepiece_bpe),
                             ("unigram", "unigram-precompiled", precompiled_unigram)):
        written = piece_model(plain, arguments.size, kind)
        with open(os.path.join(arguments.target, name + ".model"), "wb") as file:
            file.write(written)
        model = proto.ModelProto.FromString(written)
        made[name] = form(model)
    for name, tokenizer in made.items():
        tokenizer.save(os.path.join(arguments.target, name + ".json"))
        print(name, tokenizer.get_vocab_size(), "pieces")


if __name__ == "__main__":
    main()
