"""Tiny folders with what follows a transformer, and what the references make of texts there.

    python tools/goldens/heads.py engine/src/test/resources/dev/heed/heads

Needs torch, transformers, sentence-transformers, sentencepiece and model2vec. Weights are random; nothing is taken from elsewhere.
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


QUERIES = ["the bank of the river", "money", " a  query with of of of of of of of of of of of of of "]
ANSWERS = ["we sat by the river bank.", "new york", "", "  the old bank  ", "money grows " * 12]


def finish(folder, **settings):
    """Saves a reranker as CrossEncoder does, and what it scores."""
    from sentence_transformers import CrossEncoder

    CrossEncoder(folder, device="cpu", **settings).save_pretrained(folder, create_model_card=False)
    model = CrossEncoder(folder, device="cpu", **settings)
    scores, raw, counts = [], [], []
    for query in QUERIES:
        both = [(query, answer) for answer in ANSWERS]
        one = lambda activation: [np.atleast_1d(model.predict([pair], **activation)[0]).tolist() for pair in both]
        scores.append(one({}))
        raw.append(one({"activation_fn": torch.nn.Identity()}))
        counts.append([int(model.preprocess([pair])["attention_mask"].sum()) for pair in both])
    write(folder, queries=QUERIES, texts=ANSWERS, scores=scores, raw=raw, tokens=counts)


def byte_level(folder, template, size=330, specials=("<s>", "<pad>", "</s>", "<unk>", "<mask>"), **named):
    """A byte-level BPE trained on the texts, saved; its vocabulary's size."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(TEXTS + QUERIES + ANSWERS, trainers.BpeTrainer(
        vocab_size=size, special_tokens=list(specials), show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.post_processor = template(tokenizer)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named).save_pretrained(folder)
    return tokenizer.get_vocab_size()


def more_pairs():
    """Rerankers of families whose configurations name their special tokens, or have a head of their own."""
    import transformers as t
    from tokenizers import processors

    around = lambda _: processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    single = lambda tok: processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B:1 </s>:1", special_tokens=[("<s>", 0), ("</s>", 2)])
    named = dict(bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>", pad_token="<pad>", unk_token="<unk>",
                 mask_token="<mask>", model_max_length=18)
    small = dict(num_labels=1, initializer_range=0.4, pad_token_id=1, hidden_size=12, num_attention_heads=2, intermediate_size=16)

    def save(name, template, config, kind, seed, **settings):
        folder = OUT + "/pairs/" + name
        os.makedirs(folder)
        size = byte_level(folder, template, **named)
        torch.manual_seed(seed)
        model = kind(config(vocab_size=size, **small | settings)).eval()
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, std=0.3)
        model.save_pretrained(folder)
        finish(folder)

    save("mpnet", around, t.MPNetConfig, t.MPNetForSequenceClassification, 31, num_hidden_layers=1, max_position_embeddings=20)
    save("camembert", around, t.CamembertConfig, t.CamembertForSequenceClassification, 32, num_hidden_layers=1,
         max_position_embeddings=20, type_vocab_size=1)
    save("deberta-v3", single, t.DebertaV2Config, t.DebertaV2ForSequenceClassification, 33, num_hidden_layers=1,
         max_position_embeddings=20, type_vocab_size=0, relative_attention=True, position_buckets=4, norm_rel_ebd="layer_norm",
         share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False)
    for pooling in ("cls", "mean"):
        save("modernbert-" + pooling, single, t.ModernBertConfig, t.ModernBertForSequenceClassification, 34,
             num_hidden_layers=4, max_position_embeddings=20, local_attention=4, classifier_pooling=pooling,
             bos_token_id=0, eos_token_id=2, cls_token_id=0, sep_token_id=2)


def families():
    """Embedding models made of language models: Qwen3-Embedding's last token, EmbeddingGemma's two maps behind a mean."""
    import transformers as t
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense, Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import processors

    small = dict(num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, head_dim=8, hidden_size=12,
                 intermediate_size=16, max_position_embeddings=64, initializer_range=0.4)

    def save(name, size, model, modules, prompts):
        folder = OUT + "/text/" + name
        model.eval().save_pretrained(OUT + "/base")
        SentenceTransformer(modules=[Transformer(OUT + "/base")] + modules, device="cpu", prompts=prompts).save_pretrained(
            folder, create_model_card=False)
        shutil.rmtree(OUT + "/base")
        model = SentenceTransformer(folder, device="cpu")
        answers = {"texts": TEXTS, "vectors": floats(model.encode([x], convert_to_numpy=True)[0] for x in TEXTS)}
        for kind, encode in (("query", model.encode_query), ("document", model.encode_document)):
            answers[kind] = floats(encode([x], convert_to_numpy=True)[0] for x in TEXTS)
        write(folder, dimension=len(model.encode("a")), similarity=model.similarity_fn_name, **answers)

    os.makedirs(OUT + "/base", exist_ok=True)
    ends = lambda tok: processors.TemplateProcessing(single="$A <|endoftext|>", pair="$A $B:1 <|endoftext|>:1",
                                                     special_tokens=[("<|endoftext|>", 0)])
    size = byte_level(OUT + "/base", ends, specials=("<|endoftext|>", "<|im_end|>"), pad_token="<|endoftext|>",
                      eos_token="<|im_end|>", padding_side="left", model_max_length=32)
    torch.manual_seed(41)
    save("qwen3-embedding", size, t.Qwen3Model(t.Qwen3Config(vocab_size=size, **small)),
         [Pooling(12, "lasttoken"), Normalize()],
         {"query": "Instruct: find the passage\nQuery:", "document": ""})
    os.makedirs(OUT + "/base", exist_ok=True)
    both = lambda tok: processors.TemplateProcessing(single="<bos> $A <eos>", pair="<bos> $A <eos> $B:1 <eos>:1",
                                                     special_tokens=[("<bos>", 2), ("<eos>", 1)])
    size = byte_level(OUT + "/base", both, specials=("<pad>", "<eos>", "<bos>", "<unk>", "<mask>"), pad_token="<pad>",
                      eos_token="<eos>", bos_token="<bos>", unk_token="<unk>", mask_token="<mask>", model_max_length=40)
    torch.manual_seed(42)
    gemma = t.Gemma3TextModel(t.Gemma3TextConfig(
        vocab_size=size, use_bidirectional_attention=True, sliding_window=8, layer_types=["sliding_attention", "full_attention"],
        query_pre_attn_scalar=8, **small))
    linear = lambda inputs, outputs: Dense(inputs, outputs, bias=False, activation_function=torch.nn.Identity())
    save("embedding-gemma", size, gemma, [Pooling(12, "mean"), linear(12, 30), linear(30, 9), Normalize()],
         {"query": "task: search | query: ", "document": "title: none | text: "})


def pairs():
    import transformers as t
    from tokenizers import processors

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
        around = lambda _: processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
        size = byte_level(folder, around, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
                          pad_token="<pad>", unk_token="<unk>", mask_token="<mask>", model_max_length=18)
        torch.manual_seed(seed)
        kind(config(vocab_size=size, num_labels=1, initializer_range=0.4, pad_token_id=1, type_vocab_size=1,
                    hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                    max_position_embeddings=20)).eval().save_pretrained(folder)
        finish(folder)

    roberta("xlm-roberta", t.XLMRobertaConfig, t.XLMRobertaForSequenceClassification, 9)
    roberta("roberta", t.RobertaConfig, t.RobertaForSequenceClassification, 10)


def head_activations():
    """Rerankers whose configuration states another activation between the head's maps than the usual one."""
    import transformers as t

    small = dict(hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, max_position_embeddings=24,
                 vocab_size=7 + len(WORDS), num_labels=1, initializer_range=0.4)
    deberta = dict(relative_attention=True, position_buckets=4, max_relative_positions=-1, pos_att_type=["c2p", "p2c"],
                   norm_rel_ebd="layer_norm", share_att_key=True, position_biased_input=False, type_vocab_size=0)
    for name, seed, kind, config in (
            ("deberta-v3-tanh", 71, t.DebertaV2ForSequenceClassification,
             t.DebertaV2Config(**small, **deberta, pooler_hidden_act="tanh", pooler_hidden_size=12)),
            ("modernbert-silu", 72, t.ModernBertForSequenceClassification, t.ModernBertConfig(
                **small, classifier_activation="silu", pad_token_id=0, cls_token_id=2, sep_token_id=3, bos_token_id=2, eos_token_id=3))):
        folder = bert(BertModel, OUT + "/pairs/" + name, seed)
        torch.manual_seed(seed)
        kind(config).eval().save_pretrained(folder)
        finish(folder)


def statics():
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    texts = TEXTS + ["zebra", "the zebra of the bank", "\u4e2d", "unknowable " * 3, "the bank money river " * 200]
    vocabulary = {w: i for i, w in enumerate(["[PAD]", "[UNK]"] + WORDS)}

    def wordpiece():
        tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
        tokenizer.normalizer = normalizers.BertNormalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return tokenizer

    def unigram():
        tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), ("\u2581", -2.0)] + [("\u2581" + w, -4.0) for w in WORDS]
                                             + [(c, -6.0) for c in "abcdefghijklmnopqrstuvw"], unk_id=0))
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        return tokenizer

    def answer(folder, encode):
        vectors = floats(np.asarray(encode(t)).reshape(-1) for t in texts)
        write(folder, texts=texts, vectors=vectors)

    def model2vec(name, tokenizer, rows, seed, dtype=np.float32, **more):
        random = np.random.default_rng(seed)
        vectors = random.normal(size=(rows, 6)).astype(dtype) if dtype != np.int8 else random.integers(-100, 100, (rows, 6)).astype(dtype)
        model = StaticModel(vectors, tokenizer, **more)
        folder = OUT + "/static/" + name
        model.save_pretrained(folder)
        answer(folder, StaticModel.from_pretrained(folder).encode)

    size = wordpiece().get_vocab_size()
    random = np.random.default_rng(7)
    model2vec("model2vec", wordpiece(), size, 1, normalize=True)
    model2vec("model2vec-plain", wordpiece(), size, 2, normalize=False)
    model2vec("model2vec-half", wordpiece(), size, 3, dtype=np.float16, normalize=True)
    model2vec("model2vec-unigram", unigram(), unigram().get_vocab_size(), 4, normalize=True)
    model2vec("model2vec-mapped", wordpiece(), 5, 5, normalize=True,
              token_mapping=random.integers(0, 5, size).astype(np.int32), weights=random.random(size).astype(np.float32))
    model2vec("model2vec-bytes", wordpiece(), size, 6, dtype=np.int8, normalize=True)
    torch.manual_seed(8)
    for name, modules in (("static", []), ("static-normalized", [Normalize()])):
        tokenizer = wordpiece()
        if modules:
            tokenizer.enable_truncation(9)
        model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=6)] + modules, device="cpu")
        folder = OUT + "/static/" + name
        model.save_pretrained(folder, create_model_card=False)
        answer(folder, SentenceTransformer(folder, device="cpu").encode)


def sparse():
    from sentence_transformers import SparseEncoder
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sparse_encoder.modules import MLMTransformer, SpladePooling

    base = bert(BertForMaskedLM, OUT + "/base", 11)
    for name, kind, settings in (("splade", "new", {}), ("splade-sum", "new", {"pooling_strategy": "sum"}),
                                 ("splade-twice", "old", {"activation_function": "log1p_relu"})):
        transformer = MLMTransformer(base) if kind == "old" else Transformer(base, transformer_task="fill-mask")
        folder = OUT + "/sparse/" + name
        model = SparseEncoder(modules=[transformer, SpladePooling(**settings)], device="cpu")
        model.save_pretrained(folder, create_model_card=False)
        model = SparseEncoder(folder, device="cpu")
        write(folder, texts=TEXTS, vectors=floats(model.encode([t], convert_to_sparse_tensor=False)[0].numpy() for t in TEXTS))
    shutil.rmtree(base)


def multi():
    """Late interaction: folders in PyLate's form, read by sentence-transformers and by PyLate's rules spelled out below."""
    import string
    from sentence_transformers import MultiVectorEncoder
    from safetensors.torch import save_file

    words = [w for w in WORDS if w not in string.punctuation] + list(string.punctuation)
    documents = TEXTS[:-1] + ["a bank, the river: (new) [york]!?", "money grows " * 12]

    def rules(folder, settings, layers, text, query):
        """PyLate's own order: the marker's id behind [CLS], masks for padding, all of a query and no punctuation of a document."""
        tokenizer = AutoTokenizer.from_pretrained(folder)
        length = settings["query_length"] if query else settings["document_length"]
        prefix = tokenizer.convert_tokens_to_ids(settings["query_prefix" if query else "document_prefix"])
        ids = tokenizer(text, truncation=True, max_length=length - 1)["input_ids"]
        ids = [ids[0], prefix] + ids[1:]
        mask = [1] * len(ids)
        expand = query and settings.get("do_query_expansion", True)
        if expand:
            missing = length - len(ids)
            ids += [tokenizer.mask_token_id] * missing
            mask += [int(settings["attend_to_expansion_tokens"])] * missing
        hidden = BertModel.from_pretrained(folder, attn_implementation="eager").eval()(
            input_ids=torch.tensor([ids]), attention_mask=torch.tensor([mask]), token_type_ids=torch.zeros(1, len(ids), dtype=torch.long)
        ).last_hidden_state[0]
        for layer in layers:
            hidden = layer(hidden)
        hidden = torch.nn.functional.normalize(hidden, dim=-1)
        skipped = set() if query else set(tokenizer.convert_tokens_to_ids(settings["skiplist_words"]))
        kept = [i for i, token in enumerate(ids) if token not in skipped]
        return [ids[i] for i in kept], hidden[kept].detach().numpy()

    def folder(name, seed, denses, **changed):
        folder = bert(BertModel, OUT + "/multi/" + name, seed, words)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        tokenizer.add_tokens(["[Q] ", "[D] "])
        tokenizer.model_max_length = 20
        tokenizer.save_pretrained(folder)
        model = BertModel.from_pretrained(folder)
        model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
        model.save_pretrained(folder)
        settings = {"query_prefix": "[Q] ", "document_prefix": "[D] ", "query_length": 12, "document_length": 18,
                    "attend_to_expansion_tokens": False, "skiplist_words": list(string.punctuation)} | changed
        json.dump({"model_type": "ColBERT", "prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine", **settings},
                  open(folder + "/config_sentence_transformers.json", "w"), indent=1)
        json.dump({"max_seq_length": 17, "do_lower_case": False}, open(folder + "/sentence_bert_config.json", "w"))
        modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]
        layers = []
        for i, (inputs, outputs, bias) in enumerate(denses, 1):
            path = f"{i}_Dense"
            os.makedirs(folder + "/" + path)
            layers.append(torch.nn.Linear(inputs, outputs, bias=bias))
            save_file({"linear." + k: v.detach().contiguous() for k, v in layers[-1].named_parameters()}, folder + f"/{path}/model.safetensors")
            json.dump({"in_features": inputs, "out_features": outputs, "bias": bias,
                       "activation_function": "torch.nn.modules.linear.Identity", "use_residual": False},
                      open(folder + f"/{path}/config.json", "w"))
            modules.append({"idx": i, "name": str(i), "path": path, "type": "pylate.models.Dense.Dense"})
        json.dump(modules, open(folder + "/modules.json", "w"), indent=1)
        model = MultiVectorEncoder(folder, device="cpu")
        answers = {}
        for kind, encode in (("query", model.encode_query), ("document", model.encode_document)):
            read = [rules(folder, settings, layers, text, kind == "query") for text in documents]
            for text, (_, vectors) in zip(documents, read):
                reference = np.asarray(encode([text])[0].cpu())
                assert reference.shape == vectors.shape, (kind, text, reference.shape, vectors.shape)
                assert np.allclose(reference, vectors, atol=1e-5), (kind, text)
            answers[kind] = [{"ids": ids, "vectors": floats(vectors)} for ids, vectors in read]
        both = lambda k: [np.asarray(a["vectors"]) for a in answers[k]]
        answers["scores"] = [[float((q @ d.T).max(1).sum()) for d in both("document")] for q in both("query")]
        write(folder, texts=documents, **answers)
        return model

    model = folder("pylate", 21, [(12, 6, False)])
    folder("pylate-attended", 22, [(12, 8, True), (8, 5, False)], attend_to_expansion_tokens=True, skiplist_words=[",", "the"])
    folder("pylate-plain", 23, [(12, 6, False)], do_query_expansion=False)
    saved = OUT + "/multi/saved"
    model.save_pretrained(saved, create_model_card=False)
    model = MultiVectorEncoder(saved, device="cpu")
    golden = json.load(open(OUT + "/multi/pylate/golden.json"))
    for kind, encode in (("query", model.encode_query), ("document", model.encode_document)):
        for text, answer in zip(documents, golden[kind]):
            assert np.allclose(np.asarray(encode([text])[0].cpu()), answer["vectors"], atol=1e-5), (kind, text)
    write(saved, **golden)


def renamed(folder, path, change):
    """A JSON file of a folder, changed."""
    document = json.load(open(folder + "/" + path))
    change(document)
    json.dump(document, open(folder + "/" + path, "w"), indent=1)


def bert_tokenizer(seed, folder):
    tokenizer = AutoTokenizer.from_pretrained(bert(BertModel, folder, seed))
    shutil.rmtree(folder)
    return tokenizer


def words():
    """Word vectors as a model: WordEmbeddings behind a WhitespaceTokenizer, and behind a tokenizer of transformers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense, Normalize
    from sentence_transformers.sentence_transformer.modules import Pooling, WordEmbeddings
    from sentence_transformers.sentence_transformer.modules.tokenizer import WhitespaceTokenizer

    known = ["PADDING_TOKEN", "bank", "Bank", "river", "New", "york", "new", "caf\u00e9", "don't", "dont", "U.S.", "money", "grows",
             "stra\u00dfe", "i\u0307stanbul", "\u4e2d", "old", "12", "\u03c3\u03bf\u03c6\u03cc\u03c2", "of"]
    texts = TEXTS + ["Bank BANK bank, (river)!", "New York's  old\tmoney\u00a0grows\n12 \u2003river", "'don't' dont U.S. (U.S.) caf\u00e9. CAF\u00c9",
                     "STRASSE Stra\u00dfe \u0130stanbul \u03a3\u039f\u03a6\u038c\u03a3", "unknown words alone", "... !!! of", "\u4e2d \u4e2d\u6587 \x1criver\x85bank\u3000old",
                     "bank " * 30]

    def save(name, tokenizer, rows, *modules, **settings):
        torch.manual_seed(len(name))
        first = WordEmbeddings(tokenizer, torch.randn(rows, 6), **settings)
        folder = OUT + "/static/" + name
        SentenceTransformer(modules=[first] + list(modules), device="cpu").save_pretrained(folder, create_model_card=False)
        return folder

    def answer(folder):
        model = SentenceTransformer(folder, device="cpu")
        write(folder, texts=texts, vectors=floats(model.encode([t])[0] for t in texts))

    answer(save("words", WhitespaceTokenizer(known), len(known), Pooling(6, "mean")))
    answer(save("words-small", WhitespaceTokenizer(known, stop_words=["of", "12"], do_lower_case=True), len(known),
                Pooling(6, ["mean", "mean_sqrt_len_tokens"]), Dense(12, 5), Normalize(), max_seq_length=9))
    tokenizer = bert_tokenizer(31, OUT + "/base")
    answer(save("words-of-tokenizer", tokenizer, len(tokenizer), Pooling(6, "mean"), Normalize()))
    folder = save("old-words", WhitespaceTokenizer(known, stop_words=[]), len(known), Pooling(6, "weightedmean"))
    modules = json.load(open(folder + "/modules.json"))
    for module in modules:
        module["type"] = "sentence_transformers.models." + module["type"].split(".")[-1]
    first = "0_WordEmbeddings"
    if not modules[0]["path"]:
        os.makedirs(folder + "/" + first)
        for name in os.listdir(folder):
            if name not in ("modules.json", "config_sentence_transformers.json", first, modules[1]["path"]):
                shutil.move(folder + "/" + name, folder + "/" + first + "/" + name)
        modules[0]["path"] = first
    json.dump(modules, open(folder + "/modules.json", "w"), indent=1)
    from safetensors.torch import load_file
    inside = folder + "/" + modules[0]["path"]
    torch.save(load_file(inside + "/model.safetensors"), inside + "/pytorch_model.bin")
    os.remove(inside + "/model.safetensors")
    renamed(inside, "wordembedding_config.json", lambda config: config.update(
        tokenizer_class="sentence_transformers.models.tokenizer.WhitespaceTokenizer.WhitespaceTokenizer"))
    answer(folder)


def sparse_static():
    from sentence_transformers import SparseEncoder
    from sentence_transformers.sparse_encoder.modules import SparseStaticEmbedding

    for name, limit in (("static", None), ("static-limited", 3)):
        tokenizer = bert_tokenizer(41, OUT + "/base")
        tokenizer.model_max_length = limit or int(1e30)
        torch.manual_seed(41)
        weight = torch.rand(len(tokenizer)) * 5 - 1
        folder = OUT + "/sparse/" + name
        SparseEncoder(modules=[SparseStaticEmbedding(tokenizer, weight=weight)], device="cpu").save_pretrained(folder, create_model_card=False)
        model = SparseEncoder(folder, device="cpu")
        write(folder, texts=TEXTS, vectors=floats(model.encode([t], convert_to_sparse_tensor=False)[0].numpy() for t in TEXTS))


def routes():
    """Routers: other modules for queries than for documents; dense, sparse, by mappings, and as older versions wrote them."""
    from sentence_transformers import SentenceTransformer, SparseEncoder
    from sentence_transformers.base.modules import Dense, Normalize, Router, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding
    from sentence_transformers.sparse_encoder.modules import SparseStaticEmbedding, SpladePooling

    base = bert(BertModel, OUT + "/base", 51)
    masked = bert(BertForMaskedLM, OUT + "/masked", 52)
    tokenizer = bert_tokenizer(53, OUT + "/words")

    def answer(folder, kind, tasks, **encode):
        model = kind(folder, device="cpu")
        answers = {}
        for task in tasks:
            answers[task or ""] = floats(np.asarray(model.encode([t], task=task, **encode)[0]) for t in TEXTS)
        answers["asked"] = {name: floats(np.asarray(f([t], **encode)[0]) for t in TEXTS)
                            for name, f in (("query", model.encode_query), ("document", model.encode_document)) if name in tasks}
        write(folder, texts=TEXTS, tasks=list(answers), kind=kind.__name__, **{"vectors": answers})

    torch.manual_seed(54)
    router = Router.for_query_document(query_modules=[StaticEmbedding(tokenizer.backend_tokenizer, embedding_dim=12)],
                                       document_modules=[Transformer(base), Pooling(12, "mean"), Dense(12, 12)])
    folder = OUT + "/routes/dense"
    SentenceTransformer(modules=[router, Normalize()], device="cpu",
                        prompts={"query": "query : ", "document": "passage : "}).save_pretrained(folder, create_model_card=False)
    answer(folder, SentenceTransformer, ["query", "document", None])

    router = Router.for_query_document(
        query_modules=[SparseStaticEmbedding(tokenizer, weight=torch.rand(len(tokenizer)))],
        document_modules=[Transformer(masked, transformer_task="fill-mask"), SpladePooling(activation_function="log1p_relu")])
    folder = OUT + "/routes/sparse"
    SparseEncoder(modules=[router], device="cpu").save_pretrained(folder, create_model_card=False)
    answer(folder, SparseEncoder, ["query", "document", None], convert_to_sparse_tensor=False)

    shared = Transformer(base)
    router = Router({"first": [shared, Pooling(12, "cls")], "all": [shared, Pooling(12, "mean"), Normalize()]},
                    route_mappings={("query", "text"): "first", ("document", None): "all", (None, "image"): "first"})
    folder = OUT + "/routes/mapped"
    SentenceTransformer(modules=[router], device="cpu").save_pretrained(folder, create_model_card=False)
    answer(folder, SentenceTransformer, ["query", "document", "all", None])

    router = Router({"query": [StaticEmbedding(tokenizer.backend_tokenizer, embedding_dim=12)],
                     "doc": [Transformer(base), Pooling(12, "mean")]}, allow_empty_key=True)
    folder = OUT + "/routes/old"
    SentenceTransformer(modules=[router], device="cpu").save_pretrained(folder, create_model_card=False)

    def older(config):
        config["types"] = {k: "sentence_transformers.models." + v.split(".")[-1] for k, v in config["types"].items()}
        config["parameters"] = {"allow_empty_key": True}

    renamed(folder, "router_config.json", older)
    modules = json.load(open(folder + "/modules.json"))
    modules[0]["type"] = "sentence_transformers.models.Asym"
    json.dump(modules, open(folder + "/modules.json", "w"), indent=1)
    os.rename(folder + "/router_config.json", folder + "/config.json")
    answer(folder, SentenceTransformer, ["query", "doc", None])
    shutil.rmtree(base)
    shutil.rmtree(masked)


def m3():
    """FlagEmbedding's folder of three kinds of vectors, by the formulas of its code; its tokenizer is a SentencePiece model alone."""
    import io
    import sentencepiece
    from sentence_transformers import SentenceTransformer
    from transformers import XLMRobertaConfig, XLMRobertaModel

    folder = OUT + "/m3"
    os.makedirs(folder + "/1_Pooling")
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["the river bank grows old", "money in the bank of new york", "fl\u00fcsse und banken", "\u6771\u4eac bank",
                                "a bank", "the river", "of the old money", "new rivers in york", "und der fluss"] * 9), model_writer=out,
        vocab_size=90, hard_vocab_limit=False, minloglevel=2, character_coverage=1.0, normalization_rule_name="identity")
    open(folder + "/sentencepiece.bpe.model", "wb").write(out.getvalue())
    json.dump({"tokenizer_class": "XLMRobertaTokenizer", "model_max_length": 24}, open(folder + "/tokenizer_config.json", "w"))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(61)
    config = XLMRobertaConfig(vocab_size=len(tokenizer), hidden_size=12, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
                              max_position_embeddings=34, type_vocab_size=1, initializer_range=0.4, pad_token_id=1, bos_token_id=0, eos_token_id=2)
    model = XLMRobertaModel(config, add_pooling_layer=False).eval()
    model.save_pretrained(folder)
    sparse, colbert = torch.nn.Linear(12, 1), torch.nn.Linear(12, 10)
    torch.nn.init.normal_(sparse.weight, std=0.3)
    torch.nn.init.constant_(sparse.bias, 0.4)  # some tokens weigh nothing, most something
    for name, map in (("sparse_linear.pt", sparse), ("colbert_linear.pt", colbert)):
        torch.save(map.state_dict(), folder + "/" + name)
    types = "sentence_transformers.models."
    json.dump([{"idx": i, "name": str(i), "path": path, "type": types + kind} for i, (path, kind) in enumerate(
        (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")))], open(folder + "/modules.json", "w"), indent=1)
    json.dump({"word_embedding_dimension": 12, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
              open(folder + "/1_Pooling/config.json", "w"))
    os.makedirs(folder + "/2_Normalize")
    json.dump({"max_seq_length": 24, "do_lower_case": False}, open(folder + "/sentence_bert_config.json", "w"))
    texts = ["the bank of the river", "money grows in the old bank.", "", "new york new york", "\u6771\u4eac und fl\u00fcsse \U0001F642", "the " * 40]
    unused = {tokenizer.cls_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id, tokenizer.unk_token_id}
    dense, weights, vectors = [], [], []
    with torch.no_grad():
        for text in texts:
            read = tokenizer(text, truncation=True, max_length=24, return_tensors="pt")
            states = model(**read).last_hidden_state[0]
            dense.append(torch.nn.functional.normalize(states[0], dim=-1).numpy())
            of = torch.relu(sparse(states))[:, 0]
            most = {}
            for weight, id in zip(of.tolist(), read["input_ids"][0].tolist()):
                if id not in unused and weight > most.get(id, 0):
                    most[id] = weight
            weights.append({str(id): weight for id, weight in most.items()})
            vectors.append(torch.nn.functional.normalize(colbert(states[1:]), dim=-1).numpy())
    scores = [[float((q @ d.T).max(1).sum() / len(q)) for d in vectors] for q in vectors]
    library = SentenceTransformer(folder, device="cpu")
    assert np.allclose(library.encode(texts), np.stack(dense), atol=1e-5)
    assert 20 < sum(len(w) for w in weights) < sum(len(v) for v in vectors) - 10
    write(folder, texts=texts, dense=floats(dense), sparse=weights, vectors=[floats(v) for v in vectors], scores=scores)


def main():
    os.makedirs(OUT, exist_ok=True)
    for part in sys.argv[2:] or ["texts", "families", "pairs", "more_pairs", "statics", "sparse", "multi", "words", "sparse_static", "routes", "m3", "head_activations"]:
        globals()[part]()


main()
