package dev.heed;

import dev.heed.kernel.Kernels;
import dev.heed.model.HeadStep;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.SparseStaticFolder;
import dev.heed.model.folder.SpladePlan;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Tokenizer;
import java.util.List;

/** How a sparse model weighs the pieces of a text. Immutable, thread-safe. */
sealed interface SparseForm {
    Tokenizer tokenizer();

    /** How many pieces may have a weight. */
    int pieces();

    /**
     * Weights by id, most of them 0.
     *
     * @param ids what the model reads
     */
    float[] weights(int[] ids, Workers workers);

    /** By what a transformer makes of a text's tokens. */
    sealed interface OfStates extends SparseForm {
        LoadedModel model();

        @Override
        default Tokenizer tokenizer() {
            return model().tokenizer();
        }

        @Override
        default int pieces() {
            return model().settings().config().vocabularySize();
        }

        /** The last layer's states; (tokens, hidden size). */
        default Matrix states(int[] ids, Workers workers) {
            int last = model().settings().config().layers();
            return model().encoder()
                    .forward(TokenBatch.of(List.of(ids)), last, last, workers)
                    .get(last);
        }
    }

    /** The masked language model's scores of all pieces at each token (SPLADE). */
    record Splade(LoadedModel model, SpladePlan plan, Kernels kernels) implements OfStates {
        /** Tokens whose scores are held at once: each has as many as there are pieces. */
        private static final int TOKENS_AT_ONCE = 32;

        @Override
        public float[] weights(int[] ids, Workers workers) {
            Matrix hidden = states(ids, workers);
            float[] weights = new float[pieces()];
            for (int from = 0; from < hidden.rows(); from += TOKENS_AT_ONCE) {
                Matrix some = hidden.rows(from, Math.min(hidden.rows(), from + TOKENS_AT_ONCE));
                plan.add(model.head().logits(some, workers, kernels), weights);
            }
            return weights;
        }
    }

    /** A weight of each token that the text itself has, the largest of a piece's (BGE-M3): {@code max(0, w·state + b)}. */
    record Lexical(LoadedModel model, HeadStep weight) implements OfStates {
        @Override
        public float[] weights(int[] ids, Workers workers) {
            Matrix of = weight.apply(states(ids, workers));
            float[] weights = new float[pieces()];
            for (int i = 0; i < ids.length; i++) {
                if (!tokenizer().isControl(ids[i]) && ids[i] != tokenizer().unknownId()) {
                    weights[ids[i]] = Math.max(weights[ids[i]], of.data()[of.index(i)]);
                }
            }
            return weights;
        }
    }

    /** What the model keeps for each piece, if the text has it, however often. */
    record Presence(SparseStaticFolder folder) implements SparseForm {
        @Override
        public Tokenizer tokenizer() {
            return folder.tokenizer();
        }

        @Override
        public int pieces() {
            return folder.weights().length;
        }

        @Override
        public float[] weights(int[] ids, Workers workers) {
            float[] weights = new float[pieces()];
            for (int id : ids) {
                weights[id] = folder.weights()[id];
            }
            return weights;
        }
    }
}
