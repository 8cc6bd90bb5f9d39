package dev.heed.model;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * A linear map of a model: one or several prepared ones of the same inputs, whose outputs stand side by side. Several
 * where a file holds them in layouts of their own, quantised blocks of different kinds, say.
 *
 * <p>Its work is cut among workers: many rows by rows, few rows by columns, so that each worker reads a part of the weights
 * only. Elements are independent: the cut does not show in the result. Immutable, thread-safe.
 *
 * @param parts of equal inputs
 */
public record Linear(List<PreparedLinear> parts) {
    /** Rows are cut at multiples of this: of the tiles of a matrix unit, and of no kernel's badly. */
    private static final int ROW_STEP = 32;
    /** A worker that takes fewer rows at once reads the weights more often. */
    private static final int MOST_ROWS_A_TASK = 96;
    /** Below this many multiply-adds, handing work over takes longer than the work. */
    private static final long WORTH_SHARING = 1_000_000;
    /** With fewer rows the time goes into reading the weights, as if there were this many. */
    private static final int ROWS_A_READING = 8;

    public Linear {
        parts = List.copyOf(parts);
    }

    /** One prepared map. */
    public static Linear of(PreparedLinear map) {
        return new Linear(List.of(map));
    }

    /** Width of what it reads. */
    public int inputs() {
        return parts.getFirst().inputs();
    }

    /** Width of what it gives. */
    public int outputs() {
        return parts.stream().mapToInt(PreparedLinear::outputs).sum();
    }

    /**
     * {@code activation(x·W + b)}.
     *
     * @param x (rows, inputs)
     * @param y (rows, outputs), overwritten and returned
     */
    public Matrix apply(Matrix x, Activation activation, Matrix y, Workers workers) {
        long work = (long) Math.max(ROWS_A_READING, x.rows()) * inputs() * outputs();
        if (workers.threads() == 1 || work < WORTH_SHARING) {
            columns(x, activation, y, 0, steps());
        } else if (x.rows() >= 2 * ROW_STEP) {
            byRows(x, activation, y, workers);
        } else {
            byColumns(x, activation, y, workers);
        }
        return y;
    }

    private void byRows(Matrix x, Activation activation, Matrix y, Workers workers) {
        int share = Math.ceilDiv(x.rows(), workers.threads());
        int pieces = Math.ceilDiv(share, MOST_ROWS_A_TASK); // alike, so that all workers end at once
        int rows = Math.ceilDiv(Math.ceilDiv(share, pieces), ROW_STEP) * ROW_STEP;
        workers.run(Math.ceilDiv(x.rows(), rows), task -> {
            int from = task * rows;
            int to = Math.min(x.rows(), from + rows);
            columns(x.rows(from, to), activation, y.rows(from, to), 0, steps());
        });
    }

    /** The outputs of all parts, in one stretch a worker. */
    private void byColumns(Matrix x, Activation activation, Matrix y, Workers workers) {
        int steps = steps();
        int width = Math.ceilDiv(steps, workers.threads());
        workers.run(
                Math.ceilDiv(steps, width),
                task -> columns(x, activation, y, task * width, Math.min(steps, (task + 1) * width)));
    }

    /** Steps of columns of all parts, one after the other. */
    private int steps() {
        return parts.stream().mapToInt(Linear::steps).sum();
    }

    private static int steps(PreparedLinear part) {
        return Math.ceilDiv(part.outputs(), PreparedLinear.COLUMN_STEP);
    }

    /** The steps {@code from} to {@code to - 1}, counted over all parts. */
    private void columns(Matrix x, Activation activation, Matrix y, int from, int to) {
        int firstStep = 0;
        int firstColumn = 0;
        for (PreparedLinear part : parts) {
            int own = steps(part);
            int begin = Math.max(from - firstStep, 0) * PreparedLinear.COLUMN_STEP;
            int end = Math.min(part.outputs(), (to - firstStep) * PreparedLinear.COLUMN_STEP);
            if (begin < end) {
                part.apply(x, activation, y.columns(firstColumn, firstColumn + part.outputs()), begin, end);
            }
            firstStep += own;
            firstColumn += part.outputs();
        }
    }
}
