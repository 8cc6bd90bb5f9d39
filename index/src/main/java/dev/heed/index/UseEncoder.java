package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.format.InvalidFileException;
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

    /**
     * What is kept of a place.
     *
     * @param unknown whether the model knows nothing of what stands there
     */
    record Use(float[] vector, boolean unknown) {}

    /**
     * The use of each place; null where the model reads no token of it.
     *
     * @throws ModelFaultException if the model makes NaN of one
     */
    List<Use> uses(List<InPassage> places) {
        try {
            return read(places);
        } catch (InvalidFileException e) {
            throw new ModelFaultException(e);
        }
    }

    private List<Use> read(List<InPassage> places) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        places.forEach(place -> rows.putIfAbsent(place.passage(), rows.size()));
        List<Encoding> encodings = encoder.encode(List.copyOf(rows.keySet()));
        Use[] uses = new Use[places.size()];
        IntStream.range(0, uses.length).parallel().forEach(i -> {
            InPassage place = places.get(i);
            Encoding encoding = encodings.get(rows.get(place.passage()));
            uses[i] = use(encoding, place.span()).or(() -> near(place)).orElse(null);
        });
        return java.util.Arrays.asList(uses);
    }

    private Optional<Use> use(Encoding encoding, Span span) {
        return OccurrenceVectors.of(encoding, span)
                .map(vectors -> new Use(
                        use.vector(vectors),
                        encoder.unknownPiece(encoding.tokenized(), span).isPresent()));
    }

    /** The model did not read as far as the word: it gets less before it. */
    private Optional<Use> near(InPassage place) {
        int from = Math.max(0, place.span().start() - NEAR);
        int to = Math.min(place.passage().length(), place.span().end() + NEAR);
        Encoding encoding = encoder.encode(place.passage().substring(from, to));
        return use(encoding, new Span(place.span().start() - from, place.span().end() - from));
    }
}
