package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model does not know, a word or a language, is said by every command, and nothing is concluded from it. */
class UnknownTest {
    private static final String COINS = "\uD83D\uDCB0";
    private static final String NOTES = "\uD83D\uDCB8";
    private static final String DOES_NOT_KNOW = "the model does not know " + COINS;

    @TempDir
    private Path folder;

    @Test
    void twoTextsOfNothingKnownAreNotCompared() {
        Ran ran = heed("similarity", COINS, NOTES);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("[UNK]");
    }

    @Test
    void everyCommandNamesIt() throws Exception {
        String text = "I paid " + COINS + " for it";
        for (List<String> line : List.of(
                List.of("similarity", text, "it was free"),
                List.of("embed", "--text", text),
                List.of("embed", "--text", text, "--format", "jsonl"),
                List.of("attend", text),
                List.of("attend", "--simple", text),
                List.of("attend", text, "--format", "json"),
                List.of("compare", "--word", "paid", text, "She paid for it"))) {
            Ran ran = heed(line.toArray(String[]::new));
            assertThat(ran.code()).as(line + ran.err()).isZero();
            assertThat(ran.err()).as(line.toString()).contains(DOES_NOT_KNOW);
        }
    }

    @Test
    void anIndexCountsIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.txt"), "The river rose. \u1200\u1208\u1210 paid the bank.\n".repeat(4));
        String index = folder.resolve("index").toString();
        Ran ran = heed("index", file.toString(), "--output", index, "--all", "--format", "json");
        assertThat(Ran.objects(ran.json().get("files")).getFirst())
                .containsEntry("occurrences", 28)
                .containsEntry("unknown", 4);
        assertThat(ran.err()).contains("4 of the 28 occurrences are unknown to the model");
        assertThat(Ran.objects(heed("index", "--output", index, "--format", "json")
                                .json()
                                .get("files"))
                        .getFirst())
                .containsEntry("unknown", 4);
    }

    @Test
    void nothingIsConcludedInALanguageThatTheModelDoesNotKnow() {
        Ran compared = heed(
                "compare",
                "--word",
                "Bank",
                "Ich sitze auf der Bank im Park.",
                "Ich bringe das Geld zur Bank.",
                "--format",
                "json");
        assertThat(compared.json()).containsEntry("sameMeaning", null);
        assertThat(compared.err()).contains("whether the word means the same is not said");
        Ran similar = heed("similarity", "Ich sitze im Park.", "Sie bringt das Geld nach Hause.", "--format", "json");
        assertThat(similar.json()).containsEntry("percentile", null);
        assertThat(similar.err()).contains("among random pairs is not said");
    }

    @Test
    void noSensesAreToldApartThere() throws Exception {
        String park = "Ich sitze auf der Bank im Park und füttere die Tauben.\n";
        String money = "Die Bank hat ihm das Geld für das Haus geliehen.\n";
        Path file = Files.writeString(folder.resolve("bank.txt"), (park + money).repeat(20));
        Ran ran = heed("senses", "--word", "Bank", file.toString(), "--format", "json");
        assertThat(Ran.objects(ran.json().get("senses"))).hasSize(1);
        assertThat(ran.err()).contains("senses are not told apart");
        assertThat(Ran.objects(heed("senses", "--word", "Bank", "--senses", "2", file.toString(), "--format", "json")
                        .json()
                        .get("senses")))
                .hasSize(2);
    }

    @Test
    void equalLinesAreNeverInDifferentSenses() throws Exception {
        Path file = Files.writeString(folder.resolve("s.txt"), "I went to the bank.\n".repeat(3));
        for (String count : List.of("2", "3", "50")) {
            Ran ran = heed("senses", "--word", "bank", "--senses", count, file.toString(), "--format", "json");
            assertThat(Ran.objects(ran.json().get("senses"))).hasSize(1);
            assertThat(ran.err()).contains("--senses " + count + ": 1 sense");
        }
        Ran split = heed("senses", "--word", "bank", "--split", "1", file.toString(), "--format", "json");
        assertThat(Ran.objects(split.json().get("senses"))).hasSize(1);
        assertThat(split.err()).contains("all equal");
    }

    @Test
    void modelsSayTheirLanguages() {
        Ran ran = heed("models", "--format", "json");
        assertThat(Ran.objects(ran.json().get("models")))
                .filteredOn(model -> model.get("name").equals("all-MiniLM-L6-v2"))
                .singleElement()
                .satisfies(model -> assertThat(model).containsEntry("languages", List.of("en")));
        assertThat(heed("models").out()).contains("languages", "en");
    }
}
