package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.Outline;

/** A matrix of weights as shaded cells: rows attend, columns are attended to. */
final class WeightCells {
    private static final int SHADES = 20;
    private static final double[] TOPS = {1, 2, 5, 10};
    private static final double LEAST_TOP = 1e-4;

    private WeightCells() {}

    /** Where columns and rows stand. */
    interface Grid {
        double x(int column);

        double width(int column);

        double y(int row);

        double height(int row);
    }

    /** Cells with their numbers. */
    static void numbered(Canvas canvas, Matrix weights, Grid grid, int decimals) {
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < weights.columns(); column++) {
                double weight = weights.at(row, column);
                Ink shade = Look.shade(weight);
                double x = grid.x(column);
                double y = grid.y(row);
                canvas.box(x + 0.5, y + 0.5, grid.width(column) - 1, grid.height(row) - 1, shade);
                canvas.middle(
                        Look.fixed(weight, decimals),
                        Face.REGULAR,
                        Look.SMALL,
                        x + grid.width(column) / 2,
                        y + grid.height(row) / 2 + 4,
                        Look.on(shade));
            }
        }
    }

    /** Many cells without numbers: cells of one shade are one shape, neighbours in a row one rectangle. */
    static void plain(Canvas canvas, Matrix weights, Grid grid, double top) {
        Outline[] outlines = new Outline[SHADES + 1];
        int columns = weights.columns();
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < columns; ) {
                int level = level(weights.at(row, column) / top);
                int end = column + 1;
                while (end < columns && level(weights.at(row, end) / top) == level) {
                    end++;
                }
                if (outlines[level] == null) {
                    outlines[level] = new Outline();
                }
                double x = grid.x(column);
                double width = grid.x(end - 1) + grid.width(end - 1) - x;
                outlines[level].rectangle(x, grid.y(row), width, grid.height(row));
                column = end;
            }
        }
        // the lowest shade is the ground that the others lie on
        double x = grid.x(0);
        double y = grid.y(0);
        canvas.box(
                x,
                y,
                grid.x(columns - 1) + grid.width(columns - 1) - x,
                grid.y(weights.rows() - 1) + grid.height(weights.rows() - 1) - y,
                Look.shadeAt(0));
        for (int level = 1; level <= SHADES; level++) {
            if (outlines[level] != null) {
                canvas.fill(outlines[level], Look.shadeAt((double) level / SHADES));
            }
        }
    }

    /** A round weight that few weights between words exceed, for the top of the scale of shades. */
    static double top(Matrix weights, WordLabels labels) {
        double most = 0;
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < weights.columns(); column++) {
                if (!labels.special().get(column)) {
                    most = Math.max(most, weights.at(row, column));
                }
            }
        }
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, LEAST_TOP))));
        for (double top : TOPS) {
            if (most <= top * power) {
                return Math.min(1, top * power);
            }
        }
        return 1;
    }

    private static int level(double weight) {
        return (int) Math.round(Look.position(weight) * SHADES);
    }
}
