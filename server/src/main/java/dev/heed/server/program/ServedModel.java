package dev.heed.server.program;

import dev.heed.Encoder;
import dev.heed.ModelInfo;
import dev.heed.PreparedText;
import dev.heed.format.InvalidFileException;
import dev.heed.server.http.Call;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Batching;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.function.Function;

/** A model that is served, and what batches of its texts are computed by. Immutable, thread-safe. */
public final class ServedModel implements VectorModel, TokenModel {
    private final Encoder encoder;
    private final Batching<PreparedText, float[]> vectors;
    private final Batching<PreparedText, float[]> unscaled;
    private final Batching<PreparedText, Matrix> tokens;

    ServedModel(Encoder encoder) {
        this.encoder = encoder;
        this.vectors = batching(encoder::embedPrepared, this::check);
        this.unscaled = batching(encoder::embedPreparedUnscaled, this::check);
        this.tokens = batching(encoder::tokensPrepared, this::check);
    }

    private static <R> Batching<PreparedText, R> batching(
            Function<List<PreparedText>, List<R>> compute, java.util.function.Consumer<R> check) {
        return new Batching<>() {
            @Override
            public int tokens(PreparedText piece) {
                return Math.max(1, piece.work());
            }

            @Override
            public List<R> compute(List<PreparedText> pieces) {
                List<R> results = compute.apply(pieces);
                results.forEach(check);
                return results;
            }
        };
    }

    /** The engine. */
    public Encoder encoder() {
        return encoder;
    }

    @Override
    public String name() {
        return encoder.model().name();
    }

    @Override
    public ModelInfo model() {
        return encoder.model();
    }

    @Override
    public Rows vectors(Call call, Work work, Keys keys, Inputs inputs, boolean scaled, Reason tooLong) {
        List<PreparedText> texts = Reading.of(keys, this, work.overflow()).prepare(inputs, encoder, tooLong);
        return new Rows(work.compute(call, name(), scaled ? vectors : unscaled, texts), Work.tokens(texts));
    }

    @Override
    public List<Matrix> tokens(Call call, Work work, Keys keys, Inputs inputs) {
        List<PreparedText> texts = Reading.of(keys, this, work.overflow()).prepare(inputs, encoder, Reason.TOO_LARGE);
        EmbedAllEndpoint.checkTokens(Work.tokens(texts));
        return work.compute(call, name(), tokens, texts);
    }

    private void check(float[] vector) {
        for (float value : vector) {
            check(value);
        }
    }

    private void check(Matrix matrix) {
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                check(matrix.data()[matrix.index(row) + column]);
            }
        }
    }

    private void check(float value) {
        if (!Float.isFinite(value)) {
            throw new InvalidFileException("model " + name() + ": expected finite numbers, got " + value
                    + "; its weights are damaged or too large for 32-bit floats");
        }
    }
}
