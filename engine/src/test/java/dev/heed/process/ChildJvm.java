package dev.heed.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a JVM of its own, where flags can differ. */
final class ChildJvm {
    private ChildJvm() {}

    /** Standard output of a run that must succeed. */
    static String run(Class<?> main, List<String> flags, String... args) throws IOException, InterruptedException {
        List<String> command = command(main, flags);
        command.addAll(List.of(args));
        return run(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Standard output and standard error of a run that must succeed, where a shell's limit holds. */
    static String runLimited(String limit, Class<?> main, List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", limit + " && exec \"$@\"", "sh"));
        command.addAll(command(main, flags));
        return run(new ProcessBuilder(command).redirectErrorStream(true));
    }

    private static List<String> command(Class<?> main, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        return command;
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s, which wrote %s", builder.command(), output)
                .isZero();
        return output;
    }

    /** Surefire puts the module on the module path and the rest on the class path. */
    private static String classPath() {
        String separator = System.getProperty("path.separator");
        return Path.of("target", "classes")
                + separator
                + Path.of("target", "test-classes")
                + separator
                + System.getProperty("java.class.path")
                + separator
                + System.getProperty("jdk.module.path", "");
    }
}
