"""Tokens a second of PyTorch and CTranslate2 on a folder of shapes.py, 60 forced tokens a sentence, on two threads.

    python peers.py FOLDER fp32|int8 SENTENCE...

CTranslate2's form is made once, beside the folder; where the package is missing that is said. PyTorch's int8 is its
dynamic quantisation of linear maps. Each prints the best of three after one to warm up.
"""

import sys
import time
from pathlib import Path

import torch
from transformers import MarianMTModel, MarianTokenizer

WRITTEN = 60
THREADS = 2


def best(run):
    run()
    rates = []
    for _ in range(3):
        start = time.perf_counter()
        tokens = run()
        rates.append(tokens / (time.perf_counter() - start))
    return max(rates)


def pytorch(folder, precision, sentences, tokenizer):
    model = MarianMTModel.from_pretrained(folder).eval()
    if precision == "int8":
        model = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
    inputs = tokenizer(sentences, return_tensors="pt", padding=True)
    with torch.no_grad():
        return best(lambda: model.generate(**inputs)[:, 1:].numel())


def ctranslate(folder, precision, sentences, tokenizer):
    import ctranslate2

    out = folder.with_name(folder.name + "-ctranslate2")
    if not out.exists():
        ctranslate2.converters.TransformersConverter(str(folder)).convert(str(out))
    translator = ctranslate2.Translator(str(out), compute_type="float32" if precision == "fp32" else "int8",
                                        intra_threads=THREADS, inter_threads=1)
    tokens = [tokenizer.convert_ids_to_tokens(tokenizer(sentence).input_ids) for sentence in sentences]
    return best(lambda: sum(len(result.hypotheses[0]) for result in translator.translate_batch(
        tokens, beam_size=1, min_decoding_length=WRITTEN, max_decoding_length=WRITTEN)))


def main():
    folder, precision, sentences = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    torch.set_num_threads(THREADS)
    tokenizer = MarianTokenizer.from_pretrained(folder)
    for name, measured in (("pytorch", pytorch), ("ctranslate2", ctranslate)):
        try:
            rate = measured(folder, precision, sentences, tokenizer)
            print(f"{name} {precision}, {len(sentences)} sentences: {rate:.1f} tokens a second", flush=True)
        except Exception as reason:  # a peer that cannot be had is said, and the others are measured
            print(f"{name} {precision}: not measured ({reason})", flush=True)


if __name__ == "__main__":
    main()
