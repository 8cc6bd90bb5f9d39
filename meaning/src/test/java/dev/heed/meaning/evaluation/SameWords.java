package dev.heed.meaning.evaluation;

import dev.heed.meaning.corpus.StopWords;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Content words of a text that stand in the other too: how often is such a word, or a repetition of it, the largest of its
 * row? Several readings: a row is all words of the other text, or its content words; every word counts once, or every pair
 * of texts; and of as many pairs as the published figure was taken on, from the first on. Not thread-safe.
 */
final class SameWords {
    private static final int PUBLISHED_PAIRS = 80;

    private final Count among = new Count("among all words of the other text", Place::word);
    private final Count once = new Count("  the same, of words that stand once in each", Place::word);
    private final Count content = new Count("among its content words", SameWords::content);
    private final Count first = new Count("among all words, first " + PUBLISHED_PAIRS + " pairs of texts", Place::word);
    private int pairs;

    private static final class Count {
        private final String what;
        private final Predicate<Place> rival;
        private int words;
        private int byShare;
        private int byMatched;
        private double texts;
        private int textsWithSome;

        Count(String what, Predicate<Place> rival) {
            this.what = what;
            this.rival = rival;
        }

        void add(TextSimilarity similarity, boolean once) {
            int wordsBefore = words;
            int rightBefore = byShare;
            for (int i = 0; i < similarity.aPlaces().size(); i++) {
                Place place = similarity.aPlaces().get(i);
                long there = similarity.bPlaces().stream().filter(same(place)).count();
                long here = similarity.aPlaces().stream().filter(same(place)).count();
                if (!content(place) || there == 0 || once && (here > 1 || there > 1)) {
                    continue;
                }
                List<Pair> row = similarity.row(i).stream()
                        .filter(pair -> rival.test(pair.b()))
                        .toList();
                words++;
                byShare += same(place).test(largest(row, Pair::share)) ? 1 : 0;
                byMatched += same(place).test(largest(row, Pair::matched)) ? 1 : 0;
            }
            if (words > wordsBefore) {
                textsWithSome++;
                texts += (byShare - rightBefore) / (double) (words - wordsBefore);
            }
        }

        void print() {
            System.out.printf(
                    "  %-45s %5d  %.3f  %.3f   %.3f (%d)%n",
                    what,
                    words,
                    byShare / (double) words,
                    byMatched / (double) words,
                    texts / textsWithSome,
                    textsWithSome);
        }
    }

    void add(TextSimilarity similarity) {
        among.add(similarity, false);
        once.add(similarity, true);
        content.add(similarity, false);
        if (pairs++ < PUBLISHED_PAIRS) {
            first.add(similarity, false);
        }
    }

    void print() {
        System.out.println(
                "the same content word is its row's largest        words  shares matched shares, mean over texts");
        among.print();
        once.print();
        content.print();
        first.print();
    }

    private static boolean content(Place place) {
        return place.word() && !StopWords.contains(place.text());
    }

    private static Predicate<Place> same(Place place) {
        return other -> other.word() && other.text().equalsIgnoreCase(place.text());
    }

    private static Place largest(List<Pair> row, ToDoubleFunction<Pair> reading) {
        return row.stream()
                .max(Comparator.comparingDouble(reading))
                .orElseThrow()
                .b();
    }
}
