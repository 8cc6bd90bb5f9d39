package dev.heed.model.blueprint;

import dev.heed.attention.Attention;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.Linear;
import dev.heed.model.Norms;
import dev.heed.model.SelfAttention;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;

/** BERT's post-norm blocks under the names that BERT's own code gives them, which several families kept. */
public record BertBlocks(int hiddenSize, int heads, int intermediateSize, Activation activation, float epsilon) {
    /** The block under a name such as {@code encoder.layer.0}. */
    public Block block(Weights weights, String name) {
        return Block.of(
                Norms.after(weights.layerNorm(name + ".attention.output.LayerNorm", hiddenSize, epsilon)),
                attention(weights, name + ".attention"),
                Norms.after(weights.layerNorm(name + ".output.LayerNorm", hiddenSize, epsilon)),
                weights.feedForward(
                        hiddenSize,
                        activation,
                        Gate.NONE,
                        Projection.of(name + ".output.dense", hiddenSize),
                        Projection.of(name + ".intermediate.dense", intermediateSize)));
    }

    /** Its attention: {@code self.query}, {@code self.key}, {@code self.value} and {@code output.dense}. */
    public SelfAttention attention(Weights weights, String name) {
        return SelfAttention.of(
                projections(weights, name + ".self.query", name + ".self.key", name + ".self.value"),
                weights.linear(name + ".output.dense", hiddenSize, hiddenSize),
                operator(weights));
    }

    /** Query, key and value by their names. */
    public Linear projections(Weights weights, String query, String key, String value) {
        return weights.linear(
                hiddenSize,
                Projection.of(query, hiddenSize),
                Projection.of(key, hiddenSize),
                Projection.of(value, hiddenSize));
    }

    /** As many key heads as query heads, no mask. */
    public Attention operator(Weights weights) {
        return Attention.heads(heads, hiddenSize / heads).on(weights.kernels());
    }
}
