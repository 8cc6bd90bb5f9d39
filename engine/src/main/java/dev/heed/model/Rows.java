package dev.heed.model;

import dev.heed.kernel.Activation;
import dev.heed.kernel.PreparedLinear;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/** Cuts the rows of a linear map's input among workers. Rows are independent: the cut does not show in the result. */
final class Rows {
    private static final int ROWS_A_TASK = 32;

    private Rows() {}

    static Matrix apply(PreparedLinear linear, Matrix x, Activation activation, Workers workers) {
        Matrix y = Matrix.zeros(x.rows(), linear.outputs());
        if (workers.threads() == 1) {
            linear.apply(x, activation, y);
            return y;
        }
        int tasks = (x.rows() + ROWS_A_TASK - 1) / ROWS_A_TASK;
        workers.run(tasks, task -> {
            int from = task * ROWS_A_TASK;
            int to = Math.min(x.rows(), from + ROWS_A_TASK);
            linear.apply(x.rows(from, to), activation, y.rows(from, to));
        });
        return y;
    }
}
