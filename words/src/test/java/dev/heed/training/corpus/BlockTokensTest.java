package dev.heed.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockTokensTest {
    private static final String PIECES = "aZ9_'.:,;-\" \t!é’\u0301日ア\u200d🙂א";

    @Test
    void wordsAreThoseOfTheSegmenter() {
        Random random = new Random(7);
        int[] pieces = PIECES.codePoints().toArray();
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                // most lines are ASCII, the others are cut piece by piece
                line.appendCodePoint(pieces[random.nextInt(round % 3 == 0 ? pieces.length : 14)]);
            }
            String text = line.toString();
            List<String> expected = WordSegmenter.segments(text).stream()
                    .filter(segment -> segment.kind() == Segment.Kind.WORD)
                    .map(segment -> segment.span().in(text))
                    .toList();
            assertThat(read(text, TokenRule.Cut.WORDS, false)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void whiteSpaceCutsNothingElse() {
        assertThat(read("don't  stop.\tHERE\r\n\n  é-É ", TokenRule.Cut.WHITESPACE, false))
                .containsExactly("don't", "stop.", "HERE", "|", "é-É");
        assertThat(read("HERE É ΟΔΟΣ", TokenRule.Cut.WHITESPACE, true)).containsExactly("here", "é", "οδος");
        assertThat(read("Mr. O'Neil's 3.5", TokenRule.Cut.WORDS, true)).containsExactly("mr", "o'neil's", "3.5");
    }

    @Test
    void bytesThatAreNoUtf8AreReplacedAndTheirLinesCounted() {
        BlockTokens tokens = new BlockTokens(new TokenRule(TokenRule.Cut.WHITESPACE, false));
        byte[] bytes = "ab?c d\n\ufffd e\n?\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xff : bytes[i];
        }
        tokens.read(new TextBlock(bytes, bytes.length));
        assertThat(words(tokens)).containsExactly("ab\ufffdc", "d", "|", "\ufffd", "e", "|", "\ufffd");
        assertThat(tokens.damagedLines()).isEqualTo(2);
    }

    @Test
    void aLineThatIsTooLongCountsAsSeveral() {
        List<String> words = read("x ".repeat(2 * BlockTokens.LONGEST_LINE + 1), TokenRule.Cut.WHITESPACE, false);
        assertThat(words).hasSize(2 * BlockTokens.LONGEST_LINE + 3);
        assertThat(words.get(BlockTokens.LONGEST_LINE)).isEqualTo("|");
        assertThat(words.get(2 * BlockTokens.LONGEST_LINE + 1)).isEqualTo("|");
    }

    private static List<String> read(String text, TokenRule.Cut cut, boolean lowercase) {
        BlockTokens tokens = new BlockTokens(new TokenRule(cut, lowercase));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tokens.read(new TextBlock(bytes, bytes.length));
        return words(tokens);
    }

    /** The words; a bar between lines. */
    private static List<String> words(BlockTokens tokens) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int token = tokens.tokens()[i];
            words.add(
                    token == BlockTokens.LINE_END
                            ? "|"
                            : new String(tokens.words().word(token), StandardCharsets.UTF_8));
        }
        if (!words.isEmpty()) {
            assertThat(words.removeLast()).isEqualTo("|");
        }
        return words;
    }
}
