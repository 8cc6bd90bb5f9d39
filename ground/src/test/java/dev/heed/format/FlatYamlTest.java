package dev.heed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML of one level as yaml-cpp (marian-nmt) and PyYAML write it; all else ends in one line. */
class FlatYamlTest {
    private static Map<String, Object> read(String yaml) {
        return FlatYaml.read(yaml.getBytes(StandardCharsets.UTF_8), "a.yml");
    }

    @Test
    void scalarsAndListsAreRead() {
        assertThat(read("""
                        # a comment
                        ---
                        dim-vocabs:
                          - 65001
                          - "65\\"001"
                        models:
                        - a.npz
                        empty: []
                        tied-layers:
                          []
                        inline: [a, 'b c']
                        preprocess: ""
                        nothing:
                        type: transformer
                        """))
                .containsEntry("dim-vocabs", List.of("65001", "65\"001"))
                .containsEntry("models", List.of("a.npz"))
                .containsEntry("empty", List.of())
                .containsEntry("tied-layers", List.of())
                .containsEntry("inline", List.of("a", "b c"))
                .containsEntry("preprocess", "")
                .containsEntry("nothing", "")
                .containsEntry("type", "transformer")
                .hasSize(8);
    }

    @Test
    void keysOfVocabulariesAreRead() {
        assertThat(read("""
                        </s>: 0
                        "\\u2581the": 1
                        '''': 2
                        "\\"": 3
                        \\: 4
                        ': ': 5
                        "\\xe9\\U0001F638": 6
                        :::: 7
                        ▁a: 8
                        """).keySet())
                .containsExactly("</s>", "▁the", "'", "\"", "\\", ": ", "é\uD83D\uDE38", ":::", "▁a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2",
                "a: {b: 1}",
                "a:\n  b: 1",
                "a: |\n  text",
                "- a",
                "? a\n: b",
                "\"a: 1",
                "\"a\" 1",
                "\"\\q\": 1",
                "\"\\u12\": 1",
                "\"\\UFFFFFFFF\": 1",
                "a: [b, [c]]",
                "a: [b",
                "a: 'b' c",
                "no colon"
            })
    void whatNestsOrIsDamagedEndsInOneLine(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageMatching("a\\.yml: expected .*\\(line [0-9]\\)");
    }
}
