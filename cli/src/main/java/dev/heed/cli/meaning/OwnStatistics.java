package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.cli.console.Streams;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.feature.StatisticsBuilder;
import dev.heed.meaning.statistics.ModelStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Statistics of a model that has none: computed once of the user's own texts, said, and kept in the cache. */
final class OwnStatistics {
    private OwnStatistics() {}

    /** @param files of the texts; standard input can be read but once and is passed over */
    static void computeIfNone(Encoder encoder, List<String> files, Streams streams) throws IOException {
        if (files.isEmpty()
                || files.contains("-")
                || IndexFolder.of(files).isPresent()
                || ModelStatistics.of(encoder).isPresent()) {
            return;
        }
        ModelStatistics computed;
        try (CorpusReader corpus = new CorpusReader(files, InputStream.nullInputStream())) {
            computed = StatisticsBuilder.brief(encoder).of(corpus);
        } catch (IllegalArgumentException e) {
            streams.note(encoder.model().name() + " has no statistics, and the texts are too few to compute any ("
                    + e.getMessage() + "); its vectors are taken as they are");
            return;
        }
        Optional<Path> kept = computed.keepFor(encoder);
        streams.note(encoder.model().name() + " had no statistics: computed of these texts, "
                + kept.map(file -> "kept in " + file + ", and used from now on").orElse("for this answer alone"));
    }
}
