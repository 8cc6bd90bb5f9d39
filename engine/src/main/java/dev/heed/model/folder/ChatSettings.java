package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import dev.heed.format.gguf.GgufMetadata;
import dev.heed.model.weights.ModelFiles;
import dev.heed.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a language model is spoken to: what ends a text, and the template of chats.
 *
 * @param ends ids after which a text is over: those of {@code generation_config.json}, else of {@code config.json}, and the
 *     end token of the tokenizer
 * @param template Jinja; null for a model that does not chat
 * @param templateWhere the file it stands in, for messages
 * @param tokens special tokens by the names that templates use: {@code bos_token}, {@code eos_token}
 */
public record ChatSettings(BitSet ends, String template, String templateWhere, Map<String, String> tokens) {
    private static final List<String> TOKENS = List.of("bos_token", "eos_token", "pad_token", "unk_token");

    /** Copies the map. */
    public ChatSettings {
        tokens = Map.copyOf(tokens);
    }

    /** Of a folder as published, or of a GGUF file. */
    public static ChatSettings of(ModelFiles files, Tokenizer tokenizer) {
        if (files instanceof ModelFiles.Whole whole) {
            try (Arena arena = Arena.ofConfined()) {
                return of(whole.gguf(arena).metadata(), files.where(), tokenizer);
            }
        }
        JsonObject config = json(files, "tokenizer_config.json");
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String name : TOKENS) {
            String token = config.value(name).orElse(null) instanceof String text
                    ? text
                    : config.value(name).filter(Map.class::isInstance).isPresent()
                            ? config.object(name)
                                    .orElseThrow()
                                    .string("content")
                                    .orElse(null)
                            : null;
            if (token != null) {
                tokens.put(name, token);
            }
        }
        JsonObject generation = json(files, "generation_config.json");
        BitSet ends = new BitSet();
        addEnds(generation.has("eos_token_id") ? generation : json(files, "config.json"), ends);
        if (tokens.containsKey("eos_token")) {
            tokenizer.id(tokens.get("eos_token")).ifPresent(ends::set);
        }
        boolean own = files.has("chat_template.jinja");
        String where = files.path(own ? "chat_template.jinja" : "tokenizer_config.json");
        String template =
                own ? new String(files.read("chat_template.jinja"), StandardCharsets.UTF_8) : template(config);
        return new ChatSettings(ends, template, where, tokens);
    }

    private static JsonObject json(ModelFiles files, String name) {
        return files.has(name) ? JsonObject.read(files.read(name), files.path(name)) : JsonObject.of(Map.of(), name);
    }

    private static void addEnds(JsonObject config, BitSet ends) {
        Object value = config.value("eos_token_id").orElse(null);
        for (Object id : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            if (id instanceof Integer end && end >= 0) {
                ends.set(end);
            }
        }
    }

    /** One template, or the one named default of several. */
    private static String template(JsonObject config) {
        Object value = config.value("chat_template").orElse(null);
        if (value instanceof List<?>) {
            return config.objects("chat_template").stream()
                    .filter(one -> one.string("name").orElse("").equals("default"))
                    .findFirst()
                    .flatMap(one -> one.string("template"))
                    .orElse(null);
        }
        return value instanceof String text ? text : null;
    }

    /** Of a GGUF file. */
    public static ChatSettings of(GgufMetadata metadata, String where, Tokenizer tokenizer) {
        BitSet ends = new BitSet();
        for (String key : List.of("eos_token_id", "eot_token_id", "eom_token_id")) {
            metadata.integer("tokenizer.ggml." + key).ifPresent(ends::set);
        }
        Map<String, String> tokens = new LinkedHashMap<>();
        Map.of("bos_token", "bos_token_id", "eos_token", "eos_token_id", "pad_token", "padding_token_id")
                .forEach((name, key) -> metadata.integer("tokenizer.ggml." + key)
                        .filter(tokenizer::hasPiece)
                        .ifPresent(id -> tokens.put(name, tokenizer.piece(id))));
        return new ChatSettings(ends, metadata.string("tokenizer.chat_template").orElse(null), where, tokens);
    }
}
