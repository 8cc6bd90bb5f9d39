package dev.heed.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Templates as models publish them, on plain, system, tool and long chats, against Jinja2. They are not the project's to
 * keep: {@code HEED_CHAT_TEMPLATES} names the file that {@code tools/goldens/chat_templates.py folder} wrote.
 */
@EnabledIfEnvironmentVariable(named = "HEED_CHAT_TEMPLATES", matches = ".+")
class PublishedTemplatesTest {
    @Test
    @SuppressWarnings("unchecked")
    void renderAsJinja2() throws IOException {
        Path file = Path.of(System.getenv("HEED_CHAT_TEMPLATES"));
        var cases = (List<Map<String, Object>>) Json.read(Files.readAllBytes(file), file.toString());
        List<String> different = new ArrayList<>();
        int rendered = 0;
        for (Map<String, Object> one : cases) {
            try {
                OwnTemplatesTest.check(
                        one, (Map<String, Object>) one.get("user"), (Map<String, Object>) one.get("model"));
                rendered += one.containsKey("text") ? 1 : 0;
            } catch (AssertionError | RuntimeException e) {
                different.add(one.get("template") + ", " + one.get("chat") + ": " + e.getMessage());
            }
        }
        System.out.println(
                rendered + " of " + cases.size() + " chats rendered as Jinja2 does, the rest refused as it does");
        assertThat(different).isEmpty();
        assertThat(rendered).isGreaterThan(cases.size() / 2);
    }
}
