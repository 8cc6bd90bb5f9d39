package dev.heed.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models in parts: which files belong together, and what is said of those that do not. */
class GgufSplitTest {
    private static final int FLOAT = 0;

    /** A part with tensors of one number each. */
    private static GgufBuilder part(int no, int count, int tensors, String... names) {
        GgufBuilder part = new GgufBuilder();
        if (no == 0) {
            part.string("general.architecture", "llama");
        }
        part.raw("split.no", 2, new byte[] {(byte) no, 0})
                .raw("split.count", 2, new byte[] {(byte) count, 0})
                .int32("split.tensors.count", tensors);
        for (String name : names) {
            part.tensor(name, FLOAT, new byte[] {1, 2, 3, (byte) name.charAt(0)}, 1);
        }
        return part;
    }

    private static Map<String, GgufBuilder> three() {
        Map<String, GgufBuilder> files = new TreeMap<>();
        files.put("m-00001-of-00003.gguf", part(0, 3, 4, "a", "b"));
        files.put("m-00002-of-00003.gguf", part(1, 3, 4, "c"));
        files.put("m-00003-of-00003.gguf", part(2, 3, 4, "d"));
        return files;
    }

    private static GgufFile read(Map<String, GgufBuilder> files, String first) {
        return GgufSplit.read(
                GgufFile.read(files.get(first).segment(), first),
                first,
                name -> Optional.ofNullable(files.get(name)).map(file -> GgufFile.read(file.segment(), name)));
    }

    @Test
    void partsAreOneFile() {
        GgufFile file = read(three(), "m-00001-of-00003.gguf");
        assertThat(file.name()).isEqualTo("m-00001-of-00003.gguf");
        assertThat(file.names()).containsExactly("a", "b", "c", "d");
        assertThat(file.metadata().requireString("general.architecture")).isEqualTo("llama");
        assertThat(file.require("c").data().get(GgufBytes.BYTE, 3)).isEqualTo((byte) 'c');
        assertThat(file.require("d").data().get(GgufBytes.BYTE, 3)).isEqualTo((byte) 'd');
    }

    @Test
    void theFirstMayHoldNoTensor() {
        Map<String, GgufBuilder> files = new TreeMap<>();
        files.put("m-00001-of-00002.gguf", part(0, 2, 1));
        files.put("m-00002-of-00002.gguf", part(1, 2, 1, "a"));
        assertThat(read(files, "m-00001-of-00002.gguf").names()).containsExactly("a");
    }

    /** A whole file looks at no other: without the keys, cut into one, or joined again, when llama.cpp states 0. */
    @Test
    void aWholeFileIsItself() {
        for (GgufBuilder whole : List.of(
                new GgufBuilder().string("general.architecture", "llama"), part(0, 1, 1, "a"), part(0, 0, 7, "a"))) {
            List<String> asked = new ArrayList<>();
            GgufFile file = GgufFile.read(whole.segment(), "any name.gguf");
            assertThat(GgufSplit.read(file, "any name.gguf", name -> {
                        asked.add(name);
                        return Optional.empty();
                    }))
                    .isSameAs(file);
            assertThat(asked).isEmpty();
        }
    }

    private static void refused(Map<String, GgufBuilder> files, String first, String message) {
        assertThatThrownBy(() -> read(files, first))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("\n", "\r");
    }

    @Test
    void aPartThatIsMissing() {
        Map<String, GgufBuilder> files = three();
        files.remove("m-00002-of-00003.gguf");
        refused(
                files,
                "m-00001-of-00003.gguf",
                "m-00001-of-00003.gguf: expected all 3 parts beside it, got no \"m-00002-of-00003.gguf\"");
    }

    @Test
    void aPartThatIsNotTheFirst() {
        refused(
                three(),
                "m-00002-of-00003.gguf",
                "m-00002-of-00003.gguf: expected split.no 0, counted from 0, got 1; open the first,"
                        + " m-00001-of-00003.gguf");
    }

    @Test
    void aPartThatIsACopyOfAnother() {
        Map<String, GgufBuilder> files = three();
        files.put("m-00003-of-00003.gguf", part(1, 3, 4, "c"));
        refused(
                files,
                "m-00001-of-00003.gguf",
                "m-00003-of-00003.gguf: expected split.no 2, counted from 0, got 1; is it a copy of another part?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2 | 4 | expected split.count 3 as in m-00001-of-00003.gguf, got 2; is it a part of another model?
        3 | 9 | expected split.tensors.count 4 as in m-00001-of-00003.gguf, got 9; is it a part of another model?
        """)
    void aPartOfAnotherModel(int count, int tensors, String message) {
        Map<String, GgufBuilder> files = three();
        files.put("m-00002-of-00003.gguf", part(1, count, tensors, "c"));
        refused(files, "m-00001-of-00003.gguf", "m-00002-of-00003.gguf: " + message);
    }

    @Test
    void aWholeFileInThePlaceOfAPart() {
        Map<String, GgufBuilder> files = three();
        files.put("m-00002-of-00003.gguf", new GgufBuilder().string("general.architecture", "llama"));
        refused(files, "m-00001-of-00003.gguf", "m-00002-of-00003.gguf: expected split.count 3 as in");
    }

    @Test
    void aTensorTwice() {
        Map<String, GgufBuilder> files = three();
        files.put("m-00003-of-00003.gguf", part(2, 3, 4, "a"));
        refused(
                files,
                "m-00001-of-00003.gguf",
                "m-00003-of-00003.gguf: expected every tensor once in all parts, got \"a\" twice");
    }

    @Test
    void tensorsThatAreMissing() {
        Map<String, GgufBuilder> files = three();
        files.put("m-00003-of-00003.gguf", part(2, 3, 4));
        refused(
                files,
                "m-00001-of-00003.gguf",
                "m-00001-of-00003.gguf: expected 4 tensors in all parts (split.tensors.count), got 3");
    }

    @Test
    void aNameThatDoesNotSayWhichPartItIs() {
        Map<String, GgufBuilder> files = three();
        files.put("model.gguf", files.get("m-00001-of-00003.gguf"));
        files.put("m-00001-of-00004.gguf", files.get("m-00001-of-00003.gguf"));
        for (String name : List.of("model.gguf", "m-00001-of-00004.gguf")) {
            refused(
                    files,
                    name,
                    "expected the name of a part, NAME-00001-of-00003.gguf, for split.count 3, got \"" + name
                            + "\"; call the parts as they were");
        }
    }

    /** A file of some bytes that promises thousands of parts: one question, one line. */
    @Test
    void moreIsPromisedThanThereIs() {
        Map<String, GgufBuilder> files = new TreeMap<>();
        files.put(
                "m-00001-of-65535.gguf",
                new GgufBuilder().raw("split.no", 2, new byte[] {0, 0}).raw("split.count", 2, new byte[] {-1, -1}));
        refused(files, "m-00001-of-65535.gguf", "expected all 65535 parts beside it, got no \"m-00002-of-65535.gguf\"");
        for (int type : new int[] {4, 5}) {
            files.put("m-00001-of-65535.gguf", new GgufBuilder().raw("split.count", type, new byte[] {-1, -1, -1, -1}));
            refused(files, "m-00001-of-65535.gguf", "m-00001-of-65535.gguf: expected ");
        }
        files.put("m-00001-of-65535.gguf", new GgufBuilder().string("split.count", "3"));
        refused(files, "m-00001-of-65535.gguf", "for \"split.count\", got a STRING");
    }

    @Test
    void namesOfParts() {
        assertThat(GgufSplit.firstOf("a-b-00002-of-00012.gguf")).contains("a-b-00001-of-00012.gguf");
        assertThat(GgufSplit.firstOf("a-00002-of-00012.txt")).isEmpty();
        assertThat(GgufSplit.firstOf("a-2-of-12.gguf")).isEmpty();
        assertThat(GgufSplit.modelName("a-b-00001-of-00012.gguf")).isEqualTo("a-b");
        assertThat(GgufSplit.modelName("a.Q8_0.gguf")).isEqualTo("a.Q8_0");
        assertThat(GgufSplit.modelName("a")).isEqualTo("a");
    }
}
