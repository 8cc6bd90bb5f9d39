#!/usr/bin/env python3
"""Trains a very small Marian model, English to German, on the sentences of small_pairs.py, and writes held-out pairs.

    python train_small.py FOLDER PAIRS [STEPS [FROM]]

FOLDER: config.json, generation_config.json, model.safetensors (16-bit floats), source.spm, target.spm, vocab.json, tokenizer_config.json,
as transformers saves Marian; PAIRS: 200 lines {"source", "target", "pairs": [[[start, end], [start, end]], …]} that were
not trained on. With FROM it goes on with the model in FOLDER at that step. Some ten minutes on one core. It knows the words of small_pairs.py and no others.
"""
import io
import json
import math
import os
import sys
import time

import sentencepiece
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from small_pairs import Maker

HELD_OUT = 200
PIECES = 360


def pieces(lines):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, vocab_size=PIECES, model_type="unigram", split_digits=True,
        character_coverage=1.0, normalization_rule_name="identity", bos_id=-1, hard_vocab_limit=False, minloglevel=2,
        required_chars="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?-()'\"%${}@/<>#*€ßäöüÄÖÜ")
    return model.getvalue()


def main(folder, pairs_file, steps=3200, begun=0):
    steps, begun = int(steps), int(begun)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    held = Maker(99)
    seen, tests = set(), []
    while len(tests) < HELD_OUT:
        english, german, links = held.sentence()
        if english not in seen and len(english.split()) > 3:
            seen.add(english)
            tests.append({"source": english, "target": german, "pairs": links})
    maker = Maker(1)
    corpus = [maker.sentence()[:2] for _ in range(20000)]
    os.makedirs(folder, exist_ok=True)
    files = {"source.spm": pieces([e for e, _ in corpus]), "target.spm": pieces([g for _, g in corpus])}
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(content)
    source = sentencepiece.SentencePieceProcessor(model_proto=files["source.spm"])
    target = sentencepiece.SentencePieceProcessor(model_proto=files["target.spm"])
    names = ["</s>", "<unk>"]
    for processor in (source, target):
        names += [p for p in map(processor.id_to_piece, range(processor.get_piece_size())) if p not in set(names)]
    names.append("<pad>")
    ids = {name: i for i, name in enumerate(names)}
    pad = ids["<pad>"]
    with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as out:
        json.dump(ids, out, ensure_ascii=False)
    with open(os.path.join(folder, "tokenizer_config.json"), "w") as out:
        json.dump({"tokenizer_class": "MarianTokenizer", "source_lang": "en", "target_lang": "de", "model_max_length": 128,
                   "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "separate_vocabs": False}, out, indent=1)

    def numbers(processor, text):
        return [ids.get(piece, 1) for piece in processor.encode(text, out_type=str)] + [0]

    config = MarianConfig(
        vocab_size=len(names), d_model=80, encoder_layers=2, decoder_layers=3, encoder_attention_heads=5,
        decoder_attention_heads=5, encoder_ffn_dim=192, decoder_ffn_dim=192, max_position_embeddings=128, dropout=0.0,
        attention_dropout=0.0, activation_function="swish", scale_embedding=True, pad_token_id=pad, eos_token_id=0, bos_token_id=None,
        decoder_start_token_id=pad, forced_eos_token_id=0, share_encoder_decoder_embeddings=True, static_position_embeddings=True)
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32) if begun else MarianMTModel(config)
    print(sum(p.numel() for p in model.parameters()), "numbers", len(names), "pieces", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.98), weight_decay=0.01)
    began = time.time()
    total = 0.0
    for step in range(begun, steps):
        rate = 2e-3 * min((step + 1) / 300, 0.5 * (1 + math.cos(math.pi * step / steps)) + 0.005)
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = []
        while len(batch) < 32:
            english, german, _ = maker.sentence()
            if english not in seen:
                batch.append((numbers(source, english), numbers(target, german)))
        width = max(len(s) for s, _ in batch)
        length = max(len(t) for _, t in batch)
        inputs = torch.tensor([s + [pad] * (width - len(s)) for s, _ in batch])
        labels = torch.tensor([t + [-100] * (length - len(t)) for _, t in batch])
        loss = model(input_ids=inputs, attention_mask=(inputs != pad).long(), labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        if step % 200 == 199:
            print(step + 1, round(total / 200, 4), round(time.time() - began), "s", flush=True)
            total = 0.0
        if step % 500 == 499:
            save(model, folder, pad)
    save(model, folder, pad)
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()
    same = 0
    for test in tests:
        out = model.generate(torch.tensor([numbers(source, test["source"])]), num_beams=1, max_length=100)[0].tolist()
        words = target.decode([names[i] for i in out if i not in (0, pad)])
        same += words == test["target"]
        if words != test["target"]:
            print(test["source"], "|", words, "|", test["target"])
    print(f"{same} of {HELD_OUT} held-out sentences exactly as the grammar has them")
    with open(pairs_file, "w", encoding="utf-8") as out:
        for test in tests:
            out.write(json.dumps(test, ensure_ascii=False) + "\n")


def save(model, folder, pad):
    half = MarianMTModel(model.config)
    half.load_state_dict(model.state_dict())
    half = half.half()
    half.generation_config = GenerationConfig(
        decoder_start_token_id=pad, pad_token_id=pad, eos_token_id=0, forced_eos_token_id=0, bad_words_ids=[[pad]],
        max_length=128, num_beams=1)
    half.save_pretrained(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
