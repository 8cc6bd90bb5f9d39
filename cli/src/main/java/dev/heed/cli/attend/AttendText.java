package dev.heed.cli.attend;

import dev.heed.Word;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionView;
import java.util.List;

/** The page of {@code heed attend}: the table if it fits, then each word as a sum. */
final class AttendText {
    private static final int SHOWN_NUMBERS = 4;
    private static final int LONGEST_NAME = 60;

    private final AttentionView attended;
    private final Style style;
    private final int columns;
    private final List<String> names;
    private final StringBuilder page = new StringBuilder();

    AttendText(AttentionView attended, Style style, int columns) {
        this.attended = attended;
        this.style = style;
        this.columns = columns;
        this.names = Names.of(attended.words(), attended.tokens());
    }

    String write() {
        WeightTable table = new WeightTable(names, this::isSpecial, attended::seenBy, style);
        Matrix weights = attended.wordWeights();
        boolean fits = table.fits(weights, columns) && (!attended.simple() || table.fits(attended.scores(), columns));
        page.append(style.bold(Prose.wrap(title(attended), columns, 2))).append("\n\n");
        if (fits && attended.simple()) {
            explained("Scores: the dot product of each word's vector (down) with each word's (across).");
            table.write(attended.scores(), columns, page);
            page.append('\n');
            explained("Weights: softmax turns each row of scores into weights that sum to 1.");
            table.write(weights, columns, page);
        } else if (fits) {
            explained("How much each word (down) attends to each (across); a row sums to 1." + whatIsSeen());
            table.write(weights, columns, page);
        } else {
            explained("A table of " + names.size() + " × " + names.size() + " does not fit " + columns
                    + " columns: each word with its " + SumLines.NAMED + " largest weights." + whatIsSeen());
            explained("All of them: --format json, or a larger --width.");
        }
        if (!fits || attended.words().stream().anyMatch(word -> word.kind() == Word.Kind.WORD)) {
            page.append('\n');
            writeSums(fits);
        }
        writeVectors();
        return page.toString();
    }

    /** What was computed, in one line. */
    static String title(AttentionView attended) {
        if (attended.simple()) {
            return "Self-attention on the static word vectors of " + Shown.fitted(attended.model(), LONGEST_NAME);
        }
        return Shown.fitted(attended.model(), LONGEST_NAME) + ", layer " + attended.layer() + " of " + attended.layers()
                + ", " + heads(attended);
    }

    private String whatIsSeen() {
        return attended.causal() ? " A word sees itself and what stands before it, nothing that lies ahead." : "";
    }

    private static String heads(AttentionView attended) {
        if (attended.head() != null) {
            return "head " + attended.head() + " of " + attended.heads();
        }
        return (attended.explained() < 0 ? "mean of " : "") + attended.heads() + " heads";
    }

    private void explained(String line) {
        page.append(style.dim(Prose.wrap(line, columns, 0))).append('\n');
    }

    private boolean isSpecial(int word) {
        return attended.words().get(word).kind() == Word.Kind.SPECIAL;
    }

    private void writeSums(boolean fits) {
        boolean simple = attended.simple();
        if (fits) {
            explained(sumsHeading());
        }
        SumLines sums = new SumLines(names, attended::seenBy, style, columns, simple);
        if (!fits && !simple) {
            sums.align();
        }
        for (int row = 0; row < names.size(); row++) {
            if (fits && attended.words().get(row).kind() != Word.Kind.WORD) {
                continue; // the table has it
            }
            if (!hasVector(row)) {
                continue; // nothing to become another
            }
            if (!fits) {
                sums.writeFive(row, attended.wordWeights(), page);
            } else if (simple) {
                sums.writeAll(row, attended.wordWeights(), this::hasVector, page);
            } else {
                sums.writeLargest(row, attended.wordWeights(), page);
            }
        }
    }

    private boolean hasVector(int word) {
        return !attended.words().get(word).tokens().isEmpty();
    }

    private String sumsHeading() {
        if (attended.simple()) {
            return "New vectors: each word becomes the weighted sum of all words.";
        }
        return "What is summed into each word, largest first"
                + (attended.head() == null
                        ? ": V(x) stands for x's value vectors, one a head, here with the mean of the heads' weights."
                        : "; V(x) is the value vector of x.");
    }

    private void writeVectors() {
        if (attended.vectors() == null) {
            return;
        }
        Matrix statics = attended.vectors().statics();
        List<String> rows = attended.simple() ? names : Names.ofTokens(attended.words(), attended.tokens());
        page.append('\n');
        explained(
                "Vectors, the first " + SHOWN_NUMBERS + " of " + statics.columns() + " numbers: static → in context.");
        for (int row = 0; row < statics.rows(); row++) {
            page.append(style.bold(rows.get(row))).append('\n').append("  ");
            writeVector(statics, row);
            page.append(" → ");
            writeVector(attended.vectors().contextual(), row);
            page.append('\n');
        }
    }

    private void writeVector(Matrix vectors, int row) {
        page.append(Numbers.vector(vectors.data(), vectors.index(row), vectors.columns(), SHOWN_NUMBERS));
    }
}
