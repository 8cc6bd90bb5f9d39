package dev.heed.cli.compare;

import dev.heed.WordComparison.Occurrence;
import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import dev.heed.view.ComparisonView;
import dev.heed.view.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The page of {@code heed compare}. */
final class CompareText {
    private static final int BAR = 40;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final ComparisonView comparison;
    private final List<String> texts;
    private final String model;
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    CompareText(ComparisonView comparison, Style style, int columns) {
        this.comparison = comparison;
        this.texts = comparison.texts();
        this.model = comparison.model();
        this.style = style;
        this.columns = columns;
    }

    String write() {
        int occurrences = comparison.occurrences().size();
        page.append(style.heading(
                        Shown.fitted(comparison.word(), columns / 3) + " in " + occurrences + " places, "
                                + Shown.fitted(model, columns / 3),
                        columns))
                .append("\n\n");
        writeOccurrences();
        page.append('\n');
        if (occurrences == 2) {
            writeBars();
        } else {
            writeMatrices();
        }
        writeVerdicts();
        return page.toString();
    }

    private void writeOccurrences() {
        int digits = Integer.toString(comparison.occurrences().size()).length();
        for (int i = 0; i < comparison.occurrences().size(); i++) {
            page.append("  ")
                    .append(Numbers.right(Integer.toString(i + 1), digits))
                    .append("  ");
            writeContext(comparison.occurrences().get(i), columns - digits - 4);
            page.append('\n');
        }
    }

    /** The word, in colour or in brackets, with as much around it as fits. */
    private void writeContext(Occurrence occurrence, int width) {
        String text = texts.get(occurrence.index());
        String fitted = Shown.fitted(occurrence.text(), width / 2);
        String word = style == Style.PLAIN ? "[" + fitted + "]" : fitted;
        int room = (width - DisplayWidth.of(word)) / 2;
        String before = text.substring(0, occurrence.span().start());
        String after = text.substring(occurrence.span().end());
        String shownAfter = Shown.fitted(
                after, Math.max(room, width - DisplayWidth.of(word) - DisplayWidth.of(tail(before, room))));
        String shownBefore = tail(before, width - DisplayWidth.of(word) - DisplayWidth.of(shownAfter));
        page.append(shownBefore).append(style.strong(word)).append(shownAfter);
    }

    /** The end of a text, cut with an ellipsis to at most {@code width} columns. */
    private static String tail(String text, int width) {
        if (width < 1) {
            return "";
        }
        String end = text.length() > 8 * width ? text.substring(text.length() - 8 * width) : text;
        String shown = Shown.of(end);
        if (end.length() == text.length() && DisplayWidth.of(shown) <= width) {
            return shown;
        }
        int start = 0;
        while (start < shown.length() && DisplayWidth.of(shown.substring(start)) > width - 1) {
            start += Character.charCount(shown.codePointAt(start));
        }
        return "…" + shown.substring(start);
    }

    private void writeBars() {
        explained("Cosine of the word's two vectors: static" + statics() + ", then in context, layer by layer.");
        writeBar("static", comparison.staticSimilarity().at(0, 1));
        for (int layer = 0; layer < comparison.layers().size(); layer++) {
            writeBar("layer " + layer, comparison.layers().get(layer).at(0, 1));
        }
    }

    /** Where the static vectors are from, if not from the model. */
    private String statics() {
        return comparison.statics().equals(model) ? "" : " (" + Shown.fitted(comparison.statics(), columns / 3) + ")";
    }

    private void writeBar(String name, float cosine) {
        int length = Math.min(BAR, columns - 20);
        int eighths = (int) Math.round(Math.max(0, cosine) * length * 8);
        String bar = "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
        page.append("  ")
                .append(name)
                .append(DisplayWidth.padding(name, 8))
                .append(Numbers.right(Numbers.fixed(cosine, 2), 7))
                .append("  ")
                .append(bar)
                .append('\n');
    }

    private void writeMatrices() {
        explained("Cosines of the word's vectors, place by place: the static one" + statics() + ", then in context.");
        writeMatrix("static", comparison.staticSimilarity());
        for (int layer = 0; layer < comparison.layers().size(); layer++) {
            writeMatrix("layer " + layer, comparison.layers().get(layer));
        }
    }

    private void writeMatrix(String name, Matrix cosines) {
        page.append('\n').append(style.bold(name)).append('\n');
        int n = cosines.rows();
        int perLine = Math.max(1, (columns - 8) / 7);
        for (int from = 0; from < n; from += perLine) {
            writeColumns(cosines, from, Math.min(n, from + perLine));
        }
    }

    /** Some of a matrix's columns: where all of them do not fit, the next ones follow below. */
    private void writeColumns(Matrix cosines, int from, int to) {
        Align[] aligns = new Align[to - from + 1];
        Arrays.fill(aligns, Align.RIGHT);
        Grid grid = new Grid(aligns);
        for (int row = -1; row < cosines.rows(); row++) {
            List<String> cells = new ArrayList<>();
            cells.add(row < 0 ? "" : Integer.toString(row + 1));
            for (int column = from; column < to; column++) {
                cells.add(row < 0 ? Integer.toString(column + 1) : Numbers.fixed(cosines.at(row, column), 2));
            }
            grid.row(cells.toArray(String[]::new));
        }
        grid.write(2, 1, style, page);
    }

    private void writeVerdicts() {
        if (comparison.verdicts().isEmpty()) {
            return;
        }
        page.append('\n').append(style.bold("Same meaning?")).append('\n');
        Grid grid = new Grid(Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
        for (Verdict verdict : comparison.verdicts()) {
            grid.row(
                    Integer.toString(verdict.a() + 1),
                    "and",
                    Integer.toString(verdict.b() + 1),
                    verdict.answer(),
                    verdict.sure());
        }
        grid.write(2, 0, style, page);
    }

    private void explained(String line) {
        page.append(style.dim(Prose.wrap(line, columns, 0))).append('\n');
    }
}
