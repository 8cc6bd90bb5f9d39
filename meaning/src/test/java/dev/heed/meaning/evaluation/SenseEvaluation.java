package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.sense.Member;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Senses found without labels beside those that people gave, word by word. Run by
 * {@code ./build evaluate senses FILE…}.
 */
public final class SenseEvaluation {
    private static final int FEWEST = 40;
    /** Lines of small samples. */
    private static final int[] SMALL = {30, 45, 60};

    private SenseEvaluation() {}

    /** @param args the files; a model's name or folder may stand last */
    public static void main(String[] args) throws IOException {
        Arguments arguments = Arguments.of(args);
        int oneSense = 0;
        int saidOne = 0;
        try (Encoder encoder = Encoder.open(Models.find(arguments.model()))) {
            SenseFinder finder = new SenseFinder(encoder);
            System.out.printf(
                    "%s; of each word: adjusted Rand index, V-measure, senses found%n",
                    encoder.model().name());
            for (String file : arguments.files()) {
                List<double[]> rows = new ArrayList<>();
                List<double[]> small = new ArrayList<>();
                for (SenseSamples sample : SenseSamples.read(Path.of(file))) {
                    double[] scores = scores(finder, sample);
                    rows.add(scores);
                    System.out.printf("  %-14s %6.3f  %.3f  %.0f%n", sample.word(), scores[0], scores[1], scores[2]);
                    for (int size : SMALL) {
                        small.add(scores(finder, sample.few(size)));
                    }
                    SenseSamples main = sample.mainSense();
                    if (main.senses().size() >= FEWEST) {
                        oneSense++;
                        saidOne += senses(finder, main).senses().size() == 1 ? 1 : 0;
                    }
                }
                printMeans(Path.of(file).getFileName().toString(), rows);
                System.out.printf(
                        "  found, of 30 to 60 lines        %.3f  %.3f  %.1f%n",
                        mean(small, 0, 0), mean(small, 0, 1), mean(small, 0, 2));
            }
        }
        System.out.printf("words cut down to their main sense: one sense said of %d in %d%n", saidOne, oneSense);
    }

    /** Adjusted Rand index, V-measure, senses found. */
    private static double[] scores(SenseFinder finder, SenseSamples sample) {
        Senses senses = senses(finder, sample);
        PartitionScores scores = new PartitionScores(sample.labels(), found(senses, sample));
        return new double[] {
            scores.adjustedRand(), scores.vMeasure(), senses.senses().size()
        };
    }

    private static void printMeans(String file, List<double[]> rows) {
        System.out.printf("%s, mean of %d words     ARI    V      senses%n", file, rows.size());
        System.out.printf("  one group                       0.000  0.000  1.0%n");
        System.out.printf(
                "  found                           %.3f  %.3f  %.1f%n",
                mean(rows, 0, 0), mean(rows, 0, 1), mean(rows, 0, 2));
        System.out.printf("  found, every other word         %.3f  %.3f%n", mean(rows, 1, 0), mean(rows, 1, 1));
        System.out.printf("  found, the others               %.3f  %.3f%n", mean(rows, 2, 0), mean(rows, 2, 1));
    }

    /** @param half 0 for all rows, 1 for every other, 2 for the others */
    private static double mean(List<double[]> rows, int half, int column) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (half == 0 || i % 2 == half - 1) {
                sum += rows.get(i)[column];
                count++;
            }
        }
        return sum / count;
    }

    private static Senses senses(SenseFinder finder, SenseSamples sample) {
        OccurrenceTable table = finder.read(sample.word(), Set.of(sample.word()), sample.occurrences(), done -> {});
        return table.senses(table.groups());
    }

    /** The number of the sense of each occurrence; the unclear ones are a group of their own. */
    private static int[] found(Senses senses, SenseSamples sample) {
        Map<Object, Integer> numbers = new IdentityHashMap<>();
        senses.senses().forEach(sense -> {
            for (Member member : sense.members()) {
                numbers.put(member.occurrence(), sense.id());
            }
        });
        return sample.occurrences().stream()
                .mapToInt(occurrence -> numbers.getOrDefault(occurrence, 0))
                .toArray();
    }
}
