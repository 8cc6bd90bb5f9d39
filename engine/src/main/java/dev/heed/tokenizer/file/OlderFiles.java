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
        String before = config.token("cls_token", mpnet ? "<s>" : "[CLS]");
        String after = config.token("sep_token", mpnet ? "</s>" : "[SEP]");
        Map<String, Object> parts = new HashMap<>();
        parts.put(
                "normalizer",
                BertParts.normalizer(
                        config.flag("do_lower_case", lowercase),
                        config.flag("strip_accents"),
                        config.flag("tokenize_chinese_chars", true)));
        parts.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        parts.put("decoder", Map.of("type", "WordPiece"));
        NamedTokens tokens = new NamedTokens(config, vocabulary, where);
        for (String key : TokenizerConfig.NAMED) {
            tokens.addDefault(
                    config.token(key, wordPieceDefault(key, mpnet)), mpnet, mpnet && key.equals("mask_token"));
        }
        String type = mpnet ? "RobertaProcessing" : "BertProcessing";
        parts.put(
                "post_processor",
                BertParts.around(type, before, tokens.required(before), after, tokens.required(after)));
        String unknown = config.token("unk_token", "[UNK]");
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
        NamedTokens tokens = new NamedTokens(config, model.vocabulary(), where);
        boolean roberta = kind == TokenizerClass.ROBERTA;
        for (String key : TokenizerConfig.NAMED) {
            tokens.addDefault(config.token(key, roberta ? pieceDefault(key) : textDefault(key, kind)), false, false);
        }
        if (roberta) {
            String before = config.token("cls_token", "<s>");
            String after = config.token("sep_token", "</s>");
            Map<String, Object> around = BertParts.around(
                    "RobertaProcessing", before, tokens.required(before), after, tokens.required(after));
            around.put("trim_offsets", config.flag("trim_offsets", true));
            around.put("add_prefix_space", prefix);
            parts.put("post_processor", around);
        } else {
            parts.put(
                    "post_processor",
                    tokens.aroundAsStated(textDefault("bos_token", kind), textDefault("eos_token", kind)));
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
}
