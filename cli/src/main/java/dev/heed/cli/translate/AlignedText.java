package dev.heed.cli.translate;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TranslatedSentence;
import dev.heed.translation.WordLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Translations with their alignment for a terminal: each sentence as two lines, the source's words numbered, and under each
 * word of the translation the number of the word that it came from.
 */
final class AlignedText {
    private static final int WIDEST_WORD = 24;
    /** Below, a word looked about everywhere. */
    private static final float SURE = 0.5f;

    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    AlignedText(Style style, int columns) {
        this.style = style;
        this.columns = columns;
    }

    /** A word, and what stands under it. */
    private record Cell(String word, String under, boolean sure) {
        int width() {
            return Math.max(DisplayWidth.of(word), under.length());
        }
    }

    String write(List<TextTranslation> texts, String model) {
        page.append(style.heading("Which word came from which, " + Shown.fitted(model, columns / 2), columns))
                .append('\n');
        texts.stream()
                .filter(text -> text.head() != null)
                .findFirst()
                .ifPresent(text -> page.append(style.dim(Prose.wrap(
                                "Read from head " + text.head().label() + " of the decoder's cross-attention: a number"
                                        + " under a word is that of the word that it looked at most, with ? if that had less"
                                        + " than half of its attention.",
                                columns,
                                0)))
                        .append('\n'));
        texts.forEach(this::write);
        return page.toString();
    }

    private void write(TextTranslation text) {
        for (TranslatedSentence sentence : text.sentences()) {
            if (sentence.translation() == null) {
                continue;
            }
            Map<Span, Integer> numbers = new LinkedHashMap<>();
            words(text.source(), sentence.source()).forEach(span -> numbers.put(span, numbers.size() + 1));
            Map<Span, WordLink> links = new LinkedHashMap<>();
            sentence.alignment().forEach(link -> links.put(link.target(), link));
            page.append('\n');
            lines(cells(
                    text.source(), numbers.keySet().stream().toList(), span -> numbers.get(span) + "", span -> true));
            lines(cells(
                    text.target(),
                    words(text.target(), sentence.target()),
                    span -> under(links.get(span), numbers),
                    span -> links.containsKey(span) && links.get(span).weight() >= SURE));
        }
    }

    private static String under(WordLink link, Map<Span, Integer> numbers) {
        if (link == null) {
            return "-";
        }
        List<String> all = new ArrayList<>(); // segments that share a token are one word to the alignment
        numbers.forEach((span, number) -> {
            if (span.overlaps(link.source())) {
                all.add(number.toString());
            }
        });
        return String.join("+", all) + (link.weight() < SURE ? "?" : "");
    }

    private static List<Cell> cells(String text, List<Span> words, Function<Span, String> under, Predicate<Span> sure) {
        return words.stream()
                .map(span -> new Cell(
                        Shown.inPlace(Shown.fitted(span.in(text), WIDEST_WORD)), under.apply(span), sure.test(span)))
                .toList();
    }

    private static List<Span> words(String text, Span sentence) {
        String own = sentence.in(text);
        return WordSegmenter.segments(own).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(segment -> new Span(
                        segment.span().start() + sentence.start(),
                        segment.span().end() + sentence.start()))
                .toList();
    }

    /** Words over what belongs to them, wrapped together. */
    private void lines(List<Cell> cells) {
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        int width = 0;
        for (Cell cell : cells) {
            if (width > 0 && width + 1 + cell.width() > columns) {
                flush(above, below);
                width = 0;
            }
            if (width > 0) {
                above.append(' ');
                below.append(' ');
                width++;
            }
            above.append(cell.word()).append(DisplayWidth.padding(cell.word(), cell.width()));
            String under = cell.under() + " ".repeat(cell.width() - cell.under().length());
            below.append(cell.sure() ? style.strong(under) : style.dim(under));
            width += cell.width();
        }
        flush(above, below);
    }

    private void flush(StringBuilder above, StringBuilder below) {
        page.append(above.toString().stripTrailing())
                .append('\n')
                .append(below.toString().stripTrailing())
                .append('\n');
        above.setLength(0);
        below.setLength(0);
    }
}
