package dev.heed.cli.attend;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** A word's new vector as the weighted sum that it is, one line a word. */
final class SumLines {
    /** How many weights a line names where it cannot name all. */
    static final int NAMED = 5;

    private static final int INDENT = 3;
    private static final int MOST_ALIGNED = 9;

    private final List<String> names;
    private final IntUnaryOperator seen;
    private final Style style;
    private final int columns;
    private final boolean simple;
    private int aligned; // columns of the labels; 0 where each stands for itself

    /**
     * @param seen how many columns of a row there are, from the first; the others are not counted
     * @param simple whether words are summed ({@code 0.672·bank}) or value vectors ({@code 0.398·V([CLS])})
     */
    SumLines(List<String> names, IntUnaryOperator seen, Style style, int columns, boolean simple) {
        this.names = names;
        this.seen = seen;
        this.style = style;
        this.columns = columns;
        this.simple = simple;
    }

    /** All terms but those of words without a vector, in the order of the text. */
    void writeAll(int row, Matrix weights, IntPredicate hasVector, StringBuilder page) {
        List<String> terms = new ArrayList<>();
        for (int column = 0; column < weights.columns(); column++) {
            if (hasVector.test(column)) {
                terms.add(term(weights.at(row, column), column));
            }
        }
        writeTerms(row, terms, "+ ", page);
    }

    /** The largest terms, largest first, and the rest as one number: as many as one line takes, five at most. */
    void writeLargest(int row, Matrix weights, StringBuilder page) {
        int[] largest = largest(row, weights, Math.min(seen.applyAsInt(row), NAMED));
        int named = largest.length;
        List<String> terms = terms(row, weights, largest, named);
        while (named > 2 && width(row, terms) > columns) {
            terms = terms(row, weights, largest, --named);
        }
        writeTerms(row, terms, "+ ", page);
    }

    /** Lets the lines of words that are no longer than most begin in one column. */
    void align() {
        for (int row = 0; row < names.size(); row++) {
            aligned = Math.max(aligned, Math.min(MOST_ALIGNED, DisplayWidth.of(label(row))));
        }
    }

    /** The five largest weights and the rest, where there is no table beside. */
    void writeFive(int row, Matrix weights, StringBuilder page) {
        int[] largest = largest(row, weights, Math.min(seen.applyAsInt(row), NAMED));
        List<String> terms = new ArrayList<>();
        double rest = 1;
        for (int column : largest) {
            double weight = weights.at(row, column);
            terms.add(simple ? term(weight, column) : Numbers.three(weight) + " " + names.get(column));
            rest -= weight;
        }
        if (largest.length < seen.applyAsInt(row)) {
            terms.add(Numbers.three(Math.max(0, rest)) + (simple ? "·rest" : " rest"));
        }
        writeTerms(row, terms, simple ? "+ " : " ", page);
    }

    private String label(int row) {
        return names.get(row) + (simple ? "' =" : ":");
    }

    private String term(double weight, int column) {
        String name = names.get(column);
        return Numbers.three(weight) + "·" + (simple ? name : "V(" + name + ")");
    }

    private List<String> terms(int row, Matrix weights, int[] largest, int named) {
        List<String> terms = new ArrayList<>();
        double rest = 1;
        for (int i = 0; i < named; i++) {
            terms.add(term(weights.at(row, largest[i]), largest[i]));
            rest -= weights.at(row, largest[i]);
        }
        int others = seen.applyAsInt(row) - named;
        if (others > 0) {
            terms.add(Numbers.three(Math.max(0, rest)) + "·(" + others + (others == 1 ? " other)" : " others)"));
        }
        return terms;
    }

    /** Positions of a row's largest weights, largest first, of equal ones the earlier. */
    static int[] largest(int row, Matrix weights, int count) {
        int[] best = new int[count];
        int filled = 0;
        for (int column = 0; column < weights.columns(); column++) {
            float weight = weights.at(row, column);
            int place = filled;
            while (place > 0 && weights.at(row, best[place - 1]) < weight) {
                place--;
            }
            if (place < count) {
                filled = Math.min(filled + 1, count);
                System.arraycopy(best, place, best, place + 1, filled - place - 1);
                best[place] = column;
            }
        }
        return best;
    }

    private int width(int row, List<String> terms) {
        int width = DisplayWidth.of(label(row)) + 1 - 3;
        for (String term : terms) {
            width += 3 + DisplayWidth.of(term);
        }
        return width;
    }

    private void writeTerms(int row, List<String> terms, String join, StringBuilder page) {
        String label = label(row);
        String padding = DisplayWidth.padding(label, aligned);
        page.append(style.bold(label)).append(padding);
        int at = DisplayWidth.of(label) + padding.length();
        for (int i = 0; i < terms.size(); i++) {
            String term = i == 0 ? terms.get(i) : join + terms.get(i);
            int width = DisplayWidth.of(term);
            if (i > 0 && at + 1 + width > columns) {
                page.append('\n').append(" ".repeat(INDENT));
                at = INDENT;
                term = join.isBlank() ? term.stripLeading() : term;
            }
            page.append(' ').append(term);
            at += 1 + width;
        }
        page.append('\n');
    }
}
