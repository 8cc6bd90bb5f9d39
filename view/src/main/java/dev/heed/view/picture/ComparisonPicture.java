package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.ComparisonView;
import dev.heed.view.Verdict;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From static to contextual: the places where a word stands, how its vectors move apart layer by layer, and the matrix of
 * their similarities at the last layer.
 */
public final class ComparisonPicture {
    private static final double WIDTH = 720;
    private static final int MOST_PLACES = 40;
    private static final int MOST_IN_MATRIX = 16;
    private static final double CELL = 34;
    private static final int MOST_VERDICTS = 30;
    private static final int VERDICTS_ABREAST = 3;
    private static final double PAIR = 74; // width of "12 and 34"

    private final ComparisonView view;
    private final int shown; // places that are listed
    private Page page;

    private ComparisonPicture(ComparisonView view) {
        this.view = view;
        this.shown = Math.min(MOST_PLACES, view.occurrences().size());
    }

    /** The picture of a comparison. */
    public static Drawing of(ComparisonView view) {
        return new ComparisonPicture(view).draw();
    }

    private Drawing draw() {
        int places = view.occurrences().size();
        page = new Page(
                WIDTH,
                "From static to contextual: " + view.word(),
                view.model() + " · " + places + " places · cosine of the word's vectors");
        for (int i = 0; i < shown; i++) {
            PlaceLine.draw(page, view, i, WIDTH);
        }
        if (shown < places) {
            page.note("The first " + shown + " of " + places + " places are listed.");
        }
        page.y += 18;
        new SimilarityCurves(view).draw(page, WIDTH);
        if (places > 2) {
            page.y += 26;
            matrix();
        }
        verdicts();
        view.notes().forEach(page::note);
        return page.finish(described());
    }

    private void matrix() {
        int n = Math.min(MOST_IN_MATRIX, shown);
        Matrix last = view.layers().getLast();
        page.canvas.left(
                "Cosine at layer " + (view.layers().size() - 1) + ", place by place",
                Face.BOLD,
                Look.BODY,
                Look.MARGIN,
                page.y,
                Look.INK);
        page.y += 20;
        double left = Look.MARGIN + 28;
        for (int i = 0; i < n; i++) {
            String number = Integer.toString(i + 1);
            page.canvas.middle(number, Face.REGULAR, Look.SMALL, left + (i + 0.5) * CELL, page.y, Look.MUTED);
            double base = page.y + 6 + (i + 0.5) * 24 + 4;
            page.canvas.right(number, Face.REGULAR, Look.SMALL, left - 8, base, Look.MUTED);
            for (int j = 0; j < n; j++) {
                double cosine = last.at(i, j);
                Ink shade = Look.shadeAt(Math.clamp(cosine, 0, 1) * Math.clamp(cosine, 0, 1) * 0.9);
                page.canvas.box(left + j * CELL + 0.5, page.y + 6 + i * 24 + 0.5, CELL - 1, 23, shade);
                page.canvas.middle(
                        Look.two(cosine), Face.REGULAR, Look.SMALL, left + (j + 0.5) * CELL, base, Look.on(shade));
            }
        }
        page.y += 6 + n * 24;
        if (n < view.occurrences().size()) {
            page.note("The matrix has the first " + n + " places.");
        }
    }

    /** Whether the word means the same, pair by pair. */
    private void verdicts() {
        if (view.verdicts().isEmpty()) {
            return;
        }
        boolean onePair = view.occurrences().size() == 2;
        page.y += 26;
        LaidText question = LaidText.of("Same meaning?", Face.BOLD, Look.BODY);
        page.canvas.left(question, Look.MARGIN, page.y, Look.INK);
        int drawn = Math.min(MOST_VERDICTS, view.verdicts().size());
        for (int i = 0; i < drawn; i++) {
            Verdict verdict = view.verdicts().get(i);
            double x =
                    Look.MARGIN + (onePair ? question.width() + 10 : i % VERDICTS_ABREAST * (WIDTH / VERDICTS_ABREAST));
            if (!onePair && i % VERDICTS_ABREAST == 0) {
                page.y += 20;
            }
            if (!onePair) {
                String pair = (verdict.a() + 1) + " and " + (verdict.b() + 1);
                page.canvas.left(pair, Face.REGULAR, Look.BODY, x, page.y, Look.MUTED);
                x += PAIR;
            }
            LaidText answer = LaidText.of(verdict.answer(), Face.BOLD, Look.BODY);
            page.canvas.left(answer, x, page.y, Look.INK);
            page.canvas.left(verdict.sure(), Face.REGULAR, Look.SMALL, x + answer.width() + 6, page.y, Look.MUTED);
        }
        page.y += 8;
        if (drawn < view.verdicts().size()) {
            page.note("The answers for the first " + drawn + " of "
                    + view.verdicts().size() + " pairs are shown.");
        }
    }

    private String described() {
        List<String> pairs = new ArrayList<>();
        Matrix last = view.layers().getLast();
        for (int i = 0; i < shown && pairs.size() < MOST_IN_MATRIX; i++) {
            for (int j = i + 1; j < shown && pairs.size() < MOST_IN_MATRIX; j++) {
                pairs.add((i + 1) + " and " + (j + 1) + ": static "
                        + Look.two(view.staticSimilarity().at(i, j)) + ", layer "
                        + (view.layers().size() - 1) + " " + Look.two(last.at(i, j)));
            }
        }
        return "Cosine similarity of the vectors of the word " + view.word() + " between "
                + view.occurrences().size() + " places. " + String.join("; ", pairs) + "." + answers();
    }

    private String answers() {
        return view.verdicts().isEmpty()
                ? ""
                : view.verdicts().stream()
                        .limit(MOST_VERDICTS)
                        .map(verdict -> (verdict.a() + 1) + " and " + (verdict.b() + 1) + " " + verdict.answer() + ", "
                                + verdict.sure())
                        .collect(Collectors.joining("; ", " Same meaning: ", "."));
    }
}
