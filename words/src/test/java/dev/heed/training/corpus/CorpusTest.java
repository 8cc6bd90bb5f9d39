package dev.heed.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.parallel.Workers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    private Path folder;

    @Test
    void frequentWordsComeFirstAndRareOnesAreLeftOut() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "\ufeffb a a\r\nonce b c\n");
        gzip(folder.resolve("b.txt.gz"), "c d\n\nd d d");
        Files.writeString(folder.resolve(".hidden"), "hidden hidden");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(inner.resolve("c"), "c");
        try (Corpus corpus = read(2, "x x\n", folder.toString(), "-")) {
            TrainingVocabulary vocabulary = corpus.vocabulary();
            assertThat(vocabulary.words()).containsExactly("d", "c", "b", "a", "x");
            assertThat(vocabulary.counts()).containsExactly(4, 3, 2, 2, 2);
            assertThat(corpus.words()).isEqualTo(13);
            assertThat(corpus.wordsRead()).isEqualTo(14);
            assertThat(corpus.slices()).isEqualTo(1);
            assertThat(corpus.mostDistinct()).isEqualTo(5);
            assertThat(corpus.slice(0)).containsExactly(2, 3, 3, -1, 2, 1, -1, 1, 0, -1, 0, 0, 0, -1, 1, -1, 4, 4, -1);
        }
    }

    @Test
    void slicesEndWithALine() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 3000; line++) {
            text.append(line == 2900 ? "f\n" : "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h\n");
        }
        try (Corpus corpus = read(1, text.toString(), "-")) {
            assertThat(corpus.sliceWords()).isEqualTo((int) (corpus.words() / 16));
            assertThat(corpus.slices()).isEqualTo(16);
            long before = 0;
            for (int i = 0; i < 16; i++) {
                int[] slice = corpus.slice(i);
                assertThat(slice[slice.length - 1]).isEqualTo(Corpus.LINE_END);
                assertThat(corpus.wordsBefore(i)).isEqualTo(before);
                long words = Arrays.stream(slice).filter(row -> row >= 0).count();
                assertThat(i == 15 || words >= corpus.sliceWords() && words < corpus.sliceWords() + 34)
                        .isTrue();
                before += words;
            }
            assertThat(before).isEqualTo(corpus.words());
        }
    }

    @Test
    void wordsWithVectorsKeepTheirRows() throws IOException {
        Corpus.Known known = new Corpus.Known(List.of("old", "gone"), new long[] {7, 5});
        try (CorpusFiles files = new CorpusFiles(List.of(), stream("new new old rare\n"));
                Corpus corpus = Corpus.read(files, reading(2), known, 1, words -> {})) {
            assertThat(corpus.vocabulary().words()).containsExactly("old", "gone", "new");
            assertThat(corpus.vocabulary().counts()).containsExactly(8, 5, 2);
            assertThat(corpus.vocabulary().known()).isEqualTo(2);
            assertThat(corpus.occurrences()).containsExactly(1, 0, 2);
        }
    }

    @Test
    void wordsThatComeTogetherBecomeOne() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("the w")
                    .append(i % 37)
                    .append(" of the w")
                    .append(i % 41)
                    .append('\n');
            text.append(i < 20 ? "in new york city\n" : "in w" + i % 43 + "\n");
        }
        text.append("new\nyork\n");
        Corpus.Reading phrases = new Corpus.Reading(new TokenRule(TokenRule.Cut.WHITESPACE, false), true, 5);
        try (CorpusFiles files = new CorpusFiles(List.of("-"), stream(text.toString()));
                Corpus corpus = Corpus.read(files, phrases, Corpus.Known.NONE, 1, words -> {})) {
            TrainingVocabulary vocabulary = corpus.vocabulary();
            assertThat(vocabulary.words())
                    .contains("new_york", "city", "of", "the")
                    .doesNotContain("new", "york");
            assertThat(vocabulary.words()).noneMatch(word -> word.contains("the_") || word.contains("_city"));
            assertThat(vocabulary.counts()[vocabulary.words().indexOf("new_york")])
                    .isEqualTo(20);
            assertThat(vocabulary.counts()[vocabulary.words().indexOf("the")]).isEqualTo(2000);
        }
    }

    @Test
    void countsOfPairsStayExactUntilThereAreTooMany() {
        PairCounts pairs = new PairCounts(1 << 13);
        for (int i = 0; i < 6000; i++) {
            pairs.add(i, -i);
            pairs.add(7, 1 << 30);
        }
        assertThat(pairs.count(5999, -5999)).isEqualTo(1);
        assertThat(pairs.count(7, 1 << 30)).isEqualTo(6000);
        for (int i = 0; i < 6000; i++) {
            pairs.add(-1 - i, i);
        }
        assertThat(pairs.count(7, 1 << 30)).isEqualTo(6000);
        assertThat(pairs.count(5999, -5999)).isZero();
        assertThat(pairs.count(12345, 1)).isZero();
    }

    @Test
    void neitherBlocksNorThreadsChangeTheNumbers() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append((char) ('a' + random.nextInt(26))).append(random.nextInt(9) == 0 ? "é\n" : "x ");
        }
        List<String> expected = raw(text.toString(), 1 << 20, 1);
        assertThat(expected).hasSizeGreaterThan(20_000);
        for (int threads : new int[] {1, 3}) {
            assertThat(raw(text.toString(), 1000, threads)).isEqualTo(expected);
        }
    }

    @Test
    void aLineLongerThanABlockIsCutBetweenWords() throws IOException {
        assertThat(raw("abcd efgh ijkl", 8, 2)).containsExactly("abcd", "|", "efgh", "|", "ijkl", "|");
        assertThat(raw("é".repeat(5), 7, 2)).containsExactly("ééééé", "|");
        assertThat(raw("", 8, 1)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        String missing = folder.resolve("missing.txt").toString();
        assertThatThrownBy(() -> read(1, "", missing))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(missing + ": no such file or folder");
        assertThatThrownBy(() -> read(1, "", folder.toString())).hasMessageContaining("found none");
        Path fake = Files.writeString(folder.resolve("fake.gz"), "no gzip at all");
        assertThatThrownBy(() -> read(1, "", fake.toString())).hasMessageContaining("expected gzip");
        Path cut = folder.resolve("cut.gz");
        gzip(cut, "some words ".repeat(1000));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> read(1, "", cut.toString()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(cut + ": cannot be read to its end");
    }

    private static Corpus read(int minCount, String standardInput, String... names) throws IOException {
        try (CorpusFiles files = new CorpusFiles(List.of(names), stream(standardInput))) {
            return Corpus.read(files, reading(minCount), Corpus.Known.NONE, 2, words -> {});
        }
    }

    private static Corpus.Reading reading(int minCount) {
        return new Corpus.Reading(new TokenRule(TokenRule.Cut.WHITESPACE, false), false, minCount);
    }

    /** The words as they were read; a bar for a line's end. */
    private static List<String> raw(String text, int blockSize, int threads) throws IOException {
        List<String> words = new ArrayList<>();
        try (CorpusFiles files = new CorpusFiles(List.of("-"), stream(text));
                Workers workers = Workers.of(threads);
                RawCorpus raw = new RawCorpusReader(
                                files, new TokenRule(TokenRule.Cut.WHITESPACE, false), workers, blockSize)
                        .read(count -> {})) {
            long sum = 0;
            for (long at = 0; at < raw.size(); at++) {
                int token = TokenFile.get(raw.tokens(), at);
                words.add(token < 0 ? "|" : token + new String(raw.words().word(token), StandardCharsets.UTF_8));
                sum += token < 0 ? 0 : 1;
            }
            assertThat(Arrays.stream(raw.counts()).sum()).isEqualTo(sum);
        }
        return words.size() < 10
                ? words.stream().map(w -> w.replaceAll("\\d", "")).toList()
                : words;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
