package dev.heed.model.weights;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.RowTable;
import dev.heed.tensor.Matrix;
import java.util.Optional;

/** Weights that nobody reads: it answers which there are, and gives nothing in their place. */
record Survey(WeightSource source) implements WeightSource {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public boolean has(String tensor) {
        return source.has(tensor);
    }

    @Override
    public float[] vector(String tensor, int size) {
        return new float[0];
    }

    @Override
    public RowTable table(String tensor, int rows, int columns) {
        return new NoTable(rows, columns);
    }

    @Override
    public WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst) {
        throw new IllegalStateException("a survey reads no weights");
    }

    @Override
    public boolean holdsPrepared(String name, boolean inputsFirst) {
        return source.holdsPrepared(name, inputsFirst);
    }

    @Override
    public Optional<PreparedLinear> prepared(String name, int inputs, int outputs, boolean inputsFirst, float[] bias) {
        return source.holdsPrepared(name, inputsFirst) ? Optional.of(new Unread(inputs, outputs)) : Optional.empty();
    }

    /** So many rows, none of which there is. */
    private record NoTable(int rows, int columns) implements RowTable {
        @Override
        public void copyRow(int row, float[] target, int offset) {
            throw new IllegalStateException("a survey reads no weights");
        }

        @Override
        public Matrix toMatrix() {
            return Matrix.of(new float[0], 0, columns);
        }
    }

    /** A map that nobody applies. */
    record Unread(int inputs, int outputs) implements PreparedLinear {
        @Override
        public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
            throw new IllegalStateException("a survey reads no weights");
        }
    }
}
