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
 * A model whose last token does not see one place: no head of any layer, or one head of one layer, gives it weight, the
 * others share it by softmax, and nothing else changes (attention knockout; Geva et al., 2023). What earlier tokens took from
 * the place stays theirs. Not thread-safe.
 */
final class WithoutPlace {
    private final Decoder decoder;
    private final Transformer blinded;
    private int asked; // layers that were made
    private Edge hidden = Edge.NONE;

    /**
     * What the last token does not see.
     *
     * @param layer from 1; 0 for all
     * @param head from 1; 0 for all
     * @param place from 0; −1 for none
     */
    record Edge(int layer, int head, int place) {
        static final Edge NONE = new Edge(0, 0, -1);

        /** A place, for every head of every layer. */
        static Edge of(int place) {
            return new Edge(0, 0, place);
        }

        private boolean hides(int atLayer, int atHead) {
            return (layer == 0 || layer == atLayer) && (head == 0 || head == atHead);
        }
    }

    WithoutPlace(Decoder decoder) {
        this.decoder = decoder;
        this.blinded = decoder.transformer().blocks(this::blinded);
    }

    private Block blinded(Block block) {
        int layer = ++asked;
        SelfAttention own = block.attention();
        Mask mask = Mask.biased(
                own.operator().mask(),
                (scores, sequence, head, query, fromKey, count) -> hide(layer, head + 1, scores, fromKey, count));
        Attention operator = own.operator().mask(mask);
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

    private void hide(int layer, int head, float[] scores, int fromKey, int count) {
        int at = hidden.place() - fromKey;
        if (at >= 0 && at < count && hidden.hides(layer, head)) {
            scores[at] = Float.NEGATIVE_INFINITY;
        }
    }

    /** The transformer, for as long as {@code edge} is hidden. */
    Transformer hiding(Edge edge) {
        hidden = edge;
        return blinded;
    }

    /**
     * The scores of the tokens that may follow.
     *
     * @param read of the tokens before the last; stays as it is
     * @param last the last token
     * @param edge what it does not see
     */
    float[] logits(KeyValueCache read, int last, Edge edge) {
        int layers = decoder.transformer().config().layers();
        Matrix states = hiding(edge)
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
