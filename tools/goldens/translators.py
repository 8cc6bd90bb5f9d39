"""Small folders that translate texts, tokenizers and all, with what transformers makes of some texts.

    python translators.py OUT_DIR [NAME...]

Writes OUT_DIR/NAME/ as save_pretrained does (a random model, SentencePiece models trained here on a few sentences) and
OUT_DIR/NAME/texts.json: for each case the languages, the texts, the ids that the encoder is given, the ids that
generate writes (2 beams), and the text that they are. Marian's punctuation is left as it is: sacremoses is not used.
Versions: torch 2.15.0, transformers 5.24.0, sentencepiece 0.2.2.
"""

import argparse
import io
import json
import shutil
import sys
from pathlib import Path

import sentencepiece
import torch
from transformers import (M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer, MarianConfig, MarianMTModel,
                          MarianTokenizer, MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration,
                          MBartTokenizer, NllbTokenizer, T5Config, T5ForConditionalGeneration, T5Tokenizer)

sys.path.insert(0, str(Path(__file__).parent))
from translation_models import randomise  # noqa: E402

ENGLISH = ["We sat by the river bank.", "The bank lends money to the city.", "I am a small frog.",
           "Tom asked his teacher for advice.", "The price is 2.200.112 euros.", "Where is the station?",
           "She reads a book about rivers and banks.", "It rains, and the wind is cold."]
GERMAN = ["Wir saßen am Ufer des Flusses.", "Die Bank leiht der Stadt Geld.", "Ich bin ein kleiner Frosch.",
          "Tom bat seinen Lehrer um Rat.", "Der Preis beträgt 2.200.112 Euro.", "Wo ist der Bahnhof?",
          "Sie liest ein Buch über Flüsse und Banken.", "Es regnet, und der Wind ist kalt."]
TEXTS = ["We sat by the river bank.", "Tom asked his teacher.", "  two  blanks ", "Flüsse und Ufer", "x", "日本語 bank",
         "ﬁne ½ … “quoted”", "a\tb\nc", "price: 2.200.112 €", "</s> is text", "THE BANK", "naïve café", "🙂 river"]


def trained(texts, size, model_type="unigram"):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=out, vocab_size=size, model_type=model_type, hard_vocab_limit=False,
        minloglevel=2, num_threads=1)
    return out.getvalue()


def pieces(model):
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [processor.IdToPiece(i) for i in range(processor.GetPieceSize())]


BART = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 24, "decoder_ffn_dim": 24,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "max_position_embeddings": 64}


def write(out, model, tokenizer, cases, end):
    randomise(model, end, 0.5, 0.7)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    model = type(model).from_pretrained(out, attn_implementation="eager").eval()
    result = []
    for case in cases:
        for key in ("src_lang", "tgt_lang"):
            if key in case:
                setattr(tokenizer, key, case[key])
        for text in TEXTS:
            ids = tokenizer(case.get("prefix", "") + text).input_ids
            written = model.generate(input_ids=torch.tensor([ids]), num_beams=2, max_length=20, do_sample=False,
                                     **case.get("generate", {}))[0].tolist()
            result.append({"from": case.get("from"), "to": case.get("to"), "prefix": case.get("task"), "text": text,
                           "ids": ids, "written": written[1:],
                           "target": tokenizer.decode(written[1:], skip_special_tokens=True,
                                                      clean_up_tokenization_spaces=False)})
    (out / "texts.json").write_text(json.dumps(result, ensure_ascii=False, indent=0) + "\n")
    print(out.name, len(result), sum(f.stat().st_size for f in out.iterdir()))


def marian(out):
    source, target = trained(ENGLISH, 90), trained(GERMAN, 90)
    (out / "source.spm").write_bytes(source)
    (out / "target.spm").write_bytes(target)
    vocabulary = {"</s>": 0, "<unk>": 1, ">>deu<<": 2, ">>nld<<": 3}
    for piece in pieces(target) + pieces(source):
        vocabulary.setdefault(piece, len(vocabulary))
    vocabulary.pop("<s>", None)
    vocabulary = {piece: i for i, piece in enumerate(vocabulary)}
    vocabulary["<pad>"] = len(vocabulary)
    (out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    tokenizer = MarianTokenizer(str(out / "source.spm"), str(out / "target.spm"), str(out / "vocab.json"),
                                source_lang="eng", target_lang="mul")
    tokenizer.punc_normalizer = lambda text: text
    pad = vocabulary["<pad>"]
    model = MarianMTModel(MarianConfig(**BART, vocab_size=len(vocabulary), pad_token_id=pad, eos_token_id=0,
                                       decoder_start_token_id=pad, forced_eos_token_id=0, scale_embedding=True,
                                       activation_function="swish"))
    write(out, model, tokenizer, [{"to": "deu", "prefix": ">>deu<<"}, {"to": "nld", "prefix": ">>nld<<"}], 0)


def m2m100(out):
    both = trained(ENGLISH + GERMAN, 140, "bpe")
    (out / "sentencepiece.bpe.model").write_bytes(both)
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    for piece in pieces(both):
        vocabulary.setdefault(piece, len(vocabulary))
    (out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    tokenizer = M2M100Tokenizer(str(out / "vocab.json"), str(out / "sentencepiece.bpe.model"), src_lang="en")
    model = M2M100ForConditionalGeneration(M2M100Config(**BART, vocab_size=len(vocabulary) + 108))
    cases = [{"from": a, "to": b, "src_lang": a, "generate": {"forced_bos_token_id": tokenizer.get_lang_id(b)}}
             for a, b in (("en", "de"), ("de", "fr"))]
    write(out, model, tokenizer, cases, 2)


def with_languages(codes):
    """A tokenizer.json's vocabulary in fairseq's order."""
    model = trained(ENGLISH + GERMAN, 130)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [(processor.IdToPiece(i), processor.GetScore(i)) for i in range(3, processor.GetPieceSize())]
    return vocabulary + [(code, 0.0) for code in codes]


def nllb(out):
    both = trained(ENGLISH + GERMAN, 140, "bpe")
    names = pieces(both)
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    for piece in names[3:]:
        vocabulary.setdefault(piece, len(vocabulary))
    merges = [(piece[:cut], piece[cut:]) for piece in names[3:] for cut in range(1, len(piece))
              if piece[:cut] in vocabulary and piece[cut:] in vocabulary]
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=merges, src_lang="eng_Latn",
                              extra_special_tokens=["deu_Latn", "eng_Latn", "zho_Hans", "zho_Hant"])
    model = M2M100ForConditionalGeneration(M2M100Config(**BART, vocab_size=len(tokenizer)))
    cases = [{"from": a, "to": b, "src_lang": a,
              "generate": {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(b)}}
             for a, b in (("eng_Latn", "deu_Latn"), ("deu_Latn", "zho_Hans"))]
    write(out, model, tokenizer, cases, 2)


def mbart(out):
    tokenizer = MBartTokenizer(vocab=with_languages([]), src_lang="en_XX", tgt_lang="de_DE")
    model = MBartForConditionalGeneration(MBartConfig(**BART, vocab_size=len(tokenizer), scale_embedding=True))
    cases = [{"from": "en_XX", "to": "de_DE", "src_lang": "en_XX",
              "generate": {"decoder_start_token_id": tokenizer.convert_tokens_to_ids("de_DE")}}]
    write(out, model, tokenizer, cases, 2)


def mbart50(out):
    tokenizer = MBart50Tokenizer(vocab=with_languages([]), src_lang="en_XX", tgt_lang="de_DE")
    model = MBartForConditionalGeneration(MBartConfig(**BART, vocab_size=len(tokenizer), scale_embedding=True,
                                                      decoder_start_token_id=2))
    cases = [{"from": "en_XX", "to": "de_DE", "src_lang": "en_XX",
              "generate": {"forced_bos_token_id": tokenizer.convert_tokens_to_ids("de_DE")}}]
    write(out, model, tokenizer, cases, 2)


def t5(out):
    model = trained(ENGLISH + GERMAN, 130)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    vocabulary = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [(processor.IdToPiece(i), processor.GetScore(i)) for i in range(3, processor.GetPieceSize())]
    tokenizer = T5Tokenizer(vocab=vocabulary, extra_ids=0)
    config = T5Config(vocab_size=len(vocabulary) + 5, d_model=16, d_kv=6, d_ff=24, num_layers=1, num_heads=2,
                      decoder_start_token_id=0)
    config.task_specific_params = {"translation_en_to_de": {"prefix": "translate English to German: "}}
    model = T5ForConditionalGeneration(config)
    cases = [{"from": "en", "to": "de", "prefix": "translate English to German: "},
             {"prefix": "summarize: ", "task": "summarize: "}]
    write(out, model, tokenizer, cases, 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    for make in (marian, m2m100, nllb, mbart, mbart50, t5):
        if not arguments.names or make.__name__ in arguments.names:
            folder = arguments.out / make.__name__
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            torch.manual_seed(1)
            make(folder)


if __name__ == "__main__":
    main()
