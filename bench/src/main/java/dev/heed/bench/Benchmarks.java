package dev.heed.bench;

import java.util.Arrays;
import java.util.List;

/** {@code ./build bench [encoder|operator|steps] [OPTIONS]}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** @param args the benchmark, the encoder's where none is named, and options; see {@code ./build} */
    public static void main(String[] args) throws Exception {
        boolean named = args.length > 0 && !args[0].startsWith("--");
        List<String> rest = Arrays.asList(args).subList(named ? 1 : 0, args.length);
        try {
            switch (named ? args[0] : "encoder") {
                case "encoder" -> new EncoderBenchmark(Options.of(rest).checked()).run();
                case "operator" -> new OperatorBenchmark(Options.of(rest)).run();
                case "steps" -> new StepBenchmark(Options.of(rest)).run();
                default ->
                    throw new IllegalArgumentException(
                            "benchmark: expected encoder, operator or steps, got " + args[0]);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }
}
