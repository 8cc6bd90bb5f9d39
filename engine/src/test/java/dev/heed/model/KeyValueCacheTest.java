package dev.heed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.attention.Sequences;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A text read at once, in pieces, token by token, after a kept prefix, or beside others: the same bits at every layer. */
class KeyValueCacheTest {
    private static final int LENGTH = 300; // more than two blocks of keys, more than the window

    static Stream<Arguments> models() {
        List<Arguments> models = new ArrayList<>();
        for (NumberFormat format : NumberFormat.values()) {
            for (Rotary.Pairs pairs : Rotary.Pairs.values()) {
                models.add(Arguments.of(
                        format + " " + pairs,
                        new RandomModels(7, format).decoder(pairs, Block.Arrangement.SEQUENTIAL)));
            }
        }
        RandomModels random = new RandomModels(8, NumberFormat.FP32);
        models.add(Arguments.of("parallel", random.decoder(Rotary.Pairs.HALVES, Block.Arrangement.PARALLEL)));
        models.add(Arguments.of("alibi", random.biased(Alibi.of(4))));
        models.add(Arguments.of("buckets", random.biased(RelativeBuckets.of(random.matrix(32, 4, 1), 32, false, 128))));
        return models.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void piecesGiveTheBitsOfOnePass(String name, Transformer model) {
        int[] ids = new RandomModels(3, NumberFormat.FP32).ids(LENGTH);
        List<Matrix> whole = whole(model, ids);
        for (int[] cuts : new int[][] {{LENGTH}, {1, 2, 127, 1, 128, 41}, {200, 100}}) {
            KeyValueCache cache = model.newCache();
            int from = 0;
            for (int cut : cuts) {
                same(name, whole, read(model, cache, ids, from, from + cut), from);
                from += cut;
            }
            assertThat(cache.length()).isEqualTo(LENGTH);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aKeptPrefixServesAnotherEnding(String name, Transformer model) {
        RandomModels random = new RandomModels(4, NumberFormat.FP32);
        int[] first = random.ids(LENGTH);
        int[] second = random.ids(LENGTH);
        System.arraycopy(first, 0, second, 0, 150);
        KeyValueCache cache = model.newCache();
        read(model, cache, first, 0, LENGTH);
        KeyValueCache fork = cache.fork(150);
        same(name, whole(model, second), read(model, fork, second, 150, LENGTH), 150);
        cache.truncate(120);
        same(name, whole(model, second), read(model, cache, second, 120, LENGTH), 120);
        same(name, whole(model, second), read(model, fork.fork(0), second, 0, LENGTH), 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void sequencesOfABatchDoNotTouchEachOther(String name, Transformer model) {
        RandomModels random = new RandomModels(5, NumberFormat.FP32);
        int[] lengths = {3, 150, 1, 60};
        List<int[]> texts =
                Arrays.stream(lengths).mapToObj(n -> random.ids(n + 2)).toList();
        List<KeyValueCache> caches =
                Arrays.stream(lengths).mapToObj(n -> model.newCache()).toList();
        try (Workers workers = Workers.of(2)) {
            model.forward(batch(texts, t -> Arrays.copyOf(t, t.length - 2)), caches, 0, workers);
            for (int step = 2; step > 0; step--) {
                int back = step;
                var layers = model.forward(batch(texts, t -> new int[] {t[t.length - back]}), caches, 0, workers);
                for (int s = 0; s < lengths.length; s++) {
                    int row = s;
                    List<Matrix> own = layers.values().stream()
                            .map(l -> l.rows(row, row + 1))
                            .toList();
                    same(name, whole(model, texts.get(s)), own, lengths[s] + 2 - back);
                }
            }
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        Transformer model =
                new RandomModels(7, NumberFormat.FP32).decoder(Rotary.Pairs.HALVES, Block.Arrangement.SEQUENTIAL);
        KeyValueCache other =
                new RandomModels(8, NumberFormat.FP32).biased(Alibi.of(4)).newCache();
        TokenBatch batch = TokenBatch.of(List.of(new int[] {1, 2}));
        assertThatThrownBy(() -> model.forward(batch, List.of(), 0, Workers.CALLER_ONLY))
                .hasMessage("key/value caches: expected one for each of 1 sequences, got 0");
        assertThatThrownBy(() -> model.forward(batch, List.of(other), 0, Workers.CALLER_ONLY))
                .hasMessageContaining("expected one of this model, with 4 layers, got 2");
        KeyValueCache own = model.newCache();
        assertThatThrownBy(() -> own.fork(1)).hasMessageContaining("expected 0 to 0 tokens");
        model.forward(batch, List.of(own), 4, Workers.CALLER_ONLY);
        assertThat(own.length()).isEqualTo(2);
        assertThat(own.bytes()).isEqualTo(2L * 4 * 128 * 4 * 32);
        assertThatThrownBy(() -> own.truncate(3)).hasMessageContaining("expected 0 to 2 tokens");
        assertThatThrownBy(() ->
                        model.forward(TokenBatch.of(List.of(new int[4095])), List.of(own), 4, Workers.CALLER_ONLY))
                .hasMessage("text: expected at most 4096 tokens, the model's positions, got 4097");
        assertThat(own.length()).isEqualTo(2);
    }

    private static List<Matrix> whole(Transformer model, int[] ids) {
        return List.copyOf(
                model.forward(TokenBatch.of(List.of(ids)), 0, model.config().layers(), Workers.CALLER_ONLY)
                        .values());
    }

    private static List<Matrix> read(Transformer model, KeyValueCache cache, int[] ids, int from, int to) {
        TokenBatch batch = new TokenBatch(Arrays.copyOfRange(ids, from, to), null, Sequences.of(to - from));
        return List.copyOf(
                model.forward(batch, List.of(cache), 0, Workers.CALLER_ONLY).values());
    }

    private static TokenBatch batch(List<int[]> texts, java.util.function.UnaryOperator<int[]> part) {
        return TokenBatch.of(texts.stream().map(part).toList());
    }

    private static void same(String name, List<Matrix> whole, List<Matrix> part, int from) {
        for (int layer = 0; layer < whole.size(); layer++) {
            Matrix own = whole.get(layer).rows(from, from + part.get(layer).rows());
            for (int row = 0; row < own.rows(); row++) {
                assertThat(part.get(layer).row(row))
                        .as("%s, layer %d, token %d", name, layer, from + row)
                        .containsExactly(own.row(row));
            }
        }
    }
}
