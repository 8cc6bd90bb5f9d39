package dev.heed.meaning.feature;

import dev.heed.Encoding;
import dev.heed.Token;
import dev.heed.meaning.corpus.StopWords;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One place in an encoded text: the vectors of the word and of what is around it. Immutable, thread-safe. */
public final class OccurrenceVectors {
    private final Encoding encoding;
    private final int[] word;
    private final int[] around;
    private final int[] text;

    private OccurrenceVectors(Encoding encoding, int[] word, int[] around) {
        this.encoding = encoding;
        this.word = word;
        this.around = around.length == 0 ? word : around;
        this.text = IntStream.range(0, encoding.tokenized().tokenCount()).toArray();
    }

    private OccurrenceVectors(Encoding encoding, int[] word) {
        this(encoding, word, near(encoding, word));
    }

    private static int[] near(Encoding encoding, int[] word) {
        List<Token> tokens = encoding.tokenized().tokens();
        int first = word[0];
        int last = word[word.length - 1];
        return IntStream.rangeClosed(
                        Math.max(0, first - Surrounding.REACH), Math.min(tokens.size() - 1, last + Surrounding.REACH))
                .filter(i -> i < first || i > last)
                .filter(i -> !tokens.get(i).special())
                .toArray();
    }

    /** The same place, with the text's content words around it: no stop words, no signs; as it is where there are none. */
    OccurrenceVectors amongContentWords() {
        String textGiven = encoding.tokenized().text();
        List<Token> tokens = encoding.tokenized().tokens();
        int[] content = IntStream.range(0, tokens.size())
                .filter(i -> i < word[0] || i > word[word.length - 1])
                .filter(i -> !tokens.get(i).special())
                .filter(i -> isContent(tokens.get(i).span().in(textGiven)))
                .toArray();
        return content.length == 0 ? this : new OccurrenceVectors(encoding, word, content);
    }

    /** How many tokens the text has, special ones counted. */
    int tokenCount() {
        return text.length;
    }

    private static boolean isContent(String surface) {
        return Character.isLetterOrDigit(surface.codePointAt(0)) && !StopWords.contains(surface);
    }

    /** The place {@code span} of an encoded text; empty if the model did not read that far. */
    public static Optional<OccurrenceVectors> of(Encoding encoding, Span span) {
        List<Token> tokens = encoding.tokenized().tokens();
        int[] word = IntStream.range(0, tokens.size())
                .filter(i ->
                        tokens.get(i).span() != null && tokens.get(i).span().overlaps(span))
                .toArray();
        return word.length == 0 ? Optional.empty() : Optional.of(new OccurrenceVectors(encoding, word));
    }

    /** The vector at a layer; (hiddenSize). */
    public float[] vector(Surrounding surrounding, int layer) {
        int[] rows = switch (surrounding) {
            case WORD -> word;
            case AROUND -> around;
            case TEXT -> text;
        };
        return Vectors.mean(encoding.tokenVectors(layer), rows);
    }
}
