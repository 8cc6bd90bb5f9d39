package dev.heed.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A BERT of two layers with random weights, as a folder; single weights can be set to what they must not be. */
final class TinyFolder {
    static final int WIDTH = 8;
    private static final int INNER = 12;
    private static final int LAYERS = 2;
    private static final int POSITIONS = 64;
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    private final List<String> words;
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();

    private TinyFolder(List<String> words) {
        this.words = words;
    }

    static TinyFolder of(String... words) {
        TinyFolder folder = new TinyFolder(new ArrayList<>(SPECIAL));
        folder.words.addAll(List.of(words));
        Random random = new Random(3);
        folder.add(random, "embeddings.word_embeddings.weight", folder.words.size(), WIDTH);
        folder.add(random, "embeddings.position_embeddings.weight", POSITIONS, WIDTH);
        folder.add(random, "embeddings.token_type_embeddings.weight", 2, WIDTH);
        folder.norm("embeddings.LayerNorm");
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "encoder.layer." + layer + ".";
            for (String map : List.of("attention.self.query", "attention.self.key", "attention.self.value")) {
                folder.map(random, block + map, WIDTH, WIDTH);
            }
            folder.map(random, block + "attention.output.dense", WIDTH, WIDTH);
            folder.norm(block + "attention.output.LayerNorm");
            folder.map(random, block + "intermediate.dense", INNER, WIDTH);
            folder.map(random, block + "output.dense", WIDTH, INNER);
            folder.norm(block + "output.LayerNorm");
        }
        return folder;
    }

    /** Sets the first number of a word's row. */
    TinyFolder word(String word, float value) {
        tensors.get("embeddings.word_embeddings.weight")[words.indexOf(word) * WIDTH] = value;
        return this;
    }

    /** Sets the first number of a tensor. */
    TinyFolder weight(String name, float value) {
        tensors.get(name)[0] = value;
        return this;
    }

    /** Sets all numbers of a tensor. */
    TinyFolder weights(String name, float value) {
        java.util.Arrays.fill(tensors.get(name), value);
        return this;
    }

    /** Writes the folder. */
    Path in(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("config.json"), """
                    {"model_type": "bert", "vocab_size": %d, "hidden_size": %d, "num_hidden_layers": %d,
                     "num_attention_heads": 2, "intermediate_size": %d, "max_position_embeddings": %d,
                     "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12}
                    """.formatted(words.size(), WIDTH, LAYERS, INNER, POSITIONS));
            Files.writeString(folder.resolve("vocab.txt"), String.join("\n", words) + "\n");
            Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": true}");
            Files.write(folder.resolve("model.safetensors"), bytes());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void map(Random random, String name, int outputs, int inputs) {
        add(random, name + ".weight", outputs, inputs);
        add(random, name + ".bias", outputs);
    }

    private void norm(String name) {
        shapes.put(name + ".weight", new int[] {WIDTH});
        tensors.put(name + ".weight", new float[WIDTH]);
        weights(name + ".weight", 1);
        shapes.put(name + ".bias", new int[] {WIDTH});
        tensors.put(name + ".bias", new float[WIDTH]);
    }

    private void add(Random random, String name, int... shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        shapes.put(name, shape);
        tensors.put(name, numbers);
    }

    private byte[] bytes() {
        StringBuilder header = new StringBuilder("{");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.forEach((name, numbers) -> {
            int begin = data.size();
            ByteBuffer buffer =
                    ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(numbers);
            data.writeBytes(buffer.array());
            header.append(header.length() > 1 ? "," : "")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(name, java.util.Arrays.toString(shapes.get(name)), begin, data.size()));
        });
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.toByteArray())
                .array();
    }
}
