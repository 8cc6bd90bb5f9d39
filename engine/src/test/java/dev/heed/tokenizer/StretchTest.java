package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tokenizer.file.TokenizerFiles;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long texts are normalized piece by piece; that must not show. A token that is looked for in the whole prevents it. */
class StretchTest {
    private static final String NEVER = "never in a text of these";
    private static final String[] PARTS = {
        "bank",
        "ing",
        "é",
        "e\u0301",
        "\u0301\u0327",
        "\u0344",
        "\u0f73",
        "\uac01",
        "中",
        "\0",
        "\u200d",
        "\ufffd",
        "ж",
        "İ",
        "\ud83d\ude00",
        "\ud83d",
        ",",
        "'",
        "\u00a0",
        "\t",
        "\u007f"
    };

    private static final Tokenizer IN_STRETCHES = tokenizer("");
    private static final Tokenizer IN_ONE = tokenizer("""
            , {"id": 10, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, \
            "special": false}""".formatted(NEVER));

    @Test
    void cutsDoNotShow() {
        long seed = 20261125;
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            int few = 1 + random.nextInt(PARTS.length); // texts of few kinds have long words and long rows of marks
            int first = random.nextInt(PARTS.length);
            while (text.length() < 5000) {
                text.append(PARTS[(first + random.nextInt(few)) % PARTS.length]);
            }
            TokenSequence expected = IN_ONE.tokenize(text.toString());
            TokenSequence actual = IN_STRETCHES.tokenize(text.toString());
            assertThat(actual.ids()).as("seed %d, run %d", seed, run).containsExactly(expected.ids());
            assertThat(actual.starts()).as("seed %d, run %d", seed, run).containsExactly(expected.starts());
            assertThat(actual.ends()).as("seed %d, run %d", seed, run).containsExactly(expected.ends());
        }
    }

    @Test
    void aWordIsTakenApartAcrossACut() {
        for (int before = 2040; before < 2056; before++) {
            String text = ",".repeat(before) + "banking" + ",".repeat(100);
            TokenSequence tokens = IN_STRETCHES.tokenize(text);
            assertThat(tokens.size()).isEqualTo(before + 2 + 100);
            assertThat(IN_STRETCHES.piece(tokens.ids()[before])).isEqualTo("bank");
            assertThat(tokens.starts()[before + 1]).isEqualTo(before + 4);
            assertThat(tokens.ends()[before + 1]).isEqualTo(before + 7);
        }
    }

    private static Tokenizer tokenizer(String added) {
        String file = TestTokenizers.file(TestTokenizers.BERT_NORMALIZER, added, "bank", "##ing", "ing", "##bank", ",");
        return TokenizerFiles.fromJson(file.getBytes(StandardCharsets.UTF_8), "tokenizer.json");
    }
}
