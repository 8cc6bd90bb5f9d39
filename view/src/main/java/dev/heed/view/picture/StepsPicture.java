package dev.heed.view.picture;

import dev.heed.BlockSteps;
import dev.heed.TextAttention;
import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionStep;
import dev.heed.view.AttentionView;
import dev.heed.view.Names;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How this number came about: one query against each key, scale, softmax, weighted values, their sum. */
public final class StepsPicture {
    private static final int MOST_ROWS = 24;
    private static final double ROW = 30;
    private static final double BARS = 148;
    private static final double NUMBER = 72;
    private static final double GAP = 18;
    private static final int FIRST_NUMBERS = 4;

    private final AttentionView view;
    private final AttentionStep step;
    private final AttentionTrace trace;
    private final List<String> names;
    private final List<Integer> rows;
    private final int dimension;
    private final double side;
    private final double keys;
    private final double products;
    private final double values;
    private Page page;

    private StepsPicture(AttentionView view, AttentionStep step) {
        this.view = view;
        this.step = step;
        this.trace = step.trace();
        this.names = view.simple()
                ? Names.ofWords(view.words(), view.tokens())
                : Names.ofTokens(view.words(), view.tokens());
        this.rows = largest(trace.weights());
        this.dimension = trace.query().length;
        double widest = 60;
        for (int row : rows) {
            widest = Math.max(
                    widest,
                    LaidText.fitted(names.get(row), Face.BOLD, Look.BODY, 110).width());
        }
        this.side = Look.MARGIN + widest;
        this.keys = side + GAP;
        this.products = keys + BARS + GAP;
        this.values = products + ((view.simple() ? 3 : 4) + (trace.bias() == null ? 0 : 1)) * NUMBER + 96;
    }

    /**
     * The picture of a word's steps, of one head: for each of its tokens one below the other.
     *
     * @throws IllegalArgumentException if the view has no steps, or those of several heads
     */
    public static Drawing of(AttentionView view) {
        return draw(view, null);
    }

    /**
     * The picture of a word's steps and of what the block makes of all heads' results: output projection, residual, norm,
     * feed-forward network, to the vector that the next layer receives.
     *
     * @throws IllegalArgumentException as {@link #of(AttentionView)}
     */
    public static Drawing of(AttentionView view, TextAttention attention) {
        return draw(view, attention);
    }

    private static Drawing draw(AttentionView view, TextAttention attention) {
        long heads = view.steps().stream().map(AttentionStep::head).distinct().count();
        if (heads != 1) {
            throw new IllegalArgumentException(
                    "steps: expected those of one head, got " + heads + "; choose a word, and a head in the model");
        }
        List<StepsPicture> tokens =
                view.steps().stream().map(step -> new StepsPicture(view, step)).toList();
        boolean several = tokens.size() > 1;
        String name = several
                ? view.words().get(view.explained()).text()
                : tokens.getFirst().name();
        Page page = new Page(
                tokens.stream().mapToDouble(StepsPicture::width).max().orElseThrow(),
                "How the vector of " + name + " came about",
                AttentionPicture.subtitle(view));
        for (int i = 0; i < tokens.size(); i++) {
            if (several) {
                page.y += i == 0 ? 6 : 34;
                page.canvas.left(
                        LaidText.fitted(
                                "Token " + (i + 1) + " of " + tokens.size() + ": "
                                        + tokens.get(i).name(),
                                Face.BOLD,
                                Look.BODY,
                                tokens.get(i).width()),
                        Look.MARGIN,
                        page.y,
                        Look.INK);
            }
            tokens.get(i).draw(page, attention);
        }
        tokens.getFirst().notes(page, attention != null);
        if (several) {
            page.note("A word of several tokens has the mean of their vectors.");
        }
        return page.finish(tokens.stream().map(StepsPicture::described).collect(Collectors.joining(" ")));
    }

    private String name() {
        return names.get(step.token());
    }

    private double width() {
        return values + 2 * BARS + GAP - Look.MARGIN;
    }

    private static List<Integer> largest(float[] weights) {
        List<Integer> kept = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -weights[i]))
                .limit(MOST_ROWS)
                .toList();
        return kept.stream().sorted().toList();
    }

    private void draw(Page onto, TextAttention attention) {
        page = onto;
        page.y += 10;
        double queryScale = Math.max(NumberBars.largest(trace.query(), 0, dimension), largestOf(trace.keys()));
        double valueScale = Math.max(NumberBars.largest(trace.result(), 0, dimension), largestOf(trace.values()));
        right(view.simple() ? "its vector q" : "query q", side, page.y + 16, Look.MUTED, Face.REGULAR);
        new NumberBars(BARS, ROW - 4, queryScale)
                .draw(page.canvas, trace.query(), 0, dimension, keys, page.y, Look.ACCENT, Look.ACCENT.opacity(0.65));
        page.y += ROW + 18;
        headings();
        for (int row : rows) {
            row(row, queryScale, valueScale);
        }
        sums(valueScale);
        if (attention != null) {
            afterwards(attention.block(view.layer(), step.token()));
        }
    }

    private void notes(Page onto, boolean withBlock) {
        if (rows.size() < trace.weights().length) {
            onto.note("The " + rows.size() + " largest of " + trace.weights().length
                    + " weights are drawn; the sums are over all.");
        }
        int longest = withBlock ? view.heads() * dimension : dimension;
        if (longest > NumberBars.MOST) {
            onto.note("Of a vector of " + longest + " numbers the first " + NumberBars.MOST + " are drawn.");
        }
        onto.note(
                "Bars show a vector's numbers: up is positive, down is negative. Queries and keys share one scale, values"
                        + " and sums another" + (withBlock ? ", each vector of the block has its own." : "."));
    }

    private void headings() {
        double base = page.y;
        middle(view.simple() ? "vector k" : "key k", keys + BARS / 2, base);
        double x = products + NUMBER;
        heading("q · k", x, base);
        if (!view.simple()) {
            x += NUMBER;
            heading("× " + Look.fixed(view.scale(), 3), x, base);
        }
        if (trace.bias() != null) {
            x += NUMBER;
            heading("+ bias", x, base);
        }
        x += NUMBER;
        heading("exp(s − max)", x, base);
        x += NUMBER;
        page.canvas.left("weight", Face.REGULAR, Look.SMALL, x - 20, base, Look.MUTED);
        middle(view.simple() ? "vector v" : "value v", values + BARS / 2, base);
        middle("weight · v", values + BARS + GAP + BARS / 2, base);
        page.y += 8;
        page.canvas.line(Look.MARGIN, page.y, values + 2 * BARS + GAP, page.y, Look.HAIR, 1);
    }

    private void row(int row, double queryScale, double valueScale) {
        double base = page.y + ROW / 2 + 4.5;
        boolean self = row == step.token();
        LaidText name = LaidText.fitted(names.get(row), self ? Face.BOLD : Face.REGULAR, Look.BODY, 110);
        page.canvas.right(name, side, base, self ? Look.ACCENT : Look.INK);
        bars(trace.keys(), row, queryScale, keys, Look.BLUE);
        double x = products + NUMBER;
        number(Look.fixed(trace.products()[row], 3), x, base);
        if (trace.bias() != null) {
            x += NUMBER;
            number(Look.fixed(trace.products()[row] * view.scale(), 3), x, base);
        }
        if (!view.simple()) {
            x += NUMBER;
            number(Look.fixed(trace.scaledScores()[row], 3), x, base);
        }
        x += NUMBER;
        number(Look.fixed(trace.exponentials()[row], 4), x, base);
        double weight = trace.weights()[row];
        page.canvas.box(x + NUMBER - 20, page.y + 9, 46, ROW - 18, Look.shadeAt(0));
        page.canvas.box(x + NUMBER - 20, page.y + 9, 46 * weight, ROW - 18, Look.BLUE);
        page.canvas.right(Look.fixed(weight, 3), Face.BOLD, Look.BODY - 1, x + NUMBER + 66, base, Look.INK);
        bars(trace.values(), row, valueScale, values, Look.BLUE);
        bars(trace.weightedValues(), row, valueScale, values + BARS + GAP, Look.BLUE);
        page.y += ROW;
        page.canvas.line(Look.MARGIN, page.y, values + 2 * BARS + GAP, page.y, Look.HAIR, 0.6);
    }

    private void sums(double valueScale) {
        double base = page.y + ROW / 2 + 6;
        page.canvas.line(Look.MARGIN, page.y, values + 2 * BARS + GAP, page.y, Look.INK, 1);
        right("sum", side, base, Look.INK, Face.BOLD);
        double x = products + (view.simple() ? 1 : 2) * NUMBER;
        number("max " + Look.fixed(trace.max(), 3), x, base);
        x += NUMBER;
        number(Look.fixed(trace.sum(), 4), x, base);
        double sum = 0;
        for (float weight : trace.weights()) {
            sum += weight;
        }
        page.canvas.right(Look.fixed(sum, 3), Face.BOLD, Look.BODY - 1, x + NUMBER + 66, base, Look.INK);
        page.canvas.right(
                view.simple() ? "new vector" : "result of the head",
                Face.BOLD,
                Look.BODY - 1,
                values + BARS,
                base,
                Look.ACCENT);
        new NumberBars(BARS, ROW, valueScale)
                .draw(
                        page.canvas,
                        trace.result(),
                        0,
                        trace.result().length,
                        values + BARS + GAP,
                        page.y + 3,
                        Look.ACCENT,
                        Look.ACCENT.opacity(0.65));
        page.y += ROW + 10;
    }

    /** From the heads' results to the next layer, line by line. */
    private void afterwards(BlockSteps block) {
        page.y += 26;
        page.canvas.left(
                "What the block makes of it: all " + view.heads()
                        + " heads, to the vector that the next layer receives",
                Face.BOLD,
                Look.BODY,
                Look.MARGIN,
                page.y,
                Look.INK);
        page.y += 14;
        line("x", "the vector that came in, layer " + (view.layer() - 1), block.input());
        line("a", "all heads side by side, output projection", block.attended());
        line("y", sum("x + a", block.betweenNormed()), block.between());
        line("f", "feed-forward network of y", block.fed());
        line("z", sum("y + f", block.outputNormed()) + ", layer " + view.layer(), block.output());
    }

    private static String sum(String of, boolean normed) {
        return normed ? "residual and norm: norm(" + of + ")" : "residual: " + of;
    }

    private void line(String symbol, String meaning, float[] vector) {
        double base = page.y + ROW / 2 + 4.5;
        page.canvas.right(symbol, Face.BOLD, Look.BODY, side, base, Look.INK);
        new NumberBars(BARS, ROW - 6, NumberBars.largest(vector, 0, vector.length))
                .draw(page.canvas, vector, 0, vector.length, keys, page.y + 3, Look.BLUE, Look.BLUE.opacity(0.6));
        double x = products;
        for (int i = 0; i < FIRST_NUMBERS; i++) {
            x += NUMBER;
            number(Look.fixed(vector[i], 4), x, base);
        }
        page.canvas.left("…   " + meaning, Face.REGULAR, Look.BODY - 1, x + 12, base, Look.MUTED);
        page.y += ROW;
        page.canvas.line(Look.MARGIN, page.y, values + 2 * BARS + GAP, page.y, Look.HAIR, 0.6);
    }

    private void bars(Matrix matrix, int row, double scale, double x, Ink ink) {
        new NumberBars(BARS, ROW - 6, scale)
                .draw(
                        page.canvas,
                        matrix.data(),
                        matrix.index(row),
                        matrix.columns(),
                        x,
                        page.y + 3,
                        ink,
                        ink.opacity(0.6));
    }

    private double largestOf(Matrix matrix) {
        double largest = 0;
        for (int row : rows) {
            largest = Math.max(largest, NumberBars.largest(matrix.data(), matrix.index(row), matrix.columns()));
        }
        return largest;
    }

    private void right(String text, double x, double y, Ink ink, Face face) {
        page.canvas.right(text, face, Look.BODY - 1, x, y, ink);
    }

    private void number(String text, double x, double base) {
        page.canvas.right(text, Face.REGULAR, Look.BODY - 1, x, base, Look.INK);
    }

    private void heading(String text, double x, double base) {
        page.canvas.right(text, Face.REGULAR, Look.SMALL, x, base, Look.MUTED);
    }

    private void middle(String text, double x, double base) {
        page.canvas.middle(text, Face.REGULAR, Look.SMALL, x, base, Look.MUTED);
    }

    private String described() {
        String each = rows.stream()
                .map(row -> names.get(row) + ": product " + Look.fixed(trace.products()[row], 3) + ", score "
                        + Look.fixed(trace.scaledScores()[row], 3) + ", weight " + Look.fixed(trace.weights()[row], 3))
                .collect(Collectors.joining("; "));
        return "The query of " + name() + " against each key: " + each + ". Largest score " + Look.fixed(trace.max(), 3)
                + ", sum of exponentials " + Look.fixed(trace.sum(), 4)
                + ". The weighted values add up to the result.";
    }
}
