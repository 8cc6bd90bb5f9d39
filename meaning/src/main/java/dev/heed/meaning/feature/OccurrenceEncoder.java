package dev.heed.meaning.feature;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes occurrences through the model, several at once; a passage with several occurrences is read once. Immutable and
 * thread-safe, as the encoder is.
 */
public final class OccurrenceEncoder {
    /** Occurrences that are best given at once: enough for every thread, few enough to hold all layers of. */
    public static final int BATCH = 128;

    /** Units on each side of the word that any model reads, for passages of scripts with a token a letter. */
    private static final int NEAR = 60;

    private final Encoder encoder;

    /** @param encoder not closed here */
    public OccurrenceEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    /** The vectors of occurrences, in their order; all layers are held until the answers are let go. */
    public List<OccurrenceVectors> encode(List<Occurrence> occurrences) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        occurrences.forEach(occurrence -> rows.putIfAbsent(occurrence.passage(), rows.size()));
        List<Encoding> encodings = encoder.encode(List.copyOf(rows.keySet()));
        List<OccurrenceVectors> vectors = new ArrayList<>();
        for (Occurrence occurrence : occurrences) {
            Encoding encoding = encodings.get(rows.get(occurrence.passage()));
            Optional<OccurrenceVectors> found = OccurrenceVectors.of(encoding, occurrence.spanInPassage());
            vectors.add(found.orElseGet(() -> near(occurrence)));
        }
        return vectors;
    }

    /** The model did not read as far as the word: it gets less before it. */
    private OccurrenceVectors near(Occurrence occurrence) {
        Span span = occurrence.spanInPassage();
        String passage = occurrence.passage();
        int from = Math.max(0, span.start() - NEAR);
        int to = Math.min(passage.length(), span.end() + NEAR);
        Encoding encoding = encoder.encode(passage.substring(from, to));
        return OccurrenceVectors.of(encoding, new Span(span.start() - from, span.end() - from))
                .orElseThrow(
                        () -> new IllegalArgumentException(occurrence.file() + ":" + occurrence.line() + ": expected \""
                                + occurrence.surface() + "\" among the tokens that the model reads, found none of it"));
    }
}
