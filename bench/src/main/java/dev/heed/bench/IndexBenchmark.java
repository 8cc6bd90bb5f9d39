package dev.heed.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.heed.index.OccurrenceIndex;
import dev.heed.index.store.Store;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.corpus.Occurrence;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long an index takes to answer, and whether it finds what a full scan finds. Measures an index that is there, or makes
 * one of a corpus with made-up vectors. Run by {@code ./build bench-index INDEX|CORPUS [OCCURRENCES]}.
 */
public final class IndexBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int WARM = 25;
    private static final int QUERIES = 40;
    private static final int TOP = 20;
    private static final int RECALL_AT = 10;

    private final OccurrenceIndex index;
    private final Store store;
    private final Random random = new Random(1);

    private IndexBenchmark(OccurrenceIndex index, Store store) {
        this.index = index;
        this.store = store;
    }

    /** @param args an index, or a corpus as plain text and how many of its occurrences: 1,000,000 if none is said */
    public static void main(String[] args) throws IOException {
        Path given = Path.of(args[0]);
        if (OccurrenceIndex.isIndex(given)) {
            measure(given);
            return;
        }
        Path folder = Files.createTempDirectory("heed-bench-index");
        try {
            long start = System.nanoTime();
            MadeUpIndex.write(folder, given, args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000);
            System.out.printf(
                    Locale.ROOT, "written with made-up vectors in %.0f s%n", (System.nanoTime() - start) / 1e9);
            measure(folder);
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void measure(Path folder) throws IOException {
        try (OccurrenceIndex index = OccurrenceIndex.open(folder);
                Store store = Store.open(folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d occurrences, %,.1f MB, %.0f bytes an occurrence%n",
                    index.size(),
                    index.bytes() / 1e6,
                    (double) index.bytes() / index.size());
            new IndexBenchmark(index, store).run();
        }
    }

    private interface Asked {
        int answers(float[] vector) throws IOException;
    }

    private void run() throws IOException {
        List<Map.Entry<String, Long>> words = words();
        for (int rank : new int[] {0, 10, 100}) {
            String word = words.get(Math.min(rank, words.size() - 1)).getKey();
            time(
                    "--word " + word + ", of " + index.count(Set.of(word)),
                    vector -> index.hits(Set.of(word), new UseQuery(List.of(vector), List.of()), TOP)
                            .size());
        }
        time(
                "any word, by sketches",
                vector -> index.hits(new UseQuery(List.of(vector), List.of()), TOP)
                        .size());
        time("any word, by full scan", vector -> store.nearestByFullScan(vector, TOP).length);
        int found = 0;
        for (int q = 0; q < QUERIES; q++) {
            float[] vector = query();
            Set<Integer> exact = IntStream.of(store.nearestByFullScan(vector, RECALL_AT))
                    .boxed()
                    .collect(Collectors.toCollection(HashSet::new));
            for (int number : store.nearest(vector, RECALL_AT)) {
                found += exact.contains(number) ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "recall@%d of the sketches against the full scan: %.3f (%d queries)%n",
                RECALL_AT,
                found / (double) (RECALL_AT * QUERIES),
                QUERIES);
    }

    /** The words of a sample of occurrences, the most frequent first. */
    private List<Map.Entry<String, Long>> words() throws IOException {
        int[] sample = random.ints(2_000, 0, store.size()).distinct().toArray();
        Map<String, Long> counts = new TreeMap<>();
        for (Occurrence occurrence : index.at(sample)) {
            counts.merge(occurrence.surface().toLowerCase(Locale.ROOT), 1L, Long::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /** The vector of some occurrence. */
    private float[] query() throws IOException {
        return store.vectors(new int[] {random.nextInt(store.size())}).row(0);
    }

    private void time(String what, Asked asked) throws IOException {
        for (int i = 0; i < WARM; i++) {
            asked.answers(query());
        }
        long[] nanos = new long[QUERIES];
        long processor = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < QUERIES; i++) {
            float[] vector = query();
            long start = System.nanoTime();
            asked.answers(vector);
            nanos[i] = System.nanoTime() - start;
        }
        processor = SYSTEM.getProcessCpuTime() - processor;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-40s median %6.1f ms, 95%% %6.1f ms, processor time %6.1f ms%n",
                what,
                nanos[QUERIES / 2] / 1e6,
                nanos[QUERIES * 95 / 100] / 1e6,
                processor / 1e6 / QUERIES);
    }
}
