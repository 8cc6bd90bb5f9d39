package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.BlockSteps;
import dev.heed.Encoder;
import dev.heed.LeaveOneOut;
import dev.heed.Models;
import dev.heed.TextAttention;
import dev.heed.tensor.Matrix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rollout, value-weighted norms, leave-one-out and a block's steps against {@code tools/goldens/beyond_weights.py}. */
class BeyondWeightsTest {
    private static final String TEXT = "We sat by the unbelievable river bank.";
    private static final float TOLERANCE = 2e-5f; // of numbers up to some 3, fp32 against fp64 through six layers
    private static final Map<String, float[]> GOLDEN = new HashMap<>();

    private static Encoder encoder;
    private static TextAttention attention;

    @BeforeAll
    static void open() {
        new String(Golden.resource("beyond-weights.tsv"), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    String[] parts = line.split("\t");
                    double[] values = Arrays.stream(parts[1].split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    float[] floats = new float[values.length];
                    for (int i = 0; i < values.length; i++) {
                        floats[i] = (float) values[i];
                    }
                    GOLDEN.put(parts[0], floats);
                });
        encoder = Encoder.open(Models.minilm());
        attention = encoder.attention(TEXT);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static void isGolden(String name, float[] numbers) {
        assertThat(numbers).as(name).containsExactly(GOLDEN.get(name), within(TOLERANCE));
    }

    private static float[] all(Matrix matrix) {
        return Arrays.copyOf(matrix.data(), matrix.rows() * matrix.columns());
    }

    @Test
    void rollout() {
        isGolden("rollout", all(attention.rollout(6)));
    }

    @Test
    void value_weighted_norms() {
        isGolden("norms", all(attention.layer(3).valueWeightedNorms()));
        isGolden("headNorms", all(attention.layer(3).head(5).valueWeightedNorms()));
    }

    @Test
    void steps_of_a_block_lead_to_what_the_next_receives() {
        BlockSteps steps = attention.block(3, 4);
        isGolden("projected", steps.attended());
        isGolden("normalized", steps.between());
        isGolden("fed", steps.fed());
        isGolden("output", steps.output());
        assertThat(steps.input()).containsExactly(attention.tokenVectors(2).row(4));
        assertThat(steps.output()).containsExactly(attention.tokenVectors(3).row(4));
    }

    @Test
    void leaving_a_word_out() {
        int bank = attention.tokenized().words().size() - 3;
        LeaveOneOut left = encoder.leaveOneOut(TEXT, bank);
        assertThat(left.effects()).hasSize(8).allSatisfy(effect -> {
            float[] golden = GOLDEN.get("without " + effect.word());
            assertThat(effect.onText()).isCloseTo(golden[0], within(TOLERANCE));
            if (effect.word() == bank) {
                assertThat(effect.onWord()).isNull();
            } else {
                assertThat(effect.onWord()).isCloseTo(golden[1], within(TOLERANCE));
            }
        });
        assertThat(encoder.leaveOneOut("bank", -1).effects())
                .singleElement()
                .satisfies(effect -> assertThat(effect.onText()).isGreaterThan(0.1f));
    }
}
