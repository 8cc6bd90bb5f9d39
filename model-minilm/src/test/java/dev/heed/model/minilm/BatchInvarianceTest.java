package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same text has the same bits alone, in any batch, in any order, on any number of threads. */
class BatchInvarianceTest {
    private static final List<String> TEXTS = texts();

    private static List<String> texts() {
        String[] words = "the bank of a river grows money when rain falls and nobody deposits unbelievably odd things"
                .split(" ");
        Random random = new Random(42);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int length = i < 3 ? i : (int) Math.exp(random.nextDouble() * 5.3);
            texts.add(String.join(
                    " ",
                    random.ints(length, 0, words.length).mapToObj(w -> words[w]).toList()));
        }
        return texts;
    }

    /** The formats of fewer bits on some of the texts: plain Java computes them slowly. */
    @ParameterizedTest
    @CsvSource({"FP32, 64", "BF16, 10", "INT8, 10"})
    void vectorsDoNotDependOnBatchOrderOrThreads(Precision precision, int count) {
        List<String> texts = TEXTS.subList(0, count);
        float[][] alone = new float[count][];
        try (Encoder encoder = open(precision, 1)) {
            for (int i = 0; i < alone.length; i++) {
                alone[i] = encoder.embed(texts.get(i)).vector();
            }
            compare(encoder, texts, alone, 1);
        }
        for (int threads : new int[] {2, 3}) {
            try (Encoder encoder = open(precision, threads)) {
                assertThat(encoder.precision()).isEqualTo(precision.label());
                compare(encoder, texts, alone, threads);
                for (int i = 0; i < 8; i++) {
                    assertThat(encoder.embed(texts.get(i)).vector()).containsExactly(alone[i]);
                }
            }
        }
    }

    private static Encoder open(Precision precision, int threads) {
        return Encoder.builder(TestModels.named("minilm"))
                .precision(precision)
                .threads(threads)
                .open();
    }

    private static void compare(Encoder encoder, List<String> texts, float[][] alone, int threads) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        for (int round = 0; round < 2; round++) {
            var batch = encoder.embed(order.stream().map(texts::get).toList());
            for (int i = 0; i < order.size(); i++) {
                assertThat(batch.get(i).vector())
                        .as("%d threads, text %d", threads, order.get(i))
                        .containsExactly(alone[order.get(i)]);
            }
            Collections.shuffle(order, new Random(threads));
        }
    }

    @Test
    void everyLayerOfEveryTokenIsTheSameInABatch() {
        try (Encoder encoder =
                Encoder.builder(TestModels.named("minilm")).threads(2).open()) {
            List<Encoding> batch = encoder.encode(TEXTS.subList(0, 12));
            for (int i = 0; i < batch.size(); i++) {
                Encoding alone = encoder.encode(TEXTS.get(i));
                for (int layer = 0; layer <= encoder.model().layers(); layer++) {
                    assertThat(batch.get(i).tokenVectors(layer).toArrays())
                            .isDeepEqualTo(alone.tokenVectors(layer).toArrays());
                }
            }
        }
    }

    @Test
    void aLayerAskedForAloneIsTheLayerOfTheFullPass() {
        try (Encoder encoder = Encoder.open(TestModels.named("minilm"))) {
            Encoding all = encoder.encode("We sat by the river bank.");
            for (int layer = 0; layer <= encoder.model().layers(); layer++) {
                Encoding one = encoder.encode(List.of("We sat by the river bank."), layer)
                        .getFirst();
                assertThat(one.vector(layer)).containsExactly(all.vector(layer));
            }
            assertThat(all.vector())
                    .containsExactly(encoder.embed("We sat by the river bank.").vector());
        }
    }
}
