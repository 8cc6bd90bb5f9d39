#!/bin/sh
# tokenizers 0.23.3: in the regular expressions of tokenizer.json, \w and [\w] are not the same set of characters.
#
# One would expect brackets around a class to change nothing. Outside brackets \w matches superscripts and fractions (², ½: category No);
# inside brackets it does not. Java's \w with Unicode classes, Python's and PCRE's make no such difference, so a translation of the
# expression by its letters cuts other words.
#
# Seen: Split by \w makes ² and ½ words of their own; Split by [\w] leaves them together as what stands between words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q tokenizers==0.23.3
cat >"$folder/run.py" <<'PY'
from tokenizers import Regex
from tokenizers.pre_tokenizers import Split

for expression in (r"\w", r"[\w]"):
    words = Split(Regex(expression), "isolated").pre_tokenize_str("a\u00b2\u00bdb")
    print(expression, [ascii(word) for word, _ in words])
PY
"$folder/venv/bin/python" "$folder/run.py" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
\w ["'a'", "'\\xb2'", "'\\xbd'", "'b'"]
[\w] ["'a'", "'\\xb2\\xbd'", "'b'"]
TXT
cmp "$folder/seen" "$folder/expected"
