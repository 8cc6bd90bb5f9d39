package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long the senses of a word take, beside the engine that only embeds the same passages. Run by
 * {@code ./build evaluate speed CORPUS WORD [MODEL]}.
 */
public final class SpeedEvaluation {
    private static final int MOST = 20_000;

    private SpeedEvaluation() {}

    /** @param args a corpus, a word and, if not all-MiniLM-L6-v2, a model's name or folder */
    public static void main(String[] args) throws IOException {
        try (Encoder encoder = Encoder.open(args.length > 2 ? Models.find(args[2]) : Models.minilm())) {
            long start = System.nanoTime();
            List<Occurrence> occurrences = occurrences(args[0], args[1]);
            double collecting = seconds(start);
            List<String> passages =
                    occurrences.stream().map(Occurrence::passage).distinct().toList();
            embed(encoder, passages.subList(0, Math.min(passages.size(), 8 * OccurrenceEncoder.BATCH)));
            start = System.nanoTime();
            embed(encoder, passages);
            double embedding = seconds(start);
            start = System.nanoTime();
            OccurrenceTable table = new SenseFinder(encoder).read(args[1], Set.of(args[1]), occurrences, done -> {});
            double reading = seconds(start);
            start = System.nanoTime();
            Senses senses = table.senses(table.groups());
            double grouping = seconds(start);
            int n = occurrences.size();
            System.out.printf(
                    "%s, %d occurrences of %s in %d passages, %d sense(s)%n",
                    encoder.model().name(),
                    n,
                    args[1],
                    passages.size(),
                    senses.senses().size());
            System.out.printf("  embedding the passages, nothing else  %6.1f s%n", embedding);
            System.out.printf("  finding them in the corpus            %6.1f s%n", collecting);
            System.out.printf("  reading them (embedding included)     %6.1f s%n", reading);
            System.out.printf("  grouping, keywords                    %6.1f s%n", grouping);
            System.out.printf(
                    "  speed of the whole, of embedding's    %6.0f %%%n",
                    100 * embedding / (collecting + reading + grouping));
        }
    }

    private static void embed(Encoder encoder, List<String> passages) {
        for (int from = 0; from < passages.size(); from += OccurrenceEncoder.BATCH) {
            encoder.embed(passages.subList(from, Math.min(passages.size(), from + OccurrenceEncoder.BATCH)));
        }
    }

    private static List<Occurrence> occurrences(String corpus, String word) throws IOException {
        WordFinder finder = new WordFinder(Set.of(word));
        List<Occurrence> occurrences = new ArrayList<>();
        try (CorpusReader reader = new CorpusReader(List.of(corpus), InputStream.nullInputStream())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                for (Span span : finder.places(line.text())) {
                    if (occurrences.size() < MOST) {
                        occurrences.add(Passages.occurrence(line, span));
                    }
                }
            }
        }
        return occurrences;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
