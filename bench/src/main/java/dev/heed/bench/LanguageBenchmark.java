package dev.heed.bench;

import dev.heed.kernel.linear.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokens a second of language models, beside llama.cpp where its {@code llama-bench} is given, in turns; and beside a loop
 * that only reads. Run by {@code ./build bench-language}.
 */
public final class LanguageBenchmark {
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;
    private static final int WRITTEN = 64;
    private static final int PROMPT = 512;
    /** Prompt of models so large that 512 tokens take long. */
    private static final int SHORT_PROMPT = 128;

    private static final long LARGE = 500_000_000;

    private LanguageBenchmark() {}

    /** @param args GGUF files; {@code --llama-bench PATH}, {@code --rounds N}, {@code --quick} for speeds alone */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        Path peer = null;
        int rounds = ROUNDS;
        boolean quick = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--llama-bench" -> peer = Path.of(args[++i]);
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--quick" -> quick = true;
                default -> files.add(Path.of(args[i]));
            }
        }
        System.out.println(Machine.described(THREADS));
        System.out.printf(
                Locale.ROOT,
                "a loop that only reads: %.1f GB/s on one thread, %.1f on %d%n",
                ReadingLoop.gigabytes(1),
                ReadingLoop.gigabytes(THREADS),
                THREADS);
        for (Path file : files) {
            measure(file, peer, rounds, quick);
        }
    }

    private static void measure(Path file, Path peer, int rounds, boolean quick)
            throws IOException, InterruptedException {
        int prompt = Files.size(file) > LARGE ? SHORT_PROMPT : PROMPT;
        System.out.printf(Locale.ROOT, "%n%s, %.0f MiB%n", file.getFileName(), Files.size(file) / 1048576.0);
        for (NumberFormat format : LanguageRun.integers(file)
                ? List.of(NumberFormat.INT8, NumberFormat.FP32)
                : List.of(NumberFormat.FP32)) {
            measure(file, format, prompt, peer, rounds, quick);
        }
    }

    private static void measure(Path file, NumberFormat format, int prompt, Path peer, int rounds, boolean quick)
            throws IOException, InterruptedException {
        Rates heed = new Rates();
        Rates llama = new Rates();
        double loop = 0;
        try (LanguageRun run = LanguageRun.open(file, format, THREADS)) {
            run.warmUp(prompt);
            for (int round = 0; round < rounds; round++) {
                heed.add(run.prompt(prompt), run.write(WRITTEN, 1));
                loop = Math.max(loop, ReadingLoop.gigabytes(THREADS));
                if (peer != null) {
                    llama.add(LlamaBench.rates(peer, file, prompt, WRITTEN, THREADS));
                }
            }
            heed.print("heed " + format.label(), prompt, WRITTEN);
            double read = run.bytesRead() * heed.written() / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "  weights read: %.1f GB/s, %.0f %% of the loop's %.1f%n",
                    read,
                    100 * read / loop,
                    loop);
            if (peer != null) {
                llama.print("llama.cpp", prompt, WRITTEN);
                System.out.printf(
                        Locale.ROOT,
                        "  heed : llama.cpp %.2f / %.2f%n",
                        heed.prompt() / llama.prompt(),
                        heed.written() / llama.written());
            }
            if (!quick) {
                more(run, heed.written());
            }
        }
    }

    private static void more(LanguageRun run, double one) throws IOException {
        double eight = run.write(WRITTEN / 2, 8);
        System.out.printf(Locale.ROOT, "  eight texts together: %.1f tokens/s, %.2f times one%n", eight, eight / one);
        System.out.printf(
                Locale.ROOT, "  first token of 16 behind 512 kept: %.2f times alone%n", run.behindKept(16, 512));
        int far = Math.min(4000, run.context() - WRITTEN);
        System.out.printf(
                Locale.ROOT, "  written behind %d tokens: %.2f of the speed%n", far, run.writeBehind(far, 16) / one);
        System.out.printf(
                Locale.ROOT,
                "  memory beside the mapped file: %.0f MiB, of which %.0f keys and values%n",
                Machine.ownMemory() / 1048576.0,
                run.largestCache() / 1048576.0);
    }

    /** Tokens a second of some rounds, of which the best count: what else the machine did makes them only slower. */
    private static final class Rates {
        private final List<double[]> rounds = new ArrayList<>();

        void add(double... promptAndWritten) {
            rounds.add(promptAndWritten);
        }

        private double best(int which) {
            return rounds.stream().mapToDouble(round -> round[which]).max().orElse(Double.NaN);
        }

        double prompt() {
            return best(0);
        }

        double written() {
            return best(1);
        }

        void print(String name, int prompt, int written) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-10s prompt of %d: %.1f tokens/s; %d written: %.1f tokens/s%n",
                    name,
                    prompt,
                    prompt(),
                    written,
                    written());
        }
    }
}
