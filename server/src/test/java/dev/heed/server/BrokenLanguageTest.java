package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.GenerationLoop;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.format.InvalidFileException;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model with a row that is no number: who meets it is told of the piece and the text, and the others go on. */
class BrokenLanguageTest {
    private static final String FAULT =
            "model harmed: expected finite numbers, got NaN (layer 1, token %s of the text \"%s\"); its"
                    + " weights are damaged or too large for 32-bit floats";

    @TempDir
    private Path folder;

    private Path harmed;

    @BeforeEach
    void harm() throws IOException {
        harmed = ScriptedModel.into(
                folder.resolve("harmed"),
                "{{ messages[0].content }}<|go|>",
                List.of("one ", "two ", "three ", "four"),
                Set.of());
        Path file = harmed.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String header = new String(bytes, 8, (int) all.getLong(0), StandardCharsets.UTF_8);
        assertThat(header).startsWith("{\"model.embed_tokens.weight\":");
        all.putFloat(8 + header.length() + 4 * 64 * 6, Float.NaN); // the row of "three "
        Files.write(file, bytes);
    }

    @Test
    void the_library_names_piece_and_text() {
        try (LanguageModel model = LanguageModel.open(Models.folder(harmed))) {
            assertThatThrownBy(() -> model.next(model.prompt("one three "), 3))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessage(FAULT.replace("layer 1", "layer 0").formatted("1 \"three \"", "one three "));
            try (Generation text = model.generate(model.prompt("one "), GenerateOptions.DEFAULT)) {
                assertThat(text.next().text()).isEqualTo("two ");
                assertThat(text.next().text()).isEqualTo("three ");
                assertThatThrownBy(text::next)
                        .isInstanceOf(InvalidFileException.class)
                        .hasMessage(FAULT.formatted("2 \"three \"", "one two three "));
            }
        }
    }

    @Test
    void texts_beside_it_go_on() {
        try (LanguageModel model = LanguageModel.open(Models.folder(harmed));
                GenerationLoop loop = new GenerationLoop(model, 4, 4)) {
            Generation broken = loop.generate(model.prompt("two "), GenerateOptions.DEFAULT);
            Generation sound = loop.generate(model.prompt("four"), GenerateOptions.DEFAULT);
            Generation late = loop.generate(model.prompt("one "), GenerateOptions.DEFAULT.maxTokens(1));
            assertThatThrownBy(broken::readAll).hasMessage(FAULT.formatted("1 \"three \"", "two three "));
            assertThat(sound.readAll()).isEmpty();
            assertThat(late.readAll()).isEqualTo("two ");
        }
    }

    @Test
    void the_server_tells_its_caller() throws IOException {
        try (HeedServer server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
                LanguageModel model = LanguageModel.builder(Models.folder(harmed))
                        .threads(server.threads())
                        .open()) {
            server.serve(List.of(), List.of(model));
            Answer answer = new Asking(server.port())
                    .post(
                            "/v1/chat/completions",
                            "{\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"temperature\":0}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.message()).contains("expected finite numbers, got NaN", "three ");
        }
    }
}
