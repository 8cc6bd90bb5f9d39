package dev.heed.meaning.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.ModelInfo;
import dev.heed.ModelKind;
import dev.heed.format.InvalidFileException;
import dev.heed.meaning.statistics.ModelStatistics.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model's own statistics are those of its layers and its width, or refused. */
class ModelStatisticsTest {
    private static final int LAYERS = 4;
    private static final int WIDTH = 3;
    private static final int FIRST = ModelStatistics.firstLayer(LAYERS);

    @TempDir
    private Path folder;

    @Test
    void aFolderBringsItsOwn() throws IOException {
        write(FIRST, LAYERS, Surrounding.WORD, WIDTH);
        assertThat(ModelStatistics.own(model(), WIDTH)).get().satisfies(statistics -> {
            assertThat(statistics.model()).isEqualTo("tiny");
            assertThat(statistics.moments(Surrounding.TEXT, LAYERS).means()).hasSize(WIDTH);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everySurroundingHasTheModelsWidth(Surrounding surrounding) throws IOException {
        write(FIRST, LAYERS, surrounding, WIDTH - 1);
        refused(surrounding);
    }

    @ParameterizedTest
    @EnumSource
    void everySurroundingHasTheModelsLayers(Surrounding surrounding) throws IOException {
        write(FIRST, LAYERS - 1, surrounding, WIDTH);
        refused(surrounding);
    }

    @Test
    void theFirstLayerIsNotBehindThoseThatAreAsked() throws IOException {
        EnumMap<Surrounding, List<Moments>> moments = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            moments.put(surrounding, moments(1, WIDTH));
        }
        write(LAYERS, moments);
        refused(Surrounding.WORD);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // which has a file that nobody can read from its start
    void whatCannotBeReadIsNamed() throws IOException {
        Files.createSymbolicLink(folder.resolve(ModelStatistics.FILE), Path.of("/proc/self/mem"));
        assertThatThrownBy(() -> ModelStatistics.own(model(), WIDTH))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(folder.resolve(ModelStatistics.FILE) + ": cannot be read (");
    }

    private void refused(Surrounding surrounding) {
        assertThatThrownBy(() -> ModelStatistics.own(model(), WIDTH))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(folder.resolve(ModelStatistics.FILE) + ": "
                        + surrounding.name().toLowerCase(Locale.ROOT))
                .hasMessageEndingWith("compute the statistics again");
    }

    /** All as in the model, but one surrounding. */
    private void write(int first, int last, Surrounding other, int width) throws IOException {
        EnumMap<Surrounding, List<Moments>> moments = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            moments.put(
                    surrounding,
                    surrounding == other ? moments(last - first + 1, width) : moments(LAYERS - first + 1, WIDTH));
        }
        write(first, moments);
    }

    private void write(int first, Map<Surrounding, List<Moments>> moments) throws IOException {
        EnumMap<Surrounding, Spread> cosines = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            cosines.put(surrounding, new Spread(0.5, 0.25));
        }
        ModelStatistics statistics = new ModelStatistics(
                "tiny", first, moments, cosines, new Spread(0.25, 2), new Scores(new float[] {1, 2}), new float[0][]);
        Files.write(folder.resolve(ModelStatistics.FILE), StatisticsFile.write(statistics));
    }

    private static List<Moments> moments(int layers, int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return Collections.nCopies(layers, new Moments(ones, ones));
    }

    private ModelInfo model() {
        return new ModelInfo(
                "tiny",
                folder.toString(),
                ModelKind.ENCODER,
                null,
                "bert",
                WIDTH,
                LAYERS,
                1,
                8,
                "mean",
                Map.of(),
                List.of());
    }
}
