package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Ids and spans against the reference's, written by {@code tools/goldens/tokenizer.py}. */
class TokenizerGoldenTest {
    @Test
    void bertBaseUncasedGivesTheReferencesIdsAndSpans() {
        List<String> rows = TestTokenizers.lines("goldens.tsv");
        SoftAssertions softly = new SoftAssertions();
        for (String row : rows) {
            String[] columns = row.split("\t", -1);
            String text = TestTokenizers.unescaped(columns[1]);
            TokenSequence tokens = TestTokenizers.UNCASED.tokenize(text, UserSpecials.valueOf(columns[0]));
            softly.assertThat(tokens).as(columns[1]).isEqualTo(TestTokenizers.sequence(columns[2]));
        }
        softly.assertAll();
        assertThat(rows).hasSizeGreaterThan(250);
    }

    /** With a vocabulary of single characters each normalized character is a token, so each shows its place. */
    @Test
    void everyNormalizedCharacterComesFromWhereTheReferenceSays() {
        List<String> rows = TestTokenizers.lines("character-goldens.tsv");
        String[] pieces = TestTokenizers.unescaped(rows.getFirst())
                .codePoints()
                .mapToObj(Character::toString)
                .flatMap(character -> Stream.of(character, "##" + character))
                .toArray(String[]::new);
        Map<String, Tokenizer> tokenizers = new HashMap<>();
        SoftAssertions softly = new SoftAssertions();
        for (String row : rows.subList(1, rows.size())) {
            String[] columns = row.split("\t", -1);
            Tokenizer tokenizer = tokenizers.computeIfAbsent(columns[0], flags -> withFlags(flags.split(" "), pieces));
            TokenSequence tokens = tokenizer.tokenize(TestTokenizers.unescaped(columns[1]));
            softly.assertThat(tokens).as(row).isEqualTo(TestTokenizers.sequence(columns[2]));
        }
        softly.assertAll();
        assertThat(tokenizers).hasSize(4);
    }

    private static Tokenizer withFlags(String[] flags, String[] pieces) {
        String normalizer =
                """
                {"type": "BertNormalizer", "clean_text": %s, "handle_chinese_chars": %s, "strip_accents": %s, \
                "lowercase": %s}""".formatted(flags[0].equals("1"), flags[1].equals("1"), flags[2].equals("1"), flags[3].equals("1"));
        return TestTokenizers.read(TestTokenizers.file(normalizer, "", pieces));
    }
}
