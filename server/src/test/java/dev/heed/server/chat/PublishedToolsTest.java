package dev.heed.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.server.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * How templates as models publish them write calls. They are not the project's to keep: {@code HEED_TEMPLATES} names a folder of
 * {@code *.jinja} (llama.cpp's {@code models/templates}).
 */
@EnabledIfEnvironmentVariable(named = "HEED_TEMPLATES", matches = ".+")
class PublishedToolsTest {
    /** By a beginning of the file's name. */
    private static final Map<String, String> KNOWN = Map.of(
            "Qwen-Qwen2.5-7B", "TAGGED arguments",
            "Qwen-Qwen3-0.6B", "TAGGED arguments",
            "Qwen-QwQ-32B", "TAGGED arguments",
            "NousResearch-Hermes-2-Pro", "TAGGED arguments",
            "NousResearch-Hermes-3", "TAGGED arguments",
            "mistralai-Mistral-Nemo", "LISTED arguments",
            "Mistral-Small-3.2", "NAMED arguments",
            "meta-llama-Llama-3.1-8B", "BARE parameters",
            "meta-llama-Llama-3.2-3B", "BARE parameters",
            "Qwen3-Coder", "other");

    @TempDir
    private Path folder;

    @Test
    void formsOfCallsAreSeen() throws IOException {
        Map<String, String> forms = new TreeMap<>();
        try (Stream<Path> all = Files.list(Path.of(System.getenv("HEED_TEMPLATES")))) {
            for (Path path :
                    all.filter(file -> file.toString().endsWith(".jinja")).toList()) {
                forms.put(path.getFileName().toString(), form(path));
            }
        }
        forms.forEach((name, form) -> System.out.println(form + "  " + name));
        KNOWN.forEach((name, form) -> assertThat(forms.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(name))
                        .map(Map.Entry::getValue)
                        .toList())
                .as(name)
                .containsExactly(form));
    }

    private String form(Path template) throws IOException {
        Path model = folder.resolve(template.getFileName().toString());
        ScriptedModel.into(model, Files.readString(template), List.of("x"), Set.of());
        try (LanguageModel opened = LanguageModel.open(Models.folder(model))) {
            CallForm.Shown shown = CallForm.of(opened);
            return !shown.offers()
                    ? "no functions" + (shown.results() ? "" : ", no results")
                    : shown.form() == null
                            ? "other"
                            : shown.form().kind() + " " + shown.form().key();
        } catch (RuntimeException e) {
            return "not read: " + e.getMessage();
        }
    }
}
