package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFilesTest {
    private static final String WITHOUT_LINE_ENDS =
            "3420320a3c2f733e200000803e000000bf6b696e67200a200a410000803f6e61c3af7665200000c0bf0a200a41"
                    + "717565656e200000404000008040";

    @TempDir
    private Path folder;

    @Test
    void binaryRowsNeedNoLineEnds() throws IOException {
        byte[] bytes = HexFormat.of().parseHex(WITHOUT_LINE_ENDS);
        try (WordVectors vectors = open("v.bin", bytes)) {
            assertThat(vectors.words()).containsExactly("</s>", "king", "naïve", "queen");
            assertThat(vectors.vector(0)).containsExactly(0.25f, -0.5f);
            assertThat(vectors.vector(1)).containsExactly(Float.intBitsToFloat(0x410a200a), 1f);
            assertThat(vectors.vector(2)).containsExactly(-1.5f, Float.intBitsToFloat(0x410a200a));
            assertThat(vectors.vector("queen")).hasValue(new float[] {3, 4});
            assertThat(vectors.source().format()).isEqualTo(VectorFormat.WORD2VEC_BINARY);
            ByteArrayOutputStream withLineEnds = new ByteArrayOutputStream();
            VectorWriter.write(vectors, VectorFormat.WORD2VEC_BINARY, withLineEnds);
            assertThat(withLineEnds.size()).isEqualTo(bytes.length + 4);
            try (WordVectors again = open("text.txt", withLineEnds.toByteArray())) {
                assertSame(again, vectors);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 30, 45, 55, 58})
    void aCutBinaryIsRefused(int length) {
        byte[] bytes = java.util.Arrays.copyOf(HexFormat.of().parseHex(WITHOUT_LINE_ENDS), length);
        assertRefused("v.bin", bytes, "v.bin: ");
    }

    @Test
    void aBinaryWithMoreThanItPromisesIsRefused() {
        byte[] bytes = HexFormat.of().parseHex(WITHOUT_LINE_ENDS);
        bytes[0] = '3';
        assertRefused("v.bin", bytes, "expected the end of the file behind its 3 words, got 14 bytes more");
        bytes[0] = '9';
        assertRefused("v.bin", bytes, "the file is cut or its header wrong");
    }

    @Test
    void fieldsAreSplitAtSpacesOnly() throws IOException {
        String text = "5 2\n</s> 0.5 -0.5 \n\u00a0 1 2 \nfoo\u2028bar 3 4 \nfoo\u0085baz 5 6 \nfoo 7 8 \n";
        try (WordVectors vectors = open("v.vec", text)) {
            assertThat(vectors.words()).containsExactly("</s>", "\u00a0", "foo\u2028bar", "foo\u0085baz", "foo");
            assertThat(vectors.vector(4)).containsExactly(7, 8);
            assertThat(vectors.source().notes()).isEmpty();
        }
    }

    @Test
    void carriageReturnsAndExponentsAreNoPartOfNumbers() throws IOException {
        try (WordVectors vectors = open("v.txt", "2 3\r\nbank 1e-3 -2.5E+2 0\r\nriver 1 2 3\r\n")) {
            assertThat(vectors.words()).containsExactly("bank", "river");
            assertThat(vectors.vector(0)).containsExactly(0.001f, -250f, 0f);
            assertThat(vectors.vector(1)).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 2\na 1 2\nb 3 4\nc 5 6\n", "4 2\na 1 2\nb 3 4\nc 5 6"})
    void aHeaderThatPromisesMoreIsRefused(String text) {
        assertRefused("v.txt", text, "expected 4 words, as its header promises, found 3 (to line 4)");
    }

    @Test
    void aHeaderThatPromisesLessIsRefused() {
        assertRefused("v.txt", "2 2\na 1 2\nb 3 4\nc 5 6\n", "expected 2 words, as its header promises, found 3");
    }

    @Test
    void theFirstRowOfAWordCounts() throws IOException {
        try (WordVectors vectors = open("v.txt", "3 2\nbank 1 2\nbank 3 4\nriver 5 6\n")) {
            assertThat(vectors.words()).containsExactly("bank", "river");
            assertThat(vectors.vector("bank")).hasValue(new float[] {1, 2});
            assertThat(vectors.vector("river")).hasValue(new float[] {5, 6});
            assertThat(vectors.source().notes())
                    .containsExactly(
                            folder.resolve("v.txt") + ": line 3: \"bank\" stands there before; the first row counts");
        }
    }

    @Test
    void theFirstRowCountsInBinaryToo() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("3320310a6120" + "0000803f" + "6120" + "00000040" + "6220" + "00004040");
        try (WordVectors vectors = open("v.bin", bytes)) {
            assertThat(vectors.words()).containsExactly("a", "b");
            assertThat(vectors.vector("b")).hasValue(new float[] {3});
            assertThat(vectors.source().notes()).singleElement().asString().contains("row 2: \"a\"");
        }
    }

    @Test
    void rowsThatAreNotFiniteAreLeftOutAndNamed() throws IOException {
        try (WordVectors vectors = open("v.txt", "4 2\nbank 1 0\nbad nan 1\nworse inf -inf\nriver 4 1\n")) {
            assertThat(vectors.words()).containsExactly("bank", "river");
            assertThat(vectors.source().notes()).singleElement().asString().contains("line 3: \"bad\"", "2 rows");
        }
        byte[] bytes = HexFormat.of().parseHex("3220310a6120" + "0000c07f" + "6220" + "00004040");
        try (WordVectors vectors = open("v.bin", bytes)) {
            assertThat(vectors.words()).containsExactly("b");
            assertThat(vectors.source().notes())
                    .singleElement()
                    .asString()
                    .contains("row 1: \"a\" has a vector with NaN");
        }
        try (WordVectors vectors = open("v.txt", "big 1e39 2\nsmall 1e-50 3.4e38\n")) {
            assertThat(vectors.words()).containsExactly("small");
        }
    }

    @Test
    void wordsThatAreNotUtf8AreShownAsFarAsTheyCanBe() throws IOException {
        byte[] text = "2 2\nb\u00e9b\u00e9 1 2\nriver 3 4\n".getBytes(StandardCharsets.ISO_8859_1);
        try (WordVectors vectors = open("v.txt", text)) {
            assertThat(vectors.words()).containsExactly("b\ufffdb\ufffd", "river");
            assertThat(vectors.source().notes()).singleElement().asString().contains("line 2", "is not UTF-8");
        }
    }

    @Test
    void gloveHasNoHeaderAndWordsWithSpaces() throws IOException {
        String text = "the 0.1 -0.2 0.3\n. . . 1 2 3\nat name@domain.com 4 5 6\n3 7 8 9\n";
        try (WordVectors vectors = open("glove.txt", text)) {
            assertThat(vectors.words()).containsExactly("the", ". . .", "at name@domain.com", "3");
            assertThat(vectors.vector(". . .")).hasValue(new float[] {1, 2, 3});
            assertThat(vectors.vector(3)).containsExactly(7, 8, 9);
            assertThat(vectors.source().format()).isEqualTo(VectorFormat.GLOVE);
        }
    }

    @Test
    void compressedTextIsReadWhateverItsName() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("2 2\na 1 2\nb 3 4\n".getBytes(StandardCharsets.UTF_8));
        }
        try (WordVectors vectors = open("v.bin", packed.toByteArray())) {
            assertThat(vectors.vector("b")).hasValue(new float[] {3, 4});
            assertThat(vectors.source().compressed()).isTrue();
        }
        assertRefused("v.gz", java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 9), "cannot be read");
    }

    @Test
    void aMatrixHasItsWordsBesideIt() throws IOException {
        try (WordVectors vectors = open("v.txt", "3 2\na 1 2\nb c 3 4\nd 5 6\n")) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("m.npy"))) {
                VectorWriter.write(vectors, VectorFormat.NUMPY, out);
            }
            assertRefused(folder.resolve("m.npy"), "expected its words in");
            try (OutputStream out = Files.newOutputStream(folder.resolve("m.vocab"))) {
                VectorWriter.writeWords(vectors, out);
            }
            try (WordVectors again = VectorFiles.open(folder.resolve("m.npy"))) {
                assertSame(again, vectors);
            }
            Files.writeString(folder.resolve("m.vocab"), "a\nb\n");
            assertRefused(folder.resolve("m.npy"), "expected 3 words, a line for each row");
        }
    }

    @Test
    void textKeepsEveryBit() throws IOException {
        String text = "2 3\na 0.1 -3.4028235e38 1.4e-45\nb 16777217 0.30000001192092896 -0\n";
        try (WordVectors vectors = open("v.txt", text)) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            VectorWriter.write(vectors, VectorFormat.WORD2VEC_TEXT, written);
            try (WordVectors again = open("again.txt", written.toByteArray())) {
                assertSame(again, vectors);
            }
        }
    }

    @Test
    void aLocaleWithCommasChangesNothing() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try (WordVectors vectors = open("v.txt", "1 2\ni 1.5 -2.25\n")) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            VectorWriter.write(vectors, VectorFormat.WORD2VEC_TEXT, written);
            assertThat(written).hasToString("1 2\ni 1.5 -2.25\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aCutFastTextModelIsCalledThat() {
        byte[] bytes = HexFormat.of()
                .parseHex("ba164f2f0c00000003000000020000000300000001000000020000000100000002000000020000000d000000"
                        + "020000000300000064000000fca9f1d24d62503f");
        assertRefused("m.bin", bytes, "a fastText model (magic 0x2F4F16BA)");
        assertRefused("m.bin", bytes, "opens as it is, heed vectors info FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "504b0304140000000800|a zip archive",
                "80049500000000000000|a Python pickle",
                "425a6839314159265359|a bzip2 archive",
                "53514c69746520666f726d6174203300|an SQLite database",
                "3c21444f43545950452068746d6c3e0a|a web page",
                "7b2276657273696f6e223a20312e307d|JSON",
                "|an empty file",
                "00010203040506070809|binary of no kind",
                "fffe610020003100|text in UTF-16",
                "6120626f6f6b206f6620776f7264730a|text whose first lines do not end in numbers",
            })
    void whatItSeemsToBeIsSaid(String hex, String seems) {
        assertRefused("v.bin", hex == null ? new byte[0] : HexFormat.of().parseHex(hex), seems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 2;a 1 2;b 3;c 5 6|line 3: expected a word and 2 numbers",
                "3 2;a 1 2;b 3 x;c 5 6|line 3: expected 2 numbers behind the word, got \"x\"",
                "3 2;a 1 2;b 0.3 4.5 5;c 5 6|line 3: expected 2 numbers behind the word, got more",
                "3 2;a 1 2;;c 5 6|line 3",
                "3 2;a 1 2;b 0x1p3 4;c 5 6|got \"0x1p3\"",
                "3 2;a 1 2;b 1f 4;c 5 6|got \"1f\"",
                "0 2;|expected a header of words and dimension",
                "2 2;a nan 1;b inf 2|at least one word with finite numbers",
            })
    void aWrongLineIsNamed(String text, String message) {
        assertRefused("v.txt", text.replace(';', '\n'), message);
    }

    @Test
    void whatIsNoFileIsSaid() {
        assertRefused(folder, "found a folder");
        assertRefused(folder.resolve("nothing"), "found none");
    }

    @Test
    void aBinaryFileCannotHoldASpace() throws IOException {
        try (WordVectors vectors = open("v.txt", "1 2\nnew york 1 2\n")) {
            assertThatThrownBy(() ->
                            VectorWriter.write(vectors, VectorFormat.WORD2VEC_BINARY, OutputStream.nullOutputStream()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"new york\"");
        }
    }

    private static void assertSame(WordVectors actual, WordVectors expected) {
        assertThat(actual.words()).isEqualTo(List.copyOf(expected.words()));
        for (int row = 0; row < expected.size(); row++) {
            assertThat(actual.vector(row)).containsExactly(expected.vector(row));
        }
    }

    private WordVectors open(String name, String text) throws IOException {
        return open(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private WordVectors open(String name, byte[] bytes) throws IOException {
        return VectorFiles.open(Files.write(folder.resolve(name), bytes));
    }

    private void assertRefused(String name, String text, String message) {
        assertRefused(name, text.getBytes(StandardCharsets.UTF_8), message);
    }

    private void assertRefused(String name, byte[] bytes, String message) {
        try {
            assertRefused(Files.write(folder.resolve(name), bytes), message);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> VectorFiles.open(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(
                        file.getParent() == null ? "" : file.getParent().toString());
    }
}
