package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.model.TokenBatch;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights in several files, as {@code model.safetensors.index.json} lists them: the numbers of one file, its checks for each. */
class ShardsTest {
    private static final Path PLAIN = TinyModelsTest.resource("/dev/heed/golden/tiny/plain");
    private static final int[] IDS = {2, 7, 4, 11, 3};

    private final Map<String, byte[]> files = new HashMap<>();

    /** The plain model's tensors, every second one in the second file. */
    @BeforeEach
    void split() throws IOException {
        byte[] whole = Files.readAllBytes(PLAIN.resolve("model.safetensors"));
        long headerLength =
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(whole, 8, (int) headerLength, StandardCharsets.UTF_8).strip();
        StringBuilder[] headers = {new StringBuilder(), new StringBuilder()};
        ByteArrayOutputStream[] data = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
        StringBuilder map = new StringBuilder();
        int count = 0;
        var entries = Pattern.compile(
                        "\"([^\"]+)\":(\\{\"dtype\":\"F32\",\"shape\":\\[[0-9,]*\\],\"data_offsets\":)\\[(\\d+),(\\d+)\\]\\}")
                .matcher(header);
        while (entries.find()) {
            int shard = count++ % 2;
            int from = Integer.parseInt(entries.group(3));
            int to = Integer.parseInt(entries.group(4));
            int at = data[shard].size();
            data[shard].write(whole, 8 + (int) headerLength + from, to - from);
            headers[shard]
                    .append(headers[shard].isEmpty() ? "{" : ",")
                    .append('"' + entries.group(1) + "\":" + entries.group(2) + "[" + at + "," + data[shard].size()
                            + "]}");
            map.append(map.isEmpty() ? "" : ",").append('"' + entries.group(1) + "\":\"" + name(shard) + '"');
        }
        assertThat(count).isGreaterThan(30);
        files.put("config.json", Files.readAllBytes(PLAIN.resolve("config.json")));
        for (int shard = 0; shard < 2; shard++) {
            files.put(name(shard), file(headers[shard] + "}", data[shard].toByteArray()));
        }
        index(map.toString());
    }

    private static String name(int shard) {
        return "model-0000" + (shard + 1) + "-of-00002.safetensors";
    }

    private static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    private void index(String map) {
        String json = "{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}";
        files.put("model.safetensors.index.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private String map() {
        String index = new String(files.get("model.safetensors.index.json"), StandardCharsets.UTF_8);
        return index.substring(index.indexOf("weight_map") + 13, index.length() - 2);
    }

    @Test
    void severalFilesGiveTheNumbersOfOne() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix split = last(TinyModelsTest.load(new ModelFiles.Memory("split", files), arena));
            Matrix whole = last(TinyModelsTest.load(new ModelFiles.Folder(PLAIN), arena));
            assertThat(split.data()).containsExactly(whole.data());
        }
    }

    private static Matrix last(LoadedModel model) {
        return model.encoder()
                .forward(TokenBatch.of(List.of(IDS)), 2, 2, Workers.CALLER_ONLY)
                .get(2);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        String whole = map();
        byte[] second = files.get(name(1));
        files.remove(name(1));
        refused("expected a file " + name(1));

        files.put(name(1), Arrays.copyOf(second, second.length - 1));
        refused(name(1), "the file is cut");

        files.put(name(1), second);
        index(whole.replace(name(1), name(0)));
        refused(name(0), "expected a tensor");

        index(whole.replaceFirst("\"[^\"]+\":", "\"no.such.tensor\":"));
        refused("expected a tensor \"no.such.tensor\"");

        index(whole.replace('"' + name(1) + '"', "7"));
        refused("model.safetensors.index.json: weight_map", "a string");

        files.put("model.safetensors.index.json", "{}".getBytes(StandardCharsets.UTF_8));
        refused("expected an object weight_map");
    }

    @Test
    void aFileOutsideTheFolderIsNotOpened() throws IOException {
        Path folder = Files.createTempDirectory("shards");
        Path inside = Files.createDirectory(folder.resolve("model"));
        files.put("model.safetensors.index.json", ("{\"weight_map\":{\"a\":\"../outside.safetensors\"}}").getBytes());
        for (String file : List.of("config.json", "model.safetensors.index.json")) {
            Files.write(inside.resolve(file), files.get(file));
        }
        Files.write(folder.resolve("outside.safetensors"), files.get(name(0)));
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> TinyModelsTest.load(new ModelFiles.Folder(inside), arena))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("expected the name of a file inside, got ../outside.safetensors");
        }
    }

    private void refused(String... parts) {
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> TinyModelsTest.load(new ModelFiles.Memory("split", files), arena))
                    .isInstanceOf(InvalidFileException.class)
                    .message()
                    .contains(parts)
                    .doesNotContain("\n");
        }
    }
}
