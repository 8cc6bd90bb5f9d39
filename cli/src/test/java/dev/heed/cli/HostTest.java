package dev.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modular programs that depend on one of the modules alone: compiled with every warning as an error, and run. */
class HostTest {
    @TempDir
    Path folder;

    @Test
    void a_host_of_word_vectors_needs_no_engine() throws Exception {
        Host host = new Host("dev.heed.words", List.of("ground", "words"));
        String printed = host.run("""
                package host;
                import dev.heed.tensor.Matrix;
                import dev.heed.vectors.WordSearch;
                import dev.heed.vectors.WordVectors;
                import java.util.List;
                final class Main {
                    private Main() {}
                    public static void main(String[] args) {
                        Matrix rows = Matrix.copyOf(new float[][] {{1, 0}, {1, 0.5f}, {0, 1}});
                        try (WordVectors vectors = WordVectors.of(List.of("king", "queen", "apple"), rows);
                                WordSearch search = WordSearch.of(vectors, 1)) {
                            System.out.print(search.neighbors("king", 1).getFirst().word());
                        }
                    }
                }
                """);
        assertThat(printed).isEqualTo("queen");
    }

    @Test
    void a_host_of_the_engine_needs_no_word_vectors() throws Exception {
        Host host = new Host("dev.heed", List.of("ground", "engine", "model-minilm"));
        String printed = host.run("""
                package host;
                import dev.heed.Encoder;
                import dev.heed.Models;
                import dev.heed.Word;
                final class Main {
                    private Main() {}
                    public static void main(String[] args) {
                        try (Encoder encoder = Encoder.open(Models.minilm())) {
                            float[] vector = encoder.embed("bank grows money").vector();
                            Word word = encoder.words("bank grows money").getFirst().word();
                            System.out.print(vector.length + " " + word.text() + " " + word.span().end());
                        }
                    }
                }
                """);
        assertThat(printed).isEqualTo("384 bank 4");
    }

    /** A module that requires one of ours, with what that one stands on beside it. */
    private final class Host {
        private final String module;
        private final String path;

        Host(String module, List<String> folders) throws Exception {
            this.module = module;
            Stream<Path> ours = folders.stream().map(name -> Path.of("..", name, "target", "classes"));
            Stream<Path> json = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.contains("jackson-core"))
                    .map(Path::of);
            this.path = Stream.concat(ours, json)
                    .map(entry -> entry.toAbsolutePath().normalize().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        String run(String main) throws Exception {
            Path classes =
                    compile(Map.of("module-info.java", "module host { requires " + module + "; }", "Main.java", main));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dheed.quiet=true",
                    "--enable-native-access=dev.heed.ground",
                    "-p",
                    classes + File.pathSeparator + path));
            if (path.contains("model-minilm")) {
                command.addAll(List.of("--add-modules", "dev.heed.model.minilm"));
            }
            command.addAll(List.of("-m", "host/host.Main"));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return printed;
        }

        private Path compile(Map<String, String> sources) throws Exception {
            Path classes = Files.createDirectory(folder.resolve("classes"));
            List<String> command =
                    new ArrayList<>(List.of("-Xlint:all", "-Werror", "-p", path, "-d", classes.toString()));
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = folder.resolve("source").resolve(source.getKey());
                Files.createDirectories(file.getParent());
                command.add(Files.writeString(file, source.getValue()).toString());
            }
            StringWriter said = new StringWriter();
            PrintWriter writer = new PrintWriter(said);
            int exit =
                    ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, command.toArray(String[]::new));
            assertThat(exit).as(said.toString()).isZero();
            return classes;
        }
    }
}
