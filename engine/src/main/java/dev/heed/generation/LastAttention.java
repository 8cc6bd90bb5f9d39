package dev.heed.generation;

import dev.heed.attention.Sequences;
import dev.heed.model.KeyValueCache;
import dev.heed.model.Transformer.AttentionInputs;
import dev.heed.tensor.Matrix;
import java.util.SortedMap;

/** Where a text's last token looks, read from the vectors and the cache of the pass that read it. */
public final class LastAttention {
    private LastAttention() {}

    /** Weights of each head on each token at one layer, counted from 1; (queryHeads, tokens). */
    static float[][] weights(AttentionInputs inputs, KeyValueCache cache) {
        Sequences last = Sequences.cached(new int[] {1}, new int[] {cache.length()});
        float[][] weights = new float[inputs.operator().queryHeads()][];
        for (int head = 0; head < weights.length; head++) {
            weights[head] = inputs.operator()
                    .map(inputs.query(), inputs.key(), last, 0, head)
                    .weights()
                    .row(0);
        }
        return weights;
    }

    /** The mean over all layers and heads; (tokens). */
    public static double[] mean(Decoder decoder, SortedMap<Integer, Matrix> layers, KeyValueCache cache) {
        double[] mean = new double[cache.length()];
        int rows = 0;
        for (int layer = 1; layer <= decoder.layers(); layer++) {
            var inputs = decoder.transformer().attentionInputs(layer, layers.get(layer - 1), cache, decoder.workers());
            for (float[] weights : weights(inputs, cache)) {
                rows++;
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += weights[i];
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows;
        }
        return mean;
    }
}
