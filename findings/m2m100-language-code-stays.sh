#!/bin/sh
# transformers 5.24.0, sentencepiece 0.2.3: M2M100's tokenizer leaves the language's code in what it decodes without special tokens, unless
# the codes are listed to it.
#
# One would expect decode(ids, skip_special_tokens=True) of what a model wrote to be the translation. The tokenizer knows its 100 language
# codes and gives them numbers, but the condition under which it would add them to its special tokens is never true (it asks that "de" be
# no part of "__de__"). Only a list (additional_special_tokens) makes them special; made from vocabulary and SentencePiece model alone,
# each translation begins with "__de__".
#
# Seen: without the list 4 special tokens and "__de__ the small house"; with it 104 and "the small house". The code's number is the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q transformers==5.24.0 sentencepiece==0.2.3
cat >"$folder/run.py" <<'PY'
import json
import sys

import sentencepiece
from transformers import M2M100Tokenizer
from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

pieces, words = sys.argv[1] + "/spm", sys.argv[1] + "/vocab.json"
lines = ["the house is small", "the river is long", "a small river by the house", "we go home by the long river"] * 20
sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(lines), model_prefix=pieces, vocab_size=45, bos_id=0, pad_id=1,
                                         eos_id=2, unk_id=3, hard_vocab_limit=False, minloglevel=3)
model = sentencepiece.SentencePieceProcessor(model_file=pieces + ".model")
vocabulary = {token: number for number, token in enumerate(["<s>", "<pad>", "</s>", "<unk>"])}
for number in range(model.get_piece_size()):
    vocabulary.setdefault(model.id_to_piece(number), len(vocabulary))
with open(words, "w") as file:
    json.dump(vocabulary, file)

codes = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
for what, more in (("without", {}), ("with", {"additional_special_tokens": codes})):
    tokenizer = M2M100Tokenizer(vocab_file=words, spm_file=pieces + ".model", src_lang="de", **more)
    ids = tokenizer("the small house").input_ids
    assert ids[0] == tokenizer.get_lang_id("de") == len(vocabulary) + codes.index("__de__")
    print(what, "the list:", len(tokenizer.all_special_tokens), "special tokens,", repr(tokenizer.decode(ids, skip_special_tokens=True)))
PY
"$folder/venv/bin/python" "$folder/run.py" "$folder" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
without the list: 4 special tokens, '__de__ the small house'
with the list: 104 special tokens, 'the small house'
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
