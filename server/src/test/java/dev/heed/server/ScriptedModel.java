package dev.heed.server;

import dev.heed.format.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A language model that writes what it is told to: each piece of its script is one token, and its one layer adds nothing, so that
 * the next token depends on the last alone. The script begins behind {@code <|go|>}, with which its template ends.
 */
public final class ScriptedModel {
    private static final List<String> FIRST = List.of("<unk>", "<s>", "</s>", "<|go|>");
    private static final int HIDDEN = 64;
    private static final int CONTEXT = 4096;

    private ScriptedModel() {}

    /**
     * Writes the folder.
     *
     * @param script pieces of text, all different, at most 60
     * @param controls those of them that are control tokens
     */
    public static Path into(Path folder, String template, List<String> script, Set<String> controls)
            throws IOException {
        List<String> tokens = new ArrayList<>(FIRST);
        tokens.addAll(script);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": %d, "hidden_size": %d,
                 "num_hidden_layers": 1, "num_attention_heads": 1, "num_key_value_heads": 1, "intermediate_size": 8,
                 "hidden_act": "silu", "rms_norm_eps": 1e-5, "max_position_embeddings": %d, "rope_theta": 10000.0,
                 "tie_word_embeddings": false, "bos_token_id": 1, "eos_token_id": 2}
                """.formatted(tokens.size(), HIDDEN, CONTEXT));
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer(tokens, controls));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\", \"chat_template\": " + quoted(template) + "}");
        Files.write(folder.resolve("model.safetensors"), weights(tokens.size()));
        return folder;
    }

    private static String tokenizer(List<String> tokens, Set<String> controls) {
        StringBuilder added = new StringBuilder();
        for (int id = 1; id < tokens.size(); id++) {
            boolean special = id < FIRST.size() || controls.contains(tokens.get(id));
            added.append(added.isEmpty() ? "" : ",")
                    .append("{\"id\":%d,\"content\":%s,\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
                            .formatted(id, quoted(tokens.get(id))))
                    .append("\"normalized\":false,\"special\":%b}".formatted(special));
        }
        return "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[" + added
                + "],\"normalizer\":null,\"pre_tokenizer\":null,\"post_processor\":null,\"decoder\":{\"type\":\"Fuse\"},"
                + "\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"<unk>\":0},\"unk_token\":\"<unk>\"}}";
    }

    private static String quoted(String text) {
        return Json.write(text);
    }

    private static byte[] weights(int tokens) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("model.embed_tokens.weight", new int[] {tokens, HIDDEN});
        shapes.put("lm_head.weight", new int[] {tokens, HIDDEN});
        shapes.put("model.norm.weight", new int[] {HIDDEN});
        String layer = "model.layers.0.";
        shapes.put(layer + "input_layernorm.weight", new int[] {HIDDEN});
        shapes.put(layer + "post_attention_layernorm.weight", new int[] {HIDDEN});
        for (String part : List.of("q", "k", "v", "o")) {
            shapes.put(layer + "self_attn." + part + "_proj.weight", new int[] {HIDDEN, HIDDEN});
        }
        shapes.put(layer + "mlp.gate_proj.weight", new int[] {8, HIDDEN});
        shapes.put(layer + "mlp.up_proj.weight", new int[] {8, HIDDEN});
        shapes.put(layer + "mlp.down_proj.weight", new int[] {HIDDEN, 8});
        StringBuilder header = new StringBuilder("{");
        int end = 0;
        for (var entry : shapes.entrySet()) {
            int[] shape = entry.getValue();
            int begin = end;
            end += 4 * size(shape);
            header.append(header.length() == 1 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(entry.getKey(), java.util.Arrays.toString(shape), begin, end));
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        shapes.forEach((name, shape) -> {
            for (int i = 0; i < size(shape); i++) {
                file.putFloat(weight(name, i / HIDDEN, i % HIDDEN, tokens));
            }
        });
        return file.array();
    }

    /** A token is a direction; what follows it looks along that direction. */
    private static float weight(String name, int row, int column, int tokens) {
        if (name.startsWith("model.embed")) {
            return row == column ? 1 : 0;
        }
        if (name.startsWith("lm_head")) {
            int last = tokens - 1;
            int before = row == 2 ? last : row - 1;
            return row != 3 && column == before && (row == 2 || row > 3) ? 4 : 0;
        }
        return name.contains("norm") ? 1 : 0;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int side : shape) {
            size *= side;
        }
        return size;
    }
}
