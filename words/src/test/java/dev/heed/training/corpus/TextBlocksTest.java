package dev.heed.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However long a word or a line, a block ends between two words. */
class TextBlocksTest {
    private static final int SIZE = 1 << 14;

    @Test
    void aWordLongerThanABlockIsWhole() throws IOException {
        String text = "a b " + "x".repeat(10 * SIZE) + " a b";
        for (TokenRule.Cut rule : TokenRule.Cut.values()) {
            List<String> words = new ArrayList<>();
            blocks(text, rule)
                    .forEach(block -> words.addAll(List.of(block.strip().split(" +"))));
            assertThat(words).containsExactly("a", "b", "x".repeat(10 * SIZE), "a", "b");
        }
    }

    @Test
    void blocksOfTextWithoutBlanksEndBetweenWordsOfUnicode() throws IOException {
        Random random = new Random(5);
        String[] pieces = {
            "東京",
            "ひらがな",
            "カタカナ",
            "don't",
            "3.14",
            "é",
            "e\u0301",
            "\ud83c\udde9\ud83c\uddea",
            "word",
            "-",
            "。",
            "ไทย",
            "\u05d0\u05d1",
            "a\u00ad\u200db",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "…"
        };
        StringBuilder text = new StringBuilder();
        while (text.length() < 12 * SIZE) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        List<String> blocks = blocks(text.toString(), TokenRule.Cut.WORDS);
        assertThat(blocks).hasSizeGreaterThan(8);
        assertThat(String.join("", blocks)).isEqualTo(text.toString());
        List<String> words = new ArrayList<>();
        blocks.forEach(block -> words.addAll(words(block)));
        assertThat(words).isEqualTo(words(text.toString()));
        assertThat(blocks(text.toString(), TokenRule.Cut.WHITESPACE)).containsExactly(text.toString());
    }

    @Test
    void withoutAnyPlaceToCutTheTextIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        assertThatThrownBy(() -> new TextBlocks(endless, TokenRule.Cut.WORDS, SIZE).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected the end of a word within");
    }

    private static List<String> words(String text) {
        return WordSegmenter.segments(text).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(segment -> segment.span().in(text))
                .toList();
    }

    private static List<String> blocks(String text, TokenRule.Cut rule) throws IOException {
        TextBlocks blocks = new TextBlocks(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), rule, SIZE);
        List<String> all = new ArrayList<>();
        for (TextBlock block = blocks.next(); block != null; block = blocks.next()) {
            all.add(new String(block.bytes(), 0, block.length(), StandardCharsets.UTF_8));
        }
        return all;
    }
}
