package dev.heed.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every construct that chat templates use renders as Jinja2 renders it: goldens by tools/goldens/chat_templates.py. */
class OwnTemplatesTest {
    static final Supplier<LocalDateTime> CLOCK = () -> LocalDateTime.of(2025, 7, 4, 9, 5, 3);

    @TestFactory
    @SuppressWarnings("unchecked")
    List<DynamicTest> rendersAsJinja2() throws IOException {
        try (InputStream in = OwnTemplatesTest.class.getResourceAsStream("/dev/heed/golden/templates.json")) {
            var golden = (Map<String, Object>) Json.read(in.readAllBytes(), "templates.json");
            var user = (Map<String, Object>) golden.get("user");
            var model = (Map<String, Object>) golden.get("model");
            var cases = (List<Map<String, Object>>) golden.get("cases");
            assertThat(cases).hasSizeGreaterThan(40);
            return cases.stream()
                    .map(one -> DynamicTest.dynamicTest((String) one.get("template"), () -> check(one, user, model)))
                    .toList();
        }
    }

    /** What Jinja2 renders is rendered; what it refuses is refused in one line that names the place. */
    static void check(Map<String, Object> one, Map<String, Object> user, Map<String, Object> model) {
        String source = (String) one.get("source");
        if (one.containsKey("text")) {
            Rendered rendered = ChatTemplate.parse(source, "golden").render(user, model, CLOCK);
            assertThat(rendered.text()).isEqualTo(one.get("text"));
        } else {
            assertThatThrownBy(() -> ChatTemplate.parse(source, "golden").render(user, model, CLOCK))
                    .isInstanceOfAny(InvalidFileException.class, IllegalArgumentException.class)
                    .hasMessageMatching("golden: chat template \\(line \\d+\\).*");
        }
    }
}
