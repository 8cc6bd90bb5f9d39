package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.sense.DrawnOccurrences;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How long the senses of a word take, beside the engine that only embeds the same passages, and how long grouping takes as
 * occurrences grow to 20,000: those that were not read have vectors drawn around those that were. Run by
 * {@code ./build evaluate speed CORPUS WORD [MOST] [MODEL]}; no more than MOST occurrences are read.
 */
public final class SpeedEvaluation {
    private static final int MOST = 20_000;
    private static final int[] SIZES = {1_000, 2_500, 5_000, 10_000, MOST};

    private SpeedEvaluation() {}

    /** @param args a corpus, a word, if not 20,000 how many to read, if not all-MiniLM-L6-v2 a model's name or folder */
    public static void main(String[] args) throws IOException {
        List<String> given = new ArrayList<>(Arrays.asList(args));
        int most = given.size() > 2 && given.get(2).matches("\\d+") ? Integer.parseInt(given.remove(2)) : MOST;
        try (Encoder encoder = Encoder.open(given.size() > 2 ? Models.find(given.get(2)) : Models.minilm())) {
            grow(whole(encoder, given.get(0), given.get(1), most), given.get(1));
        }
    }

    /** From the corpus to the senses, beside embedding alone. */
    private static Read whole(Encoder encoder, String corpus, String word, int most) throws IOException {
        long start = System.nanoTime();
        List<Occurrence> occurrences = occurrences(corpus, word, most);
        double collecting = seconds(start);
        List<String> passages =
                occurrences.stream().map(Occurrence::passage).distinct().toList();
        embed(encoder, passages.subList(0, Math.min(passages.size(), 8 * OccurrenceEncoder.BATCH)));
        start = System.nanoTime();
        embed(encoder, passages);
        double embedding = seconds(start);
        start = System.nanoTime();
        OccurrenceTable table = new SenseFinder(encoder).read(word, Set.of(word), occurrences, done -> {});
        double reading = seconds(start);
        start = System.nanoTime();
        Senses senses = table.senses(table.groups());
        double grouping = seconds(start);
        System.out.printf(
                "%s, %d occurrences of %s in %d passages, %d sense(s)%n",
                encoder.model().name(),
                occurrences.size(),
                word,
                passages.size(),
                senses.senses().size());
        System.out.printf("  embedding the passages, nothing else  %6.1f s%n", embedding);
        System.out.printf("  finding them in the corpus            %6.1f s%n", collecting);
        System.out.printf("  reading them (embedding included)     %6.1f s%n", reading);
        System.out.printf("  grouping, keywords                    %6.1f s%n", grouping);
        System.out.printf(
                "  speed of the whole, of embedding's    %6.0f %%%n",
                100 * embedding / (collecting + reading + grouping));
        return new Read(occurrences, table);
    }

    private record Read(List<Occurrence> occurrences, OccurrenceTable table) {}

    /** Grouping alone, of ever more occurrences. */
    private static void grow(Read read, String word) {
        System.out.printf("  occurrences   grouping   confidence, keywords   senses%n");
        for (int size : SIZES) {
            OccurrenceTable table = DrawnOccurrences.around(word, read.occurrences(), read.table(), size);
            long start = System.nanoTime();
            int[] groups = table.groups();
            double grouping = seconds(start);
            start = System.nanoTime();
            Senses senses = table.senses(groups);
            System.out.printf(
                    "  %11d   %6.1f s   %18.1f s   %6d%n",
                    size, grouping, seconds(start), senses.senses().size());
        }
    }

    private static void embed(Encoder encoder, List<String> passages) {
        for (int from = 0; from < passages.size(); from += OccurrenceEncoder.BATCH) {
            encoder.embed(passages.subList(from, Math.min(passages.size(), from + OccurrenceEncoder.BATCH)));
        }
    }

    private static List<Occurrence> occurrences(String corpus, String word, int most) throws IOException {
        WordFinder finder = new WordFinder(Set.of(word));
        List<Occurrence> occurrences = new ArrayList<>();
        try (CorpusReader reader = new CorpusReader(List.of(corpus), InputStream.nullInputStream())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                for (Span span : finder.places(line.text())) {
                    if (occurrences.size() < most) {
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
