package dev.heed.cli.attend;

import dev.heed.attention.AttentionTrace;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionStep;
import dev.heed.view.AttentionView;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** One query's attention in four steps, for someone who reads it for the first time. */
final class StepText {
    private static final int MOST_KEYS = 12;
    private static final int KEYS_OF_MANY = 10;
    private static final int SHOWN_NUMBERS = 4;

    private final AttentionStep step;
    private final AttentionTrace trace;
    private final List<String> names;
    private final boolean simple;
    private final float scale;
    private final Style style;
    private final int columns;
    private final StringBuilder page;
    private final int keys; // how many the query may attend to
    private final int[] shown; // those of them, in the order of the text

    StepText(
            AttentionStep step,
            List<String> names,
            AttentionView attended,
            Style style,
            int columns,
            StringBuilder page) {
        this.step = step;
        this.trace = step.trace();
        this.names = names;
        this.simple = attended.simple();
        this.scale = attended.scale();
        this.style = style;
        this.columns = columns;
        this.page = page;
        this.keys = attended.causal() ? step.token() + 1 : trace.weights().length;
        this.shown = shownKeys(trace.weights(), keys);
    }

    void write() {
        String name = names.get(step.token());
        heading(1, "The query: " + (simple ? "the vector of " + name : "what " + name + " looks for"));
        page.append("   ").append(vector(trace.query(), 0, trace.query().length));
        page.append("   ").append(style.dim(trace.query().length + " numbers")).append('\n');

        heading(
                2,
                "The scores: query · key, the dot product with "
                        + (simple ? "each word's vector" : "what each offers to be found by"));
        page.append('\n');
        writeScores();

        heading(3, "The weights: softmax, exp(score − largest score) / sum of these");
        page.append('\n');
        writeWeights();

        heading(
                4,
                "The new vector: the sum of weight · value, " + (simple ? "each word's vector" : "what each hands on"));
        page.append('\n');
        writeSum(name);
    }

    private static int[] shownKeys(float[] weights, int keys) {
        int count = keys <= MOST_KEYS ? keys : KEYS_OF_MANY;
        int[] shown = SumLines.largest(0, Matrix.of(weights, 1, weights.length), count);
        Arrays.sort(shown);
        return shown;
    }

    private void heading(int number, String text) {
        page.append('\n')
                .append(style.bold(Prose.wrap(number + ". " + text, columns, 3)))
                .append('\n');
    }

    private void writeScores() {
        List<String> headings = scoreHeadings();
        Align[] aligns = new Align[1 + headings.size()];
        Arrays.fill(aligns, Align.RIGHT);
        aligns[0] = Align.LEFT;
        Grid grid = new Grid(aligns);
        scoreRow(grid, "", headings);
        for (int key : shown) {
            scoreRow(grid, names.get(key), scores(key));
        }
        if (others() > 0) {
            scoreRow(grid, othersName(), Collections.nCopies(headings.size(), "…"));
        }
        grid.write(3, 1, style, page);
        if (keys < trace.weights().length) {
            note("what lies ahead of " + names.get(step.token()) + " is not seen");
        }
        if (trace.bias() != null) {
            note("the bias is what the model adds for where two tokens stand to each other");
        }
        if (!simple && Math.abs(scale * Math.sqrt(trace.query().length) - 1) < 1e-5) {
            note(Numbers.three(scale) + " is 1/√" + trace.query().length + ": it keeps sums over "
                    + trace.query().length + " numbers from growing");
        }
    }

    /** In simple mode nothing is scaled: the product is the score. */
    private List<String> scoreHeadings() {
        String scaled = "× " + Numbers.three(scale);
        if (simple) {
            return List.of("score");
        }
        return trace.bias() == null
                ? List.of("query·key", scaled + " = score")
                : List.of("query·key", scaled, "+ bias = score");
    }

    private List<String> scores(int key) {
        String product = Numbers.three(trace.products()[key]);
        String score = Numbers.three(trace.scaledScores()[key]);
        if (simple) {
            return List.of(score);
        }
        return trace.bias() == null
                ? List.of(product, score)
                : List.of(product, Numbers.three(trace.products()[key] * scale), score);
    }

    private static void scoreRow(Grid grid, String name, List<String> cells) {
        grid.row(Stream.concat(Stream.of(name), cells.stream()).toArray(String[]::new));
    }

    private void note(String text) {
        page.append("   ").append(style.dim(text)).append('\n');
    }

    private void writeWeights() {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.RIGHT);
        String largest = Numbers.three(trace.max());
        String minusLargest =
                trace.max() < 0 ? "exp(score + " + largest.substring(1) + ")" : "exp(score − " + largest + ")";
        grid.row("", minusLargest, "weight");
        for (int key : shown) {
            grid.row(names.get(key), Numbers.three(trace.exponentials()[key]), Numbers.three(trace.weights()[key]));
        }
        if (others() > 0) {
            grid.row(
                    othersName(),
                    Numbers.three(trace.sum() - sumOfShown(trace.exponentials())),
                    Numbers.three(1 - sumOfShown(trace.weights())));
        }
        grid.row("sum", Numbers.three(trace.sum()), "1.000");
        grid.write(3, 1, style, page);
    }

    private void writeSum(String name) {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
        Matrix values = trace.values();
        for (int i = 0; i < shown.length; i++) {
            grid.row(
                    i == 0 ? " " : "+",
                    Numbers.three(trace.weights()[shown[i]]) + " ·",
                    vector(values.data(), values.index(shown[i]), values.columns()),
                    names.get(shown[i]));
        }
        if (others() > 0) {
            grid.row("+", "", "weight · value of the others", othersName());
        }
        grid.row("=", "", vector(trace.result(), 0, trace.result().length), name + "'");
        grid.write(1, 0, style, page);
    }

    private int others() {
        return keys - shown.length;
    }

    private String othersName() {
        return others() + " others";
    }

    private double sumOfShown(float[] numbers) {
        double sum = 0;
        for (int key : shown) {
            sum += numbers[key];
        }
        return sum;
    }

    private static String vector(float[] data, int offset, int length) {
        return Numbers.vector(data, offset, length, SHOWN_NUMBERS);
    }
}
