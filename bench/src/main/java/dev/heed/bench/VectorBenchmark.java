package dev.heed.bench;

import dev.heed.vectors.Neighbor;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordSearch;
import dev.heed.vectors.WordVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Questions to word vectors in a warm process: milliseconds a question, the median of some rounds. Run by
 * {@code ./build bench-vectors FILE}, which times gensim on the same file.
 */
public final class VectorBenchmark {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    private static final int QUESTIONS = 500;
    private static final int COUNT = 10;

    private VectorBenchmark() {}

    /** @param args the file and the number of threads */
    public static void main(String[] args) {
        long start = System.nanoTime();
        try (WordVectors vectors = VectorFiles.open(Path.of(args[0]));
                WordSearch search = WordSearch.of(vectors, Integer.parseInt(args[1]))) {
            System.out.printf(
                    Locale.ROOT,
                    "heed: %d words of %d numbers, %s threads, read in %.2f s%n",
                    vectors.size(),
                    vectors.dimension(),
                    args[1],
                    (System.nanoTime() - start) / 1e9);
            List<String> words = words(vectors);
            for (boolean warm : new boolean[] {false, true}) { // compilers see every kind of question before one counts
                measure(warm, "neighbors", i -> search.neighbors(words.get(i), COUNT));
                measure(
                        warm,
                        "analogy",
                        i -> search.analogy(
                                words.get(i), words.get((i + 1) % QUESTIONS), words.get((i + 2) % QUESTIONS), COUNT));
                measure(
                        warm,
                        "analogy by product",
                        i -> search.analogyByProduct(
                                words.get(i), words.get((i + 1) % QUESTIONS), words.get((i + 2) % QUESTIONS), COUNT));
                measureTogether(warm, "neighbors, 100 at once", search, words);
            }
        }
    }

    /** Some words from all over the vocabulary. */
    private static List<String> words(WordVectors vectors) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            words.add(vectors.word((int) ((long) i * vectors.size() / QUESTIONS)));
        }
        return words;
    }

    private static void measure(boolean warm, String what, IntConsumer question) {
        double[] rounds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < QUESTIONS; i++) {
                question.accept(i);
            }
            if (round >= 0) {
                rounds[round] = (System.nanoTime() - start) / 1e6 / QUESTIONS;
            }
        }
        if (warm) {
            print(what, rounds);
        }
    }

    private static void measureTogether(boolean warm, String what, WordSearch search, List<String> words) {
        double[] rounds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int from = 0; from < QUESTIONS; from += 100) {
                List<List<Neighbor>> found = search.neighbors(words.subList(from, from + 100), COUNT);
                if (found.size() != 100) {
                    throw new IllegalStateException("an answer for each question is missing");
                }
            }
            if (round >= 0) {
                rounds[round] = (System.nanoTime() - start) / 1e6 / QUESTIONS;
            }
        }
        if (warm) {
            print(what, rounds);
        }
    }

    private static void print(String what, double[] rounds) {
        Arrays.sort(rounds);
        System.out.printf(Locale.ROOT, "%-24s %.3f ms (best %.3f)%n", what, rounds[rounds.length / 2], rounds[0]);
    }
}
