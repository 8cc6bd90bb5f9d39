"""A folder of the shape of a Marian base model (OPUS-MT), with random weights, whose settings force 60 tokens a sentence.

    python shapes.py OUT_DIR

Encoder and decoder of 6 layers, width 512, 8 heads, inner width 2048, 58101 pieces, embeddings shared; its tokenizer
knows a few sentences. For measurements: what it writes means nothing.
Versions: torch 2.15.0, transformers 5.24.0, sentencepiece 0.2.3.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "goldens"))
from translators import ENGLISH, GERMAN, pieces, trained  # noqa: E402

ROWS = 58101
WRITTEN = 60


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    source, target = trained(ENGLISH, 90), trained(GERMAN, 90)
    (out / "source.spm").write_bytes(source)
    (out / "target.spm").write_bytes(target)
    vocabulary = {"</s>": 0, "<unk>": 1}
    for piece in pieces(target) + pieces(source):
        vocabulary.setdefault(piece, len(vocabulary))
    vocabulary["<pad>"] = ROWS - 1
    (out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    MarianTokenizer(str(out / "source.spm"), str(out / "target.spm"), str(out / "vocab.json"), source_lang="en",
                    target_lang="de").save_pretrained(out)
    torch.manual_seed(1)
    model = MarianMTModel(MarianConfig(
        vocab_size=ROWS, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
        decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, max_position_embeddings=512,
        scale_embedding=True, activation_function="swish", pad_token_id=ROWS - 1, eos_token_id=0,
        decoder_start_token_id=ROWS - 1, forced_eos_token_id=None))
    model.generation_config = GenerationConfig(
        num_beams=1, min_length=WRITTEN + 1, max_length=WRITTEN + 1, eos_token_id=0, pad_token_id=ROWS - 1,
        decoder_start_token_id=ROWS - 1, suppress_tokens=[ROWS - 1])
    model.save_pretrained(out)


if __name__ == "__main__":
    main()
