package dev.heed.kernel.linear;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Takes weights as they are into panels: by whole rows, for a cold JVM moves arrays fast and elements slowly. */
public final class FloatPanels {
    /** Rows that are taken into panels together: few enough for a cache. */
    private static final int READ_TOGETHER = 64;

    private FloatPanels() {}

    /**
     * Some inputs.
     *
     * @param panels (panels, inputs, width)
     */
    static void fill(WeightRows weight, int firstInput, int inputs, int width, MemorySegment panels) {
        int outputs = weight.outputs();
        float[] rows = new float[Math.min(READ_TOGETHER, inputs) * outputs];
        float[] part = new float[Math.min(READ_TOGETHER, inputs) * width];
        for (int first = 0; first < inputs; first += READ_TOGETHER) {
            int read = Math.min(READ_TOGETHER, inputs - first);
            for (int p = 0; p < read; p++) {
                weight.copyRow(firstInput + first + p, rows, p * outputs);
            }
            for (int column = 0; column < outputs; column += width) {
                fillPart(rows, read, outputs, column, width, part);
                long at = (long) column * inputs + (long) first * width;
                MemorySegment.copy(part, 0, panels, ValueLayout.JAVA_FLOAT, 4 * at, read * width);
            }
        }
    }

    /** Some rows of one panel; zeros stand behind the last column. */
    private static void fillPart(float[] rows, int count, int outputs, int column, int width, float[] part) {
        int columns = Math.min(width, outputs - column);
        if (columns < width) {
            Arrays.fill(part, 0f);
        }
        for (int p = 0; p < count; p++) {
            System.arraycopy(rows, p * outputs + column, part, p * width, columns);
        }
    }
}
