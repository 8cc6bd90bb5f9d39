package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.Json;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures that users of other tokenizers have reported, each with its own tokenizer.json; the answers are the reference's. */
class FileCasesTest {
    static Stream<Map<?, ?>> cases() {
        try (InputStream in = FileCasesTest.class.getResourceAsStream("file-cases.json")) {
            return ((List<?>) Json.read(in.readAllBytes(), "cases")).stream().map(line -> (Map<?, ?>) line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void idsAndPlacesAreTheReferences(Map<?, ?> line) {
        byte[] file = ((String) line.get("file")).getBytes(StandardCharsets.UTF_8);
        Tokenizer tokenizer = TokenizerFiles.fromJson(file, "tokenizer.json");
        TokenSequence tokens = tokenizer.tokenize((String) line.get("text"), UserSpecials.AS_TOKENS);
        assertThat(tokens.ids()).containsExactly(ints(line.get("ids")));
        List<?> offsets = (List<?>) line.get("offsets");
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(new int[] {tokens.starts()[i], tokens.ends()[i]}).containsExactly(ints(offsets.get(i)));
        }
        int[] special = ints(line.get("special"));
        Template template = tokenizer.template();
        assertThat(template.prefix()).containsExactly(special[0]);
        assertThat(template.suffix()).containsExactly(special[special.length - 1]);
    }

    private static int[] ints(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }
}
