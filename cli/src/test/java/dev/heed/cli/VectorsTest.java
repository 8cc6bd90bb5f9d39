package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
    @TempDir
    private Path folder;

    @Test
    void oneHotStandsBesideStatic() {
        assertSimilarity("cat", 0.424);
        assertSimilarity("table", 0.110);
        assertThat(heed("vectors", "similarity", "minilm", "dog", "cat").out())
                .contains("one-hot      0", "static   0.424");
        assertThat(heed("vectors", "similarity", "minilm", "dog", "dog", "--format", "json")
                        .json()
                        .get("oneHot"))
                .isEqualTo(1);
    }

    private static void assertSimilarity(String word, double expected) {
        Map<String, Object> document = heed("vectors", "similarity", "minilm", "dog", word, "--format", "json")
                .json();
        assertThat(document.keySet()).containsExactly("a", "b", "oneHot", "static");
        assertThat(((Number) document.get("oneHot")).doubleValue()).isZero();
        assertThat(((Number) document.get("static")).doubleValue()).isEqualTo(expected, within(5e-4));
    }

    @Test
    void aModelsTableHasNeighbours() {
        Map<String, Object> one = heed("vectors", "neighbors", "minilm", "king", "--format", "json")
                .json();
        assertThat(one.keySet()).containsExactly("word", "neighbors");
        assertThat(objects(one.get("neighbors")))
                .hasSize(10)
                .extracting(n -> n.get("word"))
                .contains("queen");
        Map<String, Object> two = heed("vectors", "neighbors", "minilm", "king", "bank", "-n", "3", "--format", "json")
                .json();
        assertThat(objects(two.get("results")))
                .hasSize(2)
                .allSatisfy(r -> assertThat((List<?>) r.get("neighbors")).hasSize(3));
    }

    @Test
    void sharedContextsSayWhy() throws IOException {
        Path vectors = Files.writeString(folder.resolve("v.txt"), "king 1 0\nqueen 4 1\ncrown 0 1\nthe 1 1\nsea 1 2\n");
        Path corpus = Files.writeString(
                folder.resolve("c.txt"),
                "crown king crown the sea the sea the sea\ncrown queen crown the sea the sea the the sea\n");
        Ran ran = heed("vectors", "why", vectors.toString(), "king", "Queen", "--corpus", corpus.toString());
        assertThat(ran.code()).isEqualTo(1); // as in the other questions, words are as they stand in the file
        assertThat(ran.err()).contains("nearest spellings: queen");
        ran = heed("vectors", "why", vectors.toString(), "king", "queen", "--corpus", corpus.toString());
        assertThat(ran.out())
                .contains(
                        "king and queen: cosine 0.970",
                        "crown",
                        "100.0%",
                        "near king, ",
                        "c.txt:1",
                        "[crown] king crown");
        Map<String, Object> document = heed(
                        "vectors",
                        "why",
                        vectors.toString(),
                        "king",
                        "queen",
                        "--corpus",
                        corpus.toString(),
                        "--format",
                        "json")
                .json();
        Map<String, Object> context = objects(document.get("contexts")).getFirst();
        assertThat(context.get("word")).isEqualTo("crown");
        assertThat(((Number) context.get("share")).doubleValue()).isEqualTo(1, within(1e-6));
        assertThat(((Number) document.get("rest")).doubleValue()).isZero();
        assertThat(heed("vectors", "why", vectors.toString(), "king", "queen").code())
                .isEqualTo(2);
    }

    @Test
    void filesAreConvertedAndAsked() throws IOException {
        Path text = Files.writeString(folder.resolve("v.txt"), "4 2\nbank 1 0\nbad nan 1\nworse inf -inf\nriver 4 1\n");
        Ran ran = heed("vectors", "neighbors", text.toString(), "bank");
        assertThat(ran.out()).contains("  river  0.970\n").doesNotContain("bad", "worse");
        assertThat(ran.err()).startsWith("note: ").contains("line 3");
        for (String name : List.of("a.bin", "a.vec.gz", "a.npy")) {
            String target = folder.resolve(name).toString();
            assertThat(heed("vectors", "convert", text.toString(), "--output", target)
                            .code())
                    .isZero();
            assertThat(heed("vectors", "similarity", target, "bank", "river").out())
                    .contains("0.970");
        }
        assertThat(heed("vectors", "info", folder.resolve("a.vec.gz").toString())
                        .out())
                .contains("word2vec text, gzip", "bank  river");
    }

    @Test
    void setsAreEvaluated() throws IOException {
        Path vectors = Files.writeString(folder.resolve("v.txt"), "a 1 0\nb 1 1\nc 0 1\nd -1 1\n");
        Path pairs = Files.writeString(folder.resolve("pairs.tsv"), "a\tb\t9\na\tc\t5\na\td\t1\na\tx\t3\n");
        Map<String, Object> document = heed(
                        "vectors", "evaluate", vectors.toString(), pairs.toString(), "--format", "json")
                .json();
        assertThat(document.keySet())
                .containsExactly("file", "kind", "pairs", "covered", "leftOut", "spearman", "accuracy", "sections");
        assertThat(document)
                .containsEntry("pairs", 4)
                .containsEntry("covered", 3)
                .containsEntry("accuracy", null);
        assertThat(((Number) document.get("spearman")).doubleValue()).isEqualTo(1);
        Path analogies = Files.writeString(folder.resolve("analogies.txt"), ": turns\na b c d\na b x d\n");
        assertThat(heed("vectors", "evaluate", vectors.toString(), analogies.toString())
                        .out())
                .contains("turns   1 of 2  100.0%");
    }

    @Test
    void analogyOddAndCentroidAnswer() throws IOException {
        String file = Files.writeString(folder.resolve("v.txt"), "a 1 0\nb 1 1\nc 0 1\nd -1 1\n")
                .toString();
        assertThat(heed("vectors", "analogy", file, "a", "b", "c", "--format", "json")
                        .json()
                        .keySet())
                .containsExactly("a", "b", "c", "answers");
        assertThat(heed("vectors", "analogy", file, "a", "b", "c", "--method", "product")
                        .out())
                .contains("  d  ");
        assertThat(heed("vectors", "odd", file, "a", "b", "d").out()).startsWith("d is the odd one out");
        assertThat(heed("vectors", "centroid", file, "a", "c").out()).contains("  b  1.000\n");
    }

    @Test
    void whatIsWrongIsSaidInALine() throws IOException {
        String file = Files.writeString(folder.resolve("v.txt"), "king 1 0\nqueen 1 1\n")
                .toString();
        assertFails(1, "word \"kings\": not among the 2 words; nearest spellings: king", "neighbors", file, "kings");
        assertFails(1, "found none of them", "info", "nowhere.bin");
        assertFails(2, "expected FILE A B C, got 3 arguments", "analogy", file, "a", "b");
        assertFails(2, "expected a name that ends in", "convert", file, "--output", "x.pdf");
        assertFails(2, "vectors: expected one of train, info, neighbors", "nonsense");
        assertThat(heed("vectors", "neighbors", "--help").out()).contains("heed vectors neighbors FILE WORD…");
    }

    private static void assertFails(int code, String message, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "vectors";
        System.arraycopy(args, 0, all, 1, args.length);
        Ran ran = heed(all);
        assertThat(ran.err()).contains(message).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(code);
    }
}
