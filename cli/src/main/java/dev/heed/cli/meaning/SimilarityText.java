package dev.heed.cli.meaning;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The page of {@code heed similarity}. */
final class SimilarityText {
    private static final int WIDEST_WORD = 16;
    private static final int PAIRS = 5;
    private static final int GAP = 2;
    private static final int NUMBER = 6;

    private final TextSimilarity similarity;
    private final String model;
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    SimilarityText(TextSimilarity similarity, String model, Style style, int columns) {
        this.similarity = similarity;
        this.model = model;
        this.style = style;
        this.columns = columns;
    }

    String write() {
        page.append(style.heading(
                        "Similarity " + Numbers.three(similarity.score()) + ", " + Shown.fitted(model, columns / 2),
                        columns))
                .append('\n');
        similarity
                .standing()
                .ifPresentOrElse(
                        words -> paragraph(Character.toUpperCase(words.charAt(0)) + words.substring(1) + "."),
                        () -> paragraph(
                                similarity.notes().isEmpty()
                                        ? "How similar random texts are to this model is not known."
                                        : "What that is among random pairs of texts is not said."));
        page.append('\n');
        if (similarity.exact()) {
            writeShares();
        } else {
            explained(
                    "This model makes a text's vector by " + similarity.pooling() + " pooling: its score is no sum over"
                            + " words, so there are no shares to show, only what leaving words out does.");
        }
        page.append('\n');
        writeEffects();
        return page.toString();
    }

    private void writeShares() {
        explained(
                "Share of the score by word of the first text (down) and of the second (across): the products of their"
                        + " vectors. With the rest they add up to the score, exactly; they say where the number sits, not what"
                        + " caused it.");
        List<Place> across = similarity.bPlaces();
        List<Integer> shown = IntStream.range(0, across.size())
                .filter(j -> across.get(j).word())
                .boxed()
                .toList();
        int first = similarity.aPlaces().stream()
                .mapToInt(place -> DisplayWidth.of(word(place)))
                .max()
                .orElse(0);
        for (int from = 0; from < shown.size(); ) {
            int width = first;
            int to = from;
            while (to < shown.size() && (to == from || width + cell(across.get(shown.get(to))) <= columns)) {
                width += cell(across.get(shown.get(to)));
                to++;
            }
            writeColumns(shown.subList(from, to));
            from = to;
        }
        double symbols = similarity.pairs().stream()
                .filter(pair -> !pair.a().word() || !pair.b().word())
                .mapToDouble(Pair::share)
                .sum();
        paragraph("rest " + Numbers.three(similarity.rest()) + " (special tokens), pairs with punctuation "
                + Numbers.three(symbols) + ", words "
                + Numbers.three(similarity.score() - similarity.rest() - symbols));
        page.append('\n');
        writeLargest();
    }

    private void writeColumns(List<Integer> shown) {
        Align[] aligns = new Align[shown.size() + 1];
        Arrays.fill(aligns, Align.RIGHT);
        aligns[0] = Align.LEFT;
        Grid grid = new Grid(aligns);
        List<String> titles = new ArrayList<>(List.of(""));
        shown.forEach(j -> titles.add(word(similarity.bPlaces().get(j))));
        grid.row(titles.toArray(String[]::new));
        for (int i = 0; i < similarity.aPlaces().size(); i++) {
            if (!similarity.aPlaces().get(i).word()) {
                continue;
            }
            List<String> cells =
                    new ArrayList<>(List.of(word(similarity.aPlaces().get(i))));
            for (int j : shown) {
                cells.add(Numbers.three(similarity.row(i).get(j).share()));
            }
            grid.row(cells.toArray(String[]::new));
        }
        grid.write(0, 1, style, page);
    }

    /** The pairs that are alike inside the model and carry the score. */
    private void writeLargest() {
        explained(
                "Pairs that bring the texts together: what the share has over that of any two words of their weight, times"
                        + " how alike the two are inside the model.");
        List<Pair> largest = similarity.pairs().stream()
                .filter(pair -> pair.a().word() && pair.b().word() && pair.matched() > 0)
                .sorted(Comparator.comparingDouble(Pair::matched).reversed())
                .limit(PAIRS)
                .toList();
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.RIGHT);
        largest.forEach(pair -> grid.row(word(pair.a()), word(pair.b()), Numbers.fixed(pair.matched(), 4)));
        grid.write(2, 0, style, page);
    }

    private void writeEffects() {
        explained(
                "What each word does: the score now, less the score without the word. Below 0 it sets the texts apart.");
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT);
        int rows = Math.max(similarity.aEffects().size(), similarity.bEffects().size());
        for (int i = 0; i < rows; i++) {
            Effect a = i < similarity.aEffects().size() ? similarity.aEffects().get(i) : null;
            Effect b = i < similarity.bEffects().size() ? similarity.bEffects().get(i) : null;
            grid.row(name(a), number(a), name(b), number(b));
        }
        grid.write(2, 0, style, page);
    }

    private static String name(Effect effect) {
        return effect == null ? "" : word(effect.place());
    }

    private static String number(Effect effect) {
        return effect == null ? "" : Numbers.three(effect.effect());
    }

    private static String word(Place place) {
        return Shown.inPlace(Shown.fitted(place.text(), WIDEST_WORD));
    }

    private static int cell(Place place) {
        return GAP + Math.max(NUMBER, DisplayWidth.of(word(place)));
    }

    private void explained(String text) {
        page.append(style.dim(Prose.wrap(text, columns, 0))).append('\n');
    }

    private void paragraph(String text) {
        page.append(Prose.wrap(text, columns, 0)).append('\n');
    }
}
