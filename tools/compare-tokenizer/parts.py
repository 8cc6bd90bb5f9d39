#!/usr/bin/env python3
"""Compares every normalizer and pre-tokenizer alone with the reference, on generated strings.

    mvn -q -B -pl engine -am compile
    python tools/compare-tokenizer/parts.py [--lines N] [NAME...]

Needs what compare.py needs. The model around a part has a piece for every character, another inside a word, so that every
normalized character shows its place and every cut shows. Ends with 1 if anything differs.
"""
import argparse
import os
import sys
import tempfile

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from sides import differences
from varied_lines import lines

G = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
QWEN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
GPT4O = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
         r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
         r"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK = r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
PATTERNS = {
    "gpt2": G, "qwen2": QWEN, "llama3": QWEN.replace(r"|\p{N}|", r"|\p{N}{1,3}|"), "gpt4o": GPT4O, "deepseek": DEEPSEEK,
    "cjk": "[一-龥぀-ゟ゠-ヿ]+", "line end": r"\s+$", "line start": r"^\w", "word border": r"\b", "blanks": " {2,}",
    "space": r"\s", "not space": r"\S+", "word": r"\w+", "not word": r"\W+", "digit": r"\d", "not digit": r"\D+",
    "posix": "[[:punct:]]+|[[:space:]]", "posix negated": "[[:^alpha:]]", "and": r"[\p{L}&&[^a-z]]+", "dot": "a.", "possessive":
    r"\p{L}++\p{N}?+", "lookbehind": r"(?<=\p{N})(?=(?:\p{N}{3})+(?!\p{N}))", "atomic": r"(?>a+)b|a", "from zero": "xa{,2}",
    "any line": "(?m:a.)", "script": r"\p{Han}+|\p{Hiragana}", "hex": r"\h+", "escapes": r"[\t\n\v\f\r\x41\u00e9]+",
    "negated property": r"\P{L}|\p{^Lu}", "empty": "x*", "brace": "{", "hyphen": r"[\w-]+|[a-]", "caret": r"[\^$.]", "nested": "[a[bc]]",
}
BEHAVIORS = ("removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous")


def charsmap():
    """A small map in SentencePiece's form is not built by hand: the one that the sentencepiece package brings is used."""
    import io
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as proto
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(["a b c d e f g"] * 9), model_writer=out, vocab_size=12,
                                             hard_vocab_limit=False, minloglevel=2, normalization_rule_name="nmt_nfkc_cf")
    return proto.ModelProto.FromString(out.getvalue()).normalizer_spec.precompiled_charsmap


def parts():
    n, p = normalizers, pre_tokenizers
    for name in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt", "ByteLevel", "Strip"):
        yield name, getattr(n, name)(), None
    yield "Strip left", n.Strip(left=True, right=False), None
    yield "Strip right", n.Strip(left=False, right=True), None
    yield "Prepend", n.Prepend("▁x"), None
    yield "Replace string", n.Replace("a", "bc"), None
    yield "Replace away", n.Replace(" ", ""), None
    yield "Replace regex", n.Replace(Regex(r"\p{L}{2}"), "_"), None
    yield "Replace empty", n.Replace(Regex("x*"), "-"), None
    yield "Precompiled", n.Precompiled(charsmap()), None
    yield "all of a kind", n.Sequence([n.Nmt(), n.NFKC(), n.Replace(Regex(" {2,}"), " "), n.StripAccents(), n.Lowercase()]), None
    yield "NFD StripAccents NFC", n.Sequence([n.NFD(), n.StripAccents(), n.NFC(), n.Strip()]), None
    yield "Bert", n.BertNormalizer(), p.BertPreTokenizer()
    for name in ("BertPreTokenizer", "Whitespace", "WhitespaceSplit", "Punctuation"):
        yield name, None, getattr(p, name)()
    for prefix in (True, False):
        for regex in (True, False):
            yield f"ByteLevel {prefix} {regex}", None, p.ByteLevel(add_prefix_space=prefix, use_regex=regex)
    for scheme in ("always", "first", "never"):
        for split in (True, False):
            yield f"Metaspace {scheme} {split}", None, p.Metaspace(prepend_scheme=scheme, split=split)
    yield "Digits", None, p.Digits(False)
    yield "Digits alone", None, p.Digits(True)
    yield "CharDelimiterSplit", None, p.CharDelimiterSplit("a")
    yield "FixedLength", None, p.FixedLength(3)
    for behavior in BEHAVIORS:
        yield f"Punctuation {behavior}", None, p.Punctuation(behavior)
        for invert in (False, True):
            yield f"Split regex {behavior} {invert}", None, p.Split(Regex(r"\p{L}+|\s"), behavior, invert)
            yield f"Split string {behavior} {invert}", None, p.Split("a", behavior, invert)
    for name, pattern in PATTERNS.items():
        yield "pattern " + name, None, p.Split(Regex(pattern), "isolated")
    yield "XLM-R", n.Precompiled(charsmap()), p.Sequence([p.WhitespaceSplit(), p.Metaspace()])
    yield "smollm", None, p.Sequence([p.Digits(True), p.ByteLevel(add_prefix_space=False)])
    yield "qwen", n.NFC(), p.Sequence([p.Split(Regex(QWEN), "isolated"), p.ByteLevel(add_prefix_space=False, use_regex=False)])


def model(normalizer, pre_tokenizer, texts):
    """A piece for every character that can come out, alone and inside a word."""
    characters = {"▁"}
    for text in texts:
        normalized = normalizer.normalize_str(text) if normalizer else text
        characters.update(normalized)
        if pre_tokenizer:
            for word, _ in pre_tokenizer.pre_tokenize_str(normalized):
                characters.update(word)
    pieces = [prefix + c for c in sorted(characters) for prefix in ("", "##")]
    vocabulary = {}
    for piece in pieces:
        vocabulary.setdefault(piece, len(vocabulary))
    return models.BPE(vocabulary, [], continuing_subword_prefix="##")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    texts = [text for text in lines(None, max(arguments.lines, 3000)) if not any(0xD800 <= ord(c) < 0xE000 for c in text)]
    texts = [text[:300] for text in texts[::-(-len(texts) // arguments.lines)]]
    named = []
    with tempfile.TemporaryDirectory() as folder:
        for name, normalizer, pre_tokenizer in parts():
            if arguments.names and not any(asked in name for asked in arguments.names):
                continue
            tokenizer = Tokenizer(model(normalizer, pre_tokenizer, texts))
            if normalizer:
                tokenizer.normalizer = normalizer
            if pre_tokenizer:
                tokenizer.pre_tokenizer = pre_tokenizer
            path = os.path.join(folder, f"{len(named)}.json")
            tokenizer.save(path)
            named.append((name, path, "AS_TOKENS"))
        wrong = differences(named, texts, 2)
    print(f"{len(named)} parts, {len(texts)} texts each: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
