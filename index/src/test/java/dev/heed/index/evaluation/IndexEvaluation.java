package dev.heed.index.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.format.JsonObject;
import dev.heed.index.use.ByteCodes;
import dev.heed.index.use.StoredUse;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Labelled occurrences ask for the lines that use the word alike, once with the vectors that files are ranked by, once with
 * those that an index keeps: mean average precision, mean over words. Run by {@code ./build evaluate index FILE…}.
 */
public final class IndexEvaluation {
    /** About so many occurrences of a word ask, spread evenly over the file. */
    private static final int QUERIES = 30;

    private IndexEvaluation() {}

    private record Sample(List<Occurrence> occurrences, List<String> senses) {}

    /** @param args files with one JSON object a line: lemma, sense, sentence, start, end */
    public static void main(String[] args) throws IOException {
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            for (String file : args) {
                Map<String, Sample> samples = read(Path.of(file));
                double ofFiles = 0;
                double ofIndex = 0;
                for (Sample sample : samples.values()) {
                    Matrix uses = new UseReader(encoder).read(sample.occurrences(), done -> {});
                    ofFiles += precision(uses, sample.senses()) / samples.size();
                    ofIndex += precision(stored(encoder, sample.occurrences()), sample.senses()) / samples.size();
                }
                System.out.printf(
                        "%s, %d words: MAP over files %.3f, over an index %.3f%n",
                        Path.of(file).getFileName(), samples.size(), ofFiles, ofIndex);
            }
        }
    }

    private static Map<String, Sample> read(Path file) throws IOException {
        Map<String, Sample> samples = new TreeMap<>();
        long number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            JsonObject object = JsonObject.read(line.getBytes(StandardCharsets.UTF_8), file + ":" + number);
            String text = object.string("sentence").orElseThrow();
            int start = text.offsetByCodePoints(0, object.integer("start").orElseThrow());
            int end = text.offsetByCodePoints(0, object.integer("end").orElseThrow());
            Sample sample = samples.computeIfAbsent(
                    object.string("lemma").orElseThrow(), word -> new Sample(new ArrayList<>(), new ArrayList<>()));
            sample.occurrences().add(new Occurrence(file.toString(), number, new Span(start, end), text, 0));
            sample.senses().add(object.string("sense").orElseThrow());
        }
        return samples;
    }

    /** The vectors as they come back from an index. */
    private static Matrix stored(Encoder encoder, List<Occurrence> occurrences) {
        StoredUse use = new StoredUse(encoder);
        OccurrenceEncoder batches = new OccurrenceEncoder(encoder);
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < occurrences.size(); from += OccurrenceEncoder.BATCH) {
            int to = Math.min(occurrences.size(), from + OccurrenceEncoder.BATCH);
            for (OccurrenceVectors vectors : batches.encode(occurrences.subList(from, to))) {
                rows.add(ByteCodes.vector(ByteCodes.of(use.vector(vectors)), 0, use.dimension()));
            }
        }
        return Matrix.copyOf(rows.toArray(float[][]::new));
    }

    private static double precision(Matrix uses, List<String> senses) {
        int n = senses.size();
        double sum = 0;
        int queries = 0;
        for (int query = 0; query < n; query += Math.max(1, n / QUERIES)) {
            int asking = query;
            int[] others = IntStream.range(0, n).filter(i -> i != asking).toArray();
            Matrix rest = Matrix.copyOf(IntStream.of(others).mapToObj(uses::row).toArray(float[][]::new));
            List<Boolean> alike =
                    UseRanking.rows(rest, new UseQuery(List.of(uses.row(asking)), List.of()), others.length).stream()
                            .map(ranked -> senses.get(others[ranked.row()]).equals(senses.get(asking)))
                            .toList();
            if (alike.contains(true)) {
                sum += averagePrecision(alike);
                queries++;
            }
        }
        return sum / queries;
    }

    private static double averagePrecision(List<Boolean> alike) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < alike.size(); i++) {
            if (alike.get(i)) {
                found++;
                sum += found / (i + 1.0);
            }
        }
        return sum / found;
    }
}
