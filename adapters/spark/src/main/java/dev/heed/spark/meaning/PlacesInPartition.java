package dev.heed.spark.meaning;

import dev.heed.Encoder;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.StatisticsFile;
import dev.heed.spark.model.EmbedSettings;
import dev.heed.spark.model.ExecutorModel;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;

/** A partition's places of a word, each with its vector by the driver's statistics. */
final class PlacesInPartition implements FlatMapFunction<Iterator<NumberedLine>, Place> {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> forms;
    private final EmbedSettings settings;
    private final byte[] statistics; // null for none
    private final Purpose purpose;

    /** What vectors are for. */
    enum Purpose {
        SENSES,
        CONCORDANCE
    }

    PlacesInPartition(
            List<String> forms, EmbedSettings settings, Optional<ModelStatistics> statistics, Purpose purpose) {
        this.forms = new ArrayList<>(forms);
        this.settings = settings;
        this.statistics = statistics.map(StatisticsFile::write).orElse(null);
        this.purpose = purpose;
    }

    @Override
    public Iterator<Place> call(Iterator<NumberedLine> lines) {
        return new Places(lines);
    }

    private float[][] vectors(List<Occurrence> occurrences) {
        Encoder encoder = ExecutorModel.of(settings).encoder();
        Optional<ModelStatistics> known =
                Optional.ofNullable(statistics).map(bytes -> StatisticsFile.read(bytes, "the driver's statistics"));
        if (purpose == Purpose.SENSES) {
            return new SenseFinder(encoder, known).rows(occurrences);
        }
        Matrix rows = new UseReader(encoder, known).read(occurrences, done -> {});
        float[][] vectors = new float[rows.rows()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.row(i);
        }
        return vectors;
    }

    /** Reads lines until there are places enough for a batch. */
    private final class Places implements Iterator<Place> {
        private final Iterator<NumberedLine> lines;
        private final WordFinder finder = new WordFinder(forms);
        private final List<Place> ready = new ArrayList<>();
        private int at;

        Places(Iterator<NumberedLine> lines) {
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            if (at == ready.size()) {
                fill();
            }
            return at < ready.size();
        }

        @Override
        public Place next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException("no place left");
            }
            return ready.get(at++);
        }

        private void fill() {
            List<Place> found = new ArrayList<>();
            while (found.size() < OccurrenceEncoder.BATCH && lines.hasNext()) {
                NumberedLine line = lines.next();
                for (Span span : finder.places(line.text())) {
                    found.add(Place.of(line, span));
                }
            }
            ready.clear();
            at = 0;
            for (int from = 0; from < found.size(); from += OccurrenceEncoder.BATCH) {
                List<Place> some = found.subList(from, Math.min(found.size(), from + OccurrenceEncoder.BATCH));
                float[][] vectors = vectors(some.stream()
                        .map(place -> place.occurrence(java.util.Collections.nCopies(place.file() + 1, "")))
                        .toList());
                for (int i = 0; i < vectors.length; i++) {
                    ready.add(some.get(i).with(vectors[i]));
                }
            }
        }
    }
}
