package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.WordComparison;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.feature.SameMeaning;
import dev.heed.meaning.reading.Reading;
import dev.heed.meaning.statistics.ModelStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether a word means the same in two places, in the words that every rendering uses. Immutable, thread-safe.
 *
 * @param a position of the one among the occurrences
 * @param b of the other, behind it
 * @param meaning the answer
 */
public record Verdict(int a, int b, SameMeaning meaning) {
    private static final int MOST_SURE = 99; // in 100; a curve fitted on some hundred pairs never knows more

    /**
     * Every pair in the order (0, 1), (0, 2), (1, 2), (0, 3) …, of the places whose word the model knows; none if it has no
     * statistics, or does not know the language of the texts.
     */
    static List<Verdict> all(Encoder encoder, List<String> texts, List<WordComparison.Occurrence> occurrences) {
        Optional<ModelStatistics> statistics = ModelStatistics.of(encoder);
        if (statistics.isEmpty() || !Reading.of(encoder, texts).inItsLanguage()) {
            return List.of();
        }
        List<Occurrence> places = places(texts, occurrences);
        List<Boolean> unknown = UnknownWord.of(encoder, "", places)
                .map(UnknownWord::unknown)
                .orElse(Collections.nCopies(places.size(), false));
        if (!unknown.contains(false)) {
            return List.of();
        }
        List<OccurrenceVectors> vectors = new OccurrenceEncoder(encoder).encode(places);
        List<Verdict> verdicts = new ArrayList<>();
        for (int b = 1; b < vectors.size(); b++) {
            for (int a = 0; a < b; a++) {
                if (unknown.get(a) || unknown.get(b)) {
                    continue;
                }
                verdicts.add(new Verdict(
                        a,
                        b,
                        SameMeaning.of(
                                vectors.get(a),
                                vectors.get(b),
                                statistics.get(),
                                encoder.model().layers())));
            }
        }
        return verdicts;
    }

    /** The places of a comparison, as what reads meanings takes them. */
    static List<Occurrence> places(List<String> texts, List<WordComparison.Occurrence> occurrences) {
        return occurrences.stream()
                .map(o -> new Occurrence("text " + (o.index() + 1), 1, o.span(), texts.get(o.index()), 0))
                .toList();
    }

    /** {@code yes} or {@code no}. */
    public String answer() {
        return meaning.same() ? "yes" : "no";
    }

    /** How sure that is: {@code 74% sure}. */
    public String sure() {
        long percent = Math.round(100 * meaning.confidence());
        return percent > MOST_SURE ? "over " + MOST_SURE + "% sure" : percent + "% sure";
    }
}
