package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.attention.Sequences;
import dev.heed.format.InvalidFileException;
import dev.heed.model.TokenBatch;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights that are missing, misshapen or of the wrong kind are named with their file; nothing is made up for them. */
class WeightFaultsTest {
    private static final Path PLAIN = TinyModelsTest.resource("/dev/heed/golden/tiny/plain");
    private static final Path MASKED = TinyModelsTest.resource("/dev/heed/golden/tiny/masked-lm");

    @Test
    void aMissingTensorIsNamedWithItsFile() throws IOException {
        for (String key : List.of(
                "encoder.layer.1.output.dense.bias",
                "encoder.layer.0.attention.self.key.weight",
                "embeddings.position_embeddings.weight",
                "encoder.layer.1.attention.output.LayerNorm.weight")) {
            refused(PLAIN, '"' + key + '"', '"' + key.replace('e', 'x') + '"', "tiny/model.safetensors", key);
            refused(
                    MASKED,
                    "\"bert." + key + '"',
                    "\"bert." + key.replace('e', 'x') + '"',
                    "tiny/model.safetensors",
                    key);
        }
        refused(
                PLAIN,
                "embeddings.word_embeddings.weight",
                "embeddings.word_embeddings.wxight",
                "expected a tensor embeddings.word_embeddings.weight",
                "is it another model's checkpoint?");
    }

    @Test
    void aTensorOfTheWrongShapeIsNamedWithBothShapes() throws IOException {
        refused(
                PLAIN,
                "\"encoder.layer.0.attention.self.query.weight\":{\"dtype\":\"F32\",\"shape\":[8,8]",
                "\"encoder.layer.0.attention.self.query.weight\":{\"dtype\":\"F32\",\"shape\":[4,16]",
                "tensor encoder.layer.0.attention.self.query.weight has shape [4, 16], expected [8, 8]");
    }

    @Test
    void aTensorOfIntegersIsRefused() throws IOException {
        refused(
                PLAIN,
                "\"encoder.layer.0.attention.self.query.bias\":{\"dtype\":\"F32\"",
                "\"encoder.layer.0.attention.self.query.bias\":{\"dtype\":\"I32\"",
                "encoder.layer.0.attention.self.query.bias",
                "I32");
    }

    @Test
    void idsAndLengthsOutsideTheTablesAreTheCallersFault() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            LoadedModel model = TinyModelsTest.load(new ModelFiles.Folder(PLAIN), arena);
            assertThatThrownBy(() -> run(model, new int[] {16}, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("token id: expected 0 to 15, got 16");
            assertThatThrownBy(() -> run(model, new int[] {-1}, null)).hasMessageEndingWith("got -1");
            assertThatThrownBy(() -> run(model, new int[] {1}, new int[] {2}))
                    .hasMessage("token type: expected 0 to 1, got 2");
            assertThatThrownBy(() -> run(model, new int[9], null))
                    .hasMessage("text: expected at most 8 tokens, the model's positions, got 9");
        }
    }

    private static void run(LoadedModel model, int[] ids, int[] types) {
        model.encoder().forward(new TokenBatch(ids, types, Sequences.of(ids.length)), 0, 2, Workers.CALLER_ONLY);
    }

    /** Replaces a piece of the safetensors header, keeping its length in step. */
    private static void refused(Path folder, String from, String to, String... message) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("model.safetensors"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int headerLength = text.charAt(0) | text.charAt(1) << 8;
        String header = text.substring(8, 8 + headerLength);
        assertThat(header).contains(from);
        String changed = header.replace(from, to);
        String whole = "" + (char) (changed.length() & 255) + (char) (changed.length() >> 8) + "\0\0\0\0\0\0" + changed
                + text.substring(8 + headerLength);
        ModelFiles files = new ModelFiles.Memory(
                "tiny",
                Map.of(
                        "config.json",
                        Files.readAllBytes(folder.resolve("config.json")),
                        "model.safetensors",
                        whole.getBytes(StandardCharsets.ISO_8859_1)));
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> TinyModelsTest.load(files, arena))
                    .isInstanceOf(InvalidFileException.class)
                    .message()
                    .contains(message)
                    .doesNotContain("\n");
        }
    }
}
