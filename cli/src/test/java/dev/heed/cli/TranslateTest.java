package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** translate as people and programs meet it, with a small model that was trained on a grammar. */
class TranslateTest {
    private static final String MODEL = "../engine/src/test/resources/dev/heed/translation/small-en-de";
    private static final String RIVER = "We sat by the river bank.";

    @TempDir
    Path folder;

    private static Ran translate(String... args) {
        List<String> all = new ArrayList<>(List.of("translate", "--model", MODEL));
        all.addAll(List.of(args));
        return heed(all.toArray(String[]::new));
    }

    @Test
    void aTextComesOutAsALineAndNothingElse() {
        Ran ran = translate(RIVER);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("Wir saßen am Flussufer.\n");
    }

    @Test
    void aFileKeepsItsLinesAndMarkers() throws IOException {
        Path file = folder.resolve("page.md");
        Files.writeString(file, "# The house\r\n\r\n- " + RIVER + "\r\n");
        Ran ran = translate(file.toString());
        assertThat(ran.out()).isEqualTo("# Das Haus\r\n\r\n- Wir saßen am Flussufer.\r\n");
        Ran read = heedReading(Files.readString(file), "translate", "--model", MODEL, "-");
        assertThat(read.out()).isEqualTo(ran.out());
    }

    @Test
    void theDocumentHasEverySentenceWithItsAlignment() {
        Map<String, Object> document = translate("--format", "json", RIVER + " It cost 3.50 euros.", "42")
                .json();
        assertThat(document.keySet()).containsExactly("model", "from", "to", "alignmentHead", "items");
        assertThat(document).containsEntry("from", "en").containsEntry("to", "de");
        List<Map<String, Object>> items = objects(document.get("items"));
        assertThat(items).hasSize(2);
        assertThat(items.getFirst().keySet())
                .containsExactly("index", "source", "target", "score", "sentences", "moved", "lost", "notes");
        String target = (String) items.getFirst().get("target");
        assertThat(target).startsWith("Wir saßen am Flussufer. Es kostete 3.50 Euro");
        List<Map<String, Object>> sentences = objects(items.getFirst().get("sentences"));
        assertThat(sentences).hasSize(2);
        assertThat(sentences.getFirst().keySet()).containsExactly("source", "target", "score", "finish", "alignment");
        for (Map<String, Object> link : objects(sentences.get(1).get("alignment"))) {
            Map<?, ?> place = (Map<?, ?>) link.get("target");
            assertThat(target.substring(
                            ((Number) place.get("start")).intValue(), ((Number) place.get("end")).intValue()))
                    .isEqualTo(place.get("text"));
        }
        assertThat(items.get(1)).containsEntry("target", "42").containsEntry("score", null);
    }

    @Test
    void everyTextIsALineOfJsonLines() {
        assertThat(translate("--format", "jsonl", "We saw the dog.", "We saw the cat.")
                        .out()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"model\":"));
    }

    @Test
    void peopleSeeWhichWordCameFromWhich() {
        String page = translate("--alignment", "--width", "60", RIVER).out();
        assertThat(page).contains("Which word came from which", "We sat by the river bank\n1  2   3  4   5     6\n");
        assertThat(page.lines().filter(line -> line.startsWith("Wir saßen"))).hasSize(1);
        String named =
                translate("--alignment", "--alignment-head", "1.2+1", RIVER).out();
        assertThat(named).contains("head 1.2+1");
    }

    @Test
    void picturesAndThePageAreWritten() throws IOException {
        Path svg = folder.resolve("a.svg");
        Path png = folder.resolve("a.png");
        Path html = folder.resolve("a.html");
        Ran ran = translate("--svg", svg.toString(), "--png", png.toString(), "--html", html.toString(), RIVER);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(svg)).contains("Flussufer", "Which word came from which");
        assertThat(Files.size(png)).isPositive();
        assertThat(Files.readString(html)).contains("\"view\":\"translate\"");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        says(
                2,
                "--alignment-head: expected auto, LAYER.HEAD or LAYER.HEAD+1, got best",
                "--alignment-head",
                "best",
                "a");
        says(2, "--keep: expected a regular expression, got (", "--keep", "(", "a");
        says(2, "--beam: expected 1 or more, got 0", "--beam", "0", "a");
        says(1, "alignment-head: expected a layer of 1 to 3", "--alignment", "--alignment-head", "9.1", "a dog");
        says(1, "missing.txt: no such file", "missing.txt");
        says(
                1,
                "keep: expected an expression that is done in reasonable time",
                "--keep",
                "(a+)+$",
                "a".repeat(5_000) + "!");
        Ran none = heed("translate", "--model", "minilm", "a");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .contains(
                        "expected a model of the kind translation, got encoder",
                        "; none of that kind is packaged, give a folder");
    }

    private static void says(int code, String message, String... args) {
        Ran ran = translate(args);
        assertThat(ran.err().lines().filter(line -> !line.startsWith("note: ")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(message);
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
    }
}
