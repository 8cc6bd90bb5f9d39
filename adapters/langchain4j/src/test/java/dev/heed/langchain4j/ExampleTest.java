package dev.heed.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project's source, compiled with every warning as an error, and run. */
class ExampleTest {
    @TempDir
    Path classes;

    @Test
    void the_example_finds_a_text_and_tells_a_story() throws Exception {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int exit = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "-Xlint:all,-processing,-classfile,-path",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        "../../examples/langchain4j-rag/src/main/java/example/Rag.java");
        assertThat(exit).as(said.toString()).isZero();
        String printed = run("Where do people keep their savings?");
        assertThat(printed)
                .contains("Found: The bank on the corner pays interest. People deposit their money there.")
                .contains("A story: The bank on the corner")
                .containsPattern("outputTokenCount = [1-9]");
    }

    private String run(String question) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("example.Rag").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {question});
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
