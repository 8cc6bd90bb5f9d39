package dev.heed.view;

import dev.heed.Candidate;
import dev.heed.LanguageModel;
import dev.heed.NextWord;
import dev.heed.Token;
import dev.heed.generation.Attribution;
import dev.heed.generation.Attribution.Kind;
import dev.heed.generation.Attribution.Part;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a language model expects after a text and, where it was asked, why one token has its score. Immutable.
 *
 * @param model its name
 * @param tokens of the text, as they are called
 * @param why null where it was not asked
 * @param word the token whose score is taken apart, as it is called; null where it was not asked
 * @param against the token whose score is taken off, likewise; null for none
 */
public record NextView(String model, NextWord next, List<String> tokens, Attribution why, String word, String against) {
    /**
     * What attention brought from one place.
     *
     * @param from the place, from 0
     */
    public record Place(int from, double share) {}

    public NextView {
        tokens = List.copyOf(tokens);
    }

    /** @param why null where it was not asked */
    public static NextView of(LanguageModel model, NextWord next, Attribution why) {
        return new NextView(
                model.model().name(),
                next,
                next.prompt().tokens().stream()
                        .map(token -> named(model, token))
                        .toList(),
                why,
                why == null ? null : named(model, why.id()),
                why == null || why.against() < 0 ? null : named(model, why.against()));
    }

    private static String named(LanguageModel model, Token token) {
        return token.text() == null ? token.piece() : named(model, token.id());
    }

    private static String named(LanguageModel model, int id) {
        return named(model.text(id), model.piece(id));
    }

    /** How a token is called: its text in quotes, for a blank may be its first character; without one, its piece. */
    public static String named(String text, String piece) {
        return text.isEmpty() ? piece : "\"" + text + "\"";
    }

    /** How a candidate is called. */
    public static String named(Candidate candidate) {
        return named(candidate.text(), candidate.piece());
    }

    /** The sum of the parts of a kind. */
    public double total(Kind kind) {
        return sum(part -> part.kind() == kind);
    }

    /** The sum of the parts of a kind at one layer, counted from 1. */
    public double total(Kind kind, int layer) {
        return sum(part -> part.kind() == kind && part.layer() == layer);
    }

    /** What attention brought, a place after the other. */
    public List<Place> places() {
        double[] sums = new double[tokens.size()];
        for (Part part : why.parts()) {
            if (part.kind() == Kind.ATTENTION) {
                sums[part.from()] += part.share();
            }
        }
        return IntStream.range(0, sums.length)
                .mapToObj(from -> new Place(from, sums[from]))
                .toList();
    }

    /** The largest parts by amount, the largest first. */
    public List<Part> largest(int most) {
        return why.parts().stream()
                .sorted(Comparator.comparingDouble((Part part) -> -Math.abs(part.share())))
                .limit(most)
                .toList();
    }

    private double sum(Predicate<Part> which) {
        return why.parts().stream().filter(which).mapToDouble(Part::share).sum();
    }
}
