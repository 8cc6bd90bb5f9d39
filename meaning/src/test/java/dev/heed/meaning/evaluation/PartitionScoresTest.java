package dev.heed.meaning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scikit-learn, by tools/goldens/meaning.py. */
class PartitionScoresTest {
    @Test
    void agreesWithScikitLearn() throws IOException {
        JsonObject goldens;
        try (var in = PartitionScoresTest.class.getResourceAsStream("/dev/heed/meaning/partitions.json")) {
            goldens = JsonObject.read(in.readAllBytes(), "partitions.json");
        }
        assertThat(goldens.objects("scores")).hasSize(6).allSatisfy(golden -> {
            PartitionScores scores = new PartitionScores(ints(golden, "gold"), ints(golden, "found"));
            assertThat(scores.adjustedRand())
                    .isEqualTo(golden.number("adjustedRand").orElseThrow(), within(1e-12));
            assertThat(scores.vMeasure()).isEqualTo(golden.number("vMeasure").orElseThrow(), within(1e-12));
        });
    }

    @Test
    void oneGroupOfOneSenseIsRight() {
        PartitionScores scores = new PartitionScores(new int[5], new int[5]);
        assertThat(scores.adjustedRand()).isEqualTo(1);
        assertThat(scores.vMeasure()).isEqualTo(1);
    }

    private static int[] ints(JsonObject golden, String key) {
        return ((List<?>) golden.value(key).orElseThrow())
                .stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }
}
