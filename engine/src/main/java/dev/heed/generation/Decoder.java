package dev.heed.generation;

import dev.heed.kernel.Kernels;
import dev.heed.model.LanguageHead;
import dev.heed.model.Transformer;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Tokenizer;
import java.util.BitSet;

/**
 * A language model as generation sees it. Immutable, thread-safe.
 *
 * @param ends ids after which a text is over
 * @param contextLength the most tokens of prompt and text together
 */
public record Decoder(
        Transformer transformer,
        LanguageHead head,
        Tokenizer tokenizer,
        BitSet ends,
        int contextLength,
        Workers workers) {
    Kernels kernels() {
        return transformer.kernels();
    }

    int layers() {
        return transformer.config().layers();
    }

    /** Scores of the tokens that may follow; rows of the last layer, after the final norm, to (rows, vocabularySize). */
    Matrix logits(Matrix last) {
        return head.logits(last, workers, kernels());
    }

    /** What an id stands for, whole characters where it has them; empty for control tokens. */
    public String text(int id) {
        TextStream stream = new TextStream();
        return stream.add(bytes(id)) + stream.end();
    }

    byte[] bytes(int id) {
        return named(id) ? tokenizer.tokenBytes(id) : new byte[0];
    }

    /** Tables have rows that no token names: those are shown by their number. */
    public String piece(int id) {
        return named(id) ? tokenizer.piece(id) : "<" + id + ">";
    }

    private boolean named(int id) {
        return tokenizer.hasPiece(id);
    }
}
