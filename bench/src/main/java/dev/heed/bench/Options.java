package dev.heed.bench;

import dev.heed.kernel.KernelChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run of the benchmarks is told.
 *
 * @param data folder with sts/sts-dev.csv and corpus/books-a.txt.gz
 * @param kernels that Heed is timed on, as {@link Contender#heed} takes them
 * @param forks how often everything starts anew
 * @param turns of each contender on each workload, a fork
 * @param turnNanos a turn
 * @param svg where the chart is written; null for none
 */
record Options(Path data, List<String> kernels, int threads, int forks, int turns, long turnNanos, Path svg) {
    private static final long SECOND = 1_000_000_000L;

    /** @throws IllegalArgumentException if an argument is not understood */
    static Options of(List<String> args) {
        Options options = new Options(
                Path.of("..", "shared", "data"),
                List.of(fastest(), fastest() + ":bf16", fastest() + ":int8", "vector", "plain"),
                2,
                3,
                5,
                SECOND,
                null);
        for (int i = 0; i < args.size(); i++) {
            String name = args.get(i);
            if (name.equals("--quick")) {
                options = options.with(1, 2, SECOND / 3);
                continue;
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(name + ": expected a value, got none");
            }
            String value = args.get(++i);
            options = switch (name) {
                case "--data" -> options.withData(Path.of(value));
                case "--kernel" -> options.withKernels(List.of(value.split(",")));
                case "--threads" -> options.withThreads(Integer.parseInt(value));
                case "--forks" -> options.with(Integer.parseInt(value), options.turns, options.turnNanos);
                case "--svg" -> options.withSvg(Path.of(value));
                default ->
                    throw new IllegalArgumentException(
                            "option: expected --quick, --data, --kernel, --threads, --forks or --svg, got " + name);
            };
        }
        return options;
    }

    private static String fastest() {
        return KernelChoice.choose("auto").name();
    }

    /** @throws IllegalArgumentException if the texts are not there */
    Options checked() {
        if (!Files.isRegularFile(data.resolve("sts").resolve("sts-dev.csv"))) {
            throw new IllegalArgumentException(
                    data + ": expected a folder with sts/sts-dev.csv and corpus/books-a.txt.gz; name it with --data");
        }
        return this;
    }

    private Options with(int fewerForks, int fewerTurns, long shorter) {
        return new Options(data, kernels, threads, fewerForks, fewerTurns, shorter, svg);
    }

    private Options withData(Path other) {
        return new Options(other, kernels, threads, forks, turns, turnNanos, svg);
    }

    private Options withKernels(List<String> others) {
        return new Options(data, others, threads, forks, turns, turnNanos, svg);
    }

    private Options withThreads(int other) {
        return new Options(data, kernels, other, forks, turns, turnNanos, svg);
    }

    private Options withSvg(Path file) {
        return new Options(data, kernels, threads, forks, turns, turnNanos, file);
    }
}
