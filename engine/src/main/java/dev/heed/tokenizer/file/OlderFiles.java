package dev.heed.tokenizer.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.aligned.Utf8;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What transformers 5 builds from a folder without a {@code tokenizer.json}, in the terms of one: the class that the config
 * names brings its pipeline, the config its settings and tokens.
 */
final class OlderFiles {
    private static final String QWEN2 =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private final TokenizerConfig config;
    private final String where;

    OlderFiles(TokenizerConfig config, String where) {
        this.config = config;
        this.where = where;
    }

    /** {@code vocab.txt}. */
    Assembly wordPiece(Vocabulary vocabulary, boolean lowercase) {
        boolean mpnet = config.tokenizerClass() == TokenizerClass.MPNET;
        String before = named("cls_token", mpnet ? "<s>" : "[CLS]");
        String after = named("sep_token", mpnet ? "</s>" : "[SEP]");
        Map<String, Object> parts = new HashMap<>();
        parts.put(
                "normalizer",
                BertParts.normalizer(
                        config.flag("do_lower_case", lowercase),
                        config.flag("strip_accents"),
                        config.flag("tokenize_chinese_chars", true)));
        parts.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        parts.put("decoder", Map.of("type", "WordPiece"));
        Tokens tokens = new Tokens(vocabulary);
        for (String key : TokenizerConfig.NAMED) {
            tokens.addDefault(named(key, wordPieceDefault(key, mpnet)), mpnet, mpnet && key.equals("mask_token"));
        }
        String type = mpnet ? "RobertaProcessing" : "BertProcessing";
        parts.put(
                "post_processor",
                BertParts.around(type, before, tokens.required(before), after, tokens.required(after)));
        String unknown = named("unk_token", "[UNK]");
        tokens.required(unknown);
        parts.put("added_tokens", tokens.all());
        return new Assembly(
                parts,
                new ModelPart(where)
                        .with(Map.of("type", "WordPiece", "unk_token", unknown))
                        .with(vocabulary),
                where);
    }

    private static String wordPieceDefault(String key, boolean mpnet) {
        return switch (key) {
            case "unk_token" -> "[UNK]";
            case "pad_token" -> mpnet ? "<pad>" : "[PAD]";
            case "mask_token" -> mpnet ? "<mask>" : "[MASK]";
            case "cls_token" -> mpnet ? "<s>" : "[CLS]";
            case "sep_token" -> mpnet ? "</s>" : "[SEP]";
            case "bos_token" -> mpnet ? "<s>" : null;
            default -> mpnet ? "</s>" : null;
        };
    }

    private String named(String key, String otherwise) {
        String stated = config.token(key);
        return stated == null ? otherwise : stated;
    }

    /** {@code vocab.json} and {@code merges.txt}. */
    Assembly bytePairs(byte[] vocab, byte[] merges, String mergesPath) {
        TokenizerClass kind = config.tokenizerClass();
        boolean known = kind == TokenizerClass.ROBERTA || kind == TokenizerClass.GPT2 || kind == TokenizerClass.QWEN2;
        if (!known) {
            throw config.refused(
                    "tokenizer_class",
                    "GPT2Tokenizer, Qwen2Tokenizer or RobertaTokenizer for vocab.json with merges.txt",
                    config.className().isEmpty() ? "none" : Quoted.of(config.className()));
        }
        ModelPart model = new ModelPart(where)
                .with(Map.of("type", "BPE"))
                .with(vocabulary(vocab))
                .withMerges(merges(Utf8.decode(merges, mergesPath).toString(), mergesPath));
        Map<String, Object> parts = new HashMap<>();
        boolean prefix = config.flag("add_prefix_space", false);
        Map<String, Object> bytes =
                Map.of("type", "ByteLevel", "add_prefix_space", prefix, "use_regex", kind != TokenizerClass.QWEN2);
        if (kind == TokenizerClass.QWEN2) {
            parts.put("normalizer", Map.of("type", "NFC"));
            Map<String, Object> words =
                    Map.of("type", "Split", "pattern", Map.of("Regex", QWEN2), "behavior", "Isolated", "invert", false);
            parts.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", List.of(words, bytes)));
        } else {
            parts.put("pre_tokenizer", bytes);
        }
        parts.put("decoder", Map.of("type", "ByteLevel"));
        Tokens tokens = new Tokens(model.vocabulary());
        boolean roberta = kind == TokenizerClass.ROBERTA;
        for (String key : TokenizerConfig.NAMED) {
            tokens.addDefault(named(key, roberta ? pieceDefault(key) : textDefault(key, kind)), false, false);
        }
        if (roberta) {
            String before = named("cls_token", "<s>");
            String after = named("sep_token", "</s>");
            Map<String, Object> around = BertParts.around(
                    "RobertaProcessing", before, tokens.required(before), after, tokens.required(after));
            around.put("trim_offsets", config.flag("trim_offsets", true));
            around.put("add_prefix_space", prefix);
            parts.put("post_processor", around);
        } else {
            around(parts, tokens, textDefault("bos_token", kind), textDefault("eos_token", kind));
        }
        parts.put("added_tokens", tokens.all());
        return new Assembly(parts, model, where);
    }

    private static String pieceDefault(String key) {
        return switch (key) {
            case "bos_token", "cls_token" -> "<s>";
            case "eos_token", "sep_token" -> "</s>";
            case "unk_token" -> "<unk>";
            case "pad_token" -> "<pad>";
            default -> "<mask>";
        };
    }

    private static String textDefault(String key, TokenizerClass kind) {
        boolean qwen = kind == TokenizerClass.QWEN2;
        return switch (key) {
            case "unk_token", "eos_token" -> "<|endoftext|>";
            case "bos_token" -> qwen ? null : "<|endoftext|>";
            case "pad_token" -> qwen ? "<|endoftext|>" : null;
            default -> null;
        };
    }

    /** {@code add_bos_token} and {@code add_eos_token}, both off unless the config says otherwise. */
    private void around(Map<String, Object> parts, Tokens tokens, String bos, String eos) {
        String before = config.flag("add_bos_token", false) ? named("bos_token", bos) : null;
        String after = config.flag("add_eos_token", false) ? named("eos_token", eos) : null;
        List<Object> single = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        Map<String, Object> specials = new HashMap<>();
        addSpecial(before, tokens, single, second, specials);
        single.add(Map.of("Sequence", Map.of("id", "A", "type_id", 0L)));
        second.add(Map.of("Sequence", Map.of("id", "B", "type_id", 1L)));
        addSpecial(after, tokens, single, second, specials);
        List<Object> pair = new ArrayList<>(single);
        pair.addAll(second);
        parts.put(
                "post_processor",
                Map.of("type", "TemplateProcessing", "single", single, "pair", pair, "special_tokens", specials));
    }

    private static void addSpecial(
            String token, Tokens tokens, List<Object> single, List<Object> second, Map<String, Object> specials) {
        if (token != null) {
            single.add(Map.of("SpecialToken", Map.of("id", token, "type_id", 0L)));
            second.add(Map.of("SpecialToken", Map.of("id", token, "type_id", 1L)));
            specials.put(token, Map.of("ids", List.of((long) tokens.required(token))));
        }
    }

    /** A SentencePiece model by its own rules and numbers, whatever class the config names. */
    Assembly sentencePieceItself(SentencePieceFile file) {
        return new SentencePieceParts(config, file, where, new Tokens(file.vocabulary())).itself();
    }

    /** A SentencePiece model. */
    Assembly sentencePiece(SentencePieceFile file) {
        return new SentencePieceParts(config, file, where, new Tokens(file.vocabulary())).assembly();
    }

    /** Pieces and their ids, {@code vocab.json}. */
    Vocabulary vocabulary(byte[] json) {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        try (JsonParser parser = TokenizerFile.parser(json, where)) {
            ModelPart part = new ModelPart(where);
            parser.nextToken();
            part.readPieces(parser, builder);
            return builder.build();
        } catch (JsonProcessingException e) {
            throw new InvalidFileException(where + ": expected JSON, got " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidFileException(where + ": cannot be read; fetch the file again", e);
        }
    }

    /** Left and right sides in turns; a first line {@code #version} says nothing. */
    private static List<String> merges(String text, String path) {
        List<String> sides = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.startsWith("#version") || line.isBlank()) {
                continue;
            }
            int blank = line.indexOf(' ');
            if (blank <= 0 || line.indexOf(' ', blank + 1) >= 0) {
                throw new InvalidFileException(path + ": expected two pieces with a blank between them, got "
                        + Quoted.of(line) + " (line " + number + "); fetch the file again");
            }
            sides.add(line.substring(0, blank));
            sides.add(line.substring(blank + 1));
        }
        return sides;
    }

    /** The tokens that are looked for in a text: stated ones, and a class's own where the vocabulary has them. */
    final class Tokens {
        private final Vocabulary vocabulary;
        private final Map<String, Map<String, Object>> byContent = new HashMap<>();
        private int free;

        Tokens(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
            this.free = vocabulary.size();
            for (Map<String, Object> entry : config.tokens()) {
                byContent.put(String.valueOf(entry.get("content")), new HashMap<>(entry));
                if (entry.get("id") instanceof Long id) {
                    free = (int) Math.max(free, Math.min(id, Vocabulary.MAX_IDS) + 1);
                }
            }
            for (Map.Entry<String, Map<String, Object>> entry : byContent.entrySet()) {
                if (!entry.getValue().containsKey("id")) {
                    int known = vocabulary.id(entry.getKey());
                    entry.getValue().put("id", (long) (known >= 0 ? known : free++));
                }
            }
        }

        /** A class's own token; {@code null} for none. */
        void addDefault(String content, boolean normalized, boolean stripLeft) {
            if (content != null && !byContent.containsKey(content) && vocabulary.id(content) >= 0) {
                Map<String, Object> entry = new HashMap<>();
                entry.put("content", content);
                entry.put("id", (long) vocabulary.id(content));
                entry.put("special", true);
                entry.put("normalized", normalized);
                entry.put("lstrip", stripLeft);
                byContent.put(content, entry);
            }
        }

        /** Adds a token that a file defines, unless the config states it. */
        void addStated(String content, int id, boolean special) {
            byContent.computeIfAbsent(content, key -> {
                Map<String, Object> entry = new HashMap<>();
                entry.put("content", content);
                entry.put("id", (long) id);
                entry.put("special", special);
                return entry;
            });
        }

        int required(String content) {
            Map<String, Object> added = byContent.get(content);
            int id = vocabulary.id(content);
            if (id < 0 && added != null && added.get("id") instanceof Long stated) {
                id = stated.intValue();
            }
            if (id < 0) {
                throw new InvalidFileException(where + ": expected the piece " + Quoted.of(content) + ", got none ("
                        + vocabulary.size() + " pieces); use the files that came with the model");
            }
            return id;
        }

        List<Object> all() {
            return new ArrayList<>(byContent.values());
        }
    }
}
