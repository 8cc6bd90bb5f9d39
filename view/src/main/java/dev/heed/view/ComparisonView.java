package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.WordComparison;
import dev.heed.meaning.reading.Reading;
import dev.heed.search.FoundWord;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.vectors.Spelling;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One word in several texts, from static to contextual: what {@code heed compare} shows, whatever renders it. Immutable,
 * thread-safe.
 *
 * @param word as asked for
 * @param model name of the model
 * @param statics where the static vectors are from: the model, or a file of word vectors
 * @param texts as given
 * @param occurrences every place where the word stands, in the order of the texts; two or more
 * @param staticSimilarity cosines of the static vectors; (occurrences, occurrences)
 * @param layers cosines at the layers 0 … L, each (occurrences, occurrences)
 * @param verdicts whether the word means the same, for every pair of places; empty if nobody asked with {@link #judged}, or
 *     the model has no statistics, or does not know the word
 * @param notes what the reader must know, one line each: texts that were not read to their end, a word that the model does
 *     not know, a language that it does not know
 */
public record ComparisonView(
        String word,
        String model,
        String statics,
        List<String> texts,
        List<WordComparison.Occurrence> occurrences,
        Matrix staticSimilarity,
        List<Matrix> layers,
        List<Verdict> verdicts,
        List<String> notes) {

    public ComparisonView {
        texts = List.copyOf(texts);
        occurrences = List.copyOf(occurrences);
        layers = List.copyOf(layers);
        verdicts = List.copyOf(verdicts);
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
                encoder.model().name(),
                texts,
                comparison.occurrences(),
                comparison.staticSimilarity(),
                comparison.layers(),
                List.of(),
                notes(encoder, comparison, texts));
    }

    /** The same with an answer to "same meaning?" for every pair of places. */
    public ComparisonView judged(Encoder encoder) {
        List<Verdict> all = Verdict.all(encoder, texts, occurrences);
        return new ComparisonView(word, model, statics, texts, occurrences, staticSimilarity, layers, all, notes);
    }

    /**
     * The same with static vectors of one's own beside the model's vectors in context.
     *
     * @param name of these vectors
     * @throws IllegalArgumentException if the word is not among them
     */
    public ComparisonView withStatics(WordVectors vectors, String name) {
        List<float[]> found = occurrences.stream()
                .map(occurrence -> vectors.lookUp(occurrence.text())
                        .map(FoundWord::vector)
                        .orElseThrow(() -> missing(occurrence.text(), vectors, name)))
                .toList();
        Matrix cosines = Matrix.zeros(found.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < found.size(); j++) {
                cosines.data()[cosines.index(i) + j] = (float) Vectors.cosine(found.get(i), found.get(j));
            }
        }
        return new ComparisonView(word, model, name, texts, occurrences, cosines, layers, verdicts, notes);
    }

    private static IllegalArgumentException missing(String word, WordVectors vectors, String name) {
        List<String> near = Spelling.nearest(word, vectors, 5);
        return new IllegalArgumentException("word " + word + ": not among the " + vectors.size() + " words of " + name
                + (near.isEmpty() ? "" : "; nearest spellings: " + String.join(", ", near)));
    }

    private static List<String> notes(Encoder encoder, WordComparison comparison, List<String> texts) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            TokenizedText text = encoder.tokenize(texts.get(i));
            if (text.truncated()) {
                notes.add("text " + (i + 1) + ": " + text.tokenCount() + " of " + text.tokensTotal()
                        + " tokens read, the most that the model takes; the rest is left out");
            }
        }
        Reading reading = Reading.of(encoder, texts);
        Optional<UnknownWord> unknown =
                UnknownWord.of(encoder, comparison.word(), Verdict.places(texts, comparison.occurrences()));
        unknown.ifPresentOrElse(
                word -> notes.add(word.note()), () -> reading.noteOfUnknown().ifPresent(notes::add));
        reading.reasonAgainst("whether the word means the same is not said").ifPresent(notes::add);
        return notes;
    }
}
