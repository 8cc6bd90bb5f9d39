package dev.heed.cli.attend;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** A square of numbers, words down and across, if it fits the width. */
final class WeightTable {
    private static final int NARROWEST_COLUMN = 5; // 0.123

    private final List<String> names;
    private final IntPredicate dimmed;
    private final IntUnaryOperator seen;
    private final Style style;

    /**
     * @param dimmed which names step back
     * @param seen how many columns of a row there are, from the first; the others stay blank
     */
    WeightTable(List<String> names, IntPredicate dimmed, IntUnaryOperator seen, Style style) {
        this.names = names;
        this.dimmed = dimmed;
        this.seen = seen;
        this.style = style;
    }

    /** Whether the tables are no wider than {@code columns}, with one space between columns if need be. */
    boolean fits(Matrix numbers, int columns) {
        return names.size() <= columns / NARROWEST_COLUMN && width(numbers, 1) <= columns;
    }

    /** Writes the table; the largest number of each row stands out. */
    void write(Matrix numbers, int columns, StringBuilder page) {
        int gap = width(numbers, 2) <= columns ? 2 : 1;
        int[] widths = columnWidths(numbers);
        int label = labelWidth();
        page.append(" ".repeat(label));
        for (int column = 0; column < widths.length; column++) {
            String name = names.get(column);
            page.append(" ".repeat(gap))
                    .append(DisplayWidth.padding(name, widths[column]))
                    .append(named(column));
        }
        page.append('\n');
        for (int row = 0; row < numbers.rows(); row++) {
            page.append(named(row)).append(DisplayWidth.padding(names.get(row), label));
            int largest = largest(numbers, row);
            for (int column = 0; column < seen.applyAsInt(row); column++) {
                String number = Numbers.right(Numbers.three(numbers.at(row, column)), widths[column]);
                page.append(" ".repeat(gap)).append(column == largest ? style.strong(number) : number);
            }
            page.append('\n');
        }
    }

    private String named(int index) {
        return dimmed.test(index) ? style.dim(names.get(index)) : style.bold(names.get(index));
    }

    private int width(Matrix numbers, int gap) {
        int width = labelWidth();
        for (int column : columnWidths(numbers)) {
            width += gap + column;
        }
        return width;
    }

    private int labelWidth() {
        int width = 0;
        for (String name : names) {
            width = Math.max(width, DisplayWidth.of(name));
        }
        return width;
    }

    private int[] columnWidths(Matrix numbers) {
        int[] widths = new int[names.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(NARROWEST_COLUMN, DisplayWidth.of(names.get(column)));
            for (int row = 0; row < numbers.rows(); row++) {
                widths[column] = Math.max(
                        widths[column], Numbers.three(numbers.at(row, column)).length());
            }
        }
        return widths;
    }

    private static int largest(Matrix numbers, int row) {
        int largest = 0;
        for (int column = 1; column < numbers.columns(); column++) {
            if (numbers.at(row, column) > numbers.at(row, largest)) {
                largest = column;
            }
        }
        return largest;
    }
}
