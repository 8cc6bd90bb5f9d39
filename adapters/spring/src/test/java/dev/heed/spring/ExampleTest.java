package dev.heed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example project's source, compiled with every warning as an error, and started on a free port. */
class ExampleTest {
    private static final Path EXAMPLE = Path.of("../../examples/spring-boot/src/main");

    @TempDir
    Path classes;

    @Test
    void the_example_takes_texts_and_finds_them() throws Exception {
        compile();
        URL[] places = {
            classes.toUri().toURL(), EXAMPLE.resolve("resources").toUri().toURL()
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(places, before)) {
            thread.setContextClassLoader(loader);
            SpringApplication application = new SpringApplication(loader.loadClass("example.SearchApplication"));
            try (ConfigurableApplicationContext context =
                    application.run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn")) {
                String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
                post(base + "/texts", "Willows stand along the bank of the river.");
                post(base + "/texts", "People deposit their money at the bank.");
                String found = get(base + "/search?question=trees+by+the+water");
                List<?> texts = (List<?>) Json.read(found.getBytes(StandardCharsets.UTF_8), "answer");
                assertThat(texts).hasSize(2);
                assertThat(((Map<?, ?>) texts.getFirst()).get("text"))
                        .isEqualTo("Willows stand along the bank of the river.");
                assertThat(get(base + "/actuator/health")).contains("\"heed\"", "all-MiniLM-L6-v2");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void compile() {
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
                        "-parameters",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        EXAMPLE.resolve("java/example/SearchApplication.java").toString());
        assertThat(exit).as(said.toString()).isZero();
    }

    private static void post(String address, String text) throws Exception {
        send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    private static String get(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
