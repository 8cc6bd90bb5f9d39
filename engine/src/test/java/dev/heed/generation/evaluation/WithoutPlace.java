package dev.heed.generation.evaluation;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.generation.Decoder;
import dev.heed.model.Block;
import dev.heed.model.KeyValueCache;
import dev.heed.model.SelfAttention;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * A model whose last token does not see one place: no head of any layer gives it weight, the others share it by softmax, and
 * nothing else changes (attention knockout; Geva et al., 2023). What earlier tokens took from the place stays theirs. Not
 * thread-safe.
 */
final class WithoutPlace {
    private static final int NOWHERE = -1;

    private final Decoder decoder;
    private final Transformer blinded;
    private int place = NOWHERE;

    WithoutPlace(Decoder decoder) {
        this.decoder = decoder;
        this.blinded = decoder.transformer().blocks(this::blinded);
    }

    private Block blinded(Block block) {
        SelfAttention own = block.attention();
        Attention operator = own.operator().mask(Mask.biased(own.operator().mask(), this::hide));
        SelfAttention attention = new SelfAttention(
                own.projections(), own.output(), operator, own.queryNorm(), own.keyNorm(), own.rotary(), own.bias());
        return new Block(
                block.arrangement(),
                block.attentionNorms(),
                attention,
                block.source(),
                block.feedForwardNorms(),
                block.feedForward());
    }

    private void hide(float[] scores, int sequence, int head, int query, int fromKey, int count) {
        if (place >= fromKey && place < fromKey + count) {
            scores[place - fromKey] = Float.NEGATIVE_INFINITY;
        }
    }

    /** The transformer, for as long as {@code hidden} is hidden. */
    Transformer hiding(int hidden) {
        place = hidden;
        return blinded;
    }

    /**
     * The scores of the tokens that may follow.
     *
     * @param read of the tokens before the last; stays as it is
     * @param last the last token
     * @param hidden the place that it does not see, from 0; −1 for none
     */
    float[] logits(KeyValueCache read, int last, int hidden) {
        int layers = decoder.transformer().config().layers();
        Matrix states = hiding(hidden)
                .forward(
                        TokenBatch.of(List.of(new int[] {last})),
                        List.of(read.fork(read.length())),
                        layers,
                        decoder.workers())
                .get(layers);
        return decoder.head()
                .logits(states, decoder.workers(), decoder.transformer().kernels())
                .row(0);
    }
}
