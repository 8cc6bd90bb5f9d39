package dev.heed.bench;

import dev.heed.Encoder;
import dev.heed.Models;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One contender in a JVM of its own, told what to do by {@link Lane} over standard input, a command a line:
 * {@code vectors WORKLOAD FILE} writes its vectors, {@code run WORKLOAD NANOS} answers with the median of as many passes as
 * fit, {@code tokens} with the lengths of all texts. Workloads are named by their numbers.
 */
final class Worker {
    private static final Logger LOG = Logger.getLogger("dev.heed");

    private Worker() {}

    /** @param args the contender's kind, the number of threads, the data folder */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing but answers
        LOG.setLevel(Level.WARNING); // which kernel is in use, the column says
        List<Workload> workloads = Workloads.all(Path.of(args[2]));
        try (Runtime runtime = Contender.Kind.valueOf(args[0]).open(Integer.parseInt(args[1]));
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answers.println("ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", 3);
                answers.println(
                        switch (words[0]) {
                            case "vectors" ->
                                write(runtime.embed(workloads.get(Integer.parseInt(words[1]))), Path.of(words[2]));
                            case "run" ->
                                median(runtime, workloads.get(Integer.parseInt(words[1])), Long.parseLong(words[2]));
                            case "tokens" -> lengths(workloads);
                            default -> throw new IllegalArgumentException("command: got " + line);
                        });
                answers.flush();
            }
        }
    }

    private static String write(float[][] vectors, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vectors.length);
            for (float[] vector : vectors) {
                out.writeInt(vector.length);
                for (float v : vector) {
                    out.writeFloat(v);
                }
            }
        }
        return "written";
    }

    private static long median(Runtime runtime, Workload workload, long nanos) throws Exception {
        long[] passes = new long[16];
        int count = 0;
        for (long start = System.nanoTime(); count == 0 || System.nanoTime() - start < nanos; ) {
            long before = System.nanoTime();
            runtime.embed(workload);
            if (count == passes.length) {
                passes = Arrays.copyOf(passes, 2 * count);
            }
            passes[count++] = System.nanoTime() - before;
        }
        Arrays.sort(passes, 0, count);
        return passes[count / 2];
    }

    /** Tokens of each text: texts separated by commas, workloads by blanks. */
    private static String lengths(List<Workload> workloads) {
        StringBuilder all = new StringBuilder();
        try (Encoder encoder =
                Encoder.builder(Models.minilm()).threads(1).maxTokens(512).open()) {
            for (Workload workload : workloads) {
                all.append(all.isEmpty() ? "" : " ");
                for (String text : workload.texts()) {
                    all.append(encoder.tokenize(text).tokenCount()).append(',');
                }
            }
        }
        return all.toString();
    }
}
