package dev.heed.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A small BERT folder with 8,192 positions and random weights: what a model for long texts is to the page. */
final class RandomBert {
    static final int POSITIONS = 8_192;
    private static final List<String> WORDS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "river", "bank", "grows", "money", "we", "sat", "by", ".");
    private static final int HIDDEN = 32;
    private static final int INNER = 64;
    private static final int LAYERS = 2;
    private static final int HEADS = 2;

    private RandomBert() {}

    /** Writes the folder; always the same. */
    static Path into(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.json"), """
                {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": %d, "hidden_size": %d,
                 "num_hidden_layers": %d, "num_attention_heads": %d, "intermediate_size": %d, "hidden_act": "gelu",
                 "layer_norm_eps": 1e-12, "max_position_embeddings": %d, "type_vocab_size": 2, "pad_token_id": 0}
                """.formatted(WORDS.size(), HIDDEN, LAYERS, HEADS, INNER, POSITIONS));
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", WORDS) + "\n");
        Files.write(folder.resolve("model.safetensors"), weights());
        return folder;
    }

    private static byte[] weights() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("embeddings.word_embeddings.weight", new int[] {WORDS.size(), HIDDEN});
        shapes.put("embeddings.position_embeddings.weight", new int[] {POSITIONS, HIDDEN});
        shapes.put("embeddings.token_type_embeddings.weight", new int[] {2, HIDDEN});
        norm(shapes, "embeddings.LayerNorm");
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "encoder.layer." + layer + ".";
            for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
                linear(shapes, block + "attention." + part, HIDDEN, HIDDEN);
            }
            norm(shapes, block + "attention.output.LayerNorm");
            linear(shapes, block + "intermediate.dense", INNER, HIDDEN);
            linear(shapes, block + "output.dense", HIDDEN, INNER);
            norm(shapes, block + "output.LayerNorm");
        }
        return written(shapes);
    }

    private static void linear(Map<String, int[]> shapes, String name, int outputs, int inputs) {
        shapes.put(name + ".weight", new int[] {outputs, inputs});
        shapes.put(name + ".bias", new int[] {outputs});
    }

    private static void norm(Map<String, int[]> shapes, String name) {
        shapes.put(name + ".weight", new int[] {HIDDEN});
        shapes.put(name + ".bias", new int[] {HIDDEN});
    }

    private static byte[] written(Map<String, int[]> shapes) {
        StringBuilder header = new StringBuilder();
        int end = 0;
        for (var entry : shapes.entrySet()) {
            int begin = end;
            end += 4 * sizeOf(entry.getValue());
            String shape = java.util.Arrays.stream(entry.getValue())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(","));
            header.append(header.isEmpty() ? "{" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                            .formatted(entry.getKey(), shape, begin, end));
        }
        byte[] json = (header + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        Random random = new Random(20170612);
        shapes.forEach((name, shape) -> {
            boolean scale = name.endsWith("LayerNorm.weight");
            for (int i = 0; i < sizeOf(shape); i++) {
                file.putFloat((float) ((scale ? 1 : 0) + (scale ? 0.1 : 0.3) * random.nextGaussian()));
            }
        });
        return file.array();
    }

    private static int sizeOf(int[] shape) {
        int size = 1;
        for (int side : shape) {
            size *= side;
        }
        return size;
    }
}
