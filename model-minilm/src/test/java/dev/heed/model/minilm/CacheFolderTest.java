package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept beside an unpacked model spares work and is never trusted: processes of their own, on a cache of their own. */
class CacheFolderTest {
    /** The exit code is 0, and nothing is said of the cache. */
    private record Ran(Process process, Path errors) {
        String output() throws IOException, InterruptedException {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            assertThat(Files.readString(errors)).doesNotContain("prepared", "WARN", "at dev.heed");
            return output;
        }
    }

    @TempDir
    Path folder;

    @Test
    void processesAtOnceDamageAndAFolderThatCannotBeWrittenChangeNothing() throws Exception {
        Path cache = folder.resolve("cache");
        Ran first = start(cache);
        Ran second = start(cache);
        String expected = first.output();
        assertThat(expected).isNotEmpty();
        assertThat(second.output()).as("two processes at once").isEqualTo(expected);
        Map<Path, Long> kept = prepared(cache);
        assertThat(kept.keySet()).anyMatch(file -> file.getFileName().toString().equals("prepared-tokenizer.json"));
        assertThat(filesBeginningWith(cache, ".prepared"))
                .as("left half-written")
                .isEmpty();

        for (Path file : kept.keySet()) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        }
        assertThat(start(cache).output()).as("cut in half").isEqualTo(expected);
        assertThat(prepared(cache)).as("made anew").isEqualTo(kept);

        for (Path file : kept.keySet()) {
            Files.writeString(file, "something else");
        }
        assertThat(start(cache).output()).as("foreign").isEqualTo(expected);
        assertThat(prepared(cache)).as("made anew").isEqualTo(kept);

        Path taken = Files.writeString(folder.resolve("taken"), "a file, where the folder would be");
        Ran inMemory = start(taken.resolve("cache"));
        assertThat(inMemory.output()).as("nothing can be written").isEqualTo(expected);
        assertThat(Files.readString(inMemory.errors())).contains("held in memory");
    }

    private Ran start(Path cache) throws IOException {
        String separator = System.getProperty("path.separator");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(Path.of("target", "classes")
                + separator
                + Path.of("target", "test-classes")
                + separator
                + System.getProperty("java.class.path")
                + separator
                + System.getProperty("jdk.module.path", ""));
        command.add(FirstSentence.class.getName());
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
        process.environment().put("HEED_CACHE", cache.toString());
        return new Ran(process.start(), errors);
    }

    /** The prepared files with their sizes. */
    private static Map<Path, Long> prepared(Path cache) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        for (Path file : filesBeginningWith(cache, "prepared-")) {
            sizes.put(file, Files.size(file));
        }
        return sizes;
    }

    private static List<Path> filesBeginningWith(Path cache, String start) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
    }
}
