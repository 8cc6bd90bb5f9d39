"""The two sides of a comparison: the reference's tokens and the engine's, as "id start end …" with UTF-16 spans."""
import base64
import glob
import os
import re
import subprocess

from tokenizers import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = [os.path.join(HERE, "..", "..", module, "target", "classes") for module in ("engine", "ground")]
MODES = ("PLAIN_TEXT", "AS_TOKENS")


def utf16(text):
    """The UTF-16 position of every character and of the end."""
    at = [0]
    for c in text:
        at.append(at[-1] + (2 if ord(c) > 0xFFFF else 1))
    return at


def reference(path, mode, texts):
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = mode == "PLAIN_TEXT"
    for start in range(0, len(texts), 1000):
        some = [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in texts[start:start + 1000]]
        for text, encoding in zip(some, tokenizer.encode_batch(some, add_special_tokens=False)):
            at = range(len(text) + 1) if text.isascii() else utf16(text)
            yield [n for i, (s, e) in zip(encoding.ids, encoding.offsets) for n in (i, at[s], at[e])]


def java(program, *arguments, lines=()):
    """Runs a source file with the engine on its path; texts go in as base64, a line each, and lines come out."""
    runtime = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    jackson = sorted(glob.glob(os.path.expanduser(
        "~/.m2/repository/com/fasterxml/jackson/core/jackson-core/2.*/jackson-core-2.*[0-9].jar")))[-1]
    encoded = "".join(base64.b64encode(text.encode("utf-8", "surrogatepass")).decode() + "\n" for text in lines)
    done = subprocess.run([runtime, "-cp", os.pathsep.join(CLASSES + [jackson]), os.path.join(HERE, program), *arguments],
                          input=encoded.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().split("\n")[:-1]


def ours(pairs, texts):
    """For each (path, mode) the engine's tokens of all texts; one JVM for all."""
    rows = [[int(n) for n in row.split()] for row in java("TokenizerDump.java", *(part for pair in pairs for part in pair), lines=texts)]
    assert len(rows) == len(pairs) * len(texts)
    return [rows[i * len(texts):(i + 1) * len(texts)] for i in range(len(pairs))]


def differences(named, texts, shown=3):
    """Compares each (name, path, mode), prints a line and the first texts that differ, and returns how many do."""
    total = 0
    for (name, path, mode), got in zip(named, ours([pair[1:] for pair in named], texts)):
        wrong = tokens = 0
        for text, expected, actual in zip(texts, reference(path, mode, texts), got):
            tokens += len(expected) // 3
            if expected != actual:
                wrong += 1
                if wrong <= shown:
                    print(f"  text {ascii(text)[:200]}\n  reference {expected[:60]}\n  ours      {actual[:60]}")
        print(f"{name}, {mode}: {len(texts)} lines, {tokens} tokens, {wrong} differ", flush=True)
        total += wrong
    return total
