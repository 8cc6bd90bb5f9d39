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

/** Word vectors of a file in the place of a model's table. */
class StaticFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFilesVectorsTakeTheModelsPlace() throws IOException {
        String file = Files.writeString(folder.resolve("v.txt"), "bank 1 0\ngrows 0 1\nmoney 1 1\nBank 9 9\n")
                .toString();
        Ran ran = heed("attend", "--simple", "--static", file, "bank xyzzy GROWS money.", "--format", "json");
        assertThat(ran.err()).contains("not among the 4 words of " + file + ", left out of the sums: xyzzy");
        Map<String, Object> document = ran.json();
        assertThat(document.get("missing")).isEqualTo(List.of("xyzzy"));
        assertThat(document.get("model")).isEqualTo(file);
        assertThat(objects(document.get("words")))
                .extracting(word -> word.get("text") + " " + word.get("tokens"))
                .containsExactly("bank [0]", "xyzzy []", "GROWS [1]", "money [2]");
        assertThat(objects(document.get("tokens")))
                .extracting(token -> token.get("piece") + " " + token.get("id"))
                .containsExactly("bank 0", "grows 1", "money 2");
        assertThat(Ran.matrix(document.get("scores")))
                .isDeepEqualTo(new double[][] {{1, 0, 0, 1}, {0, 0, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 2}});
        double[][] weights = Ran.matrix(document.get("weights"));
        double e = Math.E;
        assertThat(weights[0])
                .containsExactly(new double[] {e / (2 * e + 1), 0, 1 / (2 * e + 1), e / (2 * e + 1)}, within(1e-6));
        assertThat(weights[1]).containsExactly(new double[] {1 / 3.0, 0, 1 / 3.0, 1 / 3.0}, within(1e-6));

        Map<String, Object> step = objects(heed(
                                "attend",
                                "--simple",
                                "--static",
                                file,
                                "--explain",
                                "money",
                                "bank xyzzy grows money",
                                "--format",
                                "json")
                        .json()
                        .get("steps"))
                .getFirst();
        assertThat(Ran.vector(step.get("products"))).containsExactly(1, 0, 1, 2);
        assertThat(Ran.vector(step.get("weights"))[1]).isZero();
        assertThat(heed("attend", "--simple", "--static", file, "bank grows money")
                        .out())
                .contains("static word vectors of");
        assertThat(heed("attend", "--simple", "--static", file, "bank xyzzy grows")
                        .out())
                .contains("bank' = 0.731·bank + 0.269·grows\n")
                .doesNotContain("xyzzy' =");
    }

    @Test
    void aFilesVectorsNeedAWordAndTheSimpleMode() throws IOException {
        String file = Files.writeString(folder.resolve("v.txt"), "bank 1 0\ngrows 0 1\n")
                .toString();
        assertFails(1, "nearest spellings of bnak: bank", "attend", "--simple", "--static", file, "bnak");
        assertFails(2, "--static: expected --simple", "attend", "--static", file, "bank");
        assertFails(2, "leave --html or --static out", "attend", "--simple", "--static", file, "--html", "x", "bank");
        assertFails(
                1,
                "found none",
                "attend",
                "--simple",
                "--static",
                folder.resolve("w").toString(),
                "bank");
    }

    @Test
    void compareTakesAFilesVectorsAsTheStaticOnes() throws IOException {
        String file = Files.writeString(folder.resolve("v.txt"), "bank 1 0\nBank 0 1\n")
                .toString();
        String[] texts = {"Bank on it.", "We sat by the river bank."};
        Map<String, Object> document = heed(
                        "compare", "--word", "bank", "--static", file, texts[0], texts[1], "--format", "json")
                .json();
        assertThat(Ran.matrix(document.get("static"))).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertThat(document.get("statics")).isEqualTo(file);
        assertThat(heed("compare", "--word", "bank", "--static", file, texts[0], texts[1])
                        .out())
                .contains("static (");
        assertFails(
                1, "word river: not among the 2 words", "compare", "--word", "river", "--static", file, "river river");
    }

    private static void assertFails(int code, String message, String... args) {
        Ran ran = heed(args);
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains(message);
        assertThat(ran.out()).isEmpty();
    }
}
