"""Tiny folders with what follows a transformer, and what the references make of texts there.

    python tools/goldens/heads.py engine/src/test/resources/dev/heed/heads

Needs torch, transformers, sentence-transformers and model2vec. Weights are random; nothing is taken from elsewhere.
Every folder is saved by the library that reads it, and golden.json beside it holds what that library answers (float32,
one text at a time). Folders whose name begins with "old" have their class names and keys put back to what earlier
versions wrote; the answers stay the library's own.
"""
import json
import os
import shutil
import sys

import numpy as np
import torch
from transformers import (AutoTokenizer, BertConfig, BertForMaskedLM, BertForSequenceClassification, BertModel, logging)

logging.set_verbosity_error()
OUT = sys.argv[1]
WORDS = ("the a of to in bank river money grows old new york is not and query passage : , . ! ##s ##ing ##ed b c d e "
         "f g h i j k ##k ##e ##y").split()
TEXTS = ["the bank of the river", "money grows in the old bank.", "new york!", "a", "", "of of of of of of of of of of of of of"]


def bert(kind, folder, seed, words=WORDS, **settings):
    """A BERT of that kind with random weights, and its tokenizer."""
    torch.manual_seed(seed)
    os.makedirs(folder, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[Q]", "[D]"] + words
    config = BertConfig(vocab_size=len(vocabulary), hidden_size=12, num_hidden_layers=1, num_attention_heads=2,
                        intermediate_size=16, max_position_embeddings=24, initializer_range=0.4, **settings)
    model = kind(config)
    model.eval().save_pretrained(folder)
    with open(folder + "/vocab.txt", "w") as out:
        out.write("\n".join(vocabulary) + "\n")
    json.dump({"tokenizer_class": "BertTokenizer", "do_lower_case": True}, open(folder + "/tokenizer_config.json", "w"))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.model_max_length = 16
    tokenizer.save_pretrained(folder)
    os.path.exists(folder + "/vocab.txt") and os.remove(folder + "/vocab.txt")
    return folder


def write(folder, **answers):
    with open(folder + "/golden.json", "w") as out:
        json.dump(answers, out, indent=0)
    for name in ("README.md", "training_args.bin"):
        if os.path.exists(folder + "/" + name):
            os.remove(folder + "/" + name)


def floats(values):
    return [[float(v) for v in row] for row in values]


def texts():
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense, Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import LayerNorm, Pooling

    base = bert(BertModel, OUT + "/base", 1)

    def save(name, *modules, old=False, **settings):
        folder = f"{OUT}/text/{name}"
        torch.manual_seed(len(name))
        model = SentenceTransformer(modules=[Transformer(base)] + [make() for make in modules], device="cpu", **settings)
        for module in model.modules():
            if isinstance(module, torch.nn.LayerNorm) and module.weight.shape[0] != 12:
                torch.nn.init.normal_(module.weight)
        model.save_pretrained(folder, create_model_card=False)
        if old:
            modules = json.load(open(folder + "/modules.json"))
            for module in modules:
                module["type"] = "sentence_transformers.models." + module["type"].split(".")[-1]
            json.dump(modules, open(folder + "/modules.json", "w"))
            path = folder + "/1_Pooling/config.json"
            pooling = json.load(open(path))
            modes = pooling.pop("pooling_mode")
            keys = {"cls": "cls_token", "max": "max_tokens", "mean": "mean_tokens", "weightedmean": "weightedmean_tokens",
                    "mean_sqrt_len_tokens": "mean_sqrt_len_tokens", "lasttoken": "lasttoken"}
            for key, written in keys.items():
                pooling["pooling_mode_" + written] = key in ([modes] if isinstance(modes, str) else modes)
            pooling["word_embedding_dimension"] = pooling.pop("embedding_dimension")
            json.dump(pooling, open(path, "w"))
        model = SentenceTransformer(folder, device="cpu")
        write(folder, texts=TEXTS, vectors=floats(model.encode([t], convert_to_numpy=True)[0] for t in TEXTS),
              dimension=len(model.encode("a")), similarity=model.similarity_fn_name)
        return folder

    p = lambda mode="mean", **more: (lambda: Pooling(12, mode, **more))
    save("mean-normalize", p(), Normalize)
    save("list", p(["weightedmean", "cls", "max"]))
    save("dense-tanh", p(), lambda: Dense(12, 7))
    save("dense-relu-layernorm", p("cls"), lambda: Dense(12, 9, bias=False, activation_function=torch.nn.ReLU()),
         lambda: LayerNorm(9), Normalize, similarity_fn_name="dot")
    save("dense-identity-residual", p("lasttoken"),
         lambda: Dense(12, 8, activation_function=torch.nn.Identity(), use_residual=True),
         lambda: Dense(8, 8, activation_function=torch.nn.GELU(), use_residual=True),
         lambda: Dense(8, 6, activation_function=torch.nn.SiLU()),
         lambda: Dense(6, 6, activation_function=torch.nn.Sigmoid()))
    save("normalized-tokens", lambda: Normalize(module_input_name="token_embeddings"),
         lambda: Dense(12, 10, module_input_name="token_embeddings"), lambda: Pooling(10, "mean"),
         lambda: Normalize(module_input_name="token_embeddings"))
    save("truncated", p(), Normalize, truncate_dim=5)
    prompts = {"query": "query : ", "document": "passage : "}
    save("prompted", p("cls"), prompts=prompts, default_prompt_name="query")
    for mode in ("mean", "weightedmean", "cls", "lasttoken", "max"):
        save("prompt-left-out-" + mode, p(mode, include_prompt=False), prompts=prompts, default_prompt_name="document")
    save("old-all", p(["cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"]), Normalize, old=True)
    save("old-dense", p("cls"), lambda: Dense(12, 4), old=True)
    folder = save("old-folder", p(), Normalize, old=True)
    os.makedirs(folder + "/0_Transformer")
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "sentence_bert_config.json"):
        os.path.exists(folder + "/" + name) and shutil.move(folder + "/" + name, folder + "/0_Transformer/" + name)
    modules = json.load(open(folder + "/modules.json"))
    modules[0]["path"] = "0_Transformer"
    json.dump(modules, open(folder + "/modules.json", "w"))
    assert np.allclose(SentenceTransformer(folder, device="cpu").encode(TEXTS[0]), json.load(open(folder + "/golden.json"))["vectors"][0])
    shutil.rmtree(base)


def pairs():
    import transformers as t
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, decoders, trainers

    queries = ["the bank of the river", "money", " a  query with of of of of of of of of of of of of of "]
    answers = ["we sat by the river bank.", "new york", "", "  the old bank  ", "money grows " * 12]

    def finish(folder, tokenizer=None, **settings):
        model = CrossEncoder(folder, device="cpu", **settings)
        model.save_pretrained(folder, create_model_card=False)
        model = CrossEncoder(folder, device="cpu", **settings)
        scores, raw, counts = [], [], []
        for query in queries:
            both = [(query, answer) for answer in answers]
            one = lambda activation: [np.atleast_1d(model.predict([pair], **activation)[0]).tolist() for pair in both]
            scores.append(one({}))
            raw.append(one({"activation_fn": torch.nn.Identity()}))
            counts.append([int(model.preprocess([pair])["attention_mask"].sum()) for pair in both])
        write(folder, queries=queries, texts=answers, scores=scores, raw=raw, tokens=counts)

    finish(bert(BertForSequenceClassification, OUT + "/pairs/bert", 3, num_labels=1))
    finish(bert(BertForSequenceClassification, OUT + "/pairs/bert-identity", 4, num_labels=1), activation_fn=torch.nn.Identity())
    finish(bert(BertForSequenceClassification, OUT + "/pairs/bert-three-labels", 5, num_labels=3))

    def other(name, config, kind, seed, **settings):
        folder = bert(BertModel, OUT + "/pairs/" + name, seed)
        vocabulary = 7 + len(WORDS)
        torch.manual_seed(seed)
        kind(config(vocab_size=vocabulary, num_labels=1, initializer_range=0.4, **settings)).eval().save_pretrained(folder)
        finish(folder)

    small = dict(hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, max_position_embeddings=24)
    other("distilbert", t.DistilBertConfig, t.DistilBertForSequenceClassification, 6, dim=12, n_layers=1, n_heads=2,
          hidden_dim=16, max_position_embeddings=24)
    other("electra", t.ElectraConfig, t.ElectraForSequenceClassification, 7, embedding_size=12, **small)
    other("albert", t.AlbertConfig, t.AlbertForSequenceClassification, 8, embedding_size=6, **small)

    def roberta(name, config, kind, seed):
        folder = OUT + "/pairs/" + name
        os.makedirs(folder)
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        tokenizer.train_from_iterator(TEXTS + queries + answers, trainers.BpeTrainer(
            vocab_size=330, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
        tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
        t.PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
                                  pad_token="<pad>", unk_token="<unk>", mask_token="<mask>", model_max_length=18).save_pretrained(folder)
        torch.manual_seed(seed)
        kind(config(vocab_size=tokenizer.get_vocab_size(), num_labels=1, initializer_range=0.4, pad_token_id=1, type_vocab_size=1,
                    hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                    max_position_embeddings=20)).eval().save_pretrained(folder)
        finish(folder)

    roberta("xlm-roberta", t.XLMRobertaConfig, t.XLMRobertaForSequenceClassification, 9)
    roberta("roberta", t.RobertaConfig, t.RobertaForSequenceClassification, 10)


def main():
    os.makedirs(OUT, exist_ok=True)
    for part in sys.argv[2:] or ["texts", "pairs"]:
        globals()[part]()


main()
