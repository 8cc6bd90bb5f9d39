package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * Multi-head self-attention (Vaswani et al., 2017, section 3.2.2): three projections, the operator, an output projection;
 * between them, where a family has it, a norm of queries and keys, a rotation by position, a bias of the scores.
 *
 * @param projections to queries, keys and values, side by side: (hiddenSize, (queryHeads + 2 · keyHeads) · headDim)
 * @param output (queryHeads · headDim, hiddenSize)
 * @param operator heads, scale and who sees whom
 * @param queryNorm of each head where it is as long as one, else of all heads together
 * @param keyNorm likewise
 * @param rotary null for none
 * @param bias added to the scores; null for none
 */
public record SelfAttention(
        Linear projections,
        Linear output,
        Attention operator,
        Norm queryNorm,
        Norm keyNorm,
        Rotary rotary,
        ScoreBias bias) {
    /** Projections and operator alone. */
    public static SelfAttention of(Linear projections, Linear output, Attention operator) {
        return new SelfAttention(projections, output, operator, Norm.NONE, Norm.NONE, null, null);
    }

    /** The same with norms of queries and keys, before they are turned. */
    public SelfAttention normed(Norm query, Norm key) {
        return new SelfAttention(projections, output, operator, query, key, rotary, bias);
    }

    /** The same with queries and keys turned by position; null for none. */
    public SelfAttention rotary(Rotary turns) {
        return new SelfAttention(projections, output, operator, queryNorm, keyNorm, turns, bias);
    }

    /** The same with a bias of the scores. */
    public SelfAttention biased(ScoreBias added) {
        return new SelfAttention(projections, output, operator, queryNorm, keyNorm, rotary, added);
    }

    /**
     * What the tokens ask for, answer to, and give, as the operator takes them.
     *
     * @param query (tokens, queryHeads · headDim)
     * @param key (tokens, keyHeads · headDim)
     * @param value (tokens, keyHeads · headDim)
     */
    record Projections(Matrix query, Matrix key, Matrix value) {}

    /** The attended vectors after the output projection; (tokens, hiddenSize), in the pass's {@code sublayer}. */
    Matrix forward(int layer, Matrix x, Pass pass) {
        Matrix all = pass.space().projections().columns(0, projections.outputs());
        Matrix attended = pass.space().heads().columns(0, output.inputs());
        Sequences sequences = pass.sequences();
        Projections own = project(x, sequences, all, pass.workers(), pass.kernels());
        Attention bound = operator(own, sequences);
        if (pass.caches().isEmpty()) {
            bound.apply(
                    own.query(),
                    s -> seen(own.key(), sequences, s),
                    s -> seen(own.value(), sequences, s),
                    sequences,
                    attended,
                    pass.workers());
        } else {
            for (int s = 0; s < sequences.count(); s++) {
                int start = sequences.queryStart(s);
                int end = start + sequences.queryLength(s);
                pass.caches()
                        .get(s)
                        .write(layer, own.key().rows(start, end), own.value().rows(start, end));
            }
            bound.apply(own.query(), s -> pass.caches().get(s).layer(layer), sequences, attended, pass.workers());
        }
        return output.apply(attended, Activation.IDENTITY, pass.space().sublayer(), pass.workers());
    }

    /** A text's own rows that its tokens attend to: all as a rule, else its first. */
    private static Matrix seen(Matrix rows, Sequences sequences, int sequence) {
        int start = sequences.queryStart(sequence);
        return rows.rows(start, start + sequences.keyLength(sequence));
    }

    /** The operator with this layer's bias, if it has one. */
    Attention operator(Projections own, Sequences sequences) {
        return bias == null
                ? operator
                : operator.mask(Mask.biased(operator.mask(), bias.on(own.query(), own.key(), sequences, operator)));
    }

    /** What {@link #forward} attends with, bit for bit: views of {@code all}. */
    Projections project(Matrix x, Sequences sequences, Matrix all, Workers workers, Kernels kernels) {
        projections.apply(x, Activation.IDENTITY, all, workers);
        int queries = operator.queryHeads() * operator.headDim();
        int keys = operator.keyHeads() * operator.headDim();
        Matrix query = all.columns(0, queries);
        Matrix key = all.columns(queries, queries + keys);
        norm(queryNorm, query, kernels);
        norm(keyNorm, key, kernels);
        if (rotary != null) {
            rotary.turn(query, operator.headDim(), sequences);
            rotary.turn(key, operator.headDim(), sequences);
        }
        return new Projections(query, key, all.columns(queries + keys, queries + 2 * keys));
    }

    private void norm(Norm norm, Matrix rows, Kernels kernels) {
        if (norm instanceof Norm.None) {
            return;
        }
        for (int at = 0; at < rows.columns(); at += norm.size()) {
            Matrix head = rows.columns(at, at + norm.size());
            norm.into(head, head, null, kernels);
        }
    }
}
