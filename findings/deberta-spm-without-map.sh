#!/bin/sh
# transformers 5.24.0, sentencepiece 0.2.1: a DeBERTa folder whose tokenizer is its SentencePiece model alone (spm.model, as
# microsoft/deberta-v3-base is published) is read without the character map that stands in the model; an ALBERT folder with the same model is read with it.
#
# One would expect the ids of sentencepiece's own library from either: the map (NFKC and more) is part of the model file and the pieces were trained
# behind it. Without it a ligature, a full-width letter or a circled digit is no letter that any piece knows.
#
# Seen: of "the fine bank" with the ligature of f and i, sentencepiece and ALBERT read the piece "fine", DeBERTa reads the
# ligature as it stands, for which there is no piece.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q transformers==5.24.0 sentencepiece==0.2.1 protobuf
cat >"$folder/run.py" <<'PY'
import json
import random
import shutil
from pathlib import Path

import sentencepiece
import transformers as tf

random.seed(0)
words = "the fine bank of a river flows and money grows where five files offer fish".split()
lines = [" ".join(random.choices(words, k=12)) for _ in range(400)]
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter(lines), model_prefix="spm", vocab_size=48, hard_vocab_limit=False, model_type="unigram",
    pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]")
text = "the \ufb01ne bank"
PIECE = "\u2581fine"
print("sentencepiece", PIECE in sentencepiece.SentencePieceProcessor(model_file="spm.model").encode(text, out_type=str))
for kind, cls, file in (("albert", "AlbertTokenizer", "spiece.model"), ("deberta-v2", "DebertaV2Tokenizer", "spm.model")):
    home = Path(kind)
    home.mkdir()
    shutil.copy("spm.model", home / file)
    (home / "config.json").write_text(json.dumps({"model_type": kind}))
    (home / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": cls}))
    print(kind, PIECE in tf.AutoTokenizer.from_pretrained(home).tokenize(text))
PY
cd "$folder"
"$folder/venv/bin/python" "$folder/run.py" 2>"$folder/said" >"$folder/all" || { tail -5 "$folder/said" >&2; exit 1; }
grep -E 'True|False' "$folder/all" | tee "$folder/seen" # the trainer's own lines aside
cat >"$folder/expected" <<'TXT'
sentencepiece True
albert True
deberta-v2 False
TXT
cmp "$folder/seen" "$folder/expected" || { tail -5 "$folder/said" >&2; exit 1; }
