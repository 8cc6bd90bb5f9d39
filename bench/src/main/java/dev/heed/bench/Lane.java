package dev.heed.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contender's process. It waits, without taking processor time, until it is asked. */
final class Lane implements AutoCloseable {
    private final Contender contender;
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    Lane(Contender contender, int threads, Path data) throws IOException {
        this.contender = contender;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(contender.flags());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(Worker.class.getName(), contender.kind().name(), Integer.toString(threads), data.toString()));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        answer();
    }

    Contender contender() {
        return contender;
    }

    /** Tokens of each text of each workload. */
    List<int[]> tokens() throws IOException {
        List<int[]> tokens = new ArrayList<>();
        for (String workload : ask("tokens").split(" ")) {
            List<Integer> lengths = new ArrayList<>();
            for (String length : workload.split(",")) {
                lengths.add(Integer.valueOf(length));
            }
            tokens.add(lengths.stream().mapToInt(Integer::intValue).toArray());
        }
        return tokens;
    }

    float[][] vectors(int workload) throws IOException {
        Path file = Files.createTempFile("heed-bench", ".vectors");
        try {
            ask("vectors " + workload + " " + file);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                float[][] vectors = new float[in.readInt()][];
                for (int i = 0; i < vectors.length; i++) {
                    vectors[i] = new float[in.readInt()];
                    for (int j = 0; j < vectors[i].length; j++) {
                        vectors[i][j] = in.readFloat();
                    }
                }
                return vectors;
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Embeds a workload again and again for so long, once at least; the median pass in nanoseconds. */
    long run(int workload, long nanos) throws IOException {
        return Long.parseLong(ask("run " + workload + " " + nanos));
    }

    private String ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException(contender.name() + ": expected an answer, its process has ended");
        }
        return line;
    }

    @Override
    public void close() throws InterruptedException {
        commands.close(); // the worker ends with its input
        process.waitFor();
    }
}
