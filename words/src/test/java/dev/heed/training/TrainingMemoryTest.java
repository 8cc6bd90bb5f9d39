package dev.heed.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What only a JVM with a small heap can show. */
class TrainingMemoryTest {
    /** What twenty attempts would keep is 800 MiB. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrainingThatFindsNoMemoryKeepsNone() throws Exception {
        String classPath = String.join(
                File.pathSeparator,
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dheed.kernel=plain",
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        TrainingMemory.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(List.of(process.waitFor(), output)).isEqualTo(List.of(0, "released"));
    }
}
