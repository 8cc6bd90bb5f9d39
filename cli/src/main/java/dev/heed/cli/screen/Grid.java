package dev.heed.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Cells in aligned columns, two spaces apart. Not thread-safe. */
public final class Grid {
    /** How a column's cells stand. */
    public enum Align {
        /** Words. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private static final String GAP = "  ";

    private final Align[] columns;
    private final List<String[]> rows = new ArrayList<>();

    /** @param columns one alignment a column */
    public Grid(Align... columns) {
        this.columns = columns;
    }

    /** Adds a row of plain cells. */
    public void row(String... cells) {
        if (cells.length != columns.length) {
            throw new IllegalArgumentException("row: expected " + columns.length + " cells, got " + cells.length);
        }
        rows.add(cells);
    }

    /** Writes the rows; the first {@code titles} of them step back. */
    public void write(int indent, int titles, Style style, StringBuilder page) {
        int[] widths = widths();
        for (int r = 0; r < rows.size(); r++) {
            String line = line(rows.get(r), widths).stripTrailing();
            page.append(" ".repeat(indent)).append(r < titles ? style.dim(line) : line);
            page.append('\n');
        }
    }

    private String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.length; c++) {
            line.append(c == 0 ? "" : GAP);
            String padding = DisplayWidth.padding(cells[c], widths[c]);
            if (columns[c] == Align.RIGHT) {
                line.append(padding).append(cells[c]);
            } else {
                line.append(cells[c]).append(padding);
            }
        }
        return line.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns.length];
        for (String[] cells : rows) {
            for (int c = 0; c < cells.length; c++) {
                widths[c] = Math.max(widths[c], DisplayWidth.of(cells[c]));
            }
        }
        return widths;
    }
}
