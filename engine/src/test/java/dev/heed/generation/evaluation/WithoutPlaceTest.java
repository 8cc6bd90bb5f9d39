package dev.heed.generation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.attention.Sequences;
import dev.heed.generation.Decoder;
import dev.heed.generation.evaluation.WithoutPlace.Edge;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.KeyValueCache;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.model.folder.LoadedDecoder;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it means that a place is gone. */
class WithoutPlaceTest {
    private static final int[] IDS = {3, 14, 15, 9, 26, 5};

    private final Decoder decoder = decoder();
    private final KeyValueCache before = decoder.transformer().newCache();
    private final WithoutPlace without = new WithoutPlace(decoder);

    WithoutPlaceTest() {
        decoder.transformer()
                .forward(
                        TokenBatch.of(List.of(Arrays.copyOf(IDS, IDS.length - 1))),
                        List.of(before),
                        2,
                        Workers.CALLER_ONLY);
    }

    private static Decoder decoder() {
        LoadedDecoder loaded = LoadedDecoder.read(
                new ModelFiles.Folder(Path.of("src/test/resources/dev/heed/golden/decoders/llama-gqa-tied")),
                KernelChoice.active(),
                Arena.ofAuto(),
                Workers.CALLER_ONLY);
        return new Decoder(loaded.transformer(), loaded.head(), null, new BitSet(), 64, Workers.CALLER_ONLY);
    }

    private float[] logits(int hidden) {
        return logits(hidden < 0 ? Edge.NONE : Edge.of(hidden));
    }

    private float[] logits(Edge edge) {
        return without.logits(before, IDS[IDS.length - 1], edge);
    }

    @Test
    void withoutNoneItIsTheModel() {
        Matrix last = decoder.transformer()
                .forward(TokenBatch.of(List.of(IDS)), 2, 2, Workers.CALLER_ONLY)
                .get(2);
        Matrix own = decoder.head()
                .logits(last.rows(IDS.length - 1, IDS.length), Workers.CALLER_ONLY, KernelChoice.active());
        assertThat(logits(-1)).containsExactly(own.row(0));
        assertThat(before.length()).isEqualTo(IDS.length - 1);
    }

    @Test
    void aPlaceThatIsGoneHasNoWeightAndTheOthersShareIt() {
        Matrix states = decoder.transformer()
                .forward(TokenBatch.of(List.of(IDS)), 0, 2, Workers.CALLER_ONLY)
                .get(0);
        for (int place = 0; place < IDS.length; place++) {
            for (int head = 0; head < 4; head++) {
                float[] whole = weights(decoder.transformer(), states, head);
                float[] rest = weights(without.hiding(Edge.of(place)), states, head);
                assertThat(rest[place]).isZero();
                for (int i = 0; i < IDS.length; i++) {
                    if (i != place) {
                        assertThat(rest[i]).isCloseTo(whole[i] / (1 - whole[place]), within(1e-5f));
                    }
                }
            }
        }
    }

    private static float[] weights(Transformer transformer, Matrix states, int head) {
        var inputs = transformer.attentionInputs(1, states, Workers.CALLER_ONLY);
        Matrix weights = inputs.operator()
                .map(inputs.query(), inputs.key(), Sequences.of(states.rows()), 0, head)
                .weights();
        return weights.row(states.rows() - 1);
    }

    @Test
    void oneHeadOfOneLayerLeavesTheOthersAsTheyAre() {
        Matrix states = decoder.transformer()
                .forward(TokenBatch.of(List.of(IDS)), 0, 2, Workers.CALLER_ONLY)
                .get(0);
        for (int head = 0; head < 4; head++) {
            float[] found = weights(without.hiding(new Edge(1, 3, 2)), states, head);
            assertThat(found[2] == 0).isEqualTo(head == 2);
            assertThat(weights(without.hiding(new Edge(2, 3, 2)), states, head))
                    .containsExactly(weights(decoder.transformer(), states, head));
        }
        assertThat(logits(new Edge(2, 3, 2))).isNotEqualTo(logits(-1)).isNotEqualTo(logits(2));
    }

    @Test
    void everyPlaceCounts() {
        float[] whole = logits(-1);
        for (int place = 0; place < IDS.length; place++) {
            assertThat(logits(place)).isNotEqualTo(whole);
        }
        assertThat(logits(-1)).containsExactly(whole);
    }
}
