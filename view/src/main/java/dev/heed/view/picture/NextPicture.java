package dev.heed.view.picture;

import dev.heed.Candidate;
import dev.heed.NextWord.LayerCandidates;
import dev.heed.view.NextView;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a language model expects next, as the page's view of it: the likeliest tokens as bars, beside them why one of them,
 * below what the model would say after each layer.
 */
public final class NextPicture {
    private static final double BARS = 400;
    private static final double GAP = 44;
    private static final double ALONE = 760; // where nothing stands beside the bars
    private static final double ROW = 21;
    private static final double NAME = 150;
    private static final double NUMBER = 54;
    private static final double LAYER = 56;
    private static final double ADDED = 116; // what a layer added, a column
    private static final int MOST_BARS = 40;
    private static final int MOST_SAYINGS = 5;
    private static final int LAST_CHARACTERS = 240;
    private static final int DESCRIBED = 10;

    private final NextView view;
    private final boolean asked;
    private final double width;

    private NextPicture(NextView view) {
        this.view = view;
        this.asked = view.why() != null;
        this.width = asked ? BARS + GAP + NextReasons.WIDTH : ALONE;
    }

    /** The picture of what comes next and, where the view has it, why. */
    public static Drawing of(NextView view) {
        return new NextPicture(view).draw();
    }

    private Drawing draw() {
        int read = view.tokens().size();
        Page page =
                new Page(width, "What comes next", view.model() + " · " + read + (read == 1 ? " token" : " tokens"));
        text(page);
        double top = page.y + 18;
        double bottom = bars(page.canvas, top);
        if (asked) {
            bottom = Math.max(bottom, new NextReasons(view).draw(page.canvas, Look.MARGIN + BARS + GAP, top));
        }
        page.y = bottom + 24;
        layers(page);
        int left = view.next().candidates().size() - MOST_BARS;
        if (left > 0) {
            page.note("The first " + MOST_BARS + " tokens are drawn, " + left + " more are not.");
        }
        page.note("Probabilities are shares among all tokens of the vocabulary; those after a layer are what the model"
                + " would say if it ended there. A blank in front begins a new word.");
        if (asked) {
            page.note(
                    "The parts add up to the score, with the scale of the last norm held as it was; rounding leaves the"
                            + " rest. The first token is where heads rest that look for nothing.");
        }
        return page.finish(described());
    }

    /** The end of the text: what comes next comes after it. */
    private void text(Page page) {
        String text = view.next().prompt().text();
        int from = Math.max(0, text.length() - LAST_CHARACTERS);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        String shown = (from > 0 ? "…" : "") + text.substring(from);
        for (String line : Page.broken(shown, Look.BODY, width)) {
            page.y += Look.BODY * 1.4;
            page.canvas.left(LaidText.fitted(line, Face.REGULAR, Look.BODY, width), Look.MARGIN, page.y, Look.INK);
        }
    }

    /** Returns where they end. */
    private double bars(Canvas canvas, double top) {
        canvas.left("The likeliest tokens", Face.BOLD, Look.BODY, Look.MARGIN, top + 12, Look.INK);
        double y = top + 24;
        double left = Look.MARGIN + NAME + 10;
        double right = Look.MARGIN + (asked ? BARS : ALONE);
        double track = right - NUMBER - left;
        for (Candidate each : view.next().candidates().stream().limit(MOST_BARS).toList()) {
            double base = y + ROW / 2 + 4.5;
            boolean chosen = asked && each.id() == view.why().id();
            Ink ink = chosen ? Look.ACCENT : Look.INK;
            canvas.left(
                    LaidText.fitted(NextView.named(each), chosen ? Face.BOLD : Face.REGULAR, Look.BODY, NAME),
                    Look.MARGIN,
                    base,
                    ink);
            canvas.box(left, y + 5, track, ROW - 10, Look.shadeAt(0));
            canvas.box(
                    left, y + 5, Math.max(0.5, track * each.probability()), ROW - 10, chosen ? Look.ACCENT : Look.BLUE);
            canvas.right(Look.fixed(each.probability(), 3), Face.REGULAR, Look.SMALL, right, base, Look.INK);
            y += ROW;
        }
        return y;
    }

    private void layers(Page page) {
        double added = asked ? 2 * ADDED + 16 : 0;
        double cell = (width - LAYER - added) / MOST_SAYINGS;
        page.canvas.left("Layer by layer", Face.BOLD, Look.BODY, Look.MARGIN, page.y, Look.INK);
        page.y += 20;
        double right = Look.MARGIN + width - added + 16;
        page.canvas.left(
                "what the model would say if it ended there, likeliest first",
                Face.REGULAR,
                Look.SMALL,
                Look.MARGIN + LAYER,
                page.y,
                Look.MUTED);
        if (asked) {
            page.canvas.left("attention added", Face.REGULAR, Look.SMALL, right, page.y, Look.MUTED);
            page.canvas.left("feed-forward added", Face.REGULAR, Look.SMALL, right + ADDED, page.y, Look.MUTED);
        }
        page.y += 6;
        NextReasons reasons = asked ? new NextReasons(view) : null;
        for (LayerCandidates layer : view.next().layers()) {
            page.canvas.left(
                    layer.layer() == 0 ? "layer 0" : Integer.toString(layer.layer()),
                    Face.REGULAR,
                    Look.SMALL,
                    Look.MARGIN,
                    page.y + ROW / 2 + 4,
                    Look.MUTED);
            List<Candidate> said =
                    layer.candidates().stream().limit(MOST_SAYINGS).toList();
            for (int i = 0; i < said.size(); i++) {
                saying(page.canvas, said.get(i), Look.MARGIN + LAYER + i * cell, page.y, cell);
            }
            if (asked && layer.layer() > 0) {
                reasons.layer(page.canvas, layer.layer(), right, page.y, ADDED - 10, ROW);
            }
            page.y += ROW;
        }
    }

    private static void saying(Canvas canvas, Candidate said, double x, double y, double cell) {
        Ink shade = Look.shade(said.probability());
        canvas.box(x + 0.5, y + 0.5, cell - 1, ROW - 1, shade);
        String share = Look.two(said.probability());
        double taken = LaidText.of(share, Face.REGULAR, Look.TINY).width();
        double base = y + ROW / 2 + 4;
        canvas.left(
                LaidText.fitted(NextView.named(said), Face.REGULAR, Look.SMALL, cell - taken - 18),
                x + 6,
                base,
                Look.on(shade));
        canvas.right(share, Face.REGULAR, Look.TINY, x + cell - 6, base, Look.on(shade));
    }

    private String described() {
        String likeliest = view.next().candidates().stream()
                .limit(DESCRIBED)
                .map(each -> NextView.named(each) + " " + Look.fixed(each.probability(), 3))
                .collect(Collectors.joining(", "));
        String layers = view.next().layers().stream()
                .map(layer -> layer.layer() + " "
                        + NextView.named(layer.candidates().getFirst()) + " "
                        + Look.two(layer.candidates().getFirst().probability()))
                .collect(Collectors.joining(", "));
        return "The likeliest tokens: " + likeliest + ". "
                + (asked ? new NextReasons(view).described() + " " : "")
                + "The likeliest after each layer: " + layers + ".";
    }
}
