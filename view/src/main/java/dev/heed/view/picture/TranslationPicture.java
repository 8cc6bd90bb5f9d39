package dev.heed.view.picture;

import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TranslatedSentence;
import dev.heed.translation.WordLink;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which word came from which: each sentence over its translation, or beside it where it is long, and lines between the words.
 * The more of a word's attention the other had, the wider and darker the line.
 */
public final class TranslationPicture {
    private static final int MOST_SENTENCES = 12;
    private static final int MOST_DESCRIBED = 40;
    private static final double WIDEST = 980;
    private static final double NARROWEST = 520;
    private static final double WIDEST_LABEL = 180;
    private static final double GAP = 14;
    private static final double BETWEEN = 76;
    private static final double LINE = 21;
    private static final double WIDEST_LINE = 5;

    private final TextTranslation text;
    private final List<TranslatedSentence> shown;

    private TranslationPicture(TextTranslation text) {
        this.text = text;
        this.shown = text.sentences().stream()
                .filter(sentence -> !sentence.alignment().isEmpty())
                .limit(MOST_SENTENCES)
                .toList();
    }

    /**
     * The picture of a translation that has its alignment.
     *
     * @param model its name
     */
    public static Drawing of(TextTranslation text, String model) {
        return new TranslationPicture(text).draw(model);
    }

    /** A word where it stands. */
    private record Label(Span span, LaidText name, double x, double y) {
        double middle() {
            return x + name.width() / 2;
        }
    }

    private Drawing draw(String model) {
        double width = shown.stream()
                .mapToDouble(sentence -> Math.min(WIDEST, width(sentence)))
                .max()
                .orElse(NARROWEST);
        String head = text.head() == null ? "" : " · head " + text.head().label() + " of the cross-attention";
        Page page = new Page(Math.max(NARROWEST, width), "Which word came from which", model + head);
        for (TranslatedSentence sentence : shown) {
            if (width(sentence) <= WIDEST) {
                rows(page, sentence);
            } else {
                columns(page, sentence);
            }
        }
        if (shown.isEmpty()) {
            page.prose(text.target(), Look.BODY, Look.INK, Math.max(NARROWEST, width));
            page.y += 10;
        } else {
            WeightLegend.shades(page.canvas, Look.MARGIN, page.y, 1);
            page.y += WeightLegend.HEIGHT;
        }
        notes(page);
        return page.finish(described());
    }

    private void notes(Page page) {
        page.note("Each word of the translation has a line to the word of the source that it looked at most when it was"
                + " written; the shade is that word's share of its attention to words.");
        long more = text.sentences().stream()
                        .filter(sentence -> !sentence.alignment().isEmpty())
                        .count()
                - shown.size();
        if (more > 0) {
            page.note("The first " + shown.size() + " sentences are shown, " + more + " more are not.");
        }
        text.notes().forEach(page::note);
        if (!text.lost().isEmpty()) {
            page.note("Lost in the translation: "
                    + text.lost().stream().map(kept -> kept.text()).collect(Collectors.joining(", ")) + ".");
        }
    }

    private List<Label> labels(String whole, Span sentence) {
        String own = sentence.in(whole);
        List<Label> labels = new ArrayList<>();
        for (Segment segment : WordSegmenter.segments(own)) {
            if (segment.kind() == Segment.Kind.WORD) {
                Span span = new Span(
                        segment.span().start() + sentence.start(),
                        segment.span().end() + sentence.start());
                labels.add(
                        new Label(span, LaidText.fitted(span.in(whole), Face.REGULAR, Look.BODY, WIDEST_LABEL), 0, 0));
            }
        }
        return labels;
    }

    private double width(TranslatedSentence sentence) {
        return Math.max(
                width(labels(text.source(), sentence.source())), width(labels(text.target(), sentence.target())));
    }

    private static double width(List<Label> labels) {
        return labels.stream().mapToDouble(label -> label.name().width() + GAP).sum();
    }

    /** The translation under the source. */
    private void rows(Page page, TranslatedSentence sentence) {
        double above = page.y + 16;
        List<Label> source = inRow(
                labels(text.source(), sentence.source()),
                above,
                sentence.source().in(text.source()));
        List<Label> target = inRow(
                labels(text.target(), sentence.target()),
                above + BETWEEN,
                sentence.target().in(text.target()));
        for (WordLink link : ordered(sentence)) {
            Label to = at(target, link.target());
            for (Label from : allAt(source, link.source())) {
                double y = from.y() + 7;
                double toY = to.y() - 15;
                double bend = (toY - y) * 0.45;
                line(
                        page.canvas,
                        new Outline()
                                .move(from.middle(), y)
                                .cubic(from.middle(), y + bend, to.middle(), toY - bend, to.middle(), toY),
                        from,
                        to,
                        link);
            }
        }
        write(page.canvas, source, Look.INK);
        write(page.canvas, target, Look.INK);
        page.y = above + BETWEEN + 26;
    }

    private static List<Label> inRow(List<Label> labels, double y, String sentence) {
        List<Label> ordered = LaidText.isRightToLeft(sentence) ? labels.reversed() : labels;
        List<Label> placed = new ArrayList<>();
        double x = Look.MARGIN;
        for (Label label : ordered) {
            placed.add(new Label(label.span(), label.name(), x, y));
            x += label.name().width() + GAP;
        }
        return placed;
    }

    /** The translation beside the source, a word a line. */
    private void columns(Page page, TranslatedSentence sentence) {
        double top = page.y + 16;
        List<Label> source = inColumn(labels(text.source(), sentence.source()), Look.MARGIN, top);
        double right = Look.MARGIN + WIDEST_LABEL + 2 * BETWEEN;
        List<Label> target = inColumn(labels(text.target(), sentence.target()), right, top);
        for (WordLink link : ordered(sentence)) {
            Label to = at(target, link.target());
            for (Label from : allAt(source, link.source())) {
                double x = from.x() + from.name().width() + 5;
                double toX = to.x() - 5;
                double bend = (toX - x) * 0.45;
                line(
                        page.canvas,
                        new Outline()
                                .move(x, from.y() - 4)
                                .cubic(x + bend, from.y() - 4, toX - bend, to.y() - 4, toX, to.y() - 4),
                        from,
                        to,
                        link);
            }
        }
        write(page.canvas, source, Look.INK);
        write(page.canvas, target, Look.INK);
        page.y = top + LINE * Math.max(source.size(), target.size()) + 10;
    }

    private static List<Label> inColumn(List<Label> labels, double x, double top) {
        List<Label> placed = new ArrayList<>();
        for (Label label : labels) {
            placed.add(new Label(label.span(), label.name(), x, top + LINE * placed.size()));
        }
        return placed;
    }

    /** The largest weights last, over the others. */
    private static List<WordLink> ordered(TranslatedSentence sentence) {
        return sentence.alignment().stream()
                .sorted((a, b) -> Float.compare(a.weight(), b.weight()))
                .toList();
    }

    private static Label at(List<Label> labels, Span span) {
        return allAt(labels, span).getFirst();
    }

    /** The labels of a word; several where its segments share a token. */
    private static List<Label> allAt(List<Label> labels, Span span) {
        return labels.stream().filter(label -> label.span().overlaps(span)).toList();
    }

    private static void line(Canvas canvas, Outline curve, Label from, Label to, WordLink link) {
        Canvas one = new Canvas();
        Ink ink = Look.shade(Math.max(0.05, link.weight())).opacity(0.9);
        one.stroke(curve, ink, 0.8 + WIDEST_LINE * link.weight());
        canvas.group(from.name().text() + " → " + to.name().text() + ": " + Look.fixed(link.weight(), 3), one);
    }

    private static void write(Canvas canvas, List<Label> labels, Ink ink) {
        labels.forEach(label -> canvas.left(label.name(), label.x(), label.y(), ink));
    }

    private String described() {
        String pairs = shown.stream()
                .flatMap(sentence -> sentence.alignment().stream())
                .limit(MOST_DESCRIBED)
                .map(link -> link.target().in(text.target()) + " from "
                        + link.source().in(text.source()) + " " + Look.two(link.weight()))
                .collect(Collectors.joining(", "));
        return "A text and its translation, and which word came from which. " + (pairs.isEmpty() ? "" : pairs + ".");
    }
}
