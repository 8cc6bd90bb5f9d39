package dev.heed.view.picture;

import dev.heed.LeaveOneOut;
import dev.heed.LeaveOneOut.Effect;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import java.util.stream.Collectors;

/** A line for each word that is left out: how far the chosen word's vector moves, and the text's. */
final class LeftOutBars {
    private static final double ROW = 22;
    private static final double BAR = 190;
    private static final double WIDEST_LABEL = 160;

    private final LeaveOneOut left;
    private final WordLabels labels;
    private final double first; // left edge of the first bars
    private final double largest;

    LeftOutBars(LeaveOneOut left, WordLabels labels) {
        this.left = left;
        this.labels = labels;
        this.first = Look.MARGIN + Math.max(60, labels.widest(Look.BODY, WIDEST_LABEL)) + 16;
        double most = 1e-6;
        for (Effect effect : left.effects()) {
            most = Math.max(most, Math.max(effect.onText(), effect.onWord() == null ? 0 : effect.onWord()));
        }
        this.largest = most;
    }

    Drawing draw(String model) {
        boolean chosen = left.chosen() >= 0;
        String word = chosen ? labels.names().get(left.chosen()) : "";
        double second = first + BAR + 80;
        Page page = new Page(
                (chosen ? second : first) + BAR + 50 - Look.MARGIN,
                "Leave one out" + (chosen ? ": " + word : ""),
                model + " · 1 − cosine of the vectors with and without each word, last layer");
        page.y += 4;
        page.canvas.right("without", Face.REGULAR, Look.SMALL, first - 16, page.y, Look.MUTED);
        if (chosen) {
            page.canvas.left("moves " + word, Face.REGULAR, Look.SMALL, first, page.y, Look.MUTED);
        }
        page.canvas.left(
                "moves the text's vector", Face.REGULAR, Look.SMALL, chosen ? second : first, page.y, Look.MUTED);
        page.y += 8;
        for (Effect effect : left.effects()) {
            double base = page.y + ROW / 2 + 4.5;
            page.canvas.right(
                    labels.laid(effect.word(), Look.BODY, WIDEST_LABEL), first - 16, base, labels.ink(effect.word()));
            if (chosen && effect.onWord() != null) {
                bar(page, first, effect.onWord(), Look.ACCENT);
            }
            bar(page, chosen ? second : first, effect.onText(), Look.BLUE);
            page.y += ROW;
        }
        page.note(
                "It says how far vectors move without a word. It does not say that the word is the reason for anything:"
                        + " a text without it is another text, and two words that say the same can each be left out without a"
                        + " trace.");
        return page.finish(described(chosen, word));
    }

    private void bar(Page page, double x, double value, Ink ink) {
        double width = Math.max(0.5, BAR * Math.max(0, value) / largest);
        page.canvas.box(x, page.y + 5, width, ROW - 10, ink);
        page.canvas.left(Look.fixed(value, 3), Face.REGULAR, Look.SMALL, x + width + 6, page.y + ROW / 2 + 4, Look.INK);
    }

    private String described(boolean chosen, String word) {
        return left.effects().stream()
                .map(effect -> "Without " + labels.names().get(effect.word()) + ": "
                        + (chosen && effect.onWord() != null
                                ? word + " moves by " + Look.fixed(effect.onWord(), 3) + ", "
                                : "")
                        + "the text by " + Look.fixed(effect.onText(), 3))
                .collect(Collectors.joining("; ", "", "."));
    }
}
