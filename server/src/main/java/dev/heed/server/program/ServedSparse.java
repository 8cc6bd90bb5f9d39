package dev.heed.server.program;

import dev.heed.Overflow;
import dev.heed.PreparedText;
import dev.heed.SparseEncoder;
import dev.heed.SparseEncoder.Term;
import dev.heed.server.schedule.Batching;
import java.util.List;

/**
 * A sparse model that is served, and what batches of its texts are computed by.
 *
 * @param batching texts to the pieces that weigh anything in them
 */
record ServedSparse(SparseEncoder encoder, Batching<PreparedText, List<Term>> batching) {
    static ServedSparse of(SparseEncoder encoder) {
        return new ServedSparse(encoder, new Batching<>() {
            @Override
            public int tokens(PreparedText piece) {
                return Math.max(1, piece.work());
            }

            @Override
            public List<List<Term>> compute(List<PreparedText> pieces) {
                return encoder.embedPrepared(pieces);
            }
        });
    }

    String name() {
        return encoder.model().name();
    }

    /** A text ready for the model, which reads no windows: where they are the usual, long texts are cut, and that is told. */
    PreparedText prepare(Reading reading, String text) {
        return encoder.prepare(
                reading.prompt() == null ? encoder.prompt() : reading.prompt(),
                text,
                reading.overflow() == Overflow.WINDOW ? Overflow.TRUNCATE : reading.overflow(),
                reading.cut());
    }
}
