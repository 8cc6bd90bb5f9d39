package dev.heed.meaning.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statistics belong to what a model computes, not to how it is called. */
class RecognisedModelTest {
    @TempDir
    private Path folder;

    private Path copyCalled(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        Path unpacked = Path.of(Models.minilm().info().path());
        for (String file : new String[] {"heed-model.json", "tokenizer.json", "model.onnx"}) {
            Files.createSymbolicLink(copy.resolve(file), unpacked.resolve(file));
        }
        return copy;
    }

    @Test
    void theSameWeightsInAnyFolderKeepTheirStatistics() throws IOException {
        try (Encoder encoder = Encoder.open(Models.folder(copyCalled("another-name")))) {
            assertThat(ModelStatistics.of(encoder))
                    .get()
                    .satisfies(statistics -> assertThat(statistics.model()).isEqualTo("all-MiniLM-L6-v2"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16", "INT8"})
    void everyNumberFormatIsRecognised(Precision precision) {
        try (Encoder encoder =
                Encoder.builder(Models.minilm()).precision(precision).open()) {
            assertThat(ModelStatistics.of(encoder)).isPresent();
        }
    }

    @Test
    void anotherModelOfTheSameShapeIsNot() {
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            float[][] probe = Probe.of(encoder);
            assertThat(Probe.same(probe, Probe.of(encoder))).isTrue();
            float[][] other = {probe[1], probe[0], probe[2], probe[3]};
            assertThat(Probe.same(probe, other)).isFalse();
            assertThat(Probe.same(probe, new float[0][])).isFalse();
        }
    }
}
