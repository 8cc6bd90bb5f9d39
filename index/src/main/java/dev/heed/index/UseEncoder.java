package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.index.use.StoredUse;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes places in passages through the model; a passage with several places is read once. Immutable, thread-safe. */
final class UseEncoder {
    /** Units on each side of a word that any model reads, for scripts with a token a letter. */
    private static final int NEAR = 60;

    private final Encoder encoder;
    private final StoredUse use;

    UseEncoder(Encoder encoder) {
        this.encoder = encoder;
        this.use = new StoredUse(encoder);
    }

    int dimension() {
        return use.dimension();
    }

    /** A place in a passage. */
    record InPassage(String passage, Span span) {}

    /** The vector of each place; null where the model reads no token of it. */
    List<float[]> vectors(List<InPassage> places) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        places.forEach(place -> rows.putIfAbsent(place.passage(), rows.size()));
        List<Encoding> encodings = encoder.encode(List.copyOf(rows.keySet()));
        float[][] vectors = new float[places.size()][];
        IntStream.range(0, vectors.length).parallel().forEach(i -> {
            InPassage place = places.get(i);
            vectors[i] = OccurrenceVectors.of(encodings.get(rows.get(place.passage())), place.span())
                    .or(() -> near(place))
                    .map(use::vector)
                    .orElse(null);
        });
        return java.util.Arrays.asList(vectors);
    }

    /** The model did not read as far as the word: it gets less before it. */
    private Optional<OccurrenceVectors> near(InPassage place) {
        int from = Math.max(0, place.span().start() - NEAR);
        int to = Math.min(place.passage().length(), place.span().end() + NEAR);
        Encoding encoding = encoder.encode(place.passage().substring(from, to));
        return OccurrenceVectors.of(
                encoding, new Span(place.span().start() - from, place.span().end() - from));
    }
}
