package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scipy, by tools/goldens/meaning.py. */
class DendrogramTest {
    private static JsonObject goldens() throws IOException {
        try (var in = DendrogramTest.class.getResourceAsStream("/dev/heed/meaning/partitions.json")) {
            return JsonObject.read(in.readAllBytes(), "partitions.json");
        }
    }

    @Test
    void cutsAsScipyDoes() throws IOException {
        int checked = 0;
        for (JsonObject tree : goldens().objects("trees")) {
            int n = tree.integer("rows").orElseThrow();
            float[] distances = floats((List<?>) tree.value("distances").orElseThrow());
            Dendrogram dendrogram = Dendrogram.average(n, distances);
            for (JsonObject cut : tree.objects("cuts")) {
                int[] groups = dendrogram.cut(cut.number("distance").orElseThrow());
                assertThat(pairs(groups))
                        .isEqualTo(pairs(ints((List<?>) cut.value("groups").orElseThrow())));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(12);
    }

    @Test
    void cutsIntoAsManyGroupsAsAskedFor() {
        float[] line = new float[16];
        for (int i = 0; i < 16; i++) {
            line[i] = Math.abs(i / 4 * (i / 4) - i % 4 * (i % 4)); // places 0, 1, 4, 9
        }
        Dendrogram dendrogram = Dendrogram.average(4, line);
        assertThat(dendrogram.cutInto(1)).containsExactly(0, 0, 0, 0);
        assertThat(dendrogram.cutInto(2)).containsExactly(0, 0, 0, 1);
        assertThat(dendrogram.cutInto(3)).containsExactly(0, 0, 1, 2);
        assertThat(dendrogram.cutInto(9)).containsExactly(0, 1, 2, 3);
    }

    private static boolean[][] pairs(int[] groups) {
        boolean[][] together = new boolean[groups.length][groups.length];
        for (int i = 0; i < groups.length; i++) {
            for (int j = 0; j < groups.length; j++) {
                together[i][j] = groups[i] == groups[j];
            }
        }
        return together;
    }

    private static float[] floats(List<?> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Number) numbers.get(i)).floatValue();
        }
        return floats;
    }

    private static int[] ints(List<?> numbers) {
        return numbers.stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }
}
