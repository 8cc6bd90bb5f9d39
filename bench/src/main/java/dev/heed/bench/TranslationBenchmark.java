package dev.heed.bench;

import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.SentenceTranslation;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tokens a second of a model that translates, of one sentence and of 32, in single precision and in 8 bits; beside PyTorch
 * and CTranslate2 in turns where a Python that has them is given. Run by {@code ./build bench-translate} on a folder of
 * {@code tools/translation/shapes.py}, whose settings force 60 tokens a sentence.
 */
public final class TranslationBenchmark {
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;
    private static final List<String> SENTENCES = List.of(
            "We sat by the river bank and it rains.",
            "The bank lends money to the city, and the wind is cold.",
            "Tom asked his teacher for advice.",
            "She reads a book about rivers and banks. Where is the station?");

    private TranslationBenchmark() {}

    /** @param args the folder; {@code --python PATH --peers SCRIPT} for others in turns, {@code --rounds N} */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = null;
        String python = null;
        String peers = null;
        int rounds = ROUNDS;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--python" -> python = args[++i];
                case "--peers" -> peers = args[++i];
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                default -> folder = Path.of(args[i]);
            }
        }
        System.out.println(Machine.described(THREADS));
        for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
            for (int count : new int[] {1, 32}) {
                measure(folder, precision, count, rounds, python == null ? List.of() : List.of(python, peers));
            }
        }
    }

    private static void measure(Path folder, Precision precision, int count, int rounds, List<String> peers)
            throws IOException, InterruptedException {
        List<String> sentences = IntStream.range(0, count)
                .mapToObj(i -> SENTENCES.get(i % SENTENCES.size()))
                .toList();
        try (Translator translator = Translator.builder(Models.folder(folder))
                .precision(precision)
                .threads(THREADS)
                .stopsLoops(false)
                .open()) {
            double best = 0;
            rate(translator, sentences); // warms up
            for (int round = 0; round < rounds; round++) {
                best = Math.max(best, rate(translator, sentences));
                if (!peers.isEmpty()) {
                    peers(peers, folder, precision, sentences);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "heed %s, %d sentences: %.1f tokens a second (best of %d)%n",
                    precision.label(),
                    count,
                    best,
                    rounds);
        }
    }

    private static double rate(Translator translator, List<String> sentences) {
        long start = System.nanoTime();
        int tokens = 0;
        for (SentenceTranslation one : translator.translateSentences(sentences, TranslateOptions.DEFAULT)) {
            tokens += one.targetTokens().size();
        }
        return tokens / ((System.nanoTime() - start) / 1e9);
    }

    private static void peers(List<String> script, Path folder, Precision precision, List<String> sentences)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(script);
        command.addAll(List.of(folder.toString(), precision.label()));
        command.addAll(sentences);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
