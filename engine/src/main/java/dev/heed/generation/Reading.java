package dev.heed.generation;

import dev.heed.model.KeyValueCache;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A prompt as a model read it, looked at from its last token. What one asks of it is read from that pass.
 *
 * @param ids the prompt
 * @param layers the last token's vector at each layer, the last after the final norm; each (1, hiddenSize)
 * @param unnormed the same token's vector before the final norm; (1, hiddenSize)
 * @param logits the scores of the tokens that may follow
 * @param cache keys and values of all tokens
 */
public record Reading(
        Decoder decoder,
        int[] ids,
        SortedMap<Integer, Matrix> layers,
        Matrix unnormed,
        float[] logits,
        KeyValueCache cache) {

    static Reading of(Decoder decoder, int[] ids, KeyValueCache cache) {
        Transformer.States states = null;
        while (cache.length() < ids.length) {
            int to = decoder.transformer().nextEnd(cache, ids.length, Steps.PASS_TOKENS);
            int firstKept = to == ids.length ? 0 : decoder.layers();
            int[] part = Arrays.copyOfRange(ids, cache.length(), to);
            try {
                states = decoder.transformer()
                        .states(TokenBatch.of(List.of(part)), List.of(cache), firstKept, decoder.workers());
            } catch (NotFiniteException e) {
                throw e.behind(cache.length()); // a pass that failed kept nothing
            }
        }
        SortedMap<Integer, Matrix> last = new TreeMap<>();
        states.layers().forEach((layer, rows) -> last.put(layer, lastRow(rows)));
        float[] logits = decoder.logits(last.get(decoder.layers())).row(0);
        return new Reading(decoder, ids, last, lastRow(states.unnormed()), logits, cache);
    }

    private static Matrix lastRow(Matrix rows) {
        return Matrix.of(rows.row(rows.rows() - 1), 1, rows.columns());
    }

    /** The scores as probabilities. */
    public Probabilities probabilities() {
        return Probabilities.of(logits, decoder.kernels());
    }

    /**
     * What the model would expect if layer {@code layer} were its last: its vector after the final norm, through the head
     * (nostalgebraist, 2020).
     */
    public Probabilities lens(int layer) {
        if (layer == decoder.layers()) {
            return probabilities();
        }
        Matrix hidden = layers.get(layer);
        Matrix normed = Matrix.zeros(1, hidden.columns());
        decoder.transformer().finalNorm().into(normed, hidden, null, decoder.kernels());
        return Probabilities.of(decoder.logits(normed).row(0), decoder.kernels());
    }

    /** Why a token has its score; {@code against} is another whose score is taken off, or −1. */
    public Attribution why(int id, int against) {
        return Attribution.of(this, id, against);
    }
}
