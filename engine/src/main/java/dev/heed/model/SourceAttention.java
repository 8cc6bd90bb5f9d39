package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Sequences;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Attention of what is written to its source (Vaswani et al., 2017, section 3.2.3): the same operator as {@link
 * SelfAttention}'s, with keys and values of another text. Immutable, thread-safe.
 *
 * @param query (hiddenSize, queryHeads · headDim)
 * @param source to keys and values, side by side: (width of the source, 2 · keyHeads · headDim)
 * @param output (queryHeads · headDim, hiddenSize)
 * @param operator heads and scale; no mask, for all of a source is there
 * @param norms around it
 */
public record SourceAttention(Linear query, Linear source, Linear output, Attention operator, Norms norms) {
    /** Texts that are written of one source, which ask it together. */
    private record Groups(List<SourceMemory> memories, Sequences sequences) {
        /** Those of neighbouring sequences: a row's result does not know how many ask beside it. */
        static Groups of(Pass pass, int layer) {
            List<SourceMemory> memories = new ArrayList<>();
            List<Integer> queries = new ArrayList<>();
            for (int s = 0; s < pass.sources().size(); s++) {
                SourceMemory memory = pass.sources().get(s);
                int rows = pass.sequences().queryLength(s);
                if (!memories.isEmpty() && memories.getLast() == memory) {
                    queries.set(queries.size() - 1, queries.getLast() + rows);
                } else {
                    memories.add(memory);
                    queries.add(rows);
                }
            }
            return new Groups(
                    memories,
                    Sequences.across(
                            queries.stream().mapToInt(rows -> rows).toArray(),
                            memories.stream()
                                    .mapToInt(memory -> memory.keys().get(layer).rows())
                                    .toArray()));
        }
    }

    /** Keys of source states, with the values beside them; (source tokens, 2 · keyHeads · headDim), the caller's own. */
    Matrix memory(Matrix states, Workers workers) {
        return source.apply(states, Activation.IDENTITY, Matrix.zeros(states.rows(), source.outputs()), workers);
    }

    /**
     * The sum of x and what its rows find in their sources, normalised as {@link #norms} say; in place.
     *
     * @param layer this block's place among those of the model, from 0
     * @param x (rows, hiddenSize), overwritten
     */
    void forward(int layer, Matrix x, Pass pass) {
        Workspace space = pass.space();
        Matrix read = Block.read(norms.before(), x, pass);
        Matrix queries =
                query.apply(read, Activation.IDENTITY, space.projections().columns(0, query.outputs()), pass.workers());
        Matrix attended = space.heads().columns(0, output.inputs());
        Groups groups = Groups.of(pass, layer);
        IntFunction<Matrix> keys = group -> groups.memories().get(group).keys().get(layer);
        operator.apply(
                queries,
                keys,
                group -> groups.memories().get(group).values().get(layer),
                groups.sequences(),
                attended,
                pass.workers());
        if (pass.observer() != null) {
            pass.observer().asked(layer, operator, queries);
        }
        Matrix found = output.apply(attended, Activation.IDENTITY, space.sublayer(), pass.workers());
        found = norms.inside().into(found, found, null, pass.kernels());
        norms.after().into(x, found, x, pass.kernels());
    }
}
