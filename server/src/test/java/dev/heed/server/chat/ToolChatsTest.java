package dev.heed.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.format.Json;
import dev.heed.server.HeedServer;
import dev.heed.server.ScriptedModel;
import dev.heed.server.http.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a model reads of a chat with functions is what Jinja2 renders of it: goldens by tools/goldens/chat_templates.py tools. */
class ToolChatsTest {
    @TempDir
    private Path folder;

    @TestFactory
    @SuppressWarnings("unchecked")
    List<DynamicTest> prompts_are_as_jinja2_renders_them() throws IOException {
        try (InputStream in = HeedServer.class.getResourceAsStream("tool-chats.json")) {
            var cases = (List<Map<String, Object>>) Json.read(in.readAllBytes(), "tool-chats.json");
            assertThat(cases).hasSize(16);
            return cases.stream()
                    .map(one -> DynamicTest.dynamicTest(one.get("form") + ", " + one.get("chat"), () -> check(one)))
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private void check(Map<String, Object> golden) throws IOException {
        Path path = folder.resolve(golden.get("form") + "-" + golden.get("chat").hashCode());
        ScriptedModel.into(path, (String) golden.get("source"), List.of("x"), Set.of());
        var request = (Map<String, Object>) golden.get("request");
        try (LanguageModel model = LanguageModel.open(Models.folder(path))) {
            if (golden.containsKey("error")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> Chat.of(model, Keys.of(request), () -> CallForm.of(model))))
                        .hasMessageContaining((String) golden.get("error"));
                return;
            }
            Chat chat = Chat.of(model, Keys.of(request), () -> CallForm.of(model));
            assertThat(chat.prompt().text()).isEqualTo(golden.get("text"));
            assertThat(chat.calling() != null).isEqualTo(request.containsKey("tools"));
            if (chat.calling() != null) {
                assertThat(chat.calling().form().kind().name()).isEqualToIgnoringCase((String) golden.get("form"));
            }
        }
    }
}
