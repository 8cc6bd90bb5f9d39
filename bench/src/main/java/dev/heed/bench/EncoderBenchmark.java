package dev.heed.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Heed on each kernel beside ONNX Runtime: forks take turns, the median of the forks counts. Prints a Markdown table of
 * tokens a second, GFLOP/s and ratios. Run by {@code ./build bench DATA}.
 */
public final class EncoderBenchmark {
    /** Multiply-adds of all-MiniLM-L6-v2's linear maps for one token, times two; attention comes on top. */
    private static final double LINEAR_FLOP_A_TOKEN = 2.0 * 6 * (4 * 384 * 384 + 2 * 384 * 1536);

    private EncoderBenchmark() {}

    private record Result(long tokens, List<Long> nanos) {
        double tokensASecond() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return tokens * 1e9 / sorted[sorted.length / 2];
        }
    }

    /** @param args data folder, number of threads, which kernels, separated by commas, and number of forks */
    public static void main(String[] args) throws Exception {
        Map<String, List<String>> runtimes = new LinkedHashMap<>();
        runtimes.put("onnxruntime", List.of("-Dheed.kernel=plain"));
        for (String kernel : args[2].split(",")) {
            runtimes.put(kernel, flags(kernel));
        }
        int forks = Integer.parseInt(args[3]);
        Map<String, Map<String, Result>> results = new LinkedHashMap<>();
        for (int fork = 0; fork < forks; fork++) {
            for (var runtime : runtimes.entrySet()) {
                System.err.println("fork " + (fork + 1) + " of " + forks + ": " + runtime.getKey());
                run(runtime.getKey(), runtime.getValue(), args[1], args[0], results);
            }
        }
        print(runtimes.keySet().stream().toList(), results, args[1]);
    }

    private static List<String> flags(String kernel) {
        List<String> flags = new ArrayList<>(List.of("-Dheed.kernel=" + kernel));
        if (kernel.equals("vector")) {
            flags.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        return flags;
    }

    private static void run(
            String name, List<String> flags, String threads, String data, Map<String, Map<String, Result>> results)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of("dev.heed.bench.Fork", name.equals("onnxruntime") ? "onnxruntime" : "heed", threads, data));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(" ");
                results.computeIfAbsent(fields[0], w -> new LinkedHashMap<>())
                        .computeIfAbsent(name, r -> new Result(Long.parseLong(fields[1]), new ArrayList<>()))
                        .nanos()
                        .add(Long.parseLong(fields[2]));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed; run " + String.join(" ", command));
        }
    }

    private static void print(List<String> runtimes, Map<String, Map<String, Result>> results, String threads)
            throws IOException {
        System.out.println(
                processor() + ", " + threads + " threads, Java " + System.getProperty("java.version") + "\n");
        StringBuilder head = new StringBuilder("| workload | tokens |");
        runtimes.forEach(r -> head.append(' ').append(r).append(" |"));
        System.out.println(head);
        System.out.println("| --- |" + " --- |".repeat(runtimes.size() + 1));
        results.forEach((workload, byRuntime) -> {
            double peer = byRuntime.get("onnxruntime").tokensASecond();
            StringBuilder row = new StringBuilder(
                    "| " + workload + " | " + byRuntime.get("onnxruntime").tokens() + " |");
            for (String runtime : runtimes) {
                double rate = byRuntime.get(runtime).tokensASecond();
                row.append(String.format(" %,.0f (%.0f GFLOP/s)", rate, rate * LINEAR_FLOP_A_TOKEN / 1e9));
                row.append(runtime.equals("onnxruntime") ? " |" : String.format(" %.2f× |", rate / peer));
            }
            System.out.println(row);
        });
        for (String runtime : runtimes.subList(1, runtimes.size())) {
            double mean = results.entrySet().stream()
                    .filter(e -> e.getKey().startsWith("uniform"))
                    .mapToDouble(e -> Math.log(e.getValue().get(runtime).tokensASecond()
                            / e.getValue().get("onnxruntime").tokensASecond()))
                    .average()
                    .orElseThrow();
            System.out.printf("%n%s: %.2f× on uniform batches (geometric mean)%n", runtime, Math.exp(mean));
        }
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> Arrays.asList("model name", "model\t").stream().anyMatch(line::startsWith))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .distinct()
                .reduce((a, b) -> a + ", " + b)
                .orElse(System.getProperty("os.arch"));
    }
}
