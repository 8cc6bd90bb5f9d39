package dev.heed;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.NumberFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured about models in fewer bits: {@code precisions.tsv}, written by {@code ./build evaluate sts}. Its
 * lines hold a model's name, a format, and the mean cosine between the vectors in it and in single precision.
 */
final class PrecisionTable {
    /** The least mean cosine to single precision with which {@link Precision#AUTO} takes a format. */
    static final double LEAST_COSINE = 0.9995;

    /** The fastest first. */
    private static final List<NumberFormat> BY_SPEED = List.of(NumberFormat.INT8, NumberFormat.BF16);

    private PrecisionTable() {}

    /** The format to use for a precision that was asked for. */
    static NumberFormat format(Precision asked, String model, Kernels kernels) {
        return switch (asked) {
            case FP32 -> NumberFormat.FP32;
            case BF16 -> NumberFormat.BF16;
            case INT8 -> NumberFormat.INT8;
            case AUTO ->
                BY_SPEED.stream()
                        .filter(format -> kernels.layout(format) instanceof LinearLayout.InPlace)
                        .filter(format -> near(model, format))
                        .findFirst()
                        .orElse(NumberFormat.FP32);
        };
    }

    private static boolean near(String model, NumberFormat format) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PrecisionTable.class.getResourceAsStream("precisions.tsv"), StandardCharsets.UTF_8))) {
            Stream<String[]> cells = lines.lines().map(line -> line.split("\t"));
            return cells.anyMatch(cell -> cell[0].equals(model)
                    && cell[1].equals(format.label())
                    && Double.parseDouble(cell[2]) >= LEAST_COSINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
