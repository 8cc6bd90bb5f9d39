package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.WordComparison;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * One word in several texts, from static to contextual: what {@code heed compare} shows, whatever renders it. Immutable,
 * thread-safe.
 *
 * @param word as asked for
 * @param model name of the model
 * @param texts as given
 * @param occurrences every place where the word stands, in the order of the texts; two or more
 * @param staticSimilarity cosines of the static vectors; (occurrences, occurrences)
 * @param layers cosines at the layers 0 … L, each (occurrences, occurrences)
 * @param notes what the reader must know, one line each: texts that were not read to their end
 */
public record ComparisonView(
        String word,
        String model,
        List<String> texts,
        List<WordComparison.Occurrence> occurrences,
        Matrix staticSimilarity,
        List<Matrix> layers,
        List<String> notes) {

    public ComparisonView {
        texts = List.copyOf(texts);
        occurrences = List.copyOf(occurrences);
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /**
     * Compares a word.
     *
     * @throws IllegalArgumentException if a text lacks it, or it stands only once
     */
    public static ComparisonView of(Encoder encoder, String word, List<String> texts) {
        WordComparison comparison = encoder.compare(word, texts);
        if (comparison.occurrences().size() < 2) {
            throw new IllegalArgumentException(
                    "word " + word + ": expected it twice or more, found it once; give another text");
        }
        return new ComparisonView(
                comparison.word(),
                encoder.model().name(),
                texts,
                comparison.occurrences(),
                comparison.staticSimilarity(),
                comparison.layers(),
                notes(encoder, texts));
    }

    private static List<String> notes(Encoder encoder, List<String> texts) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            TokenizedText text = encoder.tokenize(texts.get(i));
            if (text.truncated()) {
                notes.add("text " + (i + 1) + ": " + text.tokenCount() + " of " + text.tokensTotal()
                        + " tokens read, the most that the model takes; the rest is left out");
            }
        }
        return notes;
    }
}
